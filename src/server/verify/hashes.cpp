#include "server/verify/hashes.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <cstddef>

namespace byok::server {

namespace {

constexpr std::size_t digest_bytes = 32;

unsigned char* bytes_of(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

std::string sha256(std::string_view text) {
    std::string digest(digest_bytes, '\0');
    EVP_Digest(text.data(), text.size(), bytes_of(digest), nullptr, EVP_sha256(), nullptr);
    return digest;
}

std::string hmac_sha256(std::string_view key, std::string_view text) {
    std::string digest(digest_bytes, '\0');
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes_of(text), text.size(), bytes_of(digest),
         nullptr);
    return digest;
}

std::string hex(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(2 * bytes.size());
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        text.push_back(digits[byte >> 4]);
        text.push_back(digits[byte & 0xf]);
    }
    return text;
}

std::string base64url(std::string_view bytes) {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string text;
    text.reserve(bytes.size() * 4 / 3 + 4);
    unsigned bits = 0;
    int count = 0;
    for (const char c : bytes) {
        bits = bits << 8 | static_cast<unsigned char>(c);
        for (count += 8; count >= 6; count -= 6) { text.push_back(letters[bits >> (count - 6) & 0x3f]); }
    }
    if (count > 0) { text.push_back(letters[bits << (6 - count) & 0x3f]); }
    return text;
}

}  // namespace byok::server
