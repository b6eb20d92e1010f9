/// The badges of what a multi-select has chosen, each with a button that removes it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ui/widgets.h"

namespace byok::ui {

struct Chip {
    std::string value;
    std::string label;
    ImVec2 min, max;  // what it looks like; its button is as high as the row
};

/// Where the chips and the text after them lie, from the top left of the box around them. Device pixels.
struct ChipLayout {
    std::vector<Chip> chips;
    ImVec2 entry_min;
    float row_height = 0;
    float height = 0;
};

/// Chips one after the other like words in a box `width` wide (device pixels), and the text after them where enough of
/// the row is left. A value that is none of the choices is shown as it is.
ChipLayout lay_out_chips(Ui& ui, std::span<const std::string> values, std::span<const Choice> choices, float width,
                         bool removable);

/// The key of the List that they are drawn as.
std::string chips_key(std::string_view key);
/// Draws them as a List of that name, in a box whose top left is `origin`. Returns the value that the person removes.
std::optional<std::string> draw_chips(Ui& ui, std::string_view key, std::string_view name, const ChipLayout& layout,
                                      ImVec2 origin, bool removable);

}  // namespace byok::ui
