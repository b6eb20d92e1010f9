// byok-server backup FILE, and restore FILE.

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "server/commands/command.h"
#include "server/failure.h"
#include "server/file_descriptor.h"
#include "server/machine.h"
#include "server/sealing_keys.h"
#include "server/sodium_vault.h"
#include "server/start.h"

namespace byok::server {

namespace fs = std::filesystem;

namespace {

using core::Result;

/// A file, or a folder, is on disk when this has come back.
Result<void> sync(const fs::path& path) {
    const FileDescriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!descriptor || ::fsync(descriptor.get()) != 0) {
        return system_failure("Cannot write " + path.string(), errno);
    }
    return {};
}

fs::path folder_of(const fs::path& file) {
    return file.has_parent_path() ? file.parent_path() : fs::path(".");
}

/// Whether a server could start with that database here: it is whole, and its keys are there.
Result<void> check_database(const fs::path& file, const DataPaths& paths) {
    auto store = SqliteStore::open(file, SystemClock().unix_time_s());
    if (!store) { return std::unexpected(std::move(store).error()); }
    auto keys = SealingKeys::open(key_settings(paths), **store, service::iso_time(SystemClock().unix_time_s()));
    if (!keys) { return std::unexpected(std::move(keys).error()); }
    if (auto vault = SodiumVault::open(*keys, **store); !vault) { return std::unexpected(std::move(vault).error()); }
    if (auto forgotten = (*store)->forget_passing(); !forgotten) { return forgotten; }
    return note_in_audit(**store, "backup.restored", "", "");
}

}  // namespace

Result<void> run_backup_command(const Flags& flags) {
    if (auto known = check_options(flags, {}); !known) { return known; }
    const auto word = only_word_after(flags, 1);
    if (!word) { return std::unexpected(word.error()); }
    const fs::path file = *word;
    auto store = open_existing_store({flags.data});
    if (!store) { return std::unexpected(std::move(store).error()); }
    std::error_code error;
    if (fs::exists(file, error)) { return failure("There is a file " + file.string() + " already."); }
    // Written beside its place: what has the name of a backup is one.
    const fs::path unfinished = file.string() + ".new";
    fs::remove(unfinished, error);
    if (auto copied = (*store)->copy_to(unfinished); !copied) {
        fs::remove(unfinished, error);
        return failure("Cannot write " + unfinished.string() + ": " + copied.error().message);
    }
    if (auto synced = sync(unfinished); !synced) { return synced; }
    fs::rename(unfinished, file, error);
    if (error) { return failure("Cannot write " + file.string() + ": " + error.message() + "."); }
    if (auto synced = sync(folder_of(file)); !synced) { return synced; }
    if (auto noted = note_in_audit(**store, "backup.made", "", ""); !noted) { return noted; }
    std::printf("Written: %s. What is sealed in it opens with the sealing keys alone: keep those elsewhere.\n",
                file.c_str());
    return {};
}

Result<void> run_restore_command(const Flags& flags) {
    if (auto known = check_options(flags, {}); !known) { return known; }
    const auto word = only_word_after(flags, 1);
    if (!word) { return std::unexpected(word.error()); }
    const fs::path backup = *word;
    std::error_code error;
    if (!fs::is_regular_file(backup, error)) { return failure("There is no backup " + backup.string() + "."); }
    const auto folder = DataFolder::open(flags.data);
    if (!folder) { return std::unexpected(folder.error()); }
    const DataPaths& paths = folder->paths();
    // All that can be wrong is found out on a copy, before anything is touched.
    const fs::path copy = paths.database().string() + ".restoring";
    for (const char* part : {"", "-wal", "-shm"}) { fs::remove(copy.string() + part, error); }
    fs::copy_file(backup, copy, error);
    if (error) { return failure("Cannot copy " + backup.string() + ": " + error.message() + "."); }
    fs::permissions(copy, fs::perms::owner_read | fs::perms::owner_write, error);
    if (auto fit = check_database(copy, paths); !fit) {
        for (const char* part : {"", "-wal", "-shm"}) { fs::remove(copy.string() + part, error); }
        return fit;
    }
    const fs::path before =
        paths.database().string() + ".before-" + service::iso_time(SystemClock().unix_time_s()).substr(0, 19);
    if (fs::exists(paths.database(), error)) {
        // Opened and closed, it has in its file what was in its log.
        if (auto old = SqliteStore::open(paths.database(), SystemClock().unix_time_s()); !old) {
            std::fprintf(stderr, "byok-server: %s It is kept all the same.\n", old.error().message.c_str());
        }
        for (const char* part : {"", "-wal", "-shm"}) {
            if (!fs::exists(paths.database().string() + part, error)) { continue; }
            fs::rename(paths.database().string() + part, before.string() + part, error);
            if (error) { return failure("Cannot move " + paths.database().string() + ": " + error.message() + "."); }
        }
    }
    if (auto synced = sync(copy); !synced) { return synced; }
    fs::rename(copy, paths.database(), error);
    if (error) { return failure("Cannot write " + paths.database().string() + ": " + error.message() + "."); }
    if (auto synced = sync(paths.folder); !synced) { return synced; }
    std::printf(
        "Restored from %s. All sessions have ended.\n"
        "Tokens that were revoked since the backup are good again: see byok-server token list.\n",
        backup.c_str());
    if (fs::exists(before, error)) { std::printf("What was there before is in %s.\n", before.c_str()); }
    return {};
}

}  // namespace byok::server
