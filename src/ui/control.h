/// What every control looks at before it is drawn, and where it can be hit.
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

/// The rectangle of a control's node: what is drawn, or more where fingers need it (44 px high and wide at least).
Rect target_rect(const Ui& ui, ImVec2 min, ImVec2 max);

/// Device pixels, rounded down to whole ones.
ImVec2 whole_pixels(ImVec2 at);

}  // namespace byok::ui
