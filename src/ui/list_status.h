/// What a page says about a list that lives on the server: that it is coming, or that it could not be had.
#pragma once

#include <optional>
#include <string_view>

#include "core/error.h"
#include "ui/widgets.h"

namespace byok::ui {

struct ListStatus {
    bool has_rows = false;  // the list arrived once, and is drawn below
    const std::optional<core::Error>* error = nullptr;
    std::string_view loading_text;  // "Loading provider keys…"
};

/// Draws nothing for a list that is there and fresh. Returns whether the person asked to try again.
bool list_status(Ui& ui, const ListStatus& status);

/// A box in place of the rows of a list that has none.
void empty_list(Ui& ui, std::string_view title, std::string_view explanation);

}  // namespace byok::ui
