/// The API for pages of other origins (CORS; https://fetch.spec.whatwg.org/#http-cors-protocol).
///
/// An origin is allowed by name or not at all, and never with cookies: a session is for pages of this server's own
/// origin, everybody else brings a token. There is no answer to `Access-Control-Request-Private-Network`: browsers
/// never insisted on one, and have since begun to ask the person instead
/// (https://wicg.github.io/local-network-access/).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/response.h"

namespace byok::server {

/// Whether `text` is an origin as browsers write it (https://html.spec.whatwg.org/#ascii-serialisation-of-an-origin):
/// scheme, host and a port that is not the scheme's own, in lower case and with nothing behind; http for this machine
/// alone. Anything else is never what an `Origin` header says, or nobody who can be told from others.
bool is_web_origin(std::string_view text);

class Cors {
public:
    /// The origins whose pages may use the API, each an is_web_origin(). With none of them nothing is said of CORS.
    explicit Cors(std::vector<std::string> allowed) : allowed_(std::move(allowed)) {}

    /// The answer to a preflight that an allowed origin sends before `method`; none when it is no preflight, or not
    /// from there. `origin` and `asked_method` are the headers `Origin` and `Access-Control-Request-Method`.
    [[nodiscard]] std::optional<Response> preflight(std::string_view method, std::string_view origin,
                                                    std::string_view asked_method) const;

    /// Adds to an answer of the API what lets a page of `origin` read it, where that is allowed.
    void let_read(Response& response, std::string_view origin) const;

private:
    std::vector<std::string> allowed_;

    [[nodiscard]] bool allows(std::string_view origin) const;
};

}  // namespace byok::server
