/// Shows a gateway API key that was just made: the one chance to copy it.
#pragma once

#include <string>

#include "app/action.h"
#include "ui/widgets.h"

namespace byok::ui {

struct CreatedApiKeyDraft {
    std::string id;  // whose key is in `key`; empty = none
    FieldText key;
};

/// Draws the dialog while there is a key to show, whatever page is open.
///
/// Reads `state.created_api_key`. Edits `draft`. Emits CopyText, DismissCreatedApiKey.
void created_api_key_view(const app::State& state, CreatedApiKeyDraft& draft, app::Actions& actions, Ui& ui);

}  // namespace byok::ui
