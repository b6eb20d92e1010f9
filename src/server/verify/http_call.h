/// One request to a provider, and what came of it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/secret.h"

namespace byok::server {

/// A header. Its value may hold a credential.
struct HttpField {
    std::string name;  // lower case
    core::Secret value;
};

struct HttpCall {
    std::string method = "GET";
    std::string url;
    std::vector<HttpField> fields = {};
    core::Secret body = {};
    bool to_loopback = false;              // in place of the provider, for tests: http, and this machine alone
    std::function<bool()> is_wanted = {};  // false = nobody waits for the answer any more; empty = always wanted
};

enum class HttpFailure {
    None,       // an answer arrived
    NoAddress,  // the host's name could not be resolved
    Forbidden,  // it leads to an address that this server does not send to
    Connect,
    Tls,
    Timeout,
    TooLarge,
    Broken,     // cut off, or not HTTP
    Cancelled,  // nobody waits any more
};

struct HttpAnswer {
    HttpFailure failure = HttpFailure::None;
    int status = 0;          // 0 when none arrived
    core::Secret body = {};  // of a provider, perhaps with a token in it
    std::string request_id = {};
};

}  // namespace byok::server
