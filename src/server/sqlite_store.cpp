#include "server/sqlite_store.h"

#include <unistd.h>

#include <cerrno>
#include <utility>

#include "core/text.h"
#include "server/failure.h"
#include "server/migrations.h"
#include "server/sqlite_failure.h"
#include "service/clock.h"

namespace byok::server {

namespace {

using core::Result;

constexpr std::size_t reason_chars_max = 200;

std::string sentence_at_start(const std::filesystem::path& file, const SqliteError& error) {
    const std::string name = file.string();
    switch (error.code()) {
        case SQLITE_NOTADB:
        case SQLITE_CORRUPT:
            return "The database " + name + " is damaged (" + core::one_line(error.what(), reason_chars_max) +
                   "). Put a backup in its place, or start with another folder (--data).";
        case SQLITE_FULL:
            return "The disk of the database " + name + " is full.";
        case SQLITE_BUSY:
            return "Another program holds the database " + name + ". Stop it first.";
        default:
            return "Cannot use the database " + name + ": " + error.what() +
                   ". Check that this user may write to the file and to its folder.";
    }
}

/// Before SQLite looks at the file: one that it may only read it opens all the same, and leaves a log beside it that
/// has the same permissions and is in the way when the file's have been mended.
Result<void> check_permissions(const std::filesystem::path& file) {
    for (const char* part : {"", "-wal", "-shm"}) {
        const std::string name = file.string() + part;
        if (::access(name.c_str(), R_OK | W_OK) != 0 && errno != ENOENT) {
            return system_failure("Cannot read and write " + name, errno);
        }
    }
    return {};
}

/// SQLite reads what is missing of the last page as zeros. A log may still hold that page, whole.
void check_size(SqliteDatabase& database, const std::filesystem::path& file) {
    std::error_code error;
    const auto bytes = std::filesystem::file_size(file, error);
    const auto log_bytes = std::filesystem::file_size(file.string() + "-wal", error);
    Query page = database.query("PRAGMA page_size");
    if (page.next() && bytes % static_cast<std::uintmax_t>(page.number_at(0)) != 0 && (error || log_bytes == 0)) {
        throw SqliteError(SQLITE_CORRUPT, "its last page is cut off");
    }
}

void check_integrity(SqliteDatabase& database) {
    Query check = database.query("PRAGMA quick_check(1)");
    if (check.next() && check.text_at(0) != "ok") { throw SqliteError(SQLITE_CORRUPT, check.text_at(0)); }
}

core::Organization organization_at(const Query& row) {
    return {row.text_at(0), row.text_at(1), row.text_at(2)};
}

}  // namespace

Result<std::unique_ptr<SqliteStore>> SqliteStore::open(const std::filesystem::path& file, std::int64_t now_s) {
    if (auto fit = check_permissions(file); !fit) return std::unexpected(std::move(fit).error());
    try {
        std::unique_ptr<SqliteStore> store(new SqliteStore(file));
        SqliteDatabase& database = store->database_;
        check_size(database, file);
        check_integrity(database);
        if (version_of(database) > schema_version) {
            return failure("The database " + file.string() + " was written by a newer byok-server (schema " +
                           std::to_string(version_of(database)) + ", this one knows " + std::to_string(schema_version) +
                           "). Start that version or a newer one.");
        }
        database.make_durable();
        migrate(database, now_s);
        store->opened_ = true;
        return store;
    } catch (const SqliteError& error) { return failure(sentence_at_start(file, error)); }
}

SqliteStore::~SqliteStore() {
    if (!opened_) return;
    // A log that cannot be moved stays where it is and is read at the next start: nothing is lost.
    [[maybe_unused]] const auto moved = stored([&] { database_.execute("PRAGMA wal_checkpoint(TRUNCATE)"); });
}

Result<void> SqliteStore::check() {
    return stored([&] {
        database_.check_in_place();
        database_.query("SELECT count(*) FROM organizations").run();
    });
}

Result<std::optional<service::Sealed>> SqliteStore::sealing_check() {
    return stored([&]() -> std::optional<service::Sealed> {
        Query row = database_.query("SELECT sealed_with, sealed FROM sealing_check");
        return row.next() ? std::optional(service::Sealed{row.text_at(0), row.blob_at(1)}) : std::nullopt;
    });
}

Result<void> SqliteStore::copy_to(const std::filesystem::path& file) {
    return stored([&] { database_.query("VACUUM INTO ?").text(file.string()).run(); });
}

Result<void> SqliteStore::forget_passing() {
    return atomically(
        [&] { return stored([&] { database_.execute("DELETE FROM sessions; DELETE FROM idempotency"); }); });
}

Result<void> SqliteStore::atomically(const std::function<Result<void>()>& work) {
    if (in_transaction_) { return work(); }
    if (auto begun = stored([&] { database_.execute("BEGIN IMMEDIATE"); }); !begun) { return begun; }
    in_transaction_ = true;
    auto done = work();
    if (done) {
        done = stored([&] { database_.commit(); });
    }
    if (!done) {
        [[maybe_unused]] const auto rolled_back = stored([&] { database_.roll_back(); });
    }
    in_transaction_ = false;
    return done;
}

Result<std::vector<core::Organization>> SqliteStore::organizations() {
    return stored([&] {
        std::vector<core::Organization> all;
        Query row = database_.query("SELECT id, name, slug FROM organizations ORDER BY seq");
        while (row.next()) { all.push_back(organization_at(row)); }
        return all;
    });
}

Result<std::optional<core::Organization>> SqliteStore::organization(std::string_view id) {
    return stored([&]() -> std::optional<core::Organization> {
        Query row = database_.query("SELECT id, name, slug FROM organizations WHERE id = ?");
        return row.text(id).next() ? std::optional(organization_at(row)) : std::nullopt;
    });
}

Result<void> SqliteStore::insert_organization(const core::Organization& organization, std::int64_t now_s) {
    return stored([&] {
        const std::string now = service::iso_time(now_s);
        database_.query("INSERT INTO organizations (id, name, slug, created_at) VALUES (?, ?, ?, ?)")
            .text(organization.id)
            .text(organization.name)
            .text(organization.slug)
            .text(now)
            .run();
    });
}

}  // namespace byok::server
