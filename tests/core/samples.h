/// Credentials that look real and open nothing, for tests of every layer.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace byok::core::samples {

/// A key that Anthropic's form takes without a word, and every other provider's all the same.
inline constexpr std::string_view api_key =
    "sk-ant-api03-test-nQvWys81vp7hB1dx8PpD5KHXe3PYiGkPAuNaRL63xY"
    "KwzEInncIIA3ANxN9K3KSU9Mi4roNL89sM995YTBXaK70d9e";

// Of the right shape; AWS's own published pair is refused as an example.
inline constexpr std::string_view access_key_id = "AKIAMADEUPFORTESTS23";
inline constexpr std::string_view secret_access_key = "madeup+secret/for/tests/opens0nothing001";
inline constexpr std::string_view temporary_access_key_id = "ASIAMADEUPFORTESTS23";
inline constexpr std::string_view session_token = "IQoJb3JpZ2luX2VjEXAMPLE//////////wEaCXVzLWVhc3QtMSJHMEUCIQ==";

inline constexpr std::string_view azure_key = "4f9a8b7c6d5e4f3a2b1c0d9e4f9a8b7c";
inline constexpr std::string_view azure_endpoint = "https://contoso.openai.azure.com/";

inline std::string base64(std::string_view bytes) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (std::size_t at = 0; at < bytes.size(); at += 3) {
        const auto byte = [&](std::size_t i) {
            return at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0u;
        };
        const unsigned group = byte(0) << 16 | byte(1) << 8 | byte(2);
        text += digits[group >> 18];
        text += digits[group >> 12 & 63];
        text += at + 1 < bytes.size() ? digits[group >> 6 & 63] : '=';
        text += at + 2 < bytes.size() ? digits[group & 63] : '=';
    }
    return text;
}

/// `bytes` in PEM armour, 64 digits a line.
inline std::string pem(std::string_view label, std::string_view bytes) {
    std::string text = "-----BEGIN " + std::string(label) + "-----\n";
    const std::string body = base64(bytes);
    for (std::size_t at = 0; at < body.size(); at += 64) text += body.substr(at, 64) + '\n';
    return text + "-----END " + std::string(label) + "-----\n";
}

/// A DER SEQUENCE with `size` bytes in it (at most 65535): the shape of a key, without being one.
inline std::string der_sequence(std::size_t size) {
    std::string bytes = "\x30";
    if (size >= 0x100) {
        bytes += '\x82';
        bytes += static_cast<char>(size >> 8);
    } else if (size >= 0x80) {
        bytes += '\x81';
    }
    bytes += static_cast<char>(size & 0xFF);
    for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(i * 31 % 251);
    return bytes;
}

/// Of the size of a 2048-bit RSA key.
inline std::string private_key() {
    return pem("PRIVATE KEY", der_sequence(1214));
}

inline std::string escaped(std::string_view text) {
    std::string json;
    for (const char c : text) c == '\n' ? json += "\\n" : json += c;
    return json;
}

/// A service account's key file as Google Cloud lets it be downloaded, around `private_key`.
inline std::string service_account_json(std::string_view private_key) {
    return R"({
  "type": "service_account",
  "project_id": "sample-project",
  "private_key_id": "0123456789abcdef0123456789abcdef01234567",
  "private_key": ")" +
           escaped(private_key) + R"(",
  "client_email": "gateway@sample-project.iam.gserviceaccount.com",
  "client_id": "100000000000000000000",
  "auth_uri": "https://accounts.google.com/o/oauth2/auth",
  "token_uri": "https://oauth2.googleapis.com/token",
  "auth_provider_x509_cert_url": "https://www.googleapis.com/oauth2/v1/certs",
  "client_x509_cert_url": "https://www.googleapis.com/robot/v1/metadata/x509/gateway",
  "universe_domain": "googleapis.com"
}
)";
}

inline std::string service_account_json() {
    return service_account_json(private_key());
}

}  // namespace byok::core::samples
