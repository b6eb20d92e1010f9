#include <algorithm>

#include "ui/control.h"
#include "ui/shapes.h"
#include "ui/widgets.h"

namespace byok::ui {
namespace {

constexpr float item_height = 32, item_padding = 8, item_icon = 16, radius = 6;
constexpr float text_height = 20, text_icon = 14, text_gap = 6, item_gap = 10;

Node link_node(std::string_view label, std::string_view href, const LinkOptions& options) {
    Node node{.role = Role::Link};
    node.name = label;
    node.href = href;
    node.focusable = true;
    node.current = options.current;
    return node;
}

Colour text_colour(const LinkOptions& options, const ControlState& state) {
    return options.muted && !options.current && !state.hovered ? Colour::TextMuted : Colour::Text;
}

void draw_item(Ui& ui, ImVec2 min, ImVec2 max, std::string_view label, const LinkOptions& options,
               const ControlState& state) {
    const auto fill = options.current ? std::optional(Colour::SelectedFill)
                      : state.hovered ? std::optional(Colour::HoverFill)
                                      : std::nullopt;
    draw_box(ui, min, max, {.fill = fill, .radius = radius});
    const Colour colour = text_colour(options, state);
    const float middle = (min.y + max.y) / 2, icon_px = ui.px(item_icon);
    float x = min.x + ui.px(item_padding);
    if (options.icon) {
        const float icon_x = options.icon_only ? (min.x + max.x - icon_px) / 2 : x;
        draw_icon(ui, {icon_x, middle - icon_px / 2}, *options.icon, item_icon, colour);
        x += ui.px(item_icon + item_gap);
    }
    if (options.icon_only) return;
    const float room = std::max(1.0f, (max.x - ui.px(item_padding) - x) / ui.viewport().scale);
    const TextStyle style{.weight = Weight::Medium, .colour = colour, .max_width = room};
    draw_text(ui, {x, middle - text_size(ui, label, style).y / 2}, label, style);
}

/// Returns its size, device pixels.
ImVec2 draw_inline(Ui& ui, ImVec2 min, std::string_view label, const LinkOptions& options, const ControlState& state) {
    const Colour colour = text_colour(options, state);
    const TextStyle style{.colour = colour == Colour::TextMuted ? Colour::Link : colour,
                          .line_height = for_pointer(ui, text_height)};
    const ImVec2 size = text_size(ui, label, style);
    draw_text(ui, min, label, style);
    if (state.hovered || state.ringed) {
        const float y = min.y + ui.px((style.line_height + text_height) / 2 - 2);
        ImGui::GetWindowDrawList()->AddRectFilled({min.x, y}, {min.x + size.x, y + ui.hairline()},
                                                  ui.colour(style.colour));
    }
    if (!options.icon) return size;
    const ImVec2 icon_at(min.x + size.x + ui.px(text_gap), min.y + ui.px((style.line_height - text_icon) / 2));
    draw_icon(ui, icon_at, *options.icon, text_icon, style.colour);
    return size + ImVec2(ui.px(text_gap + text_icon), 0);
}

}  // namespace

NodeId link(Ui& ui, std::string_view label, std::string_view href, const LinkOptions& options) {
    const ImVec2 min = whole_pixels(ImGui::GetCursorScreenPos());
    const std::string_view key = options.key.empty() ? label : std::string_view(options.key);
    const ControlState state = control_state(ui, ui.id_of(key), true);
    ImVec2 max = min;
    if (options.width > 0 || options.icon_only) {
        max += ImVec2(ui.px(for_pointer(ui, options.width > 0 ? options.width : item_height)),
                      ui.px(for_pointer(ui, options.height > 0 ? options.height : item_height)));
        draw_item(ui, min, max, label, options, state);
    } else {
        max += draw_inline(ui, min, label, options, state);
        max.x = std::max(max.x, min.x + ui.px(for_pointer(ui, 0)));
    }
    if (state.ringed) draw_focus_ring(ui, min, max, radius);
    ImGui::SetCursorScreenPos(min);
    ImGui::Dummy(max - min);

    Node node = link_node(label, href, options);
    node.rect = ui.rect_of(min, max);
    const NodeId id = ui.leaf(key, std::move(node));
    if (options.icon_only) tooltip(ui, id, label);
    return id;
}

}  // namespace byok::ui
