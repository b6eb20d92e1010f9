#include <algorithm>
#include <cmath>
#include <string>

#include "ui/shapes.h"
#include "ui/widgets.h"

namespace byok::ui {
namespace {

constexpr double delay_s = 0.4;
constexpr float padding_x = 10, padding_y = 7, radius = 6, gap = 6, margin = 8, text_width_max = 320;

/// Under the node, or over it where there is no room; never outside of the window. Device pixels.
ImVec2 place_beside(Ui& ui, const Rect& node, ImVec2 size) {
    const float scale = ui.viewport().scale, edge = ui.px(margin);
    const ImVec2 window = ImGui::GetIO().DisplaySize;
    const float middle = (node.x + node.width / 2) * scale;
    const float below = node.bottom() * scale, above = node.y * scale - size.y;
    const float x = std::clamp(middle - size.x / 2, edge, std::max(edge, window.x - edge - size.x));
    const bool fits_below = below + size.y <= window.y - edge;
    return {std::floor(x), std::floor(fits_below || above < edge ? below : above)};
}

/// With `says_more`, assistive technology has it and the pointer can go there; else it only shows the node's own name,
/// and what it covers can be clicked through it.
void show(Ui& ui, std::string_view key, const Rect& beside_node, std::string_view text, bool says_more) {
    TextStyle style{.size = 12, .weight = Weight::Medium, .colour = Colour::Page, .line_height = 16};
    if (text_size(ui, text, style).x > ui.px(text_width_max)) style.wrap_width = text_width_max;
    const ImVec2 inner = text_size(ui, text, style);
    const ImVec2 padding(ui.px(padding_x), ui.px(padding_y)), box = inner + padding + padding;
    const ImVec2 away(0, ui.px(gap));

    // Also while something else has the focus (web/events.js): what lies under it must come into view again.
    ui.node(ui.begin_layer(key, false)).keys = key_bit(Key::Escape);
    // Its rectangle reaches the node, so that the pointer does not leave both on its way from one to the other.
    const ImVec2 at = place_beside(ui, beside_node, box + away);
    const bool below = at.y >= (beside_node.y + beside_node.height / 2) * ui.viewport().scale;
    const ImVec2 min = below ? at + away : at;
    draw_box(ui, min, min + box, {.fill = Colour::Text, .radius = radius});
    draw_text(ui, min + padding, text, style);
    Node node{.role = Role::Tooltip};
    node.name = text;
    node.rect = ui.rect_of(at, at + box + away);
    node.hidden = !says_more;
    ui.leaf("text", std::move(node));
    ui.end_layer();
}

void draw_ring_around(Ui& ui, const Rect& node) {
    const float scale = ui.viewport().scale;
    draw_focus_ring(ui, {node.x * scale, node.y * scale}, {node.right() * scale, node.bottom() * scale}, 2);
}

/// The tooltip that Escape has put away, until what it belongs to is left.
struct PutAway {
    NodeId on = 0;
};

}  // namespace

void tooltip(Ui& ui, NodeId on, std::string_view text) {
    if (text.empty()) return;
    Node& node = ui.node(on);
    node.has_tooltip = true;
    // Words have no other use for a click or a tap: it shows what they stand for.
    const bool on_click = node.role == Role::Text;
    const bool says_more = node.name != text;
    // Of what is cut, the keyboard finds the rest nowhere else.
    if (on_click) node.focusable = true, node.in_tab_order = !says_more;
    if (node.description.empty() && says_more) node.description = text;

    const std::string key = "tooltip " + std::to_string(on);
    const bool on_tooltip = ui.hovered(ui.id_of(key));
    const bool pointed_at = ui.hovered(on) || on_tooltip;
    const bool waited = on_tooltip || ui.hovered_for_s() >= delay_s;
    const bool has_focus = ui.focused(on) && (ui.focus_visible() || on_click);
    NodeId& put_away = ui.state<PutAway>().on;
    for (const NodeId heard : {on, ui.id_of(key)})
        if (const KeyPressed* pressed = ui.key(heard); pressed && pressed->key == Key::Escape) put_away = on;
    if (put_away == on) {
        if (!pointed_at && !ui.focused(on)) put_away = 0;
        return;
    }
    if (has_focus || (pointed_at && waited)) {
        // In a dialog Escape closes that at once, and the tooltip with it.
        if (ui.focused(on) && ui.modal_layers() == 0) node.keys |= key_bit(Key::Escape);
        if (on_click && ui.focused(on) && ui.focus_visible()) draw_ring_around(ui, node.rect);
        show(ui, key, Rect(node.rect), text, says_more);
    } else if (pointed_at) {
        ui.animate();  // until it has waited long enough
    }
}

}  // namespace byok::ui
