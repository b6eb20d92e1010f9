/// Steps of the mirror (platform/mirror_steps.h) as lines that a test can read and compare.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace byok::platform {

/// "create 2 in 1 as button", "children 0: 1 2", "rect 2: 8 16 100 32", "name 2 (content): Save", …
std::vector<std::string> in_words(const std::vector<std::uint32_t>& steps);

}  // namespace byok::platform
