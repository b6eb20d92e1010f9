/// The two ends of a call of the management API, as pure functions: effect → HTTP request, HTTP response → action.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/action.h"
#include "app/effect.h"
#include "app/transport.h"

namespace byok::app {

inline constexpr int request_timeout_ms = 20'000;
inline constexpr int test_timeout_ms = 60'000;  // a provider may be slow, and asked more than once

enum class Endpoint {
    Organizations,
    ProviderKeys,
    NewProviderKey,
    ProviderKeyChange,
    ProviderKeyDeletion,
    CredentialTest,
    ProviderKeyTest,
    ApiKeys,
    NewApiKey,
    ApiKeyChange,
    ApiKeyDeletion,
    NewSession,
    Session,
    Activity,
};

/// What was asked, as far as it takes to understand the answer. Holds nothing secret of what was sent.
struct Asked {
    Endpoint endpoint = Endpoint::Organizations;
    RequestId request = 0;
    std::string id;           // of the key that is changed or deleted; else empty
    bool repeatable = false;  // of what makes something: sent again, it is not made twice
    bool operator==(const Asked&) const = default;
};

/// What `effect` asks of the API; none for effects that are no request.
std::optional<Asked> asked_by(const Effect& effect);

/// Whether the call changes nothing on the server, so that it may be tried again.
bool is_read(Endpoint endpoint);

/// The request that ends the session which the browser holds.
HttpRequest session_end_request(std::string_view api_base);

/// The request that `effect` stands for. `api_base` has no trailing slash, or is empty for the page's own origin.
/// REQUIRES: asked_by(effect) is not none.
HttpRequest request_for(const Effect& effect, std::string_view api_base, const core::Secret& token);

/// Why `response`, with a status outside 2xx, is not what was asked for. In addition to core::decode_error:
/// - Timeout where no answer came in time, and Prevented with what mends it where it is known why none came;
/// - a list that is not there, in words that are not the contract's, is of another server, or of no organization there;
/// - writes that have no answer, or none but a proxy's (502, 504), are not called failed: they may have happened, and
///   what is `repeatable` may be saved again;
/// - a 412 of a change or deletion says what came in between;
/// - MethodNotAllowed with a sentence of our own for a change or deletion that this server does not offer: 405, 501,
/// and
///   a 404 whose body does not name `not_found_error`, the only way in which the contract says that a *thing* is gone.
core::Error error_from(const Asked& asked, const HttpResponse& response);

/// The action that says that the call failed.
Action failure_of(const Asked& asked, core::Error error);

/// The action that `response` amounts to: what was asked for when the status is 2xx and the body is of the contract,
/// else failure_of(). A deletion, and a change, may be answered by an empty body.
Action action_from(const Asked& asked, const HttpResponse& response);

}  // namespace byok::app
