/// An HTTP response before it is given to Drogon, and the headers that every one of them has.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "server/request_head.h"
#include "service/api.h"

namespace byok::server {

/// Who may use what is answered: this origin alone, a page that any other may show in a frame, or whatever page wants
/// to load it.
enum class Audience { Console, AnyFrame, AnyOrigin };

struct Response {
    int status = 200;
    std::string content_type;  // empty = none
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;  // beside those of fixed_headers()
    Audience audience = Audience::Console;
};

struct Header {
    std::string_view name;
    std::string_view value;
};

/// What every response says to browsers, whatever it is: what the page may load, who may embed or read it.
/// scripts/host_headers.mjs has the same table for other hosts; tests/site/ holds the two against each other.
/// Sources: OWASP ASVS 5.0 §3.4, OWASP cheat sheet "HTTP Headers".
std::span<const Header> fixed_headers(Audience audience = Audience::Console);

/// `Strict-Transport-Security`, for responses to requests that reached a proxy in front by https and nowhere else:
/// said over plain http it means nothing, and without a proxy this server speaks plain http. It leaves out
/// subdomains, which are not this server's to speak for.
inline constexpr Header https_header{"strict-transport-security", "max-age=63072000"};

/// The contract's answer as a response: JSON that nobody may store. A session's cookie is the caller's part, who knows
/// how the browser reached the server.
Response api_response(service::ApiAnswer answer);

/// An error in the contract's shape. `status` is one that the contract's table of codes does not have to know.
Response error_response(int status, std::string_view sentence);

/// The error response to a request that the framer refused.
Response refusal_response(RefusalStatus status);

}  // namespace byok::server
