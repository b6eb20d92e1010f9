/// What the console wants done outside: plain values, so that a test can compare them (those with a credential in them,
/// part by part). ApiClient (app/api_client.h) does those that are requests, Transport (app/transport.h) the others.
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
};
struct PostProviderKeyChange {
    RequestId request;
    std::string organization_id;
    std::string id;
    core::ProviderKeyChange change;
};
struct RequestProviderKeyDeletion {
    RequestId request;
    std::string organization_id;
    std::string id;
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
    bool operator==(const PostApiKey&) const = default;
};
struct PostApiKeyChange {
    RequestId request;
    std::string organization_id;
    std::string id;
    core::ApiKeyChange change;
    bool operator==(const PostApiKeyChange&) const = default;
};
struct RequestApiKeyDeletion {
    RequestId request;
    std::string organization_id;
    std::string id;
    bool operator==(const RequestApiKeyDeletion&) const = default;
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

using Effect =
    std::variant<OpenSession, CloseSession, FetchProviderKeys, PostProviderKey, PostProviderKeyChange,
                 RequestProviderKeyDeletion, PostCredentialTest, PostProviderKeyTest, FetchApiKeys, PostApiKey,
                 PostApiKeyChange, RequestApiKeyDeletion, CancelRequest, ShowAddress, WriteClipboard, ExpireNotice>;

using Effects = std::vector<Effect>;

/// A list of these effects, in this order. (Effects are move-only, so that braces cannot make one.)
template <class... Each>
Effects effects_of(Each&&... each) {
    Effects effects;
    (effects.emplace_back(std::forward<Each>(each)), ...);
    return effects;
}

}  // namespace byok::app
