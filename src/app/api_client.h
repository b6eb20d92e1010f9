/// Turns effects into requests and answers into actions: the console's one way to the management API.
///
/// Holds the console token, in memory alone, until it is exchanged for a session of the browser. GETs are tried again
/// after network trouble, timeouts, 429 and 5xx (never writes), with growing pauses, or those that `Retry-After` asks
/// for. A 401 ends the session: the token is forgotten, everything in flight is dropped, and one SessionEnded arrives;
/// not where it is asked who is signed in, or whose token that is.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "app/action.h"
#include "app/effect.h"
#include "app/host.h"
#include "app/requests.h"
#include "app/transport.h"

namespace byok::app {

inline constexpr int get_attempts_max = 4;

/// How long to wait before attempt `attempt` + 1 of a GET (the first attempt is 1), in milliseconds; none = give up.
/// 500, 1000, 2000; or `error.retry_after_s` when the server said so, at most 30 s, beyond which it gives up.
std::optional<int> retry_delay_ms(const core::Error& error, int attempt);

class ApiClient {
public:
    /// `transport` and `host` must outlive this. `arrived` is called from transport callbacks, never from inside
    /// perform().
    ApiClient(Transport& transport, Host& host, std::string api_base, std::function<void(Action)> arrived);
    ~ApiClient();
    ApiClient(const ApiClient&) = delete;
    ApiClient& operator=(const ApiClient&) = delete;

    /// Starts the request that `effect` stands for, or does what CloseSession and CancelRequest say. Effects that are
    /// no business of the API are ignored.
    void perform(Effect effect);

private:
    /// A request that has not been answered yet: on its way, or waiting for its next attempt.
    struct Call {
        Asked asked;
        std::string url;
        int attempts = 0;
        Transport::RequestHandle sent = 0;
        Host::TimerHandle waiting = 0;
    };

    Transport& transport_;
    Host& host_;
    std::string api_base_;
    std::function<void(Action)> arrived_;
    core::Secret token_;
    std::map<RequestId, Call> calls_;

    void start(const Effect& effect, const Asked& asked);
    void send(RequestId request, HttpRequest http);
    void answered(RequestId request, const HttpResponse& response);
    void try_again(RequestId request, int delay_ms);
    void drop(RequestId request);
    void drop_all();
};

}  // namespace byok::app
