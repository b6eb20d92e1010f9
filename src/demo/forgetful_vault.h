/// A vault that keeps no credential: what it opens is a stand-in (demo/stand_in.h) of the same look.
///
/// So the rules of the server run on the demo's credentials as on real ones (a blank field keeps the stored secret, the
/// same credential is a duplicate, a test looks at the format), and what somebody typed is nowhere in the page once it
/// was saved. Gateway API keys are kept: the demo makes them itself, and they open nothing.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "service/vault.h"

namespace byok::demo {

class ForgetfulVault final : public service::Vault {
public:
    core::Result<service::Sealed> seal(const service::SealedPlace& place, const core::Secret& secret) override;
    core::Result<core::Secret> open(const service::SealedPlace& place, const service::Sealed& sealed) override;
    /// The same for a stand-in as for what it stands for.
    [[nodiscard]] std::string fingerprint(std::string_view organization_id, std::string_view kind,
                                          const core::Secret& secret) const override;
    [[nodiscard]] std::string digest(const core::Secret& token) const override;

private:
    struct Kept {
        std::string place;
        core::Secret text;
    };
    std::vector<Kept> kept_;
    std::unordered_map<std::uint64_t, std::uint64_t> stood_for_;  // by the number of a stand-in: that of the original

    /// By which a credential is known again, also by its stand-in.
    [[nodiscard]] std::uint64_t number_of(const core::Secret& secret) const;
};

}  // namespace byok::demo
