/// What the console wants done outside: plain values, so that a test can compare them. ApiClient (app/api_client.h)
/// does those that are requests, platform/ the others.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "app/remote.h"
#include "app/route.h"
#include "core/provider_key.h"

namespace byok::app {

// Requests. Each is answered by exactly one action with the same number.
struct OpenSession {
    RequestId request;
    core::Secret token;
};                       // remember the token, list the organizations
struct CloseSession {};  // forget the token, drop what is in flight
struct FetchProviderKeys {
    RequestId request;
    std::string organization_id;
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
};
struct FetchApiKeys {
    RequestId request;
    std::string organization_id;
};
struct PostApiKey {
    RequestId request;
    std::string organization_id;
    core::NewApiKey key;
};
struct PostApiKeyChange {
    RequestId request;
    std::string organization_id;
    std::string id;
    core::ApiKeyChange change;
};
struct RequestApiKeyDeletion {
    RequestId request;
    std::string organization_id;
    std::string id;
};
struct CancelRequest {
    RequestId request;
};  // its answer is no longer of interest and will not come

// The browser
struct ShowAddress {
    Route route;
    bool replace;
};  // write the address, as a new entry of the history or in place
struct WriteClipboard {
    core::Secret text;
    std::string what;
};  // answered by TextCopied
struct ExpireNotice {
    std::uint64_t id;
    int after_ms;
};  // answered by DismissNotice

using Effect = std::variant<OpenSession, CloseSession, FetchProviderKeys, PostProviderKey, PostProviderKeyChange,
                            RequestProviderKeyDeletion, FetchApiKeys, PostApiKey, PostApiKeyChange,
                            RequestApiKeyDeletion, CancelRequest, ShowAddress, WriteClipboard, ExpireNotice>;

using Effects = std::vector<Effect>;

}  // namespace byok::app
