#include "core/aws_access_key.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "core/text.h"

namespace byok::core {
namespace {

constexpr std::size_t prefix_bytes = 4;
constexpr std::size_t id_bytes = 20;
constexpr std::size_t account_digits = 12;
constexpr std::array<std::string_view, 4> prefixes = {"AKIA", "ASIA", "ABIA", "ACCA"};

bool is_base32(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '2' && c <= '7');
}

std::uint64_t base32_value(char c) {
    return static_cast<std::uint64_t>(c >= 'A' ? c - 'A' : c - '2' + 26);
}

}  // namespace

bool is_access_key_id(std::string_view text) {
    text = trimmed(text);
    return text.size() == id_bytes && std::ranges::all_of(text, is_base32) &&
           std::ranges::contains(prefixes, text.substr(0, prefix_bytes));
}

bool is_temporary_access_key_id(std::string_view access_key_id) {
    return trimmed(access_key_id).starts_with("ASIA");
}

bool are_swapped(std::string_view access_key_id, std::string_view secret_access_key) {
    return is_access_key_id(secret_access_key) && !is_access_key_id(access_key_id) && !trimmed(access_key_id).empty();
}

std::optional<std::string> aws_account_of(std::string_view access_key_id) {
    const std::string_view id = trimmed(access_key_id);
    if (!is_access_key_id(id)) return std::nullopt;
    const std::string_view payload = id.substr(prefix_bytes);
    if (payload.front() == 'I' || payload.front() == 'J') return std::nullopt;
    // Ten digits are 50 bits; the first six bytes are 48 of them, and the account is what lies between the first bit
    // and the last seven.
    std::uint64_t bits = 0;
    for (const char c : payload.substr(0, 10)) bits = bits << 5 | base32_value(c);
    const std::uint64_t account = (bits >> 2 & 0x7fffffffff80U) >> 7;
    std::string digits = std::to_string(account);
    if (digits.size() > account_digits) return std::nullopt;
    return std::string(account_digits - digits.size(), '0') + digits;
}

}  // namespace byok::core
