#include "server/flags.h"

#include <doctest/doctest.h>

#include <vector>

using namespace byok::server;

namespace {

std::expected<Flags, std::string> read(std::vector<const char*> arguments) {
    return read_flags(arguments);
}

}  // namespace

TEST_SUITE("server/flags") {
    TEST_CASE("without flags it listens on this machine alone, with its data beside it") {
        const auto flags = read({});
        REQUIRE(flags);
        CHECK(flags->port == 8080);
        CHECK(flags->host == "127.0.0.1");
        CHECK(flags->data == "data");
        CHECK(flags->site.empty());
        CHECK_FALSE(flags->help);
        CHECK_FALSE(flags->version);
    }

    TEST_CASE("a flag and its value are one word or two") {
        for (const auto& arguments :
             {std::vector<const char*>{"--port", "0", "--host", "::1", "--data", "/d", "--site", "/s"},
              std::vector<const char*>{"--port=0", "--host=::1", "--data=/d", "--site=/s"}}) {
            const auto flags = read(arguments);
            REQUIRE(flags);
            CHECK(flags->port == 0);
            CHECK(flags->host == "::1");
            CHECK(flags->data == "/d");
            CHECK(flags->site == "/s");
        }
        CHECK(read({"--host", "localhost"})->host == "127.0.0.1");
        CHECK(read({"--help"})->help);
        CHECK(read({"--version"})->version);
    }

    TEST_CASE("what is wrong is refused by the name of its flag") {
        struct Row {
            std::vector<const char*> arguments;
            const char* named;
        };
        const Row rows[] = {
            {{"--prot", "8080"}, "--prot"},  {{"--session-hours", "0"}, "--session-hours"},
            {{"-p", "8080"}, "-p"},          {{"--port"}, "--port"},
            {{"--port", ""}, "--port"},      {{"--port", "65536"}, "--port"},
            {{"--port", "-1"}, "--port"},    {{"--port", "80x"}, "--port"},
            {{"--port", " 80"}, "--port"},   {{"--port=0x50"}, "--port"},
            {{"--host"}, "--host"},          {{"--host", "example.com"}, "--host"},
            {{"--host", "1.2.3"}, "--host"}, {{"--data"}, "--data"},
            {{"--data="}, "--data"},         {{"--site", ""}, "--site"},
            {{"--help=yes"}, "--help"},      {{""}, "There is no flag"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.named);
            const auto flags = read(row.arguments);
            REQUIRE_FALSE(flags);
            CHECK(flags.error().contains(row.named));
        }
    }

    TEST_CASE("other origins are allowed one by one, each as browsers write it") {
        const auto flags = read({"--allow-origin", "https://a.example", "--allow-origin=http://localhost:3000"});
        REQUIRE(flags);
        CHECK(flags->allowed_origins == std::vector<std::string>{"https://a.example", "http://localhost:3000"});
        CHECK(read({})->allowed_origins.empty());
        for (const char* const value :
             {"", "*", "null", "https://a.example/", "http://a.example", "https://A.example"}) {
            CAPTURE(value);
            for (const auto& arguments :
                 {std::vector<const char*>{"--allow-origin", value},
                  std::vector<const char*>{"--allow-origin", "https://b.example", "--allow-origin", value}}) {
                const auto refused = read(arguments);
                REQUIRE_FALSE(refused);
                CHECK(refused.error().starts_with("--allow-origin needs"));
            }
        }
        CHECK_FALSE(read({"--allow-origin"}));
    }

    TEST_CASE("a command comes with its words and its own flags, in any order") {
        const auto flags = read({"keys", "--data", "/d", "add", "--file", "/k", "--env=NAME"});
        REQUIRE(flags);
        CHECK(flags->command == std::vector<std::string>{"keys", "add"});
        CHECK(flags->data == "/d");
        CHECK(flags->options == std::map<std::string, std::string>{{"env", "NAME"}, {"file", "/k"}});
        CHECK_FALSE(read({"--file", "/k"}));
        CHECK(read({})->command.empty());
    }
}
