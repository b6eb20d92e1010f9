#include "service/random.h"

#include <array>
#include <cstdint>

namespace byok::service {

namespace {

/// `bytes` as digits of `bits` bits each, the last one padded with zeros.
void append_digits(std::string& text, std::span<const unsigned char> bytes, std::string_view alphabet, int bits) {
    std::uint32_t pending = 0;
    int pending_bits = 0;
    for (const unsigned char byte : bytes) {
        pending = (pending << 8) | byte;
        pending_bits += 8;
        while (pending_bits >= bits) {
            pending_bits -= bits;
            text += alphabet[(pending >> pending_bits) & ((1U << bits) - 1)];
        }
    }
    if (pending_bits > 0) { text += alphabet[(pending << (bits - pending_bits)) & ((1U << bits) - 1)]; }
}

}  // namespace

std::string new_id(Random& random, std::string_view prefix) {
    std::array<unsigned char, 16> bytes{};
    random.fill(bytes);
    std::string id(prefix);
    append_digits(id, bytes, "abcdefghijklmnopqrstuvwxyz234567", 5);
    return id;
}

core::Secret new_token(Random& random, std::string_view prefix) {
    std::array<unsigned char, 32> bytes{};
    random.fill(bytes);
    std::string token;
    token.reserve(prefix.size() + 43);  // so that no half-written copy is left behind
    token += prefix;
    append_digits(token, bytes, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", 6);
    core::wipe(bytes.data(), bytes.size());
    return core::Secret::take(token);
}

}  // namespace byok::service
