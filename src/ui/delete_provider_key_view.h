/// Asks before a provider key goes, and says who loses it.
#pragma once

#include "app/action.h"
#include "ui/confirm_deletion.h"
#include "ui/widgets.h"

namespace byok::ui {

/// Draws the dialog while `draft.id` is in the list; closes it when the key is gone.
///
/// Reads `state.provider_keys`, `state.provider_key_rows`, `state.api_keys`. Edits `draft`. Emits DeleteProviderKey.
void delete_provider_key_view(const app::State& state, DeletionDraft& draft, app::Actions& actions, Ui& ui);

}  // namespace byok::ui
