/// Turns effects into requests and answers into actions: the console's one way to the management API.
///
/// Holds the console token, in memory alone. GETs are tried again after network trouble, timeouts, 429 and 5xx (never
/// writes), with growing pauses, or those that `Retry-After` asks for. A 401 ends the session.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "app/action.h"
#include "app/effect.h"
#include "app/transport.h"

namespace byok::app {

inline constexpr int request_timeout_ms = 20'000;
inline constexpr int get_attempts_max = 4;

/// How long to wait before attempt `attempt` + 1 of a GET (the first attempt is 1), in milliseconds; none = give up.
/// 500, 1000, 2000; or `error.retry_after_s` when the server said so, at most 30 s, beyond which it gives up.
std::optional<int> retry_delay_ms(const core::Error& error, int attempt);

class ApiClient {
public:
    /// `transport` must outlive this. `arrived` is called from transport callbacks, never from inside perform().
    ApiClient(Transport& transport, std::string api_base, std::function<void(Action)> arrived);
    ~ApiClient();
    ApiClient(const ApiClient&) = delete;
    ApiClient& operator=(const ApiClient&) = delete;

    void perform(Effect effect);

private:
    struct Call;
    Transport& transport_;
    std::string api_base_;
    std::function<void(Action)> arrived_;
    core::Secret token_;
    std::map<RequestId, Call> calls_;

    void start(RequestId request, Call call);
    void attempt(RequestId request);
    void answered(RequestId request, HttpResponse response);
    void drop(RequestId request);
    void drop_all();
};

}  // namespace byok::app
