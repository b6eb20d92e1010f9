/// The machine's clock and its source of randomness.
#pragma once

#include "service/clock.h"
#include "service/random.h"

namespace byok::server {

class SystemClock final : public service::Clock {
public:
    [[nodiscard]] std::int64_t unix_time_s() const override;
};

/// The kernel's randomness, through libsodium.
class SystemRandom final : public service::Random {
public:
    void fill(std::span<unsigned char> bytes) override;
};

}  // namespace byok::server
