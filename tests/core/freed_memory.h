/// Looks at every block of memory in the moment it is freed: does it still hold the secret?
///
/// Works by replacing the global operator delete of the test binary (freed_memory.cpp).
#pragma once

#include <string_view>

namespace byok::core {

/// While it lives, counts the freed blocks that still hold `needle`. One at a time.
class FreedMemory {
public:
    explicit FreedMemory(std::string_view needle);
    FreedMemory(const FreedMemory&) = delete;
    FreedMemory& operator=(const FreedMemory&) = delete;
    ~FreedMemory();

    [[nodiscard]] int blocks_with_needle() const;
};

}  // namespace byok::core
