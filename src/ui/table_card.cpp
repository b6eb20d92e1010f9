#include "ui/table_card.h"

#include <algorithm>

namespace byok::ui {
namespace {

constexpr float title_height = 44, top_padding = 4, badge_line = 26, line_height = 28, bottom_padding = 12;
constexpr float section_gap = 6, label_width = 92, corner_icon = 16, corner_gap = 8;

bool has(std::span<const Column> columns, CardPart part) {
    return std::ranges::contains(columns, part, &Column::card);
}

// The icon in the corner is in line with the padding, whatever room fingers get around it.
float corner_left(float width, float corner) {
    return width - card_padding - corner_icon - (corner - corner_icon) / 2;
}

}  // namespace

bool has_cards(std::span<const Column> columns) {
    return has(columns, CardPart::Title);
}

CardLayout lay_out_card(std::span<const Column> columns, float width, float corner) {
    const float inner = width - 2 * card_padding, left = corner_left(width, corner);
    const float title_end = has(columns, CardPart::Corner) ? left - corner_gap : width - card_padding;
    const float badges = top_padding + title_height;
    float y = badges + (has(columns, CardPart::Badge) ? badge_line + section_gap : 0);
    CardLayout layout;
    for (const Column& column : columns) {
        switch (column.card) {
            case CardPart::Title:
                layout.cells.push_back({card_padding, top_padding, title_end - card_padding, title_height});
                break;
            case CardPart::Corner:
                layout.cells.push_back({left, top_padding + (title_height - corner) / 2, corner, corner});
                break;
            case CardPart::Badge:
                layout.cells.push_back({card_padding, badges, inner, badge_line});
                break;
            case CardPart::Line:
                layout.cells.push_back({card_padding + label_width, y, inner - label_width, line_height});
                y += line_height;
                break;
        }
        layout.cells.back().width = std::max(1.0f, layout.cells.back().width);
    }
    layout.height = y + bottom_padding;
    return layout;
}

}  // namespace byok::ui
