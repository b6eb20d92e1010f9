#include "server/master_key.h"

#include <doctest/doctest.h>
#include <sodium.h>
#include <sys/stat.h>

#include <algorithm>

#include "server/temporary_folder.h"

using namespace byok::server;
using namespace byok::server::test;
namespace fs = std::filesystem;

namespace {

constexpr const char* some_key = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

void write_key(const fs::path& file, std::string_view content) {
    write_file(file, content);
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
}

mode_t mode_of(const fs::path& file) {
    struct stat status{};
    REQUIRE(::stat(file.c_str(), &status) == 0);
    return status.st_mode & 07777;
}

}  // namespace

TEST_SUITE("server/master_key") {
    TEST_CASE("a key that was made is the same when it is read, and is its owner's alone") {
        REQUIRE(sodium_init() >= 0);
        const TemporaryFolder folder;
        const auto made = MasterKey::create(folder / "master.key");
        REQUIRE(made);
        CHECK(mode_of(folder / "master.key") == 0600);
        const auto read = MasterKey::read(folder / "master.key");
        REQUIRE(read);
        CHECK(std::ranges::equal(made->key(), read->key()));
        CHECK(made->id() == read->id());
        CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 1);
    }

    TEST_CASE("no two keys are the same, and an id does not give a key away") {
        const TemporaryFolder folder;
        const auto first = MasterKey::create(folder / "first");
        const auto second = MasterKey::create(folder / "second");
        REQUIRE(first);
        REQUIRE(second);
        CHECK(first->id() != second->id());
        CHECK(first->id().size() == 16);
        CHECK_FALSE(read_file(folder / "first").contains(first->id()));
    }

    TEST_CASE("a key is never written over another") {
        const TemporaryFolder folder;
        write_key(folder / "master.key", some_key);
        CHECK_FALSE(MasterKey::create(folder / "master.key"));
        CHECK(read_file(folder / "master.key") == some_key);
    }

    TEST_CASE("what an interrupted start left behind is in nobody's way") {
        const TemporaryFolder folder;
        write_key(folder / "master.key.new", "0001");
        const auto made = MasterKey::create(folder / "master.key");
        REQUIRE(made);
        CHECK(MasterKey::read(folder / "master.key")->id() == made->id());
    }

    TEST_CASE("a key made with openssl rand -hex 32 is read") {
        const TemporaryFolder folder;
        for (const std::string_view end : {"", "\n", "\r\n"}) {
            CAPTURE(end);
            write_key(folder / "key", some_key + std::string(end));
            const auto read = MasterKey::read(folder / "key");
            REQUIRE(read);
            CHECK(read->key()[0] == 0x00);
            CHECK(read->key()[31] == 0x1f);
        }
    }

    TEST_CASE("what is no key is refused, and not repeated") {
        const TemporaryFolder folder;
        const std::string key = some_key;
        for (const std::string& content :
             {std::string(), key.substr(1), key + "0", key + "\n0", key.substr(0, 63) + "g", std::string(64, '\0'),
              key.substr(0, 32) + " " + key.substr(33), std::string(1000, 'a')}) {
            CAPTURE(content);
            write_key(folder / "key", content);
            const auto refused = MasterKey::read(folder / "key");
            REQUIRE_FALSE(refused);
            CHECK(refused.error().message.contains("64 hexadecimal digits"));
            CHECK_FALSE(refused.error().message.contains("0a0b0c"));
        }
    }

    TEST_CASE("a key that others may read is refused, with the command that mends it") {
        const TemporaryFolder folder;
        write_key(folder / "key", some_key);
        for (const mode_t mode : {0640U, 0604U, 0660U, 0610U}) {
            CAPTURE(mode);
            ::chmod((folder / "key").c_str(), mode);
            const auto refused = MasterKey::read(folder / "key");
            REQUIRE_FALSE(refused);
            CHECK(refused.error().message.contains("chmod 600 " + (folder / "key").string()));
        }
    }

    TEST_CASE("a key file that is none is refused") {
        const TemporaryFolder folder;
        CHECK_FALSE(MasterKey::read(folder / "missing"));
        CHECK_FALSE(MasterKey::read(folder.path()));
        CHECK_FALSE(MasterKey::create(folder / "missing" / "master.key"));
        REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
        CHECK_FALSE(MasterKey::read(folder / "pipe"));
    }
}
