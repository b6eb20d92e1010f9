/// Who may use a provider key: the whole organization, or some of its gateway API keys.
#pragma once

#include "app/action.h"
#include "ui/provider_key_draft.h"

namespace byok::ui {

/// Draws the group "Assignment" at the cursor.
///
/// Reads `state.api_keys`, `state.provider_key_form`. Edits `draft.assignment`, `draft.errors`. Emits RefreshApiKeys.
void assignment_fields(const app::State& state, ProviderKeyDraft& draft, app::Actions& actions, Ui& ui);

}  // namespace byok::ui
