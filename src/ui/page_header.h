/// The head of every page: its heading, what can be done on it, and the tabs that lead to its sisters, if it has any.
#pragma once

#include <string_view>

#include "app/route.h"
#include "ui/widgets.h"

namespace byok::ui {

/// Space at the left and right of a page's content, CSS pixels: less on a narrow window.
float page_margin(Ui& ui);

struct PageHeader {
    app::Page page;                 // whose tab is open
    std::string_view create_label;  // of the button that makes something new; empty = there is none
    bool refreshing = false;
};

struct PageHeaderResult {
    bool create = false;
    bool refresh = false;
};

/// Draws it at the cursor, as wide as the column.
PageHeaderResult page_header(Ui& ui, const PageHeader& header);

/// The button of the header once more, below the list. Returns whether it was clicked.
bool create_button(Ui& ui, std::string_view label, std::string_view key);

}  // namespace byok::ui
