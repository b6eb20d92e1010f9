#include "server/envelope.h"

#include <sodium.h>

#include <array>
#include <optional>
#include <span>

#include "server/failure.h"

namespace byok::server {

namespace {

constexpr std::string_view mark = "BYOK2";
constexpr std::string_view first_version = "byok-sealed-1";
constexpr std::string_view secret_version = "byok-sealed-2";
constexpr std::string_view wrapping_version = "byok-wrapped-key-2";
constexpr std::size_t key_bytes = MasterKey::bytes;
constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t wrapped_bytes = nonce_bytes + key_bytes + tag_bytes;
static_assert(crypto_aead_xchacha20poly1305_ietf_KEYBYTES == key_bytes);

using KeyView = std::span<const unsigned char, key_bytes>;

/// A data key, for as long as it is needed.
struct DataKey {
    std::array<unsigned char, key_bytes> bytes{};
    DataKey() = default;
    DataKey(const DataKey&) = delete;
    DataKey& operator=(const DataKey&) = delete;
    ~DataKey() { sodium_memzero(bytes.data(), bytes.size()); }
};

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

/// 64 bits, the lowest byte first.
void append_number(std::string& text, std::uint64_t number) {
    for (int i = 0; i < 8; ++i, number >>= 8) { text.push_back(static_cast<char>(number & 0xff)); }
}

/// `key_id` empty = it is not part of it.
std::string authenticated(std::string_view version, const service::SealedPlace& place, std::string_view key_id) {
    std::string text;
    for (const std::string_view part : {version, place.field, place.organization_id, place.id, key_id}) {
        append_number(text, part.size());
        text += part;
    }
    append_number(text, place.revision);
    return text;
}

/// A random nonce and the ciphertext with its tag, appended to `sealed`.
void append_sealed(std::string& sealed, KeyView key, std::string_view with, std::span<const unsigned char> plain) {
    const std::size_t begin = sealed.size();
    sealed.resize(begin + nonce_bytes + plain.size() + tag_bytes);
    auto* const nonce = reinterpret_cast<unsigned char*>(sealed.data()) + begin;
    randombytes_buf(nonce, nonce_bytes);
    crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + nonce_bytes, nullptr, plain.data(), plain.size(), bytes_of(with),
                                               with.size(), nullptr, nonce, key.data());
}

/// Opens a nonce and its ciphertext into `plain`, which is as long as what was sealed. False when it does not open.
bool open_into(std::span<unsigned char> plain, KeyView key, std::string_view with, std::string_view sealed) {
    if (sealed.size() != nonce_bytes + plain.size() + tag_bytes) { return false; }
    const unsigned char* const nonce = bytes_of(sealed);
    return crypto_aead_xchacha20poly1305_ietf_decrypt(plain.data(), nullptr, nullptr, nonce + nonce_bytes,
                                                      sealed.size() - nonce_bytes, bytes_of(with), with.size(), nonce,
                                                      key.data()) == 0;
}

std::optional<core::Secret> open_secret(KeyView key, std::string_view with, std::string_view sealed) {
    if (sealed.size() < nonce_bytes + tag_bytes) { return std::nullopt; }
    std::string text(sealed.size() - nonce_bytes - tag_bytes, '\0');
    auto* const plain = reinterpret_cast<unsigned char*>(text.data());
    if (!open_into({plain, text.size()}, key, with, sealed)) { return std::nullopt; }
    return core::Secret::take(text);
}

bool unwrap(DataKey& data_key, const MasterKey& key, const service::SealedPlace& place, std::string_view sealed) {
    return is_current_format(sealed) && sealed.size() >= mark.size() + wrapped_bytes &&
           open_into(data_key.bytes, key.key(), authenticated(wrapping_version, place, key.id()),
                     sealed.substr(mark.size(), wrapped_bytes));
}

void append_wrapped(std::string& sealed, const MasterKey& key, const service::SealedPlace& place,
                    const DataKey& data_key) {
    append_sealed(sealed, key.key(), authenticated(wrapping_version, place, key.id()), data_key.bytes);
}

std::unexpected<core::Error> refuse() {
    return failure("A stored secret is damaged or not in its place and cannot be opened.");
}

}  // namespace

bool is_current_format(std::string_view sealed_bytes) {
    return sealed_bytes.starts_with(mark);
}

service::Sealed seal_envelope(const MasterKey& key, const service::SealedPlace& place, const core::Secret& secret) {
    DataKey data_key;
    randombytes_buf(data_key.bytes.data(), data_key.bytes.size());
    service::Sealed sealed{key.id(), std::string(mark)};
    sealed.bytes.reserve(mark.size() + wrapped_bytes + nonce_bytes + secret.size() + tag_bytes);
    append_wrapped(sealed.bytes, key, place, data_key);
    append_sealed(sealed.bytes, data_key.bytes, authenticated(secret_version, place, {}),
                  {bytes_of(secret.reveal()), secret.size()});
    return sealed;
}

core::Result<core::Secret> open_envelope(const MasterKey& key, const service::SealedPlace& place,
                                         const service::Sealed& sealed) {
    const std::string_view bytes = sealed.bytes;
    if (DataKey data_key; unwrap(data_key, key, place, bytes)) {
        auto opened = open_secret(data_key.bytes, authenticated(secret_version, place, {}),
                                  bytes.substr(mark.size() + wrapped_bytes));
        if (opened) { return *std::move(opened); }
        return refuse();
    }
    // Also where the mark is there: a random nonce of format 1 may begin like it.
    auto opened = open_secret(key.key(), authenticated(first_version, place, key.id()), bytes);
    if (opened) { return *std::move(opened); }
    return refuse();
}

core::Result<service::Sealed> rewrap_envelope(const MasterKey& from, const MasterKey& to,
                                              const service::SealedPlace& place, const service::Sealed& sealed) {
    if (DataKey data_key; unwrap(data_key, from, place, sealed.bytes)) {
        service::Sealed wrapped{to.id(), std::string(mark)};
        append_wrapped(wrapped.bytes, to, place, data_key);
        wrapped.bytes += std::string_view(sealed.bytes).substr(mark.size() + wrapped_bytes);
        return wrapped;
    }
    return open_envelope(from, place, sealed).transform([&](const core::Secret& secret) {
        return seal_envelope(to, place, secret);
    });
}

}  // namespace byok::server
