#include "core/pem.h"

#include <cstddef>
#include <cstdint>

#include "core/base64.h"
#include "core/text.h"

namespace byok::core {
namespace {

constexpr std::string_view cut_off = "The private key is cut off or was changed. Paste the whole file as downloaded.";

/// How many bytes a DER value has that begins with `head` (its first five bytes, the first one leftmost), with tag and
/// length; 0 when it is not a SEQUENCE of a definite length below 16 MiB.
std::size_t der_sequence_bytes(std::uint64_t head) {
    const auto byte = [&](unsigned at) { return static_cast<std::size_t>(head >> (8 * (4 - at)) & 0xFF); };
    if (byte(0) != 0x30) return 0;
    switch (byte(1)) {
        case 0x81:
            return 3 + byte(2);
        case 0x82:
            return 4 + (byte(2) << 8 | byte(3));
        case 0x83:
            return 5 + (byte(2) << 16 | byte(3) << 8 | byte(4));
        default:
            return byte(1) < 0x80 ? 2 + byte(1) : 0;
    }
}

/// Whether `body` is base64, with line breaks, of exactly one DER SEQUENCE.
bool is_base64_of_sequence(std::string_view body) {
    constexpr std::size_t head_digits = 8;  // 48 bits: the five bytes of `head` and one more
    std::uint64_t head = 0;
    std::size_t digits = 0;
    std::size_t padding = 0;
    for (const char c : body) {
        if (c == '\n' || c == '\r' || c == ' ' || c == '\t') continue;
        if (c == '=') {
            ++padding;
            continue;
        }
        const int value = base64_digit(c);
        if (value < 0 || padding > 0) return false;
        if (digits < head_digits) head = head << 6 | static_cast<std::uint64_t>(value);
        ++digits;
    }
    if (padding > 2 || (digits + padding) % 4 != 0 || digits < head_digits) return false;
    return der_sequence_bytes(head >> 8) == digits * 3 / 4;
}

}  // namespace

std::optional<std::string_view> private_key_problem(std::string_view pem) {
    pem = trimmed(pem);
    if (pem.contains("\\n"))
        return "The line breaks of the private key were escaped twice (\\\\n). Paste the file as downloaded.";
    if (pem.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----"))
        return "The private key is encrypted. Download a new key file from Google Cloud.";

    for (const std::string_view label : {"PRIVATE KEY-----", "RSA PRIVATE KEY-----"}) {
        constexpr std::string_view begin = "-----BEGIN ";
        constexpr std::string_view end = "-----END ";
        if (!pem.starts_with(begin) || !pem.substr(begin.size()).starts_with(label)) continue;
        std::string_view body = pem.substr(begin.size() + label.size());
        if (!body.ends_with(label)) return cut_off;
        body.remove_suffix(label.size());
        if (!body.ends_with(end)) return cut_off;
        body.remove_suffix(end.size());
        if (!is_base64_of_sequence(body)) return cut_off;
        return std::nullopt;
    }
    return "The private key does not begin with -----BEGIN PRIVATE KEY-----. Paste the whole file as downloaded.";
}

}  // namespace byok::core
