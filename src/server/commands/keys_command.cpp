// byok-server keys list | add | activate | rewrap | remove.

#include <charconv>
#include <cstdio>

#include "server/commands/command.h"
#include "server/envelope.h"
#include "server/failure.h"
#include "server/machine.h"
#include "server/sealing_keys.h"
#include "server/sodium_vault.h"
#include "server/start.h"

namespace byok::server {

namespace fs = std::filesystem;

namespace {

using core::Result;

struct KeysCommand {
    const Flags& flags;
    DataPaths paths;
    SqliteStore& store;
    SealingKeys& keys;
};

Result<void> list(KeysCommand& at) {
    if (auto known = check_options(at.flags, {}); !known) { return known; }
    const auto rows = at.store.sealing_keys();
    if (!rows) { return std::unexpected(rows.error()); }
    std::printf("%-16s %-7s %-9s %-20s %s\n", "ID", "ACTIVE", "THERE", "ADDED", "SECRETS");
    for (const SealingKeyRow& row : *rows) {
        const auto count = at.store.count_sealed_with(row.id);
        if (!count) { return std::unexpected(count.error()); }
        std::printf("%-16s %-7s %-9s %-20s %lld\n", row.id.c_str(), row.active ? "yes" : "",
                    at.keys.find(row.id) == nullptr ? "missing" : "yes", row.added_at.c_str(),
                    static_cast<long long>(*count));
    }
    return {};
}

/// The one source that the options name.
Result<KeySource> source_of(const Flags& flags) {
    if (auto known = check_options(flags, {"file", "env", "command"}); !known) {
        return std::unexpected(std::move(known).error());
    }
    if (flags.options.size() != 1) {
        return failure("Say where the key is with one of --file PATH, --env NAME and --command LINE.");
    }
    const auto& [name, value] = *flags.options.begin();
    if (value.contains('\n')) { return failure("--" + name + " has to be one line."); }
    if (name == "file") {
        std::error_code error;
        return KeySource{KeySource::Kind::File, fs::absolute(value, error).lexically_normal().string()};
    }
    return KeySource{name == "env" ? KeySource::Kind::Environment : KeySource::Kind::Command, value};
}

Result<void> add(KeysCommand& at) {
    const auto source = source_of(at.flags);
    if (!source) { return std::unexpected(source.error()); }
    std::error_code error;
    const bool make = source->kind == KeySource::Kind::File && !fs::exists(source->value, error);
    const auto key = make ? MasterKey::create(source->value) : read_key(*source);
    if (!key) { return std::unexpected(key.error()); }
    const auto rows = at.store.sealing_keys();
    if (!rows) { return std::unexpected(rows.error()); }
    for (const SealingKeyRow& row : *rows) {
        if (row.id == key->id() && at.keys.find(row.id) != nullptr) { return failure("This key is there already."); }
        if (row.id == key->id()) {
            // Known and lost: it is found again.
            if (auto added = add_key_source(at.paths.key_sources(), *source); !added) { return added; }
            std::printf("Found again: sealing key %s.\n", key->id().c_str());
            return {};
        }
    }
    // The source first: a source too many does no harm, a key without one does.
    if (auto added = add_key_source(at.paths.key_sources(), *source); !added) { return added; }
    const auto noted = at.store.atomically([&]() -> Result<void> {
        const std::string now = service::iso_time(SystemClock().unix_time_s());
        auto inserted = at.store.insert_sealing_key({key->id(), false, now, sealed_canary(*key)});
        return inserted ? note_in_audit(at.store, "sealing_key.added", "sealing_key", key->id()) : inserted;
    });
    if (!noted) { return noted; }
    std::printf("%s sealing key %s. To use it: byok-server keys activate %s, then keys rewrap.\n",
                make ? "Made and added" : "Added", key->id().c_str(), key->id().c_str());
    if (make) { std::puts("Keep a copy of its file in a safe place."); }
    return {};
}

Result<void> activate(KeysCommand& at) {
    if (auto known = check_options(at.flags, {}); !known) { return known; }
    const auto id = only_word_after(at.flags, 2);
    if (!id) { return std::unexpected(id.error()); }
    if (at.keys.find(*id) == nullptr) {
        return failure("There is no sealing key " + *id + ". See byok-server keys list, or add it first.");
    }
    const auto done = at.store.atomically([&]() -> Result<void> {
        const auto found = at.store.activate_sealing_key(*id);
        if (!found) { return std::unexpected(found.error()); }
        if (!*found) { return failure("The sealing key " + *id + " was not added: byok-server keys add."); }
        return note_in_audit(at.store, "sealing_key.activated", "sealing_key", *id);
    });
    if (done) { std::printf("Active: %s. What is stored keeps its key until byok-server keys rewrap.\n", id->c_str()); }
    return done;
}

struct Rewrapped {
    std::int64_t done = 0;
    std::int64_t failed = 0;
};

/// One transaction: what it has read nobody else changes until it is written.
Result<std::vector<SealedRow>> rewrap_batch(KeysCommand& at, SealedTable table, std::int64_t after,
                                            const MasterKey& active, int count, Rewrapped& result) {
    std::vector<SealedRow> batch;
    const auto kept = at.store.atomically([&]() -> Result<void> {
        auto rows = at.store.sealed_rows_after(table, after, active.id(), count);
        if (!rows) { return std::unexpected(std::move(rows).error()); }
        batch = *std::move(rows);
        for (const SealedRow& row : batch) {
            const MasterKey* const key = at.keys.find(row.sealed.sealed_with);
            const std::string_view field = table == SealedTable::ProviderKeys ? "provider_key" : "api_key";
            const service::SealedPlace place{field, row.organization_id, row.id, row.revision};
            const auto wrapped = key == nullptr ? Result<service::Sealed>(failure("Its key is missing."))
                                                : rewrap_envelope(*key, active, place, row.sealed);
            if (!wrapped) {
                ++result.failed;
                std::fprintf(stderr, "byok-server: %s stays as it is (sealed with %s): %s\n", row.id.c_str(),
                             row.sealed.sealed_with.c_str(), wrapped.error().message.c_str());
                continue;
            }
            if (auto set = at.store.set_sealed(table, row.seq, *wrapped); !set) { return set; }
            ++result.done;
        }
        return {};
    });
    if (!kept) { return std::unexpected(kept.error()); }
    return batch;
}

Result<void> rewrap_vault_secret(KeysCommand& at, const MasterKey& active) {
    const auto sealed = at.store.vault_secret(fingerprint_key_name);
    if (!sealed) { return std::unexpected(sealed.error()); }
    if (!*sealed || (*sealed)->sealed_with == active.id()) { return {}; }
    const MasterKey* const key = at.keys.find((*sealed)->sealed_with);
    if (key == nullptr) { return failure("The sealing key " + (*sealed)->sealed_with + " is missing."); }
    return rewrap_envelope(*key, active, place_of_vault_secret(fingerprint_key_name), **sealed)
        .and_then(
            [&](const service::Sealed& wrapped) { return at.store.set_vault_secret(fingerprint_key_name, wrapped); });
}

Result<void> rewrap(KeysCommand& at) {
    if (auto known = check_options(at.flags, {"batch"}); !known) { return known; }
    const std::string batch_text = option(at.flags, "batch", "200");
    int count = 0;
    const auto read = std::from_chars(batch_text.data(), batch_text.data() + batch_text.size(), count);
    if (read.ec != std::errc{} || read.ptr != batch_text.data() + batch_text.size() || count < 1 || count > 10'000) {
        return failure("--batch needs a number from 1 to 10000.");
    }
    const auto active = at.keys.active();
    if (!active) { return std::unexpected(active.error()); }
    if (auto done = rewrap_vault_secret(at, **active); !done) { return done; }
    Rewrapped result;
    for (const SealedTable table : {SealedTable::ProviderKeys, SealedTable::ApiKeys}) {
        std::int64_t after = 0;
        while (true) {
            const auto batch = rewrap_batch(at, table, after, **active, count, result);
            if (!batch) { return std::unexpected(batch.error()); }
            if (batch->empty()) { break; }
            after = batch->back().seq;
            std::printf("rewrapped %lld\n", static_cast<long long>(result.done));
            std::fflush(stdout);
        }
    }
    const auto noted = note_in_audit(at.store, "sealing_key.rewrapped", "sealing_key", (*active)->id(), {},
                                     std::to_string(result.done) + " secrets");
    if (!noted) { return noted; }
    if (result.failed > 0) {
        return failure(std::to_string(result.failed) +
                       " secrets could not be rewrapped. Keep the other sealing keys; see the lines above.");
    }
    std::printf("All secrets are sealed with %s.\n", (*active)->id().c_str());
    return {};
}

Result<void> remove(KeysCommand& at) {
    if (auto known = check_options(at.flags, {}); !known) { return known; }
    const auto id = only_word_after(at.flags, 2);
    if (!id) { return std::unexpected(id.error()); }
    const auto removed = at.store.atomically([&]() -> Result<void> {
        const auto active = at.store.active_sealing_key();
        if (!active) { return std::unexpected(active.error()); }
        if (*active == *id) { return failure("This key is the active one. Activate another first."); }
        const auto count = at.store.count_sealed_with(*id);
        if (!count) { return std::unexpected(count.error()); }
        if (*count > 0) {
            return failure("It still seals " + std::to_string(*count) + " secrets. First run byok-server keys rewrap.");
        }
        if (auto deleted = at.store.delete_sealing_key(*id); !deleted) { return deleted; }
        return note_in_audit(at.store, "sealing_key.removed", "sealing_key", *id);
    });
    if (removed) {
        std::printf(
            "Forgotten. Now take its line out of %s, if it is there, and put the key away: backups may need "
            "it.\n",
            at.paths.key_sources().c_str());
    }
    return removed;
}

}  // namespace

Result<void> run_keys_command(const Flags& flags) {
    const DataPaths paths{flags.data};
    auto store = open_existing_store(paths);
    if (!store) { return std::unexpected(std::move(store).error()); }
    auto keys = SealingKeys::open(key_settings(paths), **store, service::iso_time(SystemClock().unix_time_s()));
    if (!keys) { return std::unexpected(std::move(keys).error()); }
    for (const std::string& trouble : keys->troubles()) { std::fprintf(stderr, "byok-server: %s\n", trouble.c_str()); }
    KeysCommand at{flags, paths, **store, *keys};
    const std::string action = flags.command.size() > 1 ? flags.command[1] : "";
    if (action == "list") { return list(at); }
    if (action == "add") { return add(at); }
    if (action == "activate") { return activate(at); }
    if (action == "rewrap") { return rewrap(at); }
    if (action == "remove") { return remove(at); }
    return failure("The commands are: byok-server keys list, add, activate, rewrap, remove.");
}

}  // namespace byok::server
