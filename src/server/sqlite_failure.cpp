#include "server/sqlite_failure.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "server/log.h"

namespace byok::server {

namespace {

struct Row {
    int code;  // primary, or with its reason
    std::string_view sentence;
};

constexpr Row sentences[] = {
    {SQLITE_IOERR_FSYNC,
     "The server's disk failed while this was being saved. Look whether it is there once the disk works again."},
    {SQLITE_READONLY_DBMOVED,
     "The server's database was moved or deleted while the server runs. Nothing was saved. Put it back and restart the "
     "server."},
    {SQLITE_FULL, "The server's disk is full. Nothing was saved."},
    {SQLITE_READONLY, "The server's database is read-only. Nothing was saved."},
    {SQLITE_IOERR, "The server could not read or write its database. Nothing was saved."},
    {SQLITE_CANTOPEN, "The server could not open its database. Nothing was saved."},
    {SQLITE_CORRUPT, "The server's database is damaged. Nothing was saved."},
    {SQLITE_NOTADB, "The server's database is damaged. Nothing was saved."},
    {SQLITE_BUSY, "Another program holds the server's database. Nothing was saved. Try again."},
};

}  // namespace

core::Error storage_error(const SqliteError& error) {
    LogLine(LogLevel::Error, "storage").number("sqlite_code", error.extended_code()).text("message", error.what());
    const auto fits = [&](const Row& row) { return row.code == error.extended_code() || row.code == error.code(); };
    const auto* const row = std::ranges::find_if(sentences, fits);
    const std::string_view sentence =
        row == std::end(sentences) ? "The server's database failed. Nothing was saved." : row->sentence;
    return {core::ErrorCode::Internal, std::string(sentence), {}, 0};
}

}  // namespace byok::server
