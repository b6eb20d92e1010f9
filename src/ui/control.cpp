#include "ui/control.h"

#include <algorithm>
#include <cmath>

namespace byok::ui {
namespace {

constexpr float finger_size = 44;

}  // namespace

ControlState control_state(const Ui& ui, NodeId id, bool usable) {
    return {.hovered = usable && ui.hovered(id),
            .pressed = usable && ui.pressed(id),
            .ringed = ui.focused(id) && ui.focus_visible()};
}

float for_pointer(const Ui& ui, float length) {
    return ui.viewport().coarse_pointer ? std::max(length, finger_size) : length;
}

ImVec2 whole_pixels(ImVec2 at) {
    return {std::floor(at.x), std::floor(at.y)};
}

}  // namespace byok::ui
