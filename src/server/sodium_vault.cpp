#include "server/sodium_vault.h"

#include <sodium.h>

#include <array>
#include <string_view>

#include "server/failure.h"

namespace byok::server {

namespace {

constexpr std::string_view format_version = "byok-sealed-1";
constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t fingerprint_bytes = 32;
constexpr std::uint64_t fingerprint_key = 1;  // number of the derived key
constexpr const char* fingerprint_context = "byok-fpr";
static_assert(crypto_kdf_KEYBYTES == MasterKey::bytes);
static_assert(crypto_aead_xchacha20poly1305_ietf_KEYBYTES == MasterKey::bytes);

/// 64 bits, the lowest byte first.
void append_number(std::string& text, std::uint64_t number) {
    for (int i = 0; i < 8; ++i, number >>= 8) { text.push_back(static_cast<char>(number & 0xff)); }
}

std::string authenticated(const service::SealedPlace& place, std::string_view key_id) {
    std::string text;
    for (const std::string_view part : {format_version, place.field, place.organization_id, place.id, key_id}) {
        append_number(text, part.size());
        text += part;
    }
    append_number(text, place.revision);
    return text;
}

unsigned char* bytes_of(std::string& text) {
    return reinterpret_cast<unsigned char*>(text.data());
}

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

core::Result<service::Sealed> SodiumVault::seal(const service::SealedPlace& place, const core::Secret& secret) {
    const std::string place_text = authenticated(place, key_.id());
    service::Sealed sealed{key_.id(), std::string(nonce_bytes + secret.size() + tag_bytes, '\0')};
    randombytes_buf(bytes_of(sealed.bytes), nonce_bytes);
    crypto_aead_xchacha20poly1305_ietf_encrypt(bytes_of(sealed.bytes) + nonce_bytes, nullptr, bytes_of(secret.reveal()),
                                               secret.size(), bytes_of(place_text), place_text.size(), nullptr,
                                               bytes_of(sealed.bytes), key_.key().data());
    return sealed;
}

core::Result<core::Secret> SodiumVault::open(const service::SealedPlace& place, const service::Sealed& sealed) {
    if (sealed.sealed_with != key_.id()) {
        return failure("A stored secret was sealed with another master key (" + sealed.sealed_with +
                       ") and cannot be opened.");
    }
    if (sealed.bytes.size() >= nonce_bytes + tag_bytes) {
        const std::string place_text = authenticated(place, sealed.sealed_with);
        const unsigned char* const nonce = bytes_of(std::string_view(sealed.bytes));
        std::string text(sealed.bytes.size() - nonce_bytes - tag_bytes, '\0');
        const bool opened =
            crypto_aead_xchacha20poly1305_ietf_decrypt(
                bytes_of(text), nullptr, nullptr, nonce + nonce_bytes, sealed.bytes.size() - nonce_bytes,
                bytes_of(std::string_view(place_text)), place_text.size(), nonce, key_.key().data()) == 0;
        if (opened) { return core::Secret::take(text); }
    }
    return failure("A stored secret is damaged or not in its place and cannot be opened.");
}

std::string SodiumVault::fingerprint(std::string_view organization_id, std::string_view provider,
                                     const core::Secret& secret) const {
    std::array<unsigned char, crypto_generichash_KEYBYTES> key{};
    crypto_kdf_derive_from_key(key.data(), key.size(), fingerprint_key, fingerprint_context, key_.key().data());
    std::string named;
    for (const std::string_view part : {organization_id, provider}) {
        append_number(named, part.size());
        named += part;
    }
    crypto_generichash_state state;
    crypto_generichash_init(&state, key.data(), key.size(), fingerprint_bytes);
    crypto_generichash_update(&state, bytes_of(std::string_view(named)), named.size());
    crypto_generichash_update(&state, bytes_of(secret.reveal()), secret.size());
    std::string fingerprint(fingerprint_bytes, '\0');
    crypto_generichash_final(&state, bytes_of(fingerprint), fingerprint.size());
    sodium_memzero(key.data(), key.size());
    sodium_memzero(&state, sizeof state);
    return fingerprint;
}

std::string SodiumVault::digest(const core::Secret& token) const {
    std::string hash(32, '\0');
    crypto_generichash(bytes_of(hash), hash.size(), bytes_of(token.reveal()), token.size(), nullptr, 0);
    return hash;
}

}  // namespace byok::server
