#include <algorithm>
#include <string>
#include <vector>

#include "core/text.h"
#include "ui/frame_memory.h"
#include "ui/popup.h"
#include "ui/widgets.h"

namespace byok::ui {
namespace {

constexpr float text_size_px = 14, icon_size = 16, icon_gap = 8, width_min = 160;

// What a menu needs to know of its last frame to be answered before it is drawn again: so it is gone in the very frame
// that hears of the choice, and what the choice opens comes up in its place.
struct MenuMemory {
    NodeId list = 0, backdrop = 0;  // 0 = it was not on screen
    std::vector<NodeId> items;
};

struct Menus {
    FrameMemory<MenuMemory> by_layer;
};

std::optional<std::size_t> first_enabled(std::span<const MenuEntry> entries, std::size_t from, bool forwards) {
    const std::size_t count = entries.size();
    for (std::size_t walked = 0; walked < count; ++walked) {
        const std::size_t i = forwards ? (from + walked) % count : (from + count - walked) % count;
        if (!entries[i].disabled) return i;
    }
    return std::nullopt;
}

char32_t folded_first(std::string_view label) {
    if (label.empty()) return 0;
    const char32_t first = core::first_code_point(label).value;
    return first >= U'A' && first <= U'Z' ? first - U'A' + U'a' : first;
}

// The next entry that begins with what was typed; the same one when there is no other.
std::optional<std::size_t> entry_beginning_with(char32_t character, std::span<const MenuEntry> entries,
                                                std::size_t active) {
    if (character >= U'A' && character <= U'Z') character += U'a' - U'A';
    for (std::size_t walked = 1; walked <= entries.size(); ++walked) {
        const std::size_t i = (active + walked) % entries.size();
        if (!entries[i].disabled && folded_first(entries[i].label) == character) return i;
    }
    return std::nullopt;
}

std::optional<std::size_t> entry_reached(const KeyPressed& pressed, std::span<const MenuEntry> entries,
                                         std::size_t active) {
    const std::size_t last = entries.size() - 1;
    switch (pressed.key) {
        case Key::ArrowDown:
            return first_enabled(entries, active >= last ? 0 : active + 1, true);
        case Key::ArrowUp:
            return first_enabled(entries, active == 0 ? last : active - 1, false);
        case Key::Home:
            return first_enabled(entries, 0, true);
        case Key::End:
            return first_enabled(entries, last, false);
        case Key::Character:
            return entry_beginning_with(pressed.character, entries, active);
        default:
            return std::nullopt;
    }
}

// The button that opens a menu may well have the same name.
std::string layer_key(std::string_view name) {
    return "menu " + std::string(name);
}

void close(MenuDraft& draft) {
    draft.open = false;
    draft.active = 0;
}

// Whether the person closes it: beside it, by Escape, or by Tab, which like Escape goes back to the button.
bool is_closed(Ui& ui, const MenuMemory& memory) {
    const KeyPressed* pressed = ui.key(memory.list);
    return ui.clicked(memory.backdrop) || (pressed && (pressed->key == Key::Escape || pressed->key == Key::Tab));
}

void follow_keyboard(Ui& ui, MenuDraft& draft, std::span<const MenuEntry> entries, const MenuMemory& memory) {
    for (std::size_t i = 0; i < memory.items.size(); ++i)
        if (ui.focused(memory.items[i])) draft.active = i;
    if (const KeyPressed* pressed = ui.key(memory.list))
        if (const auto reached = entry_reached(*pressed, entries, draft.active)) {
            draft.active = *reached;
            if (*reached < memory.items.size()) ui.move_focus(memory.items[*reached]);
        }
}

ImVec2 menu_size(Ui& ui, std::span<const MenuEntry> entries) {
    const float padding = ui.px(popup_padding);
    float width = ui.px(width_min);
    for (const MenuEntry& entry : entries) {
        const float words = text_size(ui, entry.label, {.size = text_size_px}).x;
        width = std::max(width, words + ui.px(icon_size + icon_gap) + 2 * ui.px(popup_item_padding) + 2 * padding);
    }
    const float rows = static_cast<float>(entries.size()) * ui.px(popup_item_height(ui));
    return {width, rows + 2 * padding};
}

NodeId draw_item(Ui& ui, std::size_t index, const MenuEntry& entry, ImVec2 min, ImVec2 max) {
    const NodeId id = ui.leaf("item " + std::to_string(index), {.role = Role::MenuItem,
                                                                .name = std::string(entry.label),
                                                                .rect = ui.rect_of(min, max),
                                                                .disabled = entry.disabled,
                                                                .focusable = !entry.disabled,
                                                                .in_tab_order = false});
    if (!entry.disabled && (ui.hovered(id) || ui.focused(id)))
        draw_popup_item_fill(ui, min, max, ui.focused(id) && ui.focus_visible());
    const Colour colour = entry.disabled ? Colour::Disabled : entry.danger ? Colour::Danger : Colour::Text;
    const float padding = ui.px(popup_item_padding), height = max.y - min.y;
    const ImVec2 icon{min.x + padding, min.y + ImTrunc((height - ui.px(icon_size)) / 2)};
    if (entry.icon) draw_icon(ui, icon, *entry.icon, icon_size, colour);
    const float left = min.x + padding + ui.px(icon_size) + ui.px(icon_gap);
    TextStyle style{.size = text_size_px, .colour = colour};
    style.max_width = std::max(1.0f, (max.x - padding - left) / ui.viewport().scale);
    const float text_height = text_size(ui, entry.label, style).y;
    draw_text(ui, {left, min.y + ImTrunc((height - text_height) / 2)}, entry.label, style);
    return id;
}

void draw_items(Ui& ui, std::span<const MenuEntry> entries, const PopupPlace& place, MenuMemory& memory) {
    const float padding = ui.px(popup_padding), row = ui.px(popup_item_height(ui));
    ui.begin_scroll("area", {place.min.x, place.min.y + padding}, {place.max.x, place.max.y - padding});
    const ImVec2 top = ImGui::GetCursorScreenPos();
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const ImVec2 at{top.x + padding, top.y + static_cast<float>(i) * row};
        memory.items.push_back(draw_item(ui, i, entries[i], at, {place.max.x - padding, at.y + row}));
    }
    ImGui::SetCursorScreenPos(top);
    ImGui::Dummy({place.max.x - place.min.x, static_cast<float>(entries.size()) * row});
    ui.end_scroll();
}

void draw_menu(Ui& ui, std::string_view name, const MenuDraft& draft, std::span<const MenuEntry> entries,
               MenuMemory& memory) {
    const bool opens = memory.list == 0;
    const float scale = ui.viewport().scale;
    memory.items.clear();
    ui.begin_layer(layer_key(name), true, "Menu");
    memory.backdrop =
        ui.leaf("beside", {.role = Role::Backdrop, .rect = {0, 0, ui.viewport().width, ui.viewport().height}});
    const ImVec2 anchor_min{draft.anchor.x * scale, draft.anchor.y * scale};
    const ImVec2 anchor_max{draft.anchor.right() * scale, draft.anchor.bottom() * scale};
    const PopupPlace place = place_popup(ui, anchor_min, anchor_max, menu_size(ui, entries));
    draw_popup(ui, place);

    Node node{.role = Role::Menu, .name = std::string(name), .rect = ui.rect_of(place.min, place.max)};
    // With nothing to go to inside, the menu itself takes the keyboard, so that Escape is heard.
    node.focusable = !first_enabled(entries, 0, true);
    node.in_tab_order = false;
    for (const Key key : {Key::ArrowDown, Key::ArrowUp, Key::Home, Key::End, Key::Escape, Key::Tab, Key::Character})
        node.keys |= key_bit(key);
    memory.list = ui.open("menu", std::move(node));
    draw_items(ui, entries, place, memory);
    ui.close();
    if (opens) {
        const auto first = first_enabled(entries, 0, true);
        ui.move_focus(first ? memory.items[*first] : memory.list);
    }
    ui.end_layer();
}

}  // namespace

std::optional<std::size_t> menu(Ui& ui, std::string_view name, MenuDraft& draft, std::span<const MenuEntry> entries) {
    if (!draft.open) return std::nullopt;
    MenuMemory& memory = ui.state<Menus>().by_layer.of(ui.id_of(layer_key(name)));
    if (memory.list != 0) {
        const std::size_t known = std::min(entries.size(), memory.items.size());
        for (std::size_t i = 0; i < known; ++i) {
            if (!ui.clicked(memory.items[i]) || entries[i].disabled) continue;
            close(draft);
            return i;
        }
        if (is_closed(ui, memory)) {
            close(draft);
            return std::nullopt;
        }
        if (!entries.empty()) follow_keyboard(ui, draft, entries, memory);
    }
    draw_menu(ui, name, draft, entries, memory);
    return std::nullopt;
}

}  // namespace byok::ui
