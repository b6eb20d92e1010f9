/// SHA-256 and HMAC-SHA-256, on OpenSSL.
#pragma once

#include <string>
#include <string_view>

namespace byok::server {

/// 32 bytes.
std::string sha256(std::string_view text);
/// 32 bytes. What comes back may be as secret as the key.
std::string hmac_sha256(std::string_view key, std::string_view text);
/// Lower case.
std::string hex(std::string_view bytes);
/// Without padding (RFC 4648 5).
std::string base64url(std::string_view bytes);

}  // namespace byok::server
