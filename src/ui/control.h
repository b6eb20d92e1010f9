/// What every control looks at before it is drawn, and how large it has to be.
#pragma once

#include "ui/ui.h"

namespace byok::ui {

struct ControlState {
    bool hovered = false;
    bool pressed = false;
    bool ringed = false;  // shows the focus ring
};

/// `usable`: neither disabled nor busy. What is not can still have the focus, but does not answer the pointer.
ControlState control_state(const Ui& ui, NodeId id, bool usable);

/// What a control takes up that is `length` high or wide (CSS pixels): more where fingers need it (44 px, WCAG 2.2,
/// 2.5.5). Controls are laid out with it, so that none reaches over another.
float for_pointer(const Ui& ui, float length);

/// Device pixels, rounded down to whole ones.
ImVec2 whole_pixels(ImVec2 at);

}  // namespace byok::ui
