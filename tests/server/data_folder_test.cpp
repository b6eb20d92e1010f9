#include "server/data_folder.h"

#include <doctest/doctest.h>

#include "server/temporary_folder.h"

using namespace byok::server;
using namespace byok::server::test;
namespace fs = std::filesystem;

TEST_SUITE("server/data_folder") {
    TEST_CASE("a missing folder is made, for its owner alone") {
        const TemporaryFolder parent;
        const auto folder = DataFolder::open(parent / "a" / "b");
        REQUIRE(folder);
        CHECK(fs::status(parent / "a" / "b").permissions() == fs::perms::owner_all);
        CHECK(folder->paths().database() == parent / "a" / "b" / "byok.sqlite");
    }

    TEST_CASE("a folder serves one at a time") {
        const TemporaryFolder parent;
        {
            const auto first = DataFolder::open(parent.path());
            REQUIRE(first);
            const auto second = DataFolder::open(parent.path());
            REQUIRE_FALSE(second);
            CHECK(second.error().message.contains("Another byok-server"));
            CHECK(second.error().message.contains(parent.path().string()));
        }
        CHECK(DataFolder::open(parent.path()));
    }

    TEST_CASE("a folder that cannot be one is refused by its name") {
        const TemporaryFolder parent;
        write_file(parent / "file", "");
        for (const fs::path& path : {parent / "file", parent / "file" / "below", fs::path("/proc/none")}) {
            CAPTURE(path);
            const auto refused = DataFolder::open(path);
            REQUIRE_FALSE(refused);
            CHECK(refused.error().message.contains(path.string()));
        }
    }

    TEST_CASE("a database that is empty or gone where there was one is told") {
        struct Row {
            const char* left;  // beside the database
            bool database_is_there;
            bool is_right;
        };
        const Row rows[] = {
            {"", false, true},                  // the first start
            {"", true, true},                   // one that was killed early
            {"master.key", false, true},        // a key that was put there before the first start
            {"master.key", true, false},        // emptied
            {"byok.sqlite-wal", true, false},   // emptied, its log still there
            {"byok.sqlite-wal", false, false},  // gone, its log still there
        };
        for (const Row& row : rows) {
            CAPTURE(row.left);
            CAPTURE(row.database_is_there);
            const TemporaryFolder parent;
            const auto folder = DataFolder::open(parent.path());
            REQUIRE(folder);
            if (row.database_is_there) write_file(folder->paths().database(), "");
            if (*row.left != '\0') write_file(parent / row.left, "something");
            CHECK(folder->check_database().has_value() == row.is_right);
        }
    }
}
