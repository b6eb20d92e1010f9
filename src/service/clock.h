/// What time it is, as a seam: the rules behind the API read no clock of their own.
#pragma once

#include <cstdint>
#include <string>

namespace byok::service {

class Clock {
public:
    virtual ~Clock() = default;
    /// Seconds since 1970-01-01T00:00:00Z.
    [[nodiscard]] virtual std::int64_t unix_time_s() const = 0;
};

/// ISO 8601 in UTC: "2026-03-01T09:05:00Z". Years 0 to 9999.
std::string iso_time(std::int64_t unix_time_s);

}  // namespace byok::service
