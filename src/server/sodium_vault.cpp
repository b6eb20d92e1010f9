#include "server/sodium_vault.h"

#include <sodium.h>

#include <array>
#include <string_view>

#include "server/envelope.h"
#include "server/failure.h"

namespace byok::server {

namespace {

constexpr std::size_t fingerprint_bytes = 32;
// How the first versions derived the key of fingerprints from the one sealing key that there was.
constexpr std::uint64_t derived_key_number = 1;
constexpr const char* derived_key_context = "byok-fpr";
static_assert(crypto_kdf_KEYBYTES == MasterKey::bytes);
static_assert(crypto_generichash_KEYBYTES == MasterKey::bytes);

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

MasterKey derived_fingerprint_key(const MasterKey& key) {
    std::array<unsigned char, MasterKey::bytes> bytes{};
    crypto_kdf_derive_from_key(bytes.data(), bytes.size(), derived_key_number, derived_key_context, key.key().data());
    MasterKey derived = MasterKey::from_bytes(bytes);
    sodium_memzero(bytes.data(), bytes.size());
    return derived;
}

}  // namespace

service::SealedPlace place_of_vault_secret(std::string_view name) {
    return {"vault_secret", "", name, 1};
}

core::Result<SodiumVault> SodiumVault::open(SealingKeys& keys, SqliteStore& store) {
    const auto place = place_of_vault_secret(fingerprint_key_name);
    const auto kept = store.vault_secret(fingerprint_key_name);
    if (!kept) { return std::unexpected(kept.error()); }
    if (!*kept) {
        const auto active = keys.active();
        if (!active) { return std::unexpected(active.error()); }
        MasterKey made = derived_fingerprint_key(**active);
        const std::string_view bytes(reinterpret_cast<const char*>(made.key().data()), MasterKey::bytes);
        const auto sealed = seal_envelope(**active, place, core::Secret(bytes));
        if (auto stored = store.set_vault_secret(fingerprint_key_name, sealed); !stored) {
            return std::unexpected(std::move(stored).error());
        }
        return SodiumVault(keys, std::move(made));
    }
    const MasterKey* const key = keys.find((*kept)->sealed_with);
    if (key == nullptr) {
        return failure("The sealing key " + (*kept)->sealed_with +
                       " is missing, with which the server's own secrets are sealed. Put it back, start, and run "
                       "\"byok-server keys rewrap\" before it is taken away.");
    }
    const auto opened = open_envelope(*key, place, **kept);
    if (!opened) { return std::unexpected(opened.error()); }
    if (opened->size() != MasterKey::bytes) { return failure("The key of fingerprints in the database is damaged."); }
    return SodiumVault(keys, MasterKey::from_bytes(std::span<const unsigned char, MasterKey::bytes>(
                                 bytes_of(opened->reveal()), MasterKey::bytes)));
}

core::Result<service::Sealed> SodiumVault::seal(const service::SealedPlace& place, const core::Secret& secret) {
    return keys_.active().transform([&](const MasterKey* key) { return seal_envelope(*key, place, secret); });
}

core::Result<core::Secret> SodiumVault::open(const service::SealedPlace& place, const service::Sealed& sealed) {
    const MasterKey* const key = keys_.find(sealed.sealed_with);
    if (key == nullptr) {
        return failure("A stored secret was sealed with a key that is not there (" + sealed.sealed_with +
                       ") and cannot be opened.");
    }
    return open_envelope(*key, place, sealed);
}

std::string SodiumVault::fingerprint(std::string_view organization_id, std::string_view kind,
                                     const core::Secret& secret) const {
    std::string named;
    for (const std::string_view part : {organization_id, kind}) {
        for (std::size_t i = 0, size = part.size(); i < 8; ++i, size >>= 8) {
            named.push_back(static_cast<char>(size & 0xff));
        }
        named += part;
    }
    crypto_generichash_state state;
    crypto_generichash_init(&state, fingerprint_key_.key().data(), MasterKey::bytes, fingerprint_bytes);
    crypto_generichash_update(&state, bytes_of(named), named.size());
    crypto_generichash_update(&state, bytes_of(secret.reveal()), secret.size());
    std::string fingerprint(fingerprint_bytes, '\0');
    crypto_generichash_final(&state, reinterpret_cast<unsigned char*>(fingerprint.data()), fingerprint.size());
    sodium_memzero(&state, sizeof state);
    return fingerprint;
}

std::string SodiumTokenDigest::digest(const core::Secret& token) const {
    std::string hash(32, '\0');
    crypto_generichash(reinterpret_cast<unsigned char*>(hash.data()), hash.size(), bytes_of(token.reveal()),
                       token.size(), nullptr, 0);
    return hash;
}

}  // namespace byok::server
