/// Everything that can happen: what a person asked for (imperative) and what arrived (past tense).
///
/// Arrived ones carry the number of the request they answer, so that a late one is recognised and dropped.
/// Actions may hold a Secret and are therefore move-only; none of them can be printed.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "app/remote.h"
#include "app/route.h"
#include "app/state.h"
#include "core/provider_key.h"

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
struct SignOut {};
struct SessionEnded {
    core::Error error;
};  // the server refused the token: wrong, expired or revoked
struct ChooseOrganization {
    std::string organization_id;
};

// The page
struct Navigate {
    Route route;
};  // a person chose a place: the address follows
struct AddressChanged {
    Route route;
};  // the address changed (Back, a typed link): the page follows
struct ChooseTheme {
    ThemeChoice theme;
};
struct DismissNotice {
    std::uint64_t id;
};
struct CopyText {
    core::Secret text;
    std::string what;
};  // `what` names it in the notice: "API key"
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
struct ChangeProviderKey {
    std::string id;
    core::ProviderKeyChange change;
};  // from the edit form
struct SetProviderKeyActive {
    std::string id;
    bool active;
};  // from the row's menu
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
struct ProviderKeyWriteFailed {
    RequestId request;
    std::string id;
    core::Error error;
};  // id empty = create

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
struct SetApiKeyActive {
    std::string id;
    bool active;
};
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
struct ApiKeyWriteFailed {
    RequestId request;
    std::string id;
    core::Error error;
};  // id empty = create

using Action =
    std::variant<SignIn, SignedIn, SignInFailed, SignOut, SessionEnded, ChooseOrganization, Navigate, AddressChanged,
                 ChooseTheme, DismissNotice, CopyText, TextCopied, RefreshProviderKeys, ProviderKeysArrived,
                 ProviderKeysFailed, CreateProviderKey, ProviderKeyCreated, ChangeProviderKey, SetProviderKeyActive,
                 ProviderKeyChanged, DeleteProviderKey, ProviderKeyDeleted, ProviderKeyWriteFailed, RefreshApiKeys,
                 ApiKeysArrived, ApiKeysFailed, CreateApiKey, ApiKeyCreated, DismissCreatedApiKey, SetApiKeyActive,
                 ApiKeyChanged, DeleteApiKey, ApiKeyDeleted, ApiKeyWriteFailed>;

using Actions = std::vector<Action>;

}  // namespace byok::app
