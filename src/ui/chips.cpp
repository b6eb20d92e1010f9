#include "ui/chips.h"

#include <algorithm>
#include <utility>

#include "ui/choice_filter.h"
#include "ui/control.h"
#include "ui/shapes.h"

namespace byok::ui {
namespace {

constexpr float box_inset = 8, gap = 6, entry_width_min = 120, chip_height = 24, touch_chip_height = 30;
constexpr float padding = 8, label_size = 12, radius = 4, remove_inset = 3, remove_icon_size = 12;

TextStyle label_style(float width_max = 0) {
    return {.size = label_size, .weight = Weight::Semibold, .colour = Colour::BadgeBlue, .max_width = width_max};
}

// The chip's right end. Returns whether the person removes it.
bool remove_button(Ui& ui, const Chip& chip, ImVec2 min, ImVec2 max, float row_height) {
    const NodeId id = ui.id_of("remove");
    const ControlState state = control_state(ui, id, true);
    const ImVec2 inset(ui.px(remove_inset), ui.px(remove_inset));
    if (state.hovered) draw_box(ui, min + inset, max - inset, {.fill = Colour::HoverFill, .border = {}, .radius = 4});
    if (state.ringed) draw_focus_ring(ui, min + inset, max - inset, 4);
    const float icon = ui.px(remove_icon_size);
    draw_icon(ui, min + (max - min - ImVec2(icon, icon)) * 0.5f, Icon::Close, remove_icon_size, Colour::BadgeBlue);
    // For fingers it reaches over some of the label, and to the edges of the row.
    const float over = std::max(0.0f, ui.px(for_pointer(ui, 0)) - (max.x - min.x));
    const ImVec2 beyond(0, (row_height - (max.y - min.y)) / 2);
    ui.leaf("remove", {.role = Role::Button,
                       .name = "Remove " + chip.label,
                       .rect = ui.rect_of(min - beyond - ImVec2(over, 0), max + beyond),
                       .focusable = true});
    return ui.clicked(id);
}

// Returns whether the person removes it.
bool draw_chip(Ui& ui, const Chip& chip, ImVec2 origin, bool removable, float row_height) {
    const ImVec2 min = origin + chip.min, max = origin + chip.max;
    ui.open(chip.value, {.role = Role::ListItem, .name = chip.label, .rect = ui.rect_of(min, max)});
    draw_box(ui, min, max, {.fill = {}, .border = Colour::BadgeBlue, .radius = radius});
    const float label_max = max.x - (removable ? max.y - min.y : ui.px(padding)), label_x = min.x + ui.px(padding);
    const TextStyle style = label_style(std::max(1.0f, (label_max - label_x) / ui.viewport().scale));
    const float label_y = min.y + ImTrunc((max.y - min.y - text_size(ui, chip.label, style).y) / 2);
    draw_text(ui, {label_x, label_y}, chip.label, style);
    const bool removed = removable && remove_button(ui, chip, {label_max, min.y}, max, row_height);
    ui.close();
    return removed;
}

}  // namespace

ChipLayout lay_out_chips(Ui& ui, std::span<const std::string> values, std::span<const Choice> choices, float width,
                         bool removable) {
    const bool touch = ui.viewport().coarse_pointer;
    const float inset = ui.px(box_inset), apart = ui.px(gap);
    // Rows that are high enough for fingers need no more room between them.
    const float chip_px = ui.px(touch ? touch_chip_height : chip_height), row = ui.px(for_pointer(ui, chip_height));
    const float row_apart = touch ? 0 : apart, inset_y = touch ? 0 : inset, lower = ImTrunc((row - chip_px) / 2);
    const float right = std::max(inset + 1, width - inset);
    const float around_label = ui.px(padding) + (removable ? chip_px : ui.px(padding));
    ChipLayout layout;
    layout.row_height = row;
    ImVec2 at{inset, inset_y};
    const auto make_room = [&](float needed) {
        if (at.x > inset && at.x + needed > right) at = {inset, at.y + row + row_apart};
    };
    for (const std::string& value : values) {
        const Choice* choice = choice_of(choices, value);
        Chip chip{.value = value, .label = choice == nullptr ? value : choice->label, .min = {}, .max = {}};
        const float natural = text_size(ui, chip.label, label_style()).x + around_label;
        const float chip_width = std::min(std::max(natural, ui.px(for_pointer(ui, 0))), right - inset);
        make_room(chip_width);
        chip.min = {at.x, at.y + lower};
        chip.max = {at.x + chip_width, chip.min.y + chip_px};
        at.x += chip_width + apart;
        layout.chips.push_back(std::move(chip));
    }
    make_room(std::min(ui.px(entry_width_min), right - inset));
    layout.entry_min = at;
    layout.height = at.y + row + inset_y;
    return layout;
}

std::string chips_key(std::string_view key) {
    return std::string(key) + "/chosen";
}

std::optional<std::string> draw_chips(Ui& ui, std::string_view key, std::string_view name, const ChipLayout& layout,
                                      ImVec2 origin, bool removable) {
    std::optional<std::string> removed;
    ui.open(chips_key(key), {.role = Role::List, .name = "Chosen " + std::string(name)});
    for (const Chip& chip : layout.chips)
        if (draw_chip(ui, chip, origin, removable, layout.row_height)) removed = chip.value;
    ui.close();
    return removed;
}

}  // namespace byok::ui
