// byok-server token create | list | revoke.

#include <unistd.h>

#include <charconv>
#include <cstdio>

#include "core/validate.h"
#include "server/commands/command.h"
#include "server/failure.h"
#include "server/machine.h"
#include "server/sodium_vault.h"
#include "service/console_tokens.h"

namespace byok::server {

namespace {

using core::Result;

constexpr int days_max = 3650;
constexpr std::int64_t day_s = std::int64_t{24} * 60 * 60;

/// Past stdio, whose buffer would keep the token.
void print_secret(const core::Secret& secret) {
    std::string line(secret.reveal());
    line += '\n';
    [[maybe_unused]] const auto written = ::write(STDOUT_FILENO, line.data(), line.size());
    core::wipe(line);
}

/// "2026-01-14 09:30"
std::string minute_of(std::int64_t unix_time_s) {
    return unix_time_s == 0 ? "never" : service::iso_time(unix_time_s).substr(0, 16).replace(10, 1, " ");
}

Result<std::string> organization_of(const Flags& flags, SqliteStore& store) {
    const auto all = store.organizations();
    if (!all) { return std::unexpected(all.error()); }
    if (std::string wanted = option(flags, "organization"); !wanted.empty()) {
        for (const core::Organization& organization : *all) {
            if (organization.id == wanted) { return wanted; }
        }
        return failure("There is no organization " + wanted + ".");
    }
    if (all->size() != 1) { return failure("There is more than one organization. Name one with --organization ID."); }
    return all->front().id;
}

Result<void> create(const Flags& flags, SqliteStore& store) {
    if (auto known = check_options(flags, {"name", "role", "days", "organization"}); !known) { return known; }
    const std::string name = option(flags, "name");
    if (auto problems = core::check_name(name); !problems.empty()) {
        return failure("Say with --name whose token it is. " + problems.front().message);
    }
    const auto role = core::find_role(option(flags, "role", "editor"));
    if (!role) { return failure("--role has to be admin, editor or viewer."); }
    const std::string days_text = option(flags, "days", "90");
    int days = 0;
    const auto read = std::from_chars(days_text.data(), days_text.data() + days_text.size(), days);
    if (read.ec != std::errc{} || read.ptr != days_text.data() + days_text.size() || days < 1 || days > days_max) {
        return failure("--days needs a number from 1 to 3650.");
    }
    const auto organization = organization_of(flags, store);
    if (!organization) { return std::unexpected(organization.error()); }
    const SystemClock clock;
    SystemRandom random;
    // Needs no sealing key: tokens can be made where those cannot be read.
    const SodiumTokenDigest digests;
    service::ConsoleTokens tokens(store, digests, clock, random);
    core::Secret token;
    const auto made = store.atomically([&]() -> Result<void> {
        auto minted = tokens.mint(*organization, name, days * day_s, *role);
        if (!minted) { return std::unexpected(std::move(minted).error()); }
        token = *std::move(minted);
        const auto kept = store.token_by_digest(digests.digest(token));
        if (!kept) { return std::unexpected(kept.error()); }
        return note_in_audit(store, "console_token.created", "console_token", (*kept)->id, name,
                             std::string(core::wire_name(*role)));
    });
    if (!made) { return made; }
    std::fprintf(stderr, "A token for %s (%s), good for %d days. It is printed this once:\n", name.c_str(),
                 std::string(core::wire_name(*role)).c_str(), days);
    print_secret(token);
    return {};
}

Result<void> list(const Flags& flags, SqliteStore& store) {
    if (auto known = check_options(flags, {}); !known) { return known; }
    const auto tokens = store.tokens();
    if (!tokens) { return std::unexpected(tokens.error()); }
    std::printf("%-31s %-7s %-17s %-17s %-17s %s\n", "ID", "ROLE", "CREATED", "EXPIRES", "LAST USED", "NAME");
    for (const service::TokenRecord& token : *tokens) {
        std::printf("%-31s %-7s %-17s %-17s %-17s %s\n", token.id.c_str(),
                    std::string(core::wire_name(token.role)).c_str(), minute_of(token.created_at_s).c_str(),
                    minute_of(token.expires_at_s).c_str(), minute_of(token.last_used_at_s).c_str(), token.name.c_str());
    }
    return {};
}

Result<void> revoke(const Flags& flags, SqliteStore& store) {
    if (auto known = check_options(flags, {}); !known) { return known; }
    const auto id = only_word_after(flags, 2);
    if (!id) { return std::unexpected(id.error()); }
    const auto revoked = store.atomically([&]() -> Result<void> {
        const auto token = store.token(*id);
        if (!token) { return std::unexpected(token.error()); }
        if (!*token) { return failure("There is no token " + *id + ". See byok-server token list."); }
        if (auto deleted = store.delete_token(*id); !deleted) { return std::unexpected(std::move(deleted).error()); }
        return note_in_audit(store, "console_token.revoked", "console_token", *id, (*token)->name);
    });
    if (revoked) { std::puts("Revoked. Its sessions have ended."); }
    return revoked;
}

}  // namespace

Result<void> run_token_command(const Flags& flags) {
    const DataPaths paths{flags.data};
    auto store = open_existing_store(paths);
    if (!store) { return std::unexpected(std::move(store).error()); }
    const std::string action = flags.command.size() > 1 ? flags.command[1] : "";
    if (action == "list") { return list(flags, **store); }
    if (action == "revoke") { return revoke(flags, **store); }
    if (action == "create") { return create(flags, **store); }
    return failure("The commands are: byok-server token create, list, revoke.");
}

}  // namespace byok::server
