/// How often things happened in the minute that runs. Not thread-safe.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>

#include "core/error.h"

namespace byok::service {

class MinuteCounter {
public:
    /// Whether `name` happened `most` times already in the minute of `now_s`.
    [[nodiscard]] bool is_full(const std::string& name, int most, std::int64_t now_s);
    void count(const std::string& name, std::int64_t now_s);

    /// Counts one more; RateLimit with `message` and the seconds to wait when that would be too many, which is not
    /// counted.
    core::Result<void> admit(const std::string& name, int most, std::int64_t now_s, std::string message);

private:
    std::int64_t minute_ = 0;
    std::unordered_map<std::string, int> happened_;

    void begin_minute(std::int64_t now_s);
};

/// RateLimit, until the minute of `now_s` is over.
std::unexpected<core::Error> refuse_until_next_minute(std::string message, std::int64_t now_s);

}  // namespace byok::service
