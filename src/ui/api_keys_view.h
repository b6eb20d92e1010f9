/// The Api Keys page: the gateway API keys of the organization, which provider keys can be assigned to.
#pragma once

#include <cstdint>
#include <vector>

#include "app/action.h"
#include "ui/create_api_key_view.h"
#include "ui/delete_api_key_view.h"
#include "ui/row_menu.h"
#include "ui/widgets.h"

namespace byok::ui {

struct ApiKeysDraft {
    std::vector<std::uint32_t> order;  // indices into the list, newest first
    RowMenuDraft menu;
    DeletionDraft deletion;
    CreateApiKeyDraft creation;
};

/// Draws the page at the cursor, and its dialogs.
///
/// Reads `state.api_keys`, `state.api_key_rows`, `state.api_key_form`, `state.provider_keys`. Edits `draft`. Emits
/// RefreshApiKeys, SetApiKeyActive, CreateApiKey, ResetApiKeyForm, DeleteApiKey.
void api_keys_view(const app::State& state, ApiKeysDraft& draft, app::Actions& actions, Ui& ui);

}  // namespace byok::ui
