#include "ui/control.h"

#include <cmath>

namespace byok::ui {
namespace {

constexpr float finger_size = 44;  // WCAG 2.2, 2.5.5

void widen(float& start, float& length) {
    if (length >= finger_size) return;
    start -= (finger_size - length) / 2;
    length = finger_size;
}

}  // namespace

ControlState control_state(const Ui& ui, NodeId id, bool usable) {
    return {.hovered = usable && ui.hovered(id),
            .pressed = usable && ui.pressed(id),
            .ringed = ui.focused(id) && ui.focus_visible()};
}

Rect target_rect(const Ui& ui, ImVec2 min, ImVec2 max) {
    Rect rect = ui.rect_of(min, max);
    if (!ui.viewport().coarse_pointer) return rect;
    widen(rect.x, rect.width);
    widen(rect.y, rect.height);
    return rect;
}

ImVec2 whole_pixels(ImVec2 at) {
    return {std::floor(at.x), std::floor(at.y)};
}

}  // namespace byok::ui
