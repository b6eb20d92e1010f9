/// The vault of the server: envelopes (server/envelope.h) under the sealing keys, and keyed fingerprints.
#pragma once

#include <string>

#include "server/master_key.h"
#include "server/sealing_keys.h"
#include "service/vault.h"

namespace byok::server {

/// BLAKE2b-256 of the token. Tokens have 256 random bits: no salt and no slow hash is needed.
class SodiumTokenDigest final : public service::TokenDigest {
public:
    [[nodiscard]] std::string digest(const core::Secret& token) const override;
};

class SodiumVault final : public service::Vault {
public:
    /// With the key of fingerprints that `store` keeps sealed; at the first start it is made, for a database of an
    /// older version derived as that one did. Fails when it cannot be opened. Both must outlive this.
    static core::Result<SodiumVault> open(SealingKeys& keys, SqliteStore& store);

    core::Result<service::Sealed> seal(const service::SealedPlace& place, const core::Secret& secret) override;
    core::Result<core::Secret> open(const service::SealedPlace& place, const service::Sealed& sealed) override;

    /// BLAKE2b-256 of all three, under a key of its own: what finds duplicates is no use for opening anything, and
    /// stays the same when another sealing key becomes the active one.
    [[nodiscard]] std::string fingerprint(std::string_view organization_id, std::string_view kind,
                                          const core::Secret& secret) const override;

    [[nodiscard]] std::string digest(const core::Secret& token) const override {
        return SodiumTokenDigest().digest(token);
    }

private:
    SodiumVault(SealingKeys& keys, MasterKey fingerprint_key)
        : keys_(keys), fingerprint_key_(std::move(fingerprint_key)) {}

    SealingKeys& keys_;
    MasterKey fingerprint_key_;  // not a sealing key, kept as safely
};

/// Where the key of fingerprints is sealed for.
inline constexpr std::string_view fingerprint_key_name = "fingerprint_key";
service::SealedPlace place_of_vault_secret(std::string_view name);

}  // namespace byok::server
