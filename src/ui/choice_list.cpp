#include "ui/choice_list.h"

#include <algorithm>
#include <utility>

#include "ui/choice_filter.h"
#include "ui/frame_memory.h"

namespace byok::ui {
namespace {

struct ChoicePopups {
    FrameMemory<ChoicePopupMemory> by_field;
};

}  // namespace

ChoiceList::ChoiceList(Ui& ui, NodeId id, std::string_view key, ComboBoxDraft& draft, std::span<const Choice> choices)
    : ui_(ui), id_(id), key_(key), draft_(draft), choices_(choices), memory_(ui.state<ChoicePopups>().by_field.of(id)) {
    find_matches();
}

void ChoiceList::find_matches() {
    matches_ = matching_choices(choices_, draft_.filtering ? draft_.filter.view() : std::string_view());
    const auto is_active = [this](std::size_t i) { return choices_[i].value == draft_.active; };
    if (std::ranges::none_of(matches_, is_active)) draft_.active.reset();
}

void ChoiceList::open(const std::optional<std::string>& active) {
    draft_.open = true;
    draft_.filtering = false;
    draft_.active = active;
    find_matches();
}

void ChoiceList::close() {
    draft_.open = draft_.filtering = false;
    draft_.active.reset();
}

bool ChoiceList::can_take(const std::string& value) const {
    const Choice* choice = choice_of(choices_, value);
    return choice != nullptr && !choice->disabled;
}

ChoiceList::Answer ChoiceList::answer(bool takes_first) {
    Answer answer;
    if (std::optional<core::Secret> text = ui_.edit(id_)) {
        draft_.filter.edited(std::move(*text));
        draft_.open = draft_.filtering = draft_.focused = answer.typed = true;
        draft_.active.reset();
        find_matches();
        if (takes_first && !draft_.filter.empty()) draft_.active = step_choice(choices_, matches_, {}, +1);
    }
    if (const KeyPressed* pressed = ui_.key(id_)) take_key(pressed->key, answer);
    take_clicks(answer);
    follow_focus(answer);
    return answer;
}

void ChoiceList::take_key(Key key, Answer& answer) {
    switch (key) {
        case Key::ArrowDown:
            walk(+1);
            break;
        case Key::ArrowUp:
            walk(-1);
            break;
        case Key::AltArrowDown:
            open_at_chosen();
            break;
        case Key::AltArrowUp:
        case Key::Escape:
        case Key::Tab:
            close();
            break;
        case Key::Backspace:
            answer.erased = true;
            break;
        case Key::Enter:
            if (draft_.active && can_take(*draft_.active))
                answer.taken = draft_.active;
            else
                answer.entered = true;
            break;
        default:
            break;
    }
}

// At what is chosen, if anything is (`shown`). Returns whether it was closed.
bool ChoiceList::open_at_chosen() {
    if (draft_.open) return false;
    open(can_take(draft_.shown) ? std::optional(draft_.shown) : std::nullopt);
    return true;
}

// The first arrow opens the list and stays at what is chosen.
void ChoiceList::walk(int step) {
    if (open_at_chosen() && draft_.active) return;
    draft_.active = step_choice(choices_, matches_, draft_.active, step);
}

void ChoiceList::take_clicks(Answer& answer) {
    if (ui_.clicked(id_)) open_at_chosen();
    if (memory_.layer == 0) return;
    for (const auto& [option, value] : memory_.options)
        if (ui_.clicked(option) && can_take(value)) answer.taken = value;
    const auto clicked = [this](NodeId id) { return ui_.clicked(id); };
    if (std::ranges::any_of(memory_.beside, clicked)) close();
}

// A pointer that goes down on the list may take the focus out of the field before its click arrives.
void ChoiceList::follow_focus(Answer& answer) {
    const bool in_list = memory_.layer != 0 && (ui_.focus_within(memory_.layer) || ui_.pressed(memory_.layer));
    if (ui_.focused(id_)) {
        draft_.focused = true;
    } else if (draft_.focused && !in_list && !answer.taken) {
        draft_.focused = false;
        answer.left = true;
    }
}

KeySet ChoiceList::keys() const {
    const KeySet always = key_bit(Key::ArrowDown) | key_bit(Key::ArrowUp) | key_bit(Key::Enter) |
                          key_bit(Key::AltArrowDown) | key_bit(Key::AltArrowUp);
    return draft_.open ? always | key_bit(Key::Escape) | key_bit(Key::Tab) : always;
}

void ChoiceList::draw(std::string_view name, ImVec2 min, ImVec2 max, std::span<const std::string> chosen, bool several,
                      std::vector<NodeId> field_parts) {
    const bool in_view = ImGui::IsRectVisible(min, max);
    Node& field = ui_.node(id_);
    field.popup = Popup::ListBox;
    field.expanded = Expansion::Collapsed;
    if (!draft_.open || !in_view) {
        memory_ = {};
        return;
    }
    find_matches();
    field_parts.push_back(id_);
    const DrawnChoices drawn = draw_choice_popup(ui_,
                                                 {.key = key_,
                                                  .name = name,
                                                  .field_min = min,
                                                  .field_max = max,
                                                  .choices = choices_,
                                                  .matches = matches_,
                                                  .chosen = chosen,
                                                  .active = draft_.active,
                                                  .several = several,
                                                  .field_parts = std::move(field_parts)},
                                                 memory_);
    if (drawn.list == 0) return;
    Node& completed = ui_.node(id_);  // the layer's nodes may have moved it
    completed.expanded = Expansion::Expanded;
    completed.controls = drawn.list;
    completed.active_descendant = drawn.active;
}

}  // namespace byok::ui
