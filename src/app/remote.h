/// A value that lives on the server: asked for, arrived or not, and still shown while it is asked for again.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>

#include "core/error.h"

namespace byok::app {

/// Numbers requests, so that an answer can be told from the answer to an earlier question. 0 = none.
using RequestId = std::uint64_t;

/// Keeps the last good value through reloads and failures.
template <class T>
struct Remote {
    std::optional<T> value;            // the last one that arrived
    std::optional<core::Error> error;  // why the last request failed; none while it is running or after a success
    RequestId request = 0;             // the request that is running

    [[nodiscard]] bool loading() const { return request != 0; }
    void start(RequestId id) { request = id, error.reset(); }
    /// Whether an answer to `id` is still of interest; if not, it is to be dropped.
    [[nodiscard]] bool awaits(RequestId id) const { return request != 0 && request == id; }
    const T& arrived(T now) {
        error.reset();
        request = 0;
        return value.emplace(std::move(now));
    }
    void failed(core::Error why) { error = std::move(why), request = 0; }
};

}  // namespace byok::app
