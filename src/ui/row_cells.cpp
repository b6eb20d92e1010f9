#include "ui/row_cells.h"

#include <string>

namespace byok::ui {

void text_cell(Ui& ui, std::string_view content) {
    begin_cell(ui, content);
    const float width = width_left(ui);
    TextStyle style = cell_text(ui);
    const bool cut = text_size(ui, content, style).x > ui.px(width);
    style.max_width = width;
    const NodeId id = text(ui, content, style);
    if (cut) tooltip(ui, id, content);
    end_cell(ui);
}

void status_cell(Ui& ui, const std::optional<bool>& active) {
    const std::string_view label = !active ? "" : *active ? "Active" : "Disabled";
    begin_cell(ui, label);
    if (active) badge(ui, label, {.colour = *active ? Colour::BadgeGreen : Colour::BadgeGrey});
    end_cell(ui);
}

void date_cell(Ui& ui, std::string_view iso, std::string_view none) {
    if (iso.empty()) {
        begin_cell(ui, none);
        text(ui, none, {.colour = Colour::TextMuted, .max_width = width_left(ui)});
        end_cell(ui);
        return;
    }
    const std::string date = ui.locale().date(iso);
    begin_cell(ui, date);
    const NodeId id = text(ui, date, {.max_width = width_left(ui)});
    tooltip(ui, id, ui.locale().date_time(iso));
    end_cell(ui);
}

}  // namespace byok::ui
