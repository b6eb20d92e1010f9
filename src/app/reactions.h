/// How the state answers each action: one `on` per action, gathered by noun in update_*.cpp. For update() alone.
#pragma once

#include "app/action.h"
#include "app/effect.h"
#include "app/state.h"

namespace byok::app {

// update_session.cpp
Effects on(State& state, SignIn action);
Effects on(State& state, SignedIn action);
Effects on(State& state, SignInFailed action);
Effects on(State& state, ResumeSession action);
Effects on(State& state, SessionArrived action);
Effects on(State& state, SessionFailed action);
Effects on(State& state, SignOut action);
Effects on(State& state, SignedOutElsewhere action);
Effects on(State& state, IdledOut action);
Effects on(State& state, LeavePage action);
Effects on(State& state, SessionEnded action);
Effects on(State& state, ChooseOrganization action);

// update_page.cpp
Effects on(State& state, Navigate action);
Effects on(State& state, AddressChanged action);
Effects on(State& state, KeepAddress action);
Effects on(State& state, PageReturned action);
Effects on(State& state, ChooseTheme action);
Effects on(State& state, DismissNotice action);
Effects on(State& state, CopyText action);
Effects on(State& state, const TextCopied& action);

// update_provider_keys.cpp
Effects on(State& state, RefreshProviderKeys action);
Effects on(State& state, ProviderKeysArrived action);
Effects on(State& state, ProviderKeysFailed action);
Effects on(State& state, CreateProviderKey action);
Effects on(State& state, ProviderKeyCreated action);
Effects on(State& state, ChangeProviderKey action);
Effects on(State& state, SetProviderKeyActive action);
Effects on(State& state, ProviderKeyChanged action);
Effects on(State& state, DeleteProviderKey action);
Effects on(State& state, ProviderKeyDeleted action);
Effects on(State& state, ProviderKeyWriteFailed action);

// update_credential_tests.cpp
Effects on(State& state, TestNewCredential action);
Effects on(State& state, TestChangedCredential action);
Effects on(State& state, const TestProviderKey& action);
Effects on(State& state, TestAllProviderKeys action);
Effects on(State& state, StopTestingAll action);
Effects on(State& state, CredentialTested action);
Effects on(State& state, CredentialTestFailed action);

// update_api_keys.cpp
Effects on(State& state, RefreshApiKeys action);
Effects on(State& state, ApiKeysArrived action);
Effects on(State& state, ApiKeysFailed action);
Effects on(State& state, CreateApiKey action);
Effects on(State& state, ApiKeyCreated action);
Effects on(State& state, DismissCreatedApiKey action);
Effects on(State& state, ResetApiKeyForm action);
Effects on(State& state, SetApiKeyActive action);
Effects on(State& state, ApiKeyChanged action);
Effects on(State& state, DeleteApiKey action);
Effects on(State& state, ApiKeyDeleted action);
Effects on(State& state, ApiKeyWriteFailed action);

// update_activity.cpp
Effects on(State& state, RefreshActivity action);
Effects on(State& state, LoadOlderActivity action);
Effects on(State& state, ActivityArrived action);
Effects on(State& state, ActivityFailed action);

/// Asks for what the page that was just opened shows and that is not kept up to date. (update_activity.cpp)
void load_page(State& state, Effects& effects);

/// Goes to the list from where the person may not be, as far as is known, and says why. (update_page.cpp)
void leave_what_is_forbidden(State& state, Effects& effects);

/// Goes to `route` and leaves the form that is open, if any: what it is saving goes on without it.
/// Says whether the place changed. (update_page.cpp)
bool go_to(State& state, Route route);

/// Goes back to the list from an edit form whose key is not in the list, once there is one, and says why.
/// (update_page.cpp)
void leave_form_of_missing_key(State& state, Effects& effects);

/// Whether the server may have done what the failed write asked for, so that only the list can tell. (update.cpp)
bool is_outcome_unknown(const core::Error& error);
/// Whether what is listed may not be what there is, after a write that failed like this. (update.cpp)
bool is_list_outdated(const core::Error& error);

}  // namespace byok::app
