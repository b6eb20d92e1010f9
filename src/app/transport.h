/// The seam to the outside: everything that the console needs from a browser. platform/ implements it with Emscripten,
/// tests in memory.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "app/route.h"
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

struct HttpResponse {
    int status = 0;           // 0 = no answer arrived
    bool timed_out = false;   // with status 0: because of the timeout
    core::Secret body;        // may hold a key just made, hence a Secret
    std::string retry_after;  // the header's value; empty = none
};

class Transport {
public:
    using RequestHandle = std::uint64_t;
    using TimerHandle = std::uint64_t;
    virtual ~Transport() = default;

    /// Sends `request`; calls `done` exactly once, later, from the main loop, never from inside this call;
    /// not at all after cancel(). No caching, no redirects followed into another origin, cookies
    /// to the page's own origin alone.
    virtual RequestHandle send(HttpRequest request, std::function<void(HttpResponse)> done) = 0;
    /// Gives up the request. Unknown or ended handles are ignored.
    virtual void cancel(RequestHandle handle) = 0;

    /// Calls `then` once after at least `delay_ms`, from the main loop.
    virtual TimerHandle after(int delay_ms, std::function<void()> then) = 0;
    virtual void cancel_timer(TimerHandle handle) = 0;
    /// Time of day in milliseconds: goes on while the machine sleeps.
    [[nodiscard]] virtual std::int64_t now_ms() const = 0;
    /// 128 random bits in hexadecimal, another each time.
    [[nodiscard]] virtual std::string random_text() = 0;

    /// Writes the address' fragment.
    virtual void show_address(const std::string& fragment, HistoryPlace place) = 0;
    /// Puts `text` on the clipboard; calls `done` later with whether it worked.
    virtual void write_clipboard(core::Secret text, std::function<void(bool)> done) = 0;
    /// Tells the person's other tabs with this page that they signed out.
    virtual void announce_sign_out() = 0;
};

}  // namespace byok::app
