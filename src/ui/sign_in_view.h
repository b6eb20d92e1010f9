/// The page of somebody who is not signed in: it asks for a console token.
#pragma once

#include "app/action.h"
#include "ui/widgets.h"

namespace byok::ui {

/// What was typed. Wiped once the token was accepted.
struct SignInDraft {
    FieldText token;
    bool greeted = false;  // the field has had the focus that it gets when the page opens
};

/// Draws the sign-in page over the whole window.
///
/// Reads `state.settings`, `state.session`. Edits `draft`. Emits SignIn.
void sign_in_view(const app::State& state, SignInDraft& draft, app::Actions& actions, Ui& ui);

}  // namespace byok::ui
