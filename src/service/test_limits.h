/// How often credentials may be tried: a test must not serve as a checker for stolen keys, nor tie up the server.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/error.h"
#include "service/minute_counter.h"

namespace byok::service {

struct TestLimits {
    // A credential that somebody has just entered; one that is stored already tells nobody anything new.
    int entered_per_minute_and_token = 30;
    int entered_per_minute_and_organization = 60;
    int stored_per_minute_and_organization = 600;
    int under_way_per_organization = 32;
    int under_way = 256;
};

/// Counts tests: those of each of the last minutes, and those under way. Not thread-safe.
class TestCounter {
public:
    explicit TestCounter(TestLimits limits) : limits_(limits) {}

    /// Counts one more that begins now; RateLimit with the seconds to wait when that would be too many. What is
    /// refused is not counted.
    core::Result<void> begin(std::string_view organization_id, std::string_view token_id, bool entered,
                             std::int64_t now_s);
    /// One of them is over.
    void end(std::string_view organization_id);

private:
    TestLimits limits_;
    MinuteCounter begun_;
    std::unordered_map<std::string, int> under_way_;
    int all_under_way_ = 0;
};

}  // namespace byok::service
