/// The seam to the management API. platform/ implements it with fetch, demo/ by calling the rules of the server, tests
/// in memory.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "core/secret.h"

namespace byok::app {

struct HttpRequest {
    std::string method;                // GET, POST, DELETE
    std::string url;                   // absolute, or from the page's origin on ("/v1/…")
    core::Secret token;                // sent as `Authorization: Bearer`; empty = no header
    std::string if_match = {};         // the header's value; empty = no header
    std::string idempotency_key = {};  // likewise
    core::Secret body;                 // JSON; empty = none
    int timeout_ms = 0;                // give up after that long
};

/// Why no answer arrived, as far as a page can tell.
enum class NoAnswer {
    Unknown,        // no server, no way to it, or one of the below that could not be told
    Offline,        // this device has no network
    PolicyOfPage,   // the page's Content-Security-Policy does not let it ask there
    OriginRefused,  // a server is there, and does not let pages of this origin ask (CORS)
};

struct HttpResponse {
    int status = 0;                          // 0 = no answer arrived
    bool timed_out = false;                  // with status 0: because of the timeout
    NoAnswer no_answer = NoAnswer::Unknown;  // with status 0: because of that
    std::string page_origin, asked_origin;   // with status 0: "https://console.example", "https://api.example"
    core::Secret body;                       // may hold a key just made, hence a Secret
    std::string retry_after;                 // the header's value; empty = none
};

class Transport {
public:
    using RequestHandle = std::uint64_t;
    virtual ~Transport() = default;

    /// Sends `request`; calls `done` exactly once, later, from the main loop, never from inside this call;
    /// not at all after cancel(). No caching, no redirects followed into another origin, cookies
    /// to the page's own origin alone.
    virtual RequestHandle send(HttpRequest request, std::function<void(HttpResponse)> done) = 0;
    /// Gives up the request. Unknown or ended handles are ignored.
    virtual void cancel(RequestHandle handle) = 0;
};

}  // namespace byok::app
