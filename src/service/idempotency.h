/// `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header): a request that makes something may be sent again when
/// its answer was lost, and makes it once.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/error.h"
#include "service/clock.h"
#include "service/store.h"
#include "service/vault.h"

namespace byok::service {

/// For how long a request is known again.
inline constexpr std::int64_t idempotency_kept_s = std::int64_t{24} * 60 * 60;

class Idempotency {
public:
    /// All of them must outlive this.
    Idempotency(Store& store, const Vault& vault, const Clock& clock);

    /// The id of what the same request made before; none when it was not carried out. IdempotencyMismatch when the key
    /// belongs to another request, InvalidRequest when it is none. Only keyed digests are kept: a body holds secrets.
    core::Result<std::optional<std::string>> made_before(std::string_view organization_id, std::string_view key,
                                                         std::string_view path, std::string_view body);

    /// Notes that the request was carried out, in the transaction that does so.
    core::Result<void> note(std::string_view organization_id, std::string_view key, std::string_view path,
                            std::string_view body, std::string_view made_id);

private:
    Store& store_;
    const Vault& vault_;
    const Clock& clock_;

    [[nodiscard]] IdempotencyRecord record_of(std::string_view organization_id, std::string_view key,
                                              std::string_view path, std::string_view body) const;
};

}  // namespace byok::service
