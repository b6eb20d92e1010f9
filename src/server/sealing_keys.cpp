#include "server/sealing_keys.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "server/envelope.h"
#include "server/failure.h"

namespace byok::server {

namespace fs = std::filesystem;

namespace {

using core::Result;

constexpr service::SealedPlace canary_place{"sealing_check", "", "", 1};
constexpr std::string_view canary_text = "byok-server can open what it has sealed";
constexpr std::chrono::seconds pause_between_looks{10};

bool opens_canary(const MasterKey& key, const std::string& canary) {
    const auto opened = open_envelope(key, canary_place, {key.id(), canary});
    return opened && opened->reveal() == canary_text;
}

/// The beginning of time for a file that is not there.
fs::file_time_type time_of(const fs::path& file) {
    std::error_code error;
    const auto written = fs::last_write_time(file, error);
    return error ? fs::file_time_type{} : written;
}

std::string listed(const std::list<MasterKey>& keys) {
    std::string ids;
    for (const MasterKey& key : keys) { ids += (ids.empty() ? "" : ", ") + key.id(); }
    return ids.empty() ? "none" : ids;
}

/// What to do when a key is missing without which the server is of no use.
std::string sentence_of_missing(const std::string& id, const std::list<MasterKey>& keys,
                                const std::vector<std::string>& troubles) {
    std::string sentence = "The sealing key " + id +
                           " is missing, with which this database is sealed; what is there: " + listed(keys) +
                           ". Put its file back from a backup, or name it in BYOK_MASTER_KEY_FILE. Without it nothing "
                           "that it sealed can be opened again; to begin anew, start with another folder (--data).";
    return troubles.empty() ? sentence : sentence + " " + troubles.front();
}

}  // namespace

std::string sealed_canary(const MasterKey& key) {
    return seal_envelope(key, canary_place, core::Secret(canary_text)).bytes;
}

std::vector<KeySource> key_sources_of_environment() {
    constexpr std::pair<const char*, KeySource::Kind> names[] = {
        {"BYOK_MASTER_KEY_FILE", KeySource::Kind::File},
        {"BYOK_MASTER_KEY", KeySource::Kind::Environment},
        {"BYOK_MASTER_KEY_COMMAND", KeySource::Kind::Command},
    };
    std::vector<KeySource> sources;
    for (const auto& [name, kind] : names) {
        const char* const value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): there is one thread yet
        if (value == nullptr || *value == '\0') { continue; }
        sources.push_back({kind, kind == KeySource::Kind::Environment ? name : value});
    }
    return sources;
}

/// Reads the keys of the sources that have not given theirs yet.
Result<void> SealingKeys::read_sources() {
    looked_ = std::chrono::steady_clock::now();
    sources_written_ = time_of(settings_.sources_file);
    auto sources = read_key_sources(settings_.sources_file);
    if (!sources) { return std::unexpected(std::move(sources).error()); }
    sources->insert(sources->begin(), settings_.sources.begin(), settings_.sources.end());
    std::error_code error;
    const KeySource made_here{KeySource::Kind::File, settings_.default_file.string()};
    if (settings_.sources.empty() && !std::ranges::contains(*sources, made_here) &&
        fs::exists(settings_.default_file, error)) {
        sources->insert(sources->begin(), made_here);
    }
    troubles_.clear();
    for (const KeySource& source : *sources) {
        if (std::ranges::contains(read_, source)) { continue; }
        auto key = read_key(source);
        if (!key) {
            troubles_.push_back(std::move(key).error().message);
            continue;
        }
        read_.push_back(source);
        if (!std::ranges::contains(keys_, key->id(), &MasterKey::id)) { keys_.push_back(*std::move(key)); }
    }
    return {};
}

/// What the database does not know of sealing keys yet: at the first start the first key, and after a version that
/// knew but one that one.
Result<void> SealingKeys::begin(std::string_view now) {
    const auto known = store_.sealing_keys();
    if (!known) { return std::unexpected(known.error()); }
    if (!known->empty()) { return {}; }
    const auto before = store_.sealing_check();
    if (!before) { return std::unexpected(before.error()); }
    if (*before) {
        const auto key = std::ranges::find(keys_, (*before)->sealed_with, &MasterKey::id);
        if (key == keys_.end()) { return failure(sentence_of_missing((*before)->sealed_with, keys_, troubles_)); }
        if (!open_envelope(*key, canary_place, **before)) {
            return failure("The database does not open with its sealing key: it is damaged. Put a backup back.");
        }
        return store_.insert_sealing_key({key->id(), true, std::string(now), sealed_canary(*key)});
    }
    if (keys_.empty() && !troubles_.empty()) { return failure(troubles_.front()); }
    if (keys_.empty()) {
        auto made = MasterKey::create(settings_.default_file);
        if (!made) { return std::unexpected(std::move(made).error()); }
        keys_.push_back(*std::move(made));
        read_.push_back({KeySource::Kind::File, settings_.default_file.string()});
    }
    const MasterKey& first = keys_.front();
    return store_.insert_sealing_key({first.id(), true, std::string(now), sealed_canary(first)});
}

Result<void> SealingKeys::check_canaries() {
    const auto known = store_.sealing_keys();
    if (!known) { return std::unexpected(known.error()); }
    for (const SealingKeyRow& row : *known) {
        const auto key = std::ranges::find(keys_, row.id, &MasterKey::id);
        if (key == keys_.end() && row.active) { return failure(sentence_of_missing(row.id, keys_, troubles_)); }
        if (key != keys_.end() && !opens_canary(*key, row.canary)) {
            return failure("The sealing key " + row.id +
                           " does not open the text in the database that shows whether it is the right one: the "
                           "database is damaged. Put a backup back.");
        }
    }
    return {};
}

Result<SealingKeys> SealingKeys::open(const KeySettings& settings, SqliteStore& store, std::string_view now) {
    SealingKeys keys(settings, store);
    if (auto read = keys.read_sources(); !read) { return std::unexpected(std::move(read).error()); }
    if (auto begun = keys.begin(now); !begun) { return std::unexpected(std::move(begun).error()); }
    if (auto right = keys.check_canaries(); !right) { return std::unexpected(std::move(right).error()); }
    return keys;
}

const MasterKey* SealingKeys::find(std::string_view id) {
    const auto found = [&] {
        const auto key = std::ranges::find(keys_, id, &MasterKey::id);
        return key == keys_.end() ? nullptr : &*key;
    };
    const MasterKey* key = found();
    if (key == nullptr && (time_of(settings_.sources_file) != sources_written_ ||
                           std::chrono::steady_clock::now() - looked_ > pause_between_looks)) {
        // What goes wrong with it is the sentence that says which key is missing.
        [[maybe_unused]] const auto read = read_sources();
        key = found();
    }
    return key;
}

Result<const MasterKey*> SealingKeys::active() {
    const auto id = store_.active_sealing_key();
    if (!id) { return std::unexpected(id.error()); }
    const MasterKey* const key = find(*id);
    if (key == nullptr) { return failure("The active sealing key " + *id + " is missing: nothing can be kept."); }
    return key;
}

Result<std::vector<std::string>> SealingKeys::missing() {
    return store_.sealing_keys().transform([&](const std::vector<SealingKeyRow>& known) {
        std::vector<std::string> ids;
        for (const SealingKeyRow& row : known) {
            if (find(row.id) == nullptr) { ids.push_back(row.id); }
        }
        return ids;
    });
}

}  // namespace byok::server
