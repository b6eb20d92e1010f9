/// SQLite, as little of it as the store needs: a connection that is closed, statements that are finalised, and errors
/// that cannot be overlooked.
///
/// Errors are exceptions inside these files; SqliteStore turns them into values at its border.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace byok::server {

class SqliteError : public std::runtime_error {
public:
    SqliteError(int code, const std::string& message);
    /// SQLITE_FULL, SQLITE_READONLY, …; the primary code.
    [[nodiscard]] int code() const { return code_ & 0xff; }
    /// SQLITE_IOERR_FSYNC, …: the primary code with its reason.
    [[nodiscard]] int extended_code() const { return code_; }

private:
    int code_;
};

/// One run of a prepared statement. Bind, then step through the rows; what was bound is let go of at the end.
class Query {
public:
    Query(sqlite3* database, sqlite3_stmt* statement) : database_(database), statement_(statement) {}
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;
    ~Query();

    /// The next parameter, from the first on. Texts must live until the query ends.
    Query& text(std::string_view value);
    Query& blob(std::string_view value);
    Query& number(std::int64_t value);

    /// Moves to the next row; false when there is none.
    bool next();
    /// Runs to the end.
    void run();

    // Columns of the current row, from 0.
    [[nodiscard]] std::string text_at(int column) const;
    [[nodiscard]] std::string blob_at(int column) const;
    [[nodiscard]] std::int64_t number_at(int column) const;

private:
    sqlite3* database_;
    sqlite3_stmt* statement_;
    int bound_ = 0;

    void check(int code) const;
};

class SqliteDatabase {
public:
    /// Opens the file, makes it where it is missing.
    explicit SqliteDatabase(const std::filesystem::path& file);

    /// `sql` is one statement and a literal: it is prepared once and found again by its address.
    Query query(const char* sql);
    /// From here on a commit waits until the disk has it, foreign keys are held, and what is deleted is overwritten.
    void make_durable();
    /// Runs all statements of `sql`.
    void execute(const char* sql);
    /// Fails with SQLITE_READONLY_DBMOVED when the file is no longer where it was opened: what is written to it then
    /// is lost with this process.
    void check_in_place();
    /// Keeps what the open transaction did, in a file that is in its place. When that fails nothing of it is kept,
    /// unless the code is SQLITE_IOERR_FSYNC: then the next start may find it kept after all.
    void commit();
    /// Ends the transaction that is open, if SQLite has not done so by itself after a failure.
    void roll_back();
    /// Rows that the last statement changed.
    [[nodiscard]] std::int64_t changes() const;

private:
    struct Close {
        void operator()(sqlite3* database) const { sqlite3_close_v2(database); }
    };
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };
    std::unique_ptr<sqlite3, Close> database_;
    std::map<const char*, std::unique_ptr<sqlite3_stmt, Finalize>> statements_;  // gone before the database
};

}  // namespace byok::server
