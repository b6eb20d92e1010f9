#include <algorithm>

#include "ui/control.h"
#include "ui/shapes.h"
#include "ui/widgets.h"

namespace byok::ui {
namespace {

constexpr float height = 22, padding = 11, radius = 4;

TextStyle style_of(Colour colour, float max_width) {
    TextStyle style{.size = 12, .weight = Weight::Semibold, .colour = colour};
    if (max_width > 0) style.max_width = std::max(1.0f, max_width - 2 * padding);
    return style;
}

}  // namespace

ImVec2 badge_size(Ui& ui, std::string_view label, float max_width) {
    const ImVec2 text = text_size(ui, label, style_of(Colour::Text, max_width));
    return {text.x + 2 * ui.px(padding), ui.px(height)};
}

NodeId badge(Ui& ui, std::string_view label, const BadgeOptions& options) {
    const ImVec2 min = whole_pixels(ImGui::GetCursorScreenPos());
    const ImVec2 max = min + badge_size(ui, label, options.max_width);
    const TextStyle style = style_of(options.colour, options.max_width);
    const bool neutral = options.colour == Colour::BadgeNeutral;
    draw_box(ui, min, max, {.border = neutral ? Colour::Border : options.colour, .radius = radius});
    const float above = (max.y - min.y - text_size(ui, label, style).y) / 2;
    draw_text(ui, min + ImVec2(ui.px(padding), above), label, style);
    ImGui::SetCursorScreenPos(min);
    ImGui::Dummy(max - min);

    Node node{.role = Role::Text};
    node.name = label;
    node.rect = ui.rect_of(min, max);
    const NodeId id = ui.leaf(options.key.empty() ? label : std::string_view(options.key), std::move(node));
    tooltip(ui, id, options.tooltip);
    return id;
}

}  // namespace byok::ui
