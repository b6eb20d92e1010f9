/// What the console wants done outside: plain values, so that a test can compare them (those with a credential in them,
/// part by part). ApiClient (app/api_client.h) does those that are requests, Host (app/host.h) the others.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "app/remote.h"
#include "app/route.h"
#include "core/provider_key.h"

namespace byok::app {

// Requests. Each is answered by exactly one action with the same number, unless it is cancelled or the session ends.

/// Remember the token, list the organizations.
struct OpenSession {
    RequestId request;
    core::Secret token;
};
/// Exchange the token for a session that the browser holds. Answered by SessionArrived, when the token is forgotten,
/// or SessionFailed, when it is still remembered.
struct ExchangeToken {
    RequestId request;
    core::Secret token;
};
/// Ask who is signed in, by token or by cookie. Answered by SessionArrived or SessionFailed.
struct FetchSession {
    RequestId request;
    bool operator==(const FetchSession&) const = default;
};
struct FetchOrganizations {
    RequestId request;
    bool operator==(const FetchOrganizations&) const = default;
};
/// End the session that the browser holds. Nobody waits for an answer, and CloseSession does not stop it.
struct RequestSessionEnd {
    bool operator==(const RequestSessionEnd&) const = default;
};
/// Forget the token, drop what is in flight.
struct CloseSession {
    bool operator==(const CloseSession&) const = default;
};
struct FetchProviderKeys {
    RequestId request;
    std::string organization_id;
    bool operator==(const FetchProviderKeys&) const = default;
};
struct PostProviderKey {
    RequestId request;
    std::string organization_id;
    core::NewProviderKey key;
    std::string idempotency_key = {};  // empty = none: sending it again may make a second one
};
struct PostProviderKeyChange {
    RequestId request;
    std::string organization_id;
    std::string id;
    core::ProviderKeyChange change;
    std::string etag = {};  // of the version that is changed; empty = whichever there is
};
struct RequestProviderKeyDeletion {
    RequestId request;
    std::string organization_id;
    std::string id;
    std::string etag = {};  // as above
    bool operator==(const RequestProviderKeyDeletion&) const = default;
};
/// Answered by CredentialTested.
struct PostCredentialTest {
    RequestId request;
    std::string organization_id;
    core::NewCredentialTest test;
};
/// Likewise; none = as it is stored.
struct PostProviderKeyTest {
    RequestId request;
    std::string organization_id;
    std::string id;
    std::optional<core::Credential> credential;
};
struct FetchApiKeys {
    RequestId request;
    std::string organization_id;
    bool operator==(const FetchApiKeys&) const = default;
};
struct PostApiKey {
    RequestId request;
    std::string organization_id;
    core::NewApiKey key;
    std::string idempotency_key = {};
    bool operator==(const PostApiKey&) const = default;
};
struct PostApiKeyChange {
    RequestId request;
    std::string organization_id;
    std::string id;
    core::ApiKeyChange change;
    std::string etag = {};
    bool operator==(const PostApiKeyChange&) const = default;
};
struct RequestApiKeyDeletion {
    RequestId request;
    std::string organization_id;
    std::string id;
    std::string etag = {};
    bool operator==(const RequestApiKeyDeletion&) const = default;
};
/// A page of the audit trail. Answered by ActivityArrived or ActivityFailed.
struct FetchActivity {
    RequestId request;
    std::string organization_id;
    std::string cursor = {};  // empty = the newest
    bool operator==(const FetchActivity&) const = default;
};
/// Its answer is no longer of interest and will not come.
struct CancelRequest {
    RequestId request;
    bool operator==(const CancelRequest&) const = default;
};

// The browser

/// Write the address.
struct ShowAddress {
    Route route;
    HistoryPlace place;
    bool operator==(const ShowAddress&) const = default;
};
/// Answered by TextCopied.
struct WriteClipboard {
    core::Secret text;
    std::string what;
};
/// Answered by DismissNotice.
struct ExpireNotice {
    std::uint64_t id;
    int after_ms;
    bool operator==(const ExpireNotice&) const = default;
};
/// Tell the person's other tabs.
struct AnnounceSignOut {
    bool operator==(const AnnounceSignOut&) const = default;
};

using Effect = std::variant<OpenSession, ExchangeToken, FetchSession, FetchOrganizations, RequestSessionEnd,
                            CloseSession, FetchProviderKeys, PostProviderKey, PostProviderKeyChange,
                            RequestProviderKeyDeletion, PostCredentialTest, PostProviderKeyTest, FetchApiKeys,
                            PostApiKey, PostApiKeyChange, RequestApiKeyDeletion, FetchActivity, CancelRequest,
                            ShowAddress, WriteClipboard, ExpireNotice, AnnounceSignOut>;

using Effects = std::vector<Effect>;

/// A list of these effects, in this order. (Effects are move-only, so that braces cannot make one.)
template <class... Each>
Effects effects_of(Each&&... each) {
    Effects effects;
    (effects.emplace_back(std::forward<Each>(each)), ...);
    return effects;
}

}  // namespace byok::app
