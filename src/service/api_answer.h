/// What the management API answers, before it is HTTP.
#pragma once

#include <optional>
#include <string>

#include "core/error.h"
#include "core/secret.h"
#include "service/credential_tests.h"

namespace byok::service {

/// What the browser's cookie is to become.
struct SessionCookie {
    core::Secret value;  // empty = the cookie is to go
};

struct ApiAnswer {
    int status = 500;
    core::Secret body;                         // JSON; may hold a gateway key just made
    std::string allow = {};                    // with 405: the methods that this path knows, "GET, HEAD, POST"
    int retry_after_s = 0;                     // with 429; 0 = not said
    std::optional<TestJob> job = {};           // to be tried first: the answer is what Api::finish() makes of it
    std::string etag = {};                     // the version of the thing in the body; empty = none
    bool replayed = false;                     // the request had been carried out before
    std::optional<SessionCookie> cookie = {};  // none = as it is

    [[nodiscard]] bool is_error() const { return status >= 400; }
};

/// An answer that says `error`, in the contract's error shape and with its status.
ApiAnswer answer_error(const core::Error& error);

}  // namespace byok::service
