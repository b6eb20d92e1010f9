/// Where secrets go to be kept: sealed on the way in, opened only by whoever can name the exact place they were sealed
/// for. A credential leaves the services through this seam and no other.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/error.h"
#include "core/secret.h"

namespace byok::service {

/// The place a secret belongs to. It is authenticated together with the secret, so that a sealed text that was moved
/// to another row, another organization, or back in from an older revision of the same row does not open.
struct SealedPlace {
    std::string_view field;            // what it is: "provider_key", "api_key"
    std::string_view organization_id;  // whose it is
    std::string_view id;               // the row
    std::uint64_t revision = 0;        // the row's revision
};

struct Sealed {
    std::string sealed_with;  // id of the sealing key; not a secret
    std::string bytes;        // binary; holds nothing readable
    bool operator==(const Sealed&) const = default;
};

/// By what tokens are found again. Needs no key.
class TokenDigest {
public:
    virtual ~TokenDigest() = default;

    /// 32 bytes by which a token of high entropy can be found again but not be guessed: a one-way hash.
    [[nodiscard]] virtual std::string digest(const core::Secret& token) const = 0;
};

class Vault : public TokenDigest {
public:
    /// Seals `secret` for `place`. Fails with Internal when the vault cannot work.
    virtual core::Result<Sealed> seal(const SealedPlace& place, const core::Secret& secret) = 0;

    /// The secret. Fails with Internal when `sealed` was made with another key, for another place, or was damaged.
    virtual core::Result<core::Secret> open(const SealedPlace& place, const Sealed& sealed) = 0;

    /// Bytes by which the same secret of the same kind (a provider's slug) is known again in the same organization.
    /// Keyed: who has the store alone cannot try secrets on it, nor see that two organizations keep the same one.
    [[nodiscard]] virtual std::string fingerprint(std::string_view organization_id, std::string_view kind,
                                                  const core::Secret& secret) const = 0;
};

}  // namespace byok::service
