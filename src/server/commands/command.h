/// What byok-server does besides serving: its commands, on the data folder of a server that may be running meanwhile.
#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

#include "core/error.h"
#include "server/data_folder.h"
#include "server/flags.h"
#include "server/sqlite_store.h"
#include "service/audit_trail.h"

namespace byok::server {

/// Runs the command of `flags`. Comes back with the exit code: 0, 1 when it failed, 2 when there is no such command.
/// What it has to say goes to standard output, what went wrong to standard error.
int run_command(const Flags& flags);

// The commands. Each fails with a sentence that says what to do.
core::Result<void> run_token_command(const Flags& flags);
core::Result<void> run_keys_command(const Flags& flags);
core::Result<void> run_backup_command(const Flags& flags);
core::Result<void> run_restore_command(const Flags& flags);

// What they share.

/// The database of the folder, which must exist. A server may be using it.
core::Result<std::unique_ptr<SqliteStore>> open_existing_store(const DataPaths& paths);

/// The command's third word: the ID of "token revoke ID". Fails when there is none, or there are more.
core::Result<std::string> only_word_after(const Flags& flags, std::size_t words);

/// Fails when there are other options than these.
core::Result<void> check_options(const Flags& flags, std::initializer_list<std::string_view> known);

/// The value of an option; `otherwise` when it is not given.
std::string option(const Flags& flags, const std::string& name, const std::string& otherwise = {});

/// Appends to the audit trail of every organization what was done here, by whom the system says.
core::Result<void> note_in_audit(service::Store& store, const std::string& action, const std::string& target_type,
                                 const std::string& target_id, const std::string& target_name = {},
                                 const std::string& detail = {});

}  // namespace byok::server
