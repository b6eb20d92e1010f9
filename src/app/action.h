/// Everything that can happen: what a person asked for (imperative) and what arrived (past tense).
///
/// Arrived ones carry the number of the request they answer, so that a late one is recognised and dropped.
/// Actions may hold a Secret and are therefore move-only; none of them can be printed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/remote.h"
#include "app/route.h"
#include "app/state.h"
#include "core/audit_event.h"
#include "core/provider_key.h"
#include "core/session.h"

namespace byok::app {

// Session
struct SignIn {
    core::Secret token;
};
struct SignedIn {
    RequestId request;
    std::vector<core::Organization> organizations;
};
struct SignInFailed {
    RequestId request;
    core::Error error;
};
/// The page was opened without a token: there may be a session that the browser holds.
struct ResumeSession {};
struct SessionArrived {
    RequestId request;
    core::SessionInfo session;
};
struct SessionFailed {
    RequestId request;
    core::Error error;
};
struct SignOut {};
/// In another tab.
struct SignedOutElsewhere {};
/// Nothing was done here for as long as that is allowed.
struct IdledOut {};
/// The page is left, perhaps to be kept by the browser: everything is forgotten here, and goes on elsewhere.
struct LeavePage {};
/// The server refused the token: wrong, expired or revoked.
struct SessionEnded {
    core::Error error;
};
struct ChooseOrganization {
    std::string organization_id;
};

// The page
/// A person chose a place: the address follows.
struct Navigate {
    Route route;
};
/// The address changed (Back, a typed link): the page follows.
struct AddressChanged {
    Route route;
};
/// The address changed, but one stays: the address is to say so again.
struct KeepAddress {};
/// The person sees the page again that was hidden for so long.
struct PageReturned {
    double away_ms;
};
struct ChooseTheme {
    ThemeChoice theme;
};
struct DismissNotice {
    std::uint64_t id;
};
/// `what` names it in the notice: "API key".
struct CopyText {
    core::Secret text;
    std::string what;
};
struct TextCopied {
    std::string what;
    bool done;
};

// Provider keys
struct RefreshProviderKeys {};
struct ProviderKeysArrived {
    RequestId request;
    std::vector<core::ProviderKey> keys;
};
struct ProviderKeysFailed {
    RequestId request;
    core::Error error;
};
struct CreateProviderKey {
    core::NewProviderKey key;
};
struct ProviderKeyCreated {
    RequestId request;
    core::ProviderKey key;
};
/// From the edit form.
struct ChangeProviderKey {
    std::string id;
    core::ProviderKeyChange change;
    std::string etag = {};  // of the version that was edited; empty = not reported
};
/// From the row's menu.
struct SetProviderKeyActive {
    std::string id;
    bool active;
};
/// What the answer left out of `key` is empty in it.
struct ProviderKeyChanged {
    RequestId request;
    core::ProviderKey key;
};
struct DeleteProviderKey {
    std::string id;
};
struct ProviderKeyDeleted {
    RequestId request;
    std::string id;
};
/// An empty id means that it was to be created.
struct ProviderKeyWriteFailed {
    RequestId request;
    std::string id;
    core::Error error;
};

// Tests of credentials
/// From the form, before it is saved. `input` numbers what was typed, so that a result is known to be of something
/// earlier (State::form_test).
struct TestNewCredential {
    core::NewCredentialTest test;
    std::uint64_t input;
};
/// From the edit form; none = as it is stored.
struct TestChangedCredential {
    std::string id;
    std::optional<core::Credential> credential;
    std::uint64_t input;
};
/// From the row's menu.
struct TestProviderKey {
    std::string id;
};
struct TestAllProviderKeys {};
/// What has not begun does not begin any more.
struct StopTestingAll {};
/// `id` is that of the provider key; empty for a credential that is not stored.
struct CredentialTested {
    RequestId request;
    std::string id;
    core::TestResult result;
};
struct CredentialTestFailed {
    RequestId request;
    std::string id;
    core::Error error;
};

// API keys
struct RefreshApiKeys {};
struct ApiKeysArrived {
    RequestId request;
    std::vector<core::ApiKey> keys;
};
struct ApiKeysFailed {
    RequestId request;
    core::Error error;
};
struct CreateApiKey {
    core::NewApiKey key;
};
struct ApiKeyCreated {
    RequestId request;
    core::CreatedApiKey created;
};
struct DismissCreatedApiKey {};
/// The form for a new API key was opened or closed: an old error no longer belongs to it.
struct ResetApiKeyForm {};
struct SetApiKeyActive {
    std::string id;
    bool active;
};
/// A `key` without a name: the answer was empty.
struct ApiKeyChanged {
    RequestId request;
    core::ApiKey key;
};
struct DeleteApiKey {
    std::string id;
};
struct ApiKeyDeleted {
    RequestId request;
    std::string id;
};
/// An empty id means that it was to be created.
struct ApiKeyWriteFailed {
    RequestId request;
    std::string id;
    core::Error error;
};

// Activity
struct RefreshActivity {};
struct LoadOlderActivity {};
struct ActivityArrived {
    RequestId request;
    core::AuditPage page;
};
struct ActivityFailed {
    RequestId request;
    core::Error error;
};

using Action =
    std::variant<SignIn, SignedIn, SignInFailed, ResumeSession, SessionArrived, SessionFailed, SignOut,
                 SignedOutElsewhere, IdledOut, LeavePage, RefreshActivity, LoadOlderActivity, ActivityArrived,
                 ActivityFailed, SessionEnded, ChooseOrganization, Navigate, AddressChanged, KeepAddress, PageReturned,
                 ChooseTheme, DismissNotice, CopyText, TextCopied, RefreshProviderKeys, ProviderKeysArrived,
                 ProviderKeysFailed, CreateProviderKey, ProviderKeyCreated, ChangeProviderKey, SetProviderKeyActive,
                 ProviderKeyChanged, DeleteProviderKey, ProviderKeyDeleted, ProviderKeyWriteFailed, TestNewCredential,
                 TestChangedCredential, TestProviderKey, TestAllProviderKeys, StopTestingAll, CredentialTested,
                 CredentialTestFailed, RefreshApiKeys, ApiKeysArrived, ApiKeysFailed, CreateApiKey, ApiKeyCreated,
                 DismissCreatedApiKey, ResetApiKeyForm, SetApiKeyActive, ApiKeyChanged, DeleteApiKey, ApiKeyDeleted,
                 ApiKeyWriteFailed>;

using Actions = std::vector<Action>;

}  // namespace byok::app
