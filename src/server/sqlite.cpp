#include "server/sqlite.h"

namespace byok::server {

namespace {

[[noreturn]] void fail(sqlite3* database) {
    throw SqliteError(sqlite3_extended_errcode(database), sqlite3_errmsg(database));
}

}  // namespace

SqliteError::SqliteError(int code, const std::string& message) : std::runtime_error(message), code_(code) {}

Query::~Query() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
}

void Query::check(int code) const {
    if (code != SQLITE_OK) { fail(database_); }
}

Query& Query::text(std::string_view value) {
    check(sqlite3_bind_text64(statement_, ++bound_, value.data() == nullptr ? "" : value.data(), value.size(),
                              SQLITE_STATIC, SQLITE_UTF8));
    return *this;
}

Query& Query::blob(std::string_view value) {
    check(sqlite3_bind_blob64(statement_, ++bound_, value.data() == nullptr ? "" : value.data(), value.size(),
                              SQLITE_STATIC));
    return *this;
}

Query& Query::number(std::int64_t value) {
    check(sqlite3_bind_int64(statement_, ++bound_, value));
    return *this;
}

bool Query::next() {
    const int code = sqlite3_step(statement_);
    if (code != SQLITE_ROW && code != SQLITE_DONE) { fail(database_); }
    return code == SQLITE_ROW;
}

void Query::run() {
    while (next()) {}
}

std::string Query::text_at(int column) const {
    const auto* const text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    return text == nullptr ? std::string()
                           : std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)));
}

std::string Query::blob_at(int column) const {
    const auto* const bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
    return bytes == nullptr ? std::string()
                            : std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)));
}

std::int64_t Query::number_at(int column) const {
    return sqlite3_column_int64(statement_, column);
}

SqliteDatabase::SqliteDatabase(const std::filesystem::path& file) {
    sqlite3* database = nullptr;
    const int code = sqlite3_open_v2(file.c_str(), &database,
                                     SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    database_.reset(database);
    if (code != SQLITE_OK) {
        throw SqliteError(code, database == nullptr ? "out of memory" : sqlite3_errmsg(database));
    }
    sqlite3_extended_result_codes(database, 1);
    sqlite3_busy_timeout(database, 5000);  // a backup tool may hold the file for a moment
    sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
}

Query SqliteDatabase::query(const char* sql) {
    auto& statement = statements_[sql];
    if (!statement) {
        sqlite3_stmt* prepared = nullptr;
        if (sqlite3_prepare_v3(database_.get(), sql, -1, SQLITE_PREPARE_PERSISTENT, &prepared, nullptr) != SQLITE_OK) {
            fail(database_.get());
        }
        statement.reset(prepared);
    }
    return {database_.get(), statement.get()};
}

void SqliteDatabase::make_durable() {
    execute(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;"
        "PRAGMA temp_store = MEMORY; PRAGMA cell_size_check = ON; PRAGMA recursive_triggers = ON");
}

void SqliteDatabase::execute(const char* sql) {
    if (sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK) { fail(database_.get()); }
}

void SqliteDatabase::check_in_place() {
    int moved = 0;
    sqlite3_file_control(database_.get(), "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    if (moved != 0) { throw SqliteError(SQLITE_READONLY_DBMOVED, "the database file was moved or deleted"); }
}

void SqliteDatabase::commit() {
    try {
        check_in_place();
        execute("COMMIT");
    } catch (const SqliteError& error) {
        roll_back();
        if (error.extended_code() != SQLITE_IOERR_FSYNC) { throw; }
        // The log has all of it, and only the disk's word is missing: the process that ends now leaves a log from which
        // the next one takes it for kept. Whatever is written next stands in its place.
        execute("PRAGMA user_version = 0");
        throw SqliteError(SQLITE_IOERR, error.what());
    }
}

void SqliteDatabase::roll_back() {
    if (sqlite3_get_autocommit(database_.get()) == 0) { execute("ROLLBACK"); }
}

std::int64_t SqliteDatabase::changes() const {
    return sqlite3_changes64(database_.get());
}

}  // namespace byok::server
