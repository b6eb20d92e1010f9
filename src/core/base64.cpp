#include "core/base64.h"

#include <cstddef>
#include <cstdint>

#include "core/secret.h"

namespace byok::core {

int base64_digit(char c) {
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    if (c == '+') return 62;
    if (c == '/') return 63;
    return -1;
}

std::optional<std::string> decode_base64(std::string_view text) {
    std::string bytes;
    bytes.reserve(text.size() / 4 * 3 + 3);  // never grows, so it leaves no copy behind
    const auto none = [&]() -> std::optional<std::string> {
        wipe(bytes);
        return std::nullopt;
    };
    std::uint32_t bits = 0;
    std::size_t digits = 0;
    std::size_t padding = 0;
    for (const char c : text) {
        if (c == '\n' || c == '\r' || c == ' ' || c == '\t') continue;
        if (c == '=') {
            if (++padding > 2) return none();
            continue;
        }
        const int value = base64_digit(c == '-' ? '+' : c == '_' ? '/' : c);
        if (value < 0 || padding > 0) return none();
        bits = bits << 6 | static_cast<std::uint32_t>(value);
        if (++digits % 4 != 1) bytes += static_cast<char>(bits >> (6 - 2 * ((digits - 1) % 4)) & 0xFF);
    }
    if (digits % 4 == 1) return none();
    return bytes;
}

}  // namespace byok::core
