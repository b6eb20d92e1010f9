/// The menu at the end of a table's row.
#pragma once

#include <string>

#include "ui/widgets.h"

namespace byok::ui {

/// One menu for all rows of a table: only one can be open.
struct RowMenuDraft {
    std::string id;  // whose menu it is
    MenuDraft menu;
};

/// Draws the button "Actions for NAME" that opens the menu of the row `id`. Returns whether its menu is open.
bool row_menu_button(Ui& ui, RowMenuDraft& draft, const std::string& id, const std::string& name, bool busy);

}  // namespace byok::ui
