#include <string>
#include <utility>

#include "core/text.h"
#include "ui/choice_filter.h"
#include "ui/choice_list.h"

namespace byok::ui {
namespace {

constexpr float chevron_size = 16, chevron_inset = 12, chevron_gap = 8;

std::string text_for(std::span<const Choice> choices, const std::string& value) {
    const Choice* choice = choice_of(choices, value);
    return choice == nullptr ? value : choice->label;
}

void show(ComboBoxDraft& draft, std::span<const Choice> choices, const std::string& value) {
    if (std::string text = text_for(choices, value); draft.filter.view() != text) draft.filter.set(text);
    draft.shown = value;
}

// What the text stands for: a choice of the list if it is called so, else itself.
std::string value_for(std::span<const Choice> choices, std::string_view text) {
    const Choice* choice = choice_called(choices, text);
    return choice == nullptr ? std::string(core::trimmed(text)) : choice->value;
}

// Takes what happened since the last frame into `value` and the draft.
void take_answers(Ui& ui, ChoiceList& list, NodeId id, ComboBoxDraft& draft, std::string& value,
                  std::span<const Choice> choices, const ComboBoxOptions& options) {
    const ChoiceList::Answer answer = list.answer(!options.free_entry);
    if (answer.taken) {
        value = *answer.taken;
    } else if (options.free_entry && (answer.entered || answer.left)) {
        // Untouched text is the label of what is chosen already, which another choice may be called too.
        if (draft.filter.view() != text_for(choices, draft.shown)) value = value_for(choices, draft.filter.view());
    } else if (!answer.left) {
        return;
    }
    list.close();
    show(draft, choices, value);
    if (answer.taken && !ui.focused(id)) ui.move_focus(id);
}

TextEntry entry_of(const Ui& ui, const ComboBoxDraft& draft, const ComboBoxOptions& options) {
    return {.text = &draft.filter,
            .monospace = options.mono,
            .read_only = options.read_only,
            .placeholder = options.placeholder,
            .input_mode = options.input_mode,
            .autocomplete = options.autocomplete,
            .enter_key_hint = options.enter_key_hint,
            .font_px = entry_text_size(ui),
            .padding_left = field_padding,
            .padding_right = chevron_inset + chevron_size + chevron_gap};
}

void draw_chevron(Ui& ui, const FieldFrame& frame, bool disabled) {
    const float size = ui.px(chevron_size);
    const ImVec2 at{frame.max.x - ui.px(chevron_inset) - size,
                    frame.min.y + ImTrunc((frame.max.y - frame.min.y - size) / 2)};
    draw_icon(ui, at, Icon::ChevronsUpDown, chevron_size, disabled ? Colour::Disabled : Colour::TextMuted);
}

}  // namespace

bool combobox(Ui& ui, std::string_view label, ComboBoxDraft& draft, std::string& value, std::span<const Choice> choices,
              const ComboBoxOptions& options) {
    const std::string_view key = field_key(label, options);
    const NodeId id = ui.id_of(key);
    const std::string before = value;
    ChoiceList list(ui, id, key, draft, choices);
    const bool fixed = options.disabled || options.read_only;
    if (fixed) {
        list.close();
        draft.focused = false;
    } else {
        take_answers(ui, list, id, draft, value, choices, options);
    }
    // The program may change the value, or the list its labels, but nobody's typing is overwritten by that.
    if (!draft.focused || draft.shown != value) show(draft, choices, value);

    const FieldFrame frame = begin_field(ui, label, options, field_height(ui));
    Node node = field_node(ui, Role::ComboBox, label, options, frame.min, frame.max);
    node.entry = entry_of(ui, draft, options);
    fit_entry(ui, *node.entry, frame.max.y - frame.min.y);
    if (!fixed) node.keys = list.keys();
    const bool focused = ui.focused(id);
    draw_field_box(ui, frame, options, focused);
    if (!focused) draw_entry_text(ui, frame.min, frame.max, *node.entry, options.disabled);
    draw_chevron(ui, frame, options.disabled);
    const std::string name = node.name;
    ui.leaf(key, std::move(node));
    list.draw(name, frame.min, frame.max, {&value, 1}, false);
    if (options.focus) ui.move_focus(id);
    end_field(ui, frame, options);
    return value != before;
}

}  // namespace byok::ui
