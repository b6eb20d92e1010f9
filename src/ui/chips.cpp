#include "ui/chips.h"

#include <algorithm>
#include <utility>

#include "ui/choice_filter.h"
#include "ui/control.h"
#include "ui/shapes.h"

namespace byok::ui {
namespace {

constexpr float box_inset = 8, gap = 6, entry_width_min = 120;
constexpr float padding = 8, label_size = 12, radius = 4, remove_inset = 3, remove_icon_size = 12;

TextStyle label_style(float width_max = 0) {
    return {.size = label_size, .weight = Weight::Semibold, .colour = Colour::BadgeBlue, .max_width = width_max};
}

// The chip's right end. Returns whether the person removes it.
bool remove_button(Ui& ui, const Chip& chip, ImVec2 min, ImVec2 max) {
    const NodeId id = ui.id_of("remove");
    const ControlState state = control_state(ui, id, true);
    const ImVec2 inset(ui.px(remove_inset), ui.px(remove_inset));
    if (state.hovered) draw_box(ui, min + inset, max - inset, {.fill = Colour::HoverFill, .border = {}, .radius = 4});
    if (state.ringed) draw_focus_ring(ui, min + inset, max - inset, 4);
    const float icon = ui.px(remove_icon_size);
    draw_icon(ui, min + (max - min - ImVec2(icon, icon)) * 0.5f, Icon::Close, remove_icon_size, Colour::BadgeBlue);
    ui.leaf("remove",
            {.role = Role::Button, .name = "Remove " + chip.label, .rect = ui.rect_of(min, max), .focusable = true});
    return ui.clicked(id);
}

// Returns whether the person removes it.
bool draw_chip(Ui& ui, const Chip& chip, ImVec2 origin, bool removable) {
    const ImVec2 min = origin + chip.min, max = origin + chip.max;
    ui.open(chip.value, {.role = Role::ListItem, .name = chip.label, .rect = ui.rect_of(min, max)});
    draw_box(ui, min, max, {.fill = {}, .border = Colour::BadgeBlue, .radius = radius});
    const float label_max = max.x - (removable ? max.y - min.y : ui.px(padding)), label_x = min.x + ui.px(padding);
    const TextStyle style = label_style(std::max(1.0f, (label_max - label_x) / ui.viewport().scale));
    const float label_y = min.y + ImTrunc((max.y - min.y - text_size(ui, chip.label, style).y) / 2);
    draw_text(ui, {label_x, label_y}, chip.label, style);
    const bool removed = removable && remove_button(ui, chip, {label_max, min.y}, max);
    ui.close();
    return removed;
}

}  // namespace

ChipLayout lay_out_chips(Ui& ui, std::span<const std::string> values, std::span<const Choice> choices, float width,
                         bool removable) {
    const float inset = ui.px(box_inset), row = ui.px(chip_height), apart = ui.px(gap);
    const float right = std::max(inset + 1, width - inset);
    const float around_label = ui.px(padding) + (removable ? row : ui.px(padding));
    ChipLayout layout;
    ImVec2 at{inset, inset};
    const auto make_room = [&](float needed) {
        if (at.x > inset && at.x + needed > right) at = {inset, at.y + row + apart};
    };
    for (const std::string& value : values) {
        const Choice* choice = choice_of(choices, value);
        Chip chip{.value = value, .label = choice == nullptr ? value : choice->label, .min = {}, .max = {}};
        const float natural = text_size(ui, chip.label, label_style()).x + around_label;
        const float chip_width = std::min(natural, right - inset);
        make_room(chip_width);
        chip.min = at;
        chip.max = {at.x + chip_width, at.y + row};
        at.x += chip_width + apart;
        layout.chips.push_back(std::move(chip));
    }
    make_room(std::min(ui.px(entry_width_min), right - inset));
    layout.entry_min = at;
    layout.height = at.y + row + inset;
    return layout;
}

std::optional<std::string> draw_chips(Ui& ui, std::string_view key, std::string_view name, const ChipLayout& layout,
                                      ImVec2 origin, bool removable) {
    std::optional<std::string> removed;
    ui.open(std::string(key) + "/chosen", {.role = Role::List, .name = "Chosen " + std::string(name)});
    for (const Chip& chip : layout.chips)
        if (draw_chip(ui, chip, origin, removable)) removed = chip.value;
    ui.close();
    return removed;
}

}  // namespace byok::ui
