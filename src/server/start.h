/// What has to be right before the server serves: the master key fits the database, there is an organization, and
/// somebody can sign in.
#pragma once

#include <filesystem>

#include "core/error.h"
#include "core/secret.h"
#include "server/master_key.h"
#include "server/sqlite_store.h"
#include "service/clock.h"
#include "service/random.h"
#include "service/vault.h"

namespace byok::server {

/// How long the token of a start's link is good.
inline constexpr std::int64_t sign_in_token_valid_s = std::int64_t{12} * 60 * 60;

/// Reads the master key: from `named_file` when that is not empty, which must exist; else from `default_file`, which
/// is made when it is missing and nothing in `store` is sealed yet.
core::Result<MasterKey> open_master_key(const std::filesystem::path& named_file,
                                        const std::filesystem::path& default_file, SqliteStore& store);

/// Opens the known text that `store` keeps sealed, or seals it there at the first start. Fails when `vault` has
/// another key than the one that the database was sealed with.
core::Result<void> check_master_key(const MasterKey& key, service::Vault& vault, SqliteStore& store);

/// Makes the organization and its first gateway API key at the first start; forgets expired tokens; and mints the token
/// with which an administrator signs in after this start.
core::Result<core::Secret> prepare_sign_in(service::Store& store, service::Vault& vault, const service::Clock& clock,
                                           service::Random& random);

}  // namespace byok::server
