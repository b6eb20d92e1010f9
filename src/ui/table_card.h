/// How a table's row looks as a card, where there is no room for columns: the title with what stands in the corner at
/// its right, badges side by side below, then a line for every other cell. Pure; CSS pixels.
#pragma once

#include <span>
#include <vector>

#include "ui/semantics.h"
#include "ui/widgets.h"

namespace byok::ui {

inline constexpr float card_gap = 12, card_padding = 16, card_badge_gap = 8;

/// Whether such columns can be drawn as cards: one of them has to be the title.
bool has_cards(std::span<const Column> columns);

struct CardLayout {
    /// By column: the room for its cell, from the card's top left. Badges have the whole line, and share it as they
    /// come.
    std::vector<Rect> cells;
    float height = 0;
};

/// A card `width` wide; what stands in its corner takes `corner` across and down. Lines leave room at their left for
/// the column's title.
CardLayout lay_out_card(std::span<const Column> columns, float width, float corner);

}  // namespace byok::ui
