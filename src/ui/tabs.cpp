#include <optional>

#include "ui/control.h"
#include "ui/shapes.h"
#include "ui/widgets.h"

namespace byok::ui {
namespace {

constexpr float row_height = 42, padding = 6, icon_size = 12, gap = 8, between = 16, underline = 2;

constexpr KeySet tab_keys = key_bit(Key::ArrowLeft) | key_bit(Key::ArrowRight) | key_bit(Key::Home) | key_bit(Key::End);

NodeId tab(Ui& ui, const TabItem& item, bool current) {
    const ImVec2 min = whole_pixels(ImGui::GetCursorScreenPos());
    const ControlState state = control_state(ui, ui.id_of(item.label), true);
    const TextStyle style{.colour = current || state.hovered ? Colour::Text : Colour::TextMuted};
    const ImVec2 label = text_size(ui, item.label, style);
    const ImVec2 max = min + ImVec2(label.x + ui.px(2 * padding + icon_size + gap), ui.px(for_pointer(ui, row_height)));

    const float middle = (min.y + max.y) / 2, left = min.x + ui.px(padding);
    draw_icon(ui, {left, middle - ui.px(icon_size) / 2}, item.icon, icon_size, style.colour);
    draw_text(ui, {left + ui.px(icon_size + gap), middle - label.y / 2}, item.label, style);
    if (current)
        ImGui::GetWindowDrawList()->AddRectFilled({min.x, max.y - ui.px(underline)}, max, ui.colour(Colour::Text));
    if (state.ringed) {
        const ImVec2 inside(ui.px(4), ui.px(8));
        draw_focus_ring(ui, min + inside, max - inside, 4);
    }
    ImGui::Dummy(max - min);

    Node node{.role = Role::Tab};
    node.name = item.label;
    node.href = item.href;
    node.rect = ui.rect_of(min, max);
    node.focusable = true;
    node.in_tab_order = current;
    node.selected = current;
    node.keys = tab_keys;
    return ui.leaf(item.label, std::move(node));
}

/// Which of `count` tabs the key goes to, from the one at `index`.
std::size_t target_of(Key key, std::size_t index, std::size_t count) {
    switch (key) {
        case Key::ArrowLeft:
            return (index + count - 1) % count;
        case Key::ArrowRight:
            return (index + 1) % count;
        case Key::Home:
            return 0;
        case Key::End:
            return count - 1;
        default:
            return index;
    }
}

}  // namespace

void tabs(Ui& ui, std::string_view name, std::span<const TabItem> items, std::size_t current) {
    Node node{.role = Role::TabList};
    node.name = name;
    ui.open(name, std::move(node));
    std::optional<std::size_t> target;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0) beside(ui, between);
        if (const KeyPressed* pressed = ui.key(tab(ui, items[i], i == current)))
            target = target_of(pressed->key, i, items.size());
    }
    if (target) ui.move_focus(ui.id_of(items[*target].label));
    ui.close();
}

}  // namespace byok::ui
