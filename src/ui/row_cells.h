/// The cells that the tables of both pages have alike.
#pragma once

#include <optional>
#include <string_view>

#include "ui/widgets.h"

namespace byok::ui {

/// A text on one line, cut where the cell ends; the whole of it shows beside it then.
void text_cell(Ui& ui, std::string_view text);
/// "Active" or "Disabled"; empty when nobody said which.
void status_cell(Ui& ui, const std::optional<bool>& active);
/// The day, with the full time beside it on hover; `none` where the time is empty.
void date_cell(Ui& ui, std::string_view iso, std::string_view none);

}  // namespace byok::ui
