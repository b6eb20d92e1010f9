/// Trying the credential that is in the form, and what came of it.
#pragma once

#include <string>

#include "app/action.h"
#include "app/state.h"
#include "ui/provider_key_draft.h"
#include "ui/widgets.h"

namespace byok::ui {

/// The button Test credentials and, under it, the result: verdict, sentence, what to do, how long it took. Of an
/// earlier input it is said that it is one.
///
/// Reads `state.form_test`. Edits `key.errors`: what is wrong with the credential is said at its fields, and then
/// nothing is tried. Emits TestNewCredential, TestChangedCredential.
void credential_test_view(const app::State& state, ProviderKeyDraft& key, app::Actions& actions, Ui& ui);

/// The result, if it is of what is in the form now; else null.
const core::TestResult* fresh_result(const app::State& state, const ProviderKeyDraft& key);

/// One line about a region, for its row.
void region_result(Ui& ui, const core::RegionResult& result);

}  // namespace byok::ui
