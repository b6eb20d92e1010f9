/// The dialog in which a provider key is added or edited.
#pragma once

#include <optional>

#include "app/action.h"
#include "ui/discard_changes.h"
#include "ui/provider_key_draft.h"

namespace byok::ui {

struct ProviderKeyFormDraft {
    /// The form on screen; none = closed, or waiting for the list to know what to edit.
    std::optional<ProviderKeyDraft> key;
    app::Route route;      // which form `key` was made for
    bool sent = false;     // Save was asked for, and what became of it has not been taken in
    DiscardDraft discard;  // "Discard changes?"
    // Where somebody else changed the key meanwhile:
    enum class Answer { None, TakeTheirs, SaveMine };
    Answer answer = Answer::None;  // asked for in the last frame, whose texts had to stay where they were
    bool asked = false;            // the first button has had the focus that it gets when the question comes up
};

/// Draws the dialog while the route is that of a form; wipes the draft when it is not.
///
/// Reads `state.route`, `state.provider_keys`, `state.provider_key_form`, `state.api_keys`. Edits `draft`. Emits
/// CreateProviderKey, ChangeProviderKey, Navigate, RefreshProviderKeys, RefreshApiKeys.
void provider_key_form_view(const app::State& state, ProviderKeyFormDraft& draft, app::Actions& actions, Ui& ui);

}  // namespace byok::ui
