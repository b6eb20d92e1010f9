/// The keys that seal: which there are, which one is active, and whether they are the right ones.
///
/// The database knows each key's id and keeps a text sealed with it, a canary; the sources (key_source.h) have the keys
/// themselves. One is active and seals what is new; the others open what they sealed before. Both lists are looked at
/// again while the server runs, so that `byok-server keys add` and `activate` need no restart.
#pragma once

#include <chrono>
#include <filesystem>
#include <list>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "server/key_source.h"
#include "server/master_key.h"
#include "server/sqlite_store.h"

namespace byok::server {

/// What is configured: where keys are found before the file of sources is looked at.
struct KeySettings {
    std::vector<KeySource> sources;      // of the environment: BYOK_MASTER_KEY_FILE, BYOK_MASTER_KEY, …_COMMAND
    std::filesystem::path default_file;  // where the first key is made when there is no source at all
    std::filesystem::path sources_file;  // the data folder's `sealing-keys`
};

/// BYOK_MASTER_KEY_FILE, BYOK_MASTER_KEY and BYOK_MASTER_KEY_COMMAND, as far as they are set.
std::vector<KeySource> key_sources_of_environment();

class SealingKeys {
public:
    /// Reads the keys and holds them against the database: the active one must be there and open its canary, and the
    /// same for every other key that is there. At the very first start the first key becomes the active one, made when
    /// there is no source. Fails with a sentence that says how to mend it. `store` must outlive this.
    static core::Result<SealingKeys> open(const KeySettings& settings, SqliteStore& store, std::string_view now);

    /// The key of that id; null when no source has it. Looks at the sources again for one that is not known: at once
    /// when their file has changed, else at most every ten seconds.
    const MasterKey* find(std::string_view id);
    /// The key that seals what is new. Fails when it cannot be had.
    core::Result<const MasterKey*> active();

    /// Whether the database knows keys that no source has: what they sealed cannot be opened.
    core::Result<std::vector<std::string>> missing();

    /// What went wrong with sources, a sentence each.
    [[nodiscard]] const std::vector<std::string>& troubles() const { return troubles_; }

private:
    SealingKeys(KeySettings settings, SqliteStore& store) : settings_(std::move(settings)), store_(store) {}

    KeySettings settings_;
    SqliteStore& store_;
    std::list<MasterKey> keys_;    // stay where they are when others are added
    std::vector<KeySource> read_;  // sources whose keys are in keys_
    std::vector<std::string> troubles_;
    std::chrono::steady_clock::time_point looked_ = {};
    std::filesystem::file_time_type sources_written_ = {};  // when the file was, as it was looked at

    core::Result<void> read_sources();
    core::Result<void> begin(std::string_view now);
    core::Result<void> check_canaries();
};

/// A text sealed with `key`, by which it is recognised in the database.
std::string sealed_canary(const MasterKey& key);

}  // namespace byok::server
