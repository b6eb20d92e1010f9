/// The vault of the server: XChaCha20-Poly1305 (libsodium) under the master key.
///
/// Sealed bytes are a 24-byte random nonce and the ciphertext with its 16-byte tag. Authenticated with it, each with
/// its length in front: the format's version, the field, the organization, the row's id, its revision, and the id of
/// the sealing key (no AEAD of this family commits to its key). A text moved to another place does not open.
#pragma once

#include <string>

#include "server/master_key.h"
#include "service/vault.h"

namespace byok::server {

class SodiumVault final : public service::Vault {
public:
    /// `key` must outlive this.
    explicit SodiumVault(const MasterKey& key) : key_(key) {}

    core::Result<service::Sealed> seal(const service::SealedPlace& place, const core::Secret& secret) override;
    core::Result<core::Secret> open(const service::SealedPlace& place, const service::Sealed& sealed) override;

    /// BLAKE2b-256 of all three, under a key of its own that is derived from the master key: what finds duplicates is
    /// no use for opening anything.
    [[nodiscard]] std::string fingerprint(std::string_view organization_id, std::string_view provider,
                                          const core::Secret& secret) const override;

    /// BLAKE2b-256 of the token. Tokens have 256 random bits: no salt and no slow hash is needed.
    [[nodiscard]] std::string digest(const core::Secret& token) const override;

private:
    const MasterKey& key_;
};

}  // namespace byok::server
