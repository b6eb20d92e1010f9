/// One row of the table of provider keys, cell by cell.
#pragma once

#include <span>
#include <string>

#include "app/state.h"
#include "ui/row_menu.h"
#include "ui/widgets.h"

namespace byok::ui {

/// Provider, Name, Assigned To, Status, Created, and, where something may be done with a key, the column of the row's
/// menu.
std::span<const Column> provider_key_columns(bool with_menu);

/// Draws the cells of the row just begun. The menu's button, if there is one, is in the last; the menu itself is drawn
/// after the table.
///
/// Reads `state.provider_key_rows`, `state.api_keys`. Edits `menu`. Emits nothing.
void provider_key_row(const app::State& state, const core::ProviderKey& key, RowMenuDraft& menu, Ui& ui);

/// What to call the key on screen: its name, or what it is when it has none.
std::string display_name(const core::ProviderKey& key);

}  // namespace byok::ui
