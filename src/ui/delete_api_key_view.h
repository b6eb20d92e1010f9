/// Asks before a gateway API key goes, and names the provider keys that are assigned to it.
#pragma once

#include "app/action.h"
#include "ui/confirm_deletion.h"
#include "ui/widgets.h"

namespace byok::ui {

/// Draws the dialog while `draft.id` is in the list; closes it when the key is gone.
///
/// Reads `state.api_keys`, `state.api_key_rows`, `state.provider_keys`. Edits `draft`. Emits DeleteApiKey.
void delete_api_key_view(const app::State& state, DeletionDraft& draft, app::Actions& actions, Ui& ui);

}  // namespace byok::ui
