#include "ui/popup.h"

#include <algorithm>

#include "ui/control.h"
#include "ui/shapes.h"

namespace byok::ui {
namespace {

// The gap leaves room for the focus ring of the box.
constexpr float gap = 6, margin = 8, shadow_size = 12, height_least = 104;

}  // namespace

PopupPlace place_popup(Ui& ui, ImVec2 min, ImVec2 max, ImVec2 size) {
    const ImVec2 window = ImGui::GetIO().DisplaySize;
    const float edge = ui.px(margin), apart = ui.px(gap);
    size.x = std::clamp(size.x, 1.0f, std::max(1.0f, window.x - 2 * edge));
    float x = min.x + size.x > window.x - edge ? max.x - size.x : min.x;
    x = std::clamp(x, edge, std::max(edge, window.x - edge - size.x));

    const float room_under = window.y - edge - (max.y + apart), room_over = min.y - apart - edge;
    const bool over = size.y > room_under && room_over > room_under;
    // Where neither side has room to scroll in, it lies over the box itself.
    const float least = std::min({size.y, ui.px(height_least), std::max(1.0f, window.y - 2 * edge)});
    size.y = std::clamp(size.y, least, std::max(least, over ? room_over : room_under));
    float y = over ? min.y - apart - size.y : max.y + apart;
    y = std::max(edge, std::min(y, window.y - edge - size.y));
    return {.min = {x, y}, .max = {x + size.x, y + size.y}};
}

void draw_popup(Ui& ui, const PopupPlace& place) {
    draw_shadow(ui, place.min, place.max, popup_radius, shadow_size);
    draw_box(ui, place.min, place.max, {.fill = Colour::Popover, .border = Colour::Border, .radius = popup_radius});
}

void draw_popup_item_fill(Ui& ui, ImVec2 min, ImVec2 max, bool ring) {
    draw_box(ui, min, max, {.fill = Colour::HoverFill, .border = {}, .radius = popup_item_radius});
    if (ring) draw_inner_focus_ring(ui, min, max, popup_item_radius);
}

float popup_item_height(const Ui& ui) {
    return for_pointer(ui, 32);
}

}  // namespace byok::ui
