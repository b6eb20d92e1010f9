/// What has to be right before the server serves: its keys are found, there is an organization, and somebody can sign
/// in.
#pragma once

#include "core/error.h"
#include "core/secret.h"
#include "server/data_folder.h"
#include "server/sealing_keys.h"
#include "service/clock.h"
#include "service/random.h"
#include "service/store.h"
#include "service/vault.h"

namespace byok::server {

/// How long the token of a start's link is good.
inline constexpr std::int64_t sign_in_token_valid_s = std::int64_t{12} * 60 * 60;

/// Where the sealing keys of that folder are looked for.
KeySettings key_settings(const DataPaths& paths);

/// Makes the organization and its first gateway API key at the first start; forgets expired tokens; and mints the token
/// with which an administrator signs in after this start.
core::Result<core::Secret> prepare_sign_in(service::Store& store, service::Vault& vault, const service::Clock& clock,
                                           service::Random& random);

}  // namespace byok::server
