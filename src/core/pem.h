/// Whether a text is a private key in PEM, as far as that can be told without cryptography: the right armour around
/// base64 of one whole DER value (RFC 7468, RFC 5958, RFC 8017).
#pragma once

#include <optional>
#include <string_view>

namespace byok::core {

/// What is wrong with `pem` as an unencrypted private key (`PRIVATE KEY` or `RSA PRIVATE KEY`), as a sentence that
/// says what to do; none when nothing is. Line ends may be LF or CRLF. Copies nothing of the key.
std::optional<std::string_view> private_key_problem(std::string_view pem);

}  // namespace byok::core
