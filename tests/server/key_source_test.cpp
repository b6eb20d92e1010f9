#include "server/key_source.h"

#include <doctest/doctest.h>
#include <sodium.h>

#include <chrono>
#include <cstdlib>

#include "server/temporary_folder.h"

using namespace byok;
using namespace byok::server;
using namespace byok::server::test;
namespace fs = std::filesystem;
using Kind = KeySource::Kind;

namespace {

const std::string digits(64, 'a');

}  // namespace

TEST_SUITE("server/key_source") {
    TEST_CASE("the same key comes from a file, an environment variable and a command") {
        REQUIRE(sodium_init() >= 0);
        const TemporaryFolder folder;
        write_file(folder / "key", digits + "\n");
        fs::permissions(folder / "key", fs::perms::owner_read);
        ::setenv("BYOK_TEST_KEY", (" " + digits + "\n").c_str(), 1);
        const auto from_file = read_key({Kind::File, (folder / "key").string()});
        const auto from_environment = read_key({Kind::Environment, "BYOK_TEST_KEY"});
        const auto from_command = read_key({Kind::Command, "printf '%s\\n' " + digits});
        REQUIRE(from_file);
        REQUIRE(from_environment);
        REQUIRE(from_command);
        CHECK(from_file->id() == from_environment->id());
        CHECK(from_file->id() == from_command->id());
        CHECK(std::getenv("BYOK_TEST_KEY") == nullptr);
    }

    TEST_CASE("what gives no key is refused in words that name it and hold nothing of it") {
        const TemporaryFolder folder;
        ::setenv("BYOK_TEST_KEY", "secret-but-wrong", 1);
        write_file(folder / "open", digits);
        fs::permissions(folder / "open", fs::perms::owner_read | fs::perms::group_read);
        struct Row {
            KeySource source;
            std::string said;
        };
        const Row rows[] = {
            {{Kind::File, (folder / "none").string()}, "openssl rand -hex 32"},
            {{Kind::File, (folder / "open").string()}, "chmod 600"},
            {{Kind::File, folder.path().string()}, "not a regular file"},
            {{Kind::Environment, "BYOK_TEST_NONE"}, "BYOK_TEST_NONE"},
            {{Kind::Environment, "BYOK_TEST_KEY"}, "BYOK_TEST_KEY"},
            {{Kind::Command, "false"}, "\"false\""},
            {{Kind::Command, "no-such-command-at-all 2> /dev/null"}, "no-such-command-at-all"},
            {{Kind::Command, "echo secret-but-wrong"}, "64 hexadecimal digits"},
            {{Kind::Command, "true"}, "64 hexadecimal digits"},
            {{Kind::Command, "echo " + digits + "; exit 3"}, "failed"},
            {{Kind::Command, "head -c 100000 /dev/zero | tr '\\0' a"}, "failed"},
            {{Kind::Command, "kill -9 $$"}, "failed"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.source.value);
            const auto refused = read_key(row.source);
            REQUIRE_FALSE(refused);
            CHECK(refused.error().message.contains(row.said));
            if (row.source.kind != Kind::Command) CHECK_FALSE(refused.error().message.contains("secret-but-wrong"));
        }
    }

    TEST_CASE("sources are kept a line each, a path from the folder of their file") {
        const TemporaryFolder folder;
        const fs::path file = folder / "sealing-keys";
        CHECK(read_key_sources(file)->empty());
        const KeySource sources[] = {{Kind::File, "/etc/byok/key one"},
                                     {Kind::Environment, "BYOK_KEY"},
                                     {Kind::Command, "systemd-creds cat 'k'"}};
        for (const KeySource& source : sources) REQUIRE(add_key_source(file, source));
        CHECK(read_file(file) == "file /etc/byok/key one\nenv BYOK_KEY\ncommand systemd-creds cat 'k'\n");
        CHECK(*read_key_sources(file) == std::vector(std::begin(sources), std::end(sources)));
        CHECK(fs::status(file).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
        write_file(file, "# Where the keys are.\n\n  file  beside.key \n");
        CHECK(*read_key_sources(file) == std::vector{KeySource{Kind::File, (folder / "beside.key").string()}});
    }

    TEST_CASE("a line that is no source is refused by its number") {
        const TemporaryFolder folder;
        for (const std::string line : {"file", "env", "FILE x", "key x", "file:x", "-"}) {
            CAPTURE(line);
            write_file(folder / "sealing-keys", "env GOOD\n" + line + "\n");
            const auto refused = read_key_sources(folder / "sealing-keys");
            REQUIRE_FALSE(refused);
            CHECK(refused.error().message.contains("Line 2 "));
        }
    }

    TEST_CASE("a file of sources that others may write is refused: it names commands") {
        const TemporaryFolder folder;
        write_file(folder / "sealing-keys", "env GOOD\n");
        fs::permissions(folder / "sealing-keys", fs::perms::owner_all | fs::perms::group_write);
        const auto refused = read_key_sources(folder / "sealing-keys");
        REQUIRE_FALSE(refused);
        CHECK(refused.error().message.contains("chmod 600"));
    }
}
