#include "server/sqlite_failure.h"

#include <doctest/doctest.h>

using namespace byok;
using namespace byok::server;

TEST_SUITE("server/sqlite_failure") {
    TEST_CASE("what the disk says becomes a sentence that people understand, without what SQLite said") {
        struct Row {
            int code;
            const char* sentence;
        };
        const Row rows[] = {
            {SQLITE_FULL, "The server's disk is full. Nothing was saved."},
            {SQLITE_READONLY, "The server's database is read-only. Nothing was saved."},
            {SQLITE_READONLY_RECOVERY, "The server's database is read-only. Nothing was saved."},
            {SQLITE_READONLY_DBMOVED,
             "The server's database was moved or deleted while the server runs. Nothing was saved. Put it back and "
             "restart the server."},
            {SQLITE_IOERR_WRITE, "The server could not read or write its database. Nothing was saved."},
            {SQLITE_IOERR_FSYNC,
             "The server's disk failed while this was being saved. Look whether it is there once the disk works "
             "again."},
            {SQLITE_CORRUPT_INDEX, "The server's database is damaged. Nothing was saved."},
            {SQLITE_NOMEM, "The server's database failed. Nothing was saved."},
        };
        for (const Row& row : rows) {
            CAPTURE(row.code);
            const core::Error error = storage_error({row.code, "near \"secret\""});
            CHECK(error.code == core::ErrorCode::Internal);
            CHECK(error.message == row.sentence);
        }
    }

    TEST_CASE("what is thrown comes back as an error, what is returned as it is") {
        const auto thrown = stored([]() -> int { throw SqliteError(SQLITE_FULL, ""); });
        REQUIRE_FALSE(thrown);
        CHECK(thrown.error().message.contains("full"));
        CHECK(stored([] { return 7; }) == 7);
    }
}
