/// The dialog that asks for the name of a new gateway API key.
#pragma once

#include "app/action.h"
#include "ui/form_field.h"
#include "ui/widgets.h"

namespace byok::ui {

struct CreateApiKeyDraft {
    bool open = false;
    FormText name;
    FormErrors errors;
    bool sent = false;  // Create was clicked, and what became of it has not been taken in
};

/// Opens the dialog, empty.
void open_create_api_key(CreateApiKeyDraft& draft, app::Actions& actions);

/// Draws the dialog while it is open; closes it when the key was made.
///
/// Reads `state.api_key_form`. Edits `draft`. Emits CreateApiKey, ResetApiKeyForm.
void create_api_key_view(const app::State& state, CreateApiKeyDraft& draft, app::Actions& actions, Ui& ui);

}  // namespace byok::ui
