/// Console tokens: the bearer tokens that people sign in to the console with. Kept as digests alone.
///
/// A gateway API key is another credential and is refused here, in words that say so.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/secret.h"
#include "service/caller.h"
#include "service/clock.h"
#include "service/random.h"
#include "service/store.h"
#include "service/vault.h"

namespace byok::service {

class ConsoleTokens {
public:
    /// All of them must outlive this.
    ConsoleTokens(Store& store, const TokenDigest& digests, const Clock& clock, Random& random);

    /// A fresh token for `organization_id` that expires after `valid_s` seconds. The result is the only copy.
    core::Result<core::Secret> mint(std::string_view organization_id, std::string_view name, std::int64_t valid_s,
                                    core::Role role = core::Role::Admin);

    /// Who holds `token`. Authentication when it is empty, unknown, expired, or a gateway API key.
    core::Result<Caller> check(const core::Secret& token);

    /// Forgets the tokens that have expired.
    core::Result<void> forget_expired();

private:
    Store& store_;
    const TokenDigest& digests_;
    const Clock& clock_;
    Random& random_;
    std::int64_t note_again_at_s_ = 0;  // that it is in use; later than now when it could not be written
};

}  // namespace byok::service
