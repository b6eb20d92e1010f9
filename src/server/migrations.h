/// The shape of the database, as the numbered steps that lead to it from an empty file.
///
/// A step that has been released is never changed; a new shape is a new step. Which steps a database has behind it is
/// remembered in its table `migrations`.
#pragma once

#include <cstdint>

#include "server/sqlite.h"

namespace byok::server {

/// The number of the last step.
extern const std::int64_t schema_version;

/// The number of the last step that `database` has behind it; 0 for an empty one. It is higher than schema_version when
/// a newer server wrote it, in which case it must be left alone.
std::int64_t version_of(SqliteDatabase& database);

/// Applies the steps that are missing, in order, each whole or not at all.
void migrate(SqliteDatabase& database, std::int64_t now_s);

}  // namespace byok::server
