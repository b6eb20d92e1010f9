#include "server/machine.h"

#include <sodium.h>

#include <chrono>

namespace byok::server {

std::int64_t SystemClock::unix_time_s() const {
    return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

void SystemRandom::fill(std::span<unsigned char> bytes) {
    randombytes_buf(bytes.data(), bytes.size());
}

}  // namespace byok::server
