/// What a combobox and a multi-select have in common: a text that filters, a list that opens, closes and is walked
/// through, after the WAI-ARIA Authoring Practices ("editable combobox with list autocomplete"). What it means to take
/// an option is theirs.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ui/choice_popup.h"

namespace byok::ui {

class ChoiceList {
public:
    /// For one frame of the field `id` that is about to be drawn under `key`.
    ChoiceList(Ui& ui, NodeId id, std::string_view key, ComboBoxDraft& draft, std::span<const Choice> choices);

    struct Answer {
        std::optional<std::string> taken;  // the value of the option that was clicked, or entered
        bool entered = false;              // Enter, on no option
        bool erased = false;               // Backspace, where it was asked for
        bool typed = false;
        bool left = false;  // the person left the field and its list
    };
    /// Takes what happened since the last frame. With `takes_first` the first match becomes active as one types.
    Answer answer(bool takes_first);

    void open(const std::optional<std::string>& active);
    void close();
    /// The keys that the field's node asks for. Escape only while the list is open: else it is the dialog's. So is Tab,
    /// which closes the list, for the rest of the page is inert under it. Enter always: who types fast has pressed it
    /// before the list is on screen.
    [[nodiscard]] KeySet keys() const;
    /// Draws the list, if it is open, under the box from `min` to `max`, and completes the field's node. While it is
    /// open all else is inert, but for the field and `field_parts`.
    void draw(std::string_view name, ImVec2 min, ImVec2 max, std::span<const std::string> chosen, bool several,
              std::vector<NodeId> field_parts = {});

private:
    void find_matches();
    void take_key(Key key, Answer& answer);
    bool open_at_chosen();
    void walk(int step);
    void take_clicks(Answer& answer);
    void follow_focus(Answer& answer);
    [[nodiscard]] bool can_take(const std::string& value) const;

    Ui& ui_;
    NodeId id_;
    std::string_view key_;
    ComboBoxDraft& draft_;
    std::span<const Choice> choices_;
    ChoicePopupMemory& memory_;
    std::vector<std::size_t> matches_;
};

}  // namespace byok::ui
