#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "ui/chips.h"
#include "ui/choice_list.h"

namespace byok::ui {
namespace {

constexpr float entry_padding = 6;

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

TextEntry entry_of(const Ui& ui, const ComboBoxDraft& draft, const FieldOptions& options, bool alone) {
    return {.text = &draft.filter,
            .read_only = options.read_only,
            .placeholder = alone ? options.placeholder : std::string(),
            .input_mode = options.input_mode,
            .autocomplete = options.autocomplete,
            .enter_key_hint = options.enter_key_hint,
            .font_px = entry_text_size(ui),
            .padding_left = alone ? field_padding : entry_padding,
            .padding_right = alone ? field_padding : entry_padding};
}

// The text that filters: all of the box, or what the chips leave of it.
Node draw_entry(Ui& ui, std::string_view label, const FieldOptions& options, const FieldFrame& frame,
                const ComboBoxDraft& draft, const ChipLayout& layout, bool focused) {
    const bool alone = layout.chips.empty();
    const ImVec2 min = alone ? frame.min : frame.min + layout.entry_min;
    const ImVec2 max{frame.max.x, alone ? frame.max.y : min.y + layout.row_height};
    Node node = field_node(ui, Role::ComboBox, label, options, min, max);
    node.entry = entry_of(ui, draft, options, alone);
    fit_entry(ui, *node.entry, max.y - min.y);
    if (!focused) draw_entry_text(ui, min, max, *node.entry, options.disabled);
    return node;
}

}  // namespace

bool multi_select(Ui& ui, std::string_view label, ComboBoxDraft& draft, std::vector<std::string>& values,
                  std::span<const Choice> choices, const FieldOptions& options) {
    const std::string_view key = field_key(label, options);
    const NodeId id = ui.id_of(key);
    const std::vector<std::string> before = values;
    const bool fixed = options.disabled || options.read_only;
    ChoiceList list(ui, id, key, draft, choices);
    if (fixed) list.close();
    if (!fixed) take_answers(ui, list, id, draft, values);

    // What is chosen does not count while the field is disabled; its placeholder says what does.
    const std::span<const std::string> shown = options.disabled ? std::span<const std::string>() : values;
    const ChipLayout layout = lay_out_chips(ui, shown, choices, ui.px(field_width(ui, options)), !fixed);
    const FieldFrame frame = begin_field(ui, label, options, layout.height / ui.viewport().scale);
    const bool focused = ui.focused(id);
    draw_field_box(ui, frame, options, focused);
    const std::string name = options.name.empty() ? std::string(label) : options.name;
    std::optional<std::string> removed;
    const std::string box_key = std::string(key) + "/box";
    if (!shown.empty()) {
        // The rest of the box leads to the text, too.
        Node box{.role = Role::Backdrop, .rect = ui.rect_of(frame.min, frame.max)};
        if (ui.clicked(ui.leaf(box_key, std::move(box))) && !fixed) ui.move_focus(id);
        removed = draw_chips(ui, key, name, layout, frame.min, !fixed);
    }
    Node node = draw_entry(ui, label, options, frame, draft, layout, focused);
    if (!fixed) node.keys = list.keys();
    if (!fixed && !shown.empty() && draft.filter.empty()) node.keys |= key_bit(Key::Backspace);
    ui.leaf(key, std::move(node));
    list.draw(name, frame.min, frame.max, values, true, {ui.id_of(box_key), ui.id_of(chips_key(key))});

    if (removed) {
        std::erase(values, *removed);
        ui.move_focus(id);
    }
    if (options.focus) ui.move_focus(id);
    end_field(ui, frame, options);
    return values != before;
}

}  // namespace byok::ui
