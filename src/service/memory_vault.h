/// A vault in memory: keeps each secret itself and hands out a numbered ticket in place of a sealed text. For tests and
/// for the demo, where nothing may leave the page. As strict as the real one: the place must be the one sealed for.
#pragma once

#include <string>
#include <vector>

#include "service/vault.h"

namespace byok::service {

class MemoryVault final : public Vault {
public:
    core::Result<Sealed> seal(const SealedPlace& place, const core::Secret& secret) override;
    core::Result<core::Secret> open(const SealedPlace& place, const Sealed& sealed) override;
    /// Not a cryptographic hash, which the page has no library for: a number by which the token is known here.
    [[nodiscard]] std::string fingerprint(std::string_view organization_id, std::string_view provider,
                                          const core::Secret& secret) const override;
    [[nodiscard]] std::string digest(const core::Secret& token) const override;

private:
    struct Kept {
        std::string place;
        core::Secret secret;
    };
    std::vector<Kept> kept_;
    mutable std::vector<core::Secret> digested_;
};

}  // namespace byok::service
