/// Reads base64 (RFC 4648) as it arrives in pasted text: of either alphabet, with line breaks, with or without padding.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace byok::core {

/// The value of a digit of the usual alphabet, 0 to 63; -1 for any other character.
int base64_digit(char c);

/// The bytes; none when `text` is no base64. What comes back may be a secret: wiping it is the caller's.
std::optional<std::string> decode_base64(std::string_view text);

}  // namespace byok::core
