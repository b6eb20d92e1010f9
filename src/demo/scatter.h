/// Numbers that look like chance and are the same each time: the demo's ids and stand-ins. Nothing rests on them.
#pragma once

#include <cstdint>
#include <string_view>

namespace byok::demo {

/// Another number for each number, far from its neighbours' (the finalizer of splitmix64).
constexpr std::uint64_t scattered(std::uint64_t number) {
    number += 0x9E37'79B9'7F4A'7C15;
    number = (number ^ (number >> 30)) * 0xBF58'476D'1CE4'E5B9;
    number = (number ^ (number >> 27)) * 0x94D0'49BB'1331'11EB;
    return number ^ (number >> 31);
}

/// A number by which a text is known again.
constexpr std::uint64_t number_of(std::string_view text, std::uint64_t salt) {
    std::uint64_t number = salt;
    for (const char c : text) number = scattered(number ^ static_cast<unsigned char>(c));
    return number;
}

}  // namespace byok::demo
