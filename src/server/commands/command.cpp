#include "server/commands/command.h"

#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "server/failure.h"
#include "server/machine.h"

namespace byok::server {

namespace fs = std::filesystem;

namespace {

using core::Result;

struct Named {
    std::string_view name;
    Result<void> (*run)(const Flags&);
};

constexpr Named commands[] = {
    {"token", run_token_command},
    {"keys", run_keys_command},
    {"backup", run_backup_command},
    {"restore", run_restore_command},
};

std::string user_name() {
    const passwd* const user = ::getpwuid(::getuid());  // NOLINT(concurrency-mt-unsafe): there is one thread
    return user == nullptr ? std::to_string(::getuid()) : std::string(user->pw_name);
}

}  // namespace

int run_command(const Flags& flags) {
    const auto* const command = std::ranges::find(commands, flags.command.front(), &Named::name);
    if (command == std::end(commands)) {
        std::fprintf(stderr, "byok-server: There is no command %s.\n\n%s", flags.command.front().c_str(), usage());
        return 2;
    }
    if (const auto done = command->run(flags); !done) {
        std::fprintf(stderr, "byok-server: %s\n", done.error().message.c_str());
        return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}

Result<std::unique_ptr<SqliteStore>> open_existing_store(const DataPaths& paths) {
    std::error_code error;
    if (!fs::exists(paths.database(), error)) {
        return failure("There is no database in the folder " + paths.folder.string() +
                       ". Name the server's data folder with --data; a new one is made when the server starts.");
    }
    return SqliteStore::open(paths.database(), SystemClock().unix_time_s());
}

Result<std::string> only_word_after(const Flags& flags, std::size_t words) {
    if (flags.command.size() != words + 1) {
        std::string command;
        for (std::size_t i = 0; i < std::min(words, flags.command.size()); ++i) { command += " " + flags.command[i]; }
        return failure("The command is: byok-server" + command + " WHICH. See byok-server --help.");
    }
    return flags.command.back();
}

Result<void> check_options(const Flags& flags, std::initializer_list<std::string_view> known) {
    for (const auto& [name, value] : flags.options) {
        if (!std::ranges::contains(known, name)) {
            return failure("This command has no flag --" + name + ". See byok-server --help.");
        }
        if (value.empty()) { return failure("--" + name + " needs a value."); }
    }
    return {};
}

std::string option(const Flags& flags, const std::string& name, const std::string& otherwise) {
    const auto found = flags.options.find(name);
    return found == flags.options.end() ? otherwise : found->second;
}

Result<void> note_in_audit(service::Store& store, const std::string& action, const std::string& target_type,
                           const std::string& target_id, const std::string& target_name, const std::string& detail) {
    const SystemClock clock;
    SystemRandom random;
    service::AuditTrail audit(store, clock, random);
    core::AuditEvent event = service::event_at_command_line(user_name());
    event.action = action;
    event.target_type = target_type;
    event.target_id = target_id;
    event.target_name = target_name;
    event.detail = detail;
    const auto organizations = store.organizations();
    if (!organizations) { return std::unexpected(organizations.error()); }
    for (const core::Organization& organization : *organizations) {
        if (auto noted = audit.append(organization.id, event); !noted) { return noted; }
    }
    return {};
}

}  // namespace byok::server
