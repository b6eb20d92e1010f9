/// The BYOK page: every provider key of the organization, and what can be done with it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/action.h"
#include "ui/delete_provider_key_view.h"
#include "ui/row_menu.h"
#include "ui/widgets.h"

namespace byok::ui {

struct ProviderKeysDraft {
    std::vector<std::uint32_t> order;  // indices into the list, newest first
    RowMenuDraft menu;
    DeletionDraft deletion;
};

/// Draws the page at the cursor, and the dialogs that belong to its rows.
///
/// Reads `state.provider_keys`, `state.provider_key_rows`, `state.api_keys`, `state.route`. Edits `draft`. Emits
/// Navigate, RefreshProviderKeys, SetProviderKeyActive, DeleteProviderKey.
void provider_keys_view(const app::State& state, ProviderKeysDraft& draft, app::Actions& actions, Ui& ui);

}  // namespace byok::ui
