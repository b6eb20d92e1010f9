#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "ui/choice_filter.h"
#include "ui/choice_list.h"
#include "ui/shapes.h"

namespace byok::ui {
namespace {

constexpr float box_inset = 8, row_height = 24, row_gap = 6, entry_width_min = 120, entry_padding = 6;
constexpr float chip_padding = 8, chip_text_size = 12, chip_radius = 5, remove_size = 20, remove_inset = 2;

struct Chip {
    std::string value;
    std::string label;
    ImVec2 min, max;
};

/// Where the chosen ones and the text lie, from the top left of the box. Device pixels.
struct Layout {
    std::vector<Chip> chips;
    ImVec2 entry_min;
    float height = 0;
};

TextStyle chip_text(float width_max = 0) {
    return {.size = chip_text_size, .weight = Weight::Semibold, .colour = Colour::BadgeBlue, .max_width = width_max};
}

// Chips one after the other like words, and the text after them where enough of the row is left.
Layout lay_out(Ui& ui, std::span<const std::string> values, std::span<const Choice> choices, float width) {
    const float inset = ui.px(box_inset), row = ui.px(row_height), gap = ui.px(row_gap);
    const float right = std::max(inset + 1, width - inset);
    Layout layout;
    ImVec2 at{inset, inset};
    const auto make_room = [&](float needed) {
        if (at.x > inset && at.x + needed > right) at = {inset, at.y + row + gap};
    };
    for (const std::string& value : values) {
        const Choice* choice = choice_of(choices, value);
        Chip chip{.value = value, .label = choice == nullptr ? value : choice->label, .min = {}, .max = {}};
        const float natural = ui.px(chip_padding) + text_size(ui, chip.label, chip_text()).x + ui.px(remove_inset) +
                              ui.px(remove_size) + ui.px(remove_inset);
        const float chip_width = std::min(natural, right - inset);
        make_room(chip_width);
        chip.min = at;
        chip.max = {at.x + chip_width, at.y + row};
        at.x += chip_width + gap;
        layout.chips.push_back(std::move(chip));
    }
    make_room(std::min(ui.px(entry_width_min), right - inset));
    layout.entry_min = at;
    layout.height = at.y + row + inset;
    return layout;
}

// Returns whether the person removes it.
bool draw_chip(Ui& ui, const Chip& chip, ImVec2 origin) {
    const ImVec2 min = origin + chip.min, max = origin + chip.max;
    ui.open("chosen " + chip.value, {.role = Role::ListItem, .name = chip.label, .rect = ui.rect_of(min, max)});
    draw_box(ui, min, max, {.fill = {}, .border = Colour::BadgeBlue, .radius = chip_radius});
    const float remove_x = max.x - ui.px(remove_inset + remove_size);
    const float text_x = min.x + ui.px(chip_padding);
    const TextStyle style = chip_text(std::max(1.0f, (remove_x - text_x) / ui.viewport().scale));
    const float text_y = min.y + ImTrunc((max.y - min.y - text_size(ui, chip.label, style).y) / 2);
    draw_text(ui, {text_x, text_y}, chip.label, style);
    ImGui::SetCursorScreenPos({remove_x, min.y + ui.px(remove_inset)});
    ButtonOptions look{.kind = ButtonKind::Ghost, .icon = Icon::Close};
    look.key = "remove";
    look.icon_only = true;
    look.width = look.height = remove_size;
    const bool removed = button(ui, "Remove " + chip.label, look).clicked;
    ui.close();
    return removed;
}

// The value that the person removes, if any.
std::optional<std::string> draw_chips(Ui& ui, std::string_view key, std::string_view name, const Layout& layout,
                                      ImVec2 origin) {
    std::optional<std::string> removed;
    ui.open(std::string(key) + "/chosen", {.role = Role::List, .name = "Chosen " + std::string(name)});
    for (const Chip& chip : layout.chips)
        if (draw_chip(ui, chip, origin)) removed = chip.value;
    ui.close();
    return removed;
}

void toggle(std::vector<std::string>& values, const std::string& value) {
    if (std::erase(values, value) == 0) values.push_back(value);
}

// Takes what happened since the last frame into `values` and the draft.
void take_answers(Ui& ui, ChoiceList& list, NodeId id, ComboBoxDraft& draft, std::vector<std::string>& values) {
    const ChoiceList::Answer answer = list.answer(true);
    if (answer.taken) {
        toggle(values, *answer.taken);
        list.open(answer.taken);
        if (!ui.focused(id)) ui.move_focus(id);
    }
    if (answer.erased && draft.filter.empty() && !values.empty()) values.pop_back();
    if (answer.left) list.close();
    if ((answer.taken || answer.left) && !draft.filter.empty()) draft.filter.clear();
}

TextEntry entry_of(const ComboBoxDraft& draft, const FieldOptions& options, bool alone) {
    return {.text = &draft.filter,
            .read_only = options.read_only,
            .placeholder = alone ? options.placeholder : std::string(),
            .input_mode = options.input_mode,
            .autocomplete = options.autocomplete,
            .enter_key_hint = options.enter_key_hint,
            .bytes_max = options.bytes_max,
            .font_px = field_text_size,
            .padding_left = alone ? field_padding : entry_padding,
            .padding_right = alone ? field_padding : entry_padding};
}

}  // namespace

bool multi_select(Ui& ui, std::string_view label, ComboBoxDraft& draft, std::vector<std::string>& values,
                  std::span<const Choice> choices, const FieldOptions& options) {
    const std::string_view key = field_key(label, options);
    const NodeId id = ui.id_of(key);
    const std::vector<std::string> before = values;
    ChoiceList list(ui, id, key, draft, choices);
    const bool fixed = options.disabled || options.read_only;
    if (fixed)
        list.close();
    else
        take_answers(ui, list, id, draft, values);

    // What is chosen does not count while the field is disabled; its placeholder says what does.
    const std::span<const std::string> shown = options.disabled ? std::span<const std::string>() : values;
    const Layout layout = lay_out(ui, shown, choices, ui.px(field_width(ui, options)));
    const FieldFrame frame = begin_field(ui, label, options, layout.height / ui.viewport().scale);
    const bool alone = shown.empty(), focused = ui.focused(id);
    draw_field_box(ui, frame, options, focused);

    const std::string name = options.name.empty() ? std::string(label) : options.name;
    std::optional<std::string> removed;
    if (!alone) {
        const NodeId box =
            ui.leaf(std::string(key) + "/box", {.role = Role::Backdrop, .rect = ui.rect_of(frame.min, frame.max)});
        if (ui.clicked(box) && !fixed) ui.move_focus(id);
        removed = draw_chips(ui, key, name, layout, frame.min);
    }

    const ImVec2 entry_min = alone ? frame.min : frame.min + layout.entry_min;
    const ImVec2 entry_max{frame.max.x, alone ? frame.max.y : entry_min.y + ui.px(row_height)};
    Node node = field_node(ui, Role::ComboBox, label, options, entry_min, entry_max);
    node.entry = entry_of(draft, options, alone);
    if (!fixed) node.keys = list.keys();
    if (!fixed && !alone && draft.filter.empty()) node.keys |= key_bit(Key::Backspace);
    if (!focused) draw_entry_text(ui, entry_min, entry_max, *node.entry, options.disabled);
    ui.leaf(key, std::move(node));
    list.draw(name, frame.min, frame.max, values, true);

    if (removed && !fixed) {
        std::erase(values, *removed);
        ui.move_focus(id);
        ui.animate();  // it is drawn already
    }
    if (options.focus) ui.move_focus(id);
    end_field(ui, frame, options);
    return values != before;
}

}  // namespace byok::ui
