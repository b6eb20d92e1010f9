/// The list of options under a combobox or a multi-select, as it is drawn: a ListBox in a layer that scrolls by itself,
/// of which only the options in view are there (and the one that arrows have reached, wherever it is).
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ui/field_frame.h"

namespace byok::ui {

/// What a list needs to know of its last frame to be answered before it is drawn again.
struct ChoicePopupMemory {
    NodeId layer = 0;                                     // 0 = it was not on screen
    std::array<NodeId, 4> beside{};                       // what catches clicks around the field
    std::vector<std::pair<NodeId, std::string>> options;  // with their values
    std::optional<std::string> in_view;                   // the active option that was scrolled to
};

struct ChoicePopup {
    std::string_view key;
    std::string_view name;        // of the list: the field's
    ImVec2 field_min, field_max;  // what it opens under, device pixels
    std::span<const Choice> choices;
    std::span<const std::size_t> matches;
    std::span<const std::string> chosen;  // values
    std::optional<std::string> active;    // value
    bool several = false;                 // multi-select
    std::vector<NodeId> field_parts;      // what stays usable while the list is open
};

struct DrawnChoices {
    NodeId list = 0;    // 0 = nothing matches, there is no list
    NodeId active = 0;  // the option
};

DrawnChoices draw_choice_popup(Ui& ui, const ChoicePopup& popup, ChoicePopupMemory& memory);

}  // namespace byok::ui
