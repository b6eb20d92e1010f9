#include "app/settings.h"

#include <doctest/doctest.h>

using namespace byok;
using app::Settings;
using app::settings_from_json;

namespace {

std::string with_member(std::string_view name, std::string_view text) {
    return "{\"" + std::string(name) + "\":\"" + std::string(text) + "\"}";
}

}  // namespace

TEST_SUITE("app/settings") {
    TEST_CASE("an empty object means: same origin, first organization, our own title") {
        const auto settings = settings_from_json("{}");
        REQUIRE(settings.has_value());
        CHECK(*settings == Settings{});
        CHECK(settings->api_base.empty());
        CHECK(settings->title == "BYOK Console");
    }

    TEST_CASE("every member is read, and unknown ones are not minded") {
        const auto settings = settings_from_json(R"({
            "api_base": "https://api.example.com", "organization": "org_7", "title": "Clés – Acme",
            "docs_url": "https://docs.example.com/byok?v=2#start", "support_url": "https://example.com/help",
            "sign_in_hint": " Ask #platform. ", "theme": {"accent": [1, 2, 3]}, "api-base": 7
        })");
        REQUIRE(settings.has_value());
        CHECK(settings->api_base == "https://api.example.com");
        CHECK(settings->organization == "org_7");
        CHECK(settings->title == "Clés – Acme");
        CHECK(settings->docs_url == "https://docs.example.com/byok?v=2#start");
        CHECK(settings->support_url == "https://example.com/help");
        CHECK(settings->sign_in_hint == "Ask #platform.");
    }

    TEST_CASE("an empty text means the same as none") {
        const auto settings = settings_from_json(
            R"({"api_base":"","organization":" ","title":"","docs_url":"","support_url":"\t","sign_in_hint":"\n"})");
        REQUIRE(settings.has_value());
        CHECK(*settings == Settings{});
    }

    TEST_CASE("slashes at the end of the address of the API are taken off") {
        CHECK(settings_from_json(with_member("api_base", "https://a.example/"))->api_base == "https://a.example");
        CHECK(settings_from_json(with_member("api_base", " https://a.example/x/y// "))->api_base ==
              "https://a.example/x/y");
    }

    TEST_CASE("an address is https, or http on this machine") {
        for (const std::string_view url :
             {"https://api.example.com", "HTTPS://API.Example.COM/v", "https://10.0.0.1:8443", "https://a_b.example:1",
              "https://[2001:db8::1]:443", "http://localhost", "http://LOCALHOST:8080", "http://x.localhost:65535/p",
              "http://127.0.0.1:8080", "http://127.8.9.1", "http://[::1]:8080"}) {
            CAPTURE(url);
            CHECK(settings_from_json(with_member("api_base", url)).has_value());
            CHECK(settings_from_json(with_member("docs_url", url)).has_value());
            CHECK(settings_from_json(with_member("support_url", url)).has_value());
        }
    }

    TEST_CASE("any other address is refused at its member") {
        for (const std::string_view url : {"http://api.example.com",
                                           "http://localhost.example.com",
                                           "http://notlocalhost",
                                           "http://127.0.0.1.example.com",
                                           "http://128.0.0.1",
                                           "http://0.0.0.0:8080",
                                           "http://[::2]",
                                           "http://localhost@example.com",
                                           "https://user:pass@example.com",
                                           "https://user@example.com",
                                           "http://localhost\\\\@example.com",
                                           "javascript:alert(1)",
                                           "javascript://localhost/%0aalert(1)",
                                           "data:text/html,x",
                                           "file:///etc/passwd",
                                           "ftp://localhost",
                                           "//api.example.com",
                                           "/v1",
                                           "api.example.com",
                                           "https:/api.example.com",
                                           "https:api.example.com",
                                           "https://",
                                           "https:///path",
                                           "https://?x",
                                           "https://:443",
                                           "https://.example.com",
                                           "https://-example.com",
                                           "https://exa mple.com",
                                           "https://exam\\nple.com",
                                           "https://exämple.com",
                                           "https://ex%61mple.com",
                                           "https://example.com:0",
                                           "https://example.com:65536",
                                           "https://example.com:",
                                           "https://example.com:80a",
                                           "https://example.com:-1",
                                           "https://example.com:99999999999999999999",
                                           "https://[::1",
                                           "https://[]",
                                           "https://[::g]",
                                           "https://[::1]x"}) {
            for (const std::string_view name : {"api_base", "docs_url", "support_url"}) {
                CAPTURE(url);
                CAPTURE(name);
                const auto settings = settings_from_json(with_member(name, url));
                REQUIRE_FALSE(settings.has_value());
                CHECK(settings.error().code == core::ErrorCode::InvalidRequest);
                REQUIRE(settings.error().fields.size() == 1);
                CHECK(settings.error().fields[0].param == name);
            }
        }
    }

    TEST_CASE("an API by http is named, with what mends it; but no user name of it") {
        for (const std::string_view url :
             {"http://api.example.com", "HTTP://api.example.com", "http://192.0.2.7:8080/v"}) {
            CAPTURE(url);
            const std::string message = settings_from_json(with_member("api_base", url)).error().message;
            CHECK(message ==
                  "config.json: \"api_base\" is " + std::string(url) +
                      ", which anybody on the way can read, and which browsers keep https pages from calling. "
                      "Serve it by https:// (http:// on this machine alone).");
        }
        for (const std::string_view url :
             {"http://user:word@api.example.com", "ftp://api.example.com", "http://", "http"}) {
            CAPTURE(url);
            CHECK(settings_from_json(with_member("api_base", url)).error().message ==
                  "config.json: \"api_base\" has to be an https:// address (http:// on this machine alone).");
        }
    }

    TEST_CASE("paths are appended to the address of the API, so it has no query and no fragment") {
        for (const std::string_view url : {"https://a.example/?x=1", "https://a.example#x", "https://a.example/x?"}) {
            CAPTURE(url);
            CHECK_FALSE(settings_from_json(with_member("api_base", url)).has_value());
        }
    }

    TEST_CASE("a member of a wrong type is refused by name") {
        for (const std::string_view name :
             {"api_base", "organization", "title", "docs_url", "support_url", "sign_in_hint"}) {
            for (const std::string_view value : {"null", "true", "7", "[]", "{}", "[\"x\"]"}) {
                const std::string json = "{\"" + std::string(name) + "\":" + std::string(value) + "}";
                CAPTURE(json);
                const auto settings = settings_from_json(json);
                REQUIRE_FALSE(settings.has_value());
                CHECK(settings.error().fields.at(0).param == name);
                CHECK(settings.error().message.contains(name));
            }
        }
    }

    TEST_CASE("a token is kept in memory unless a cookie is asked for by name") {
        CHECK_FALSE(settings_from_json("{}")->session_by_cookie);
        CHECK_FALSE(settings_from_json(R"({"session":"token"})")->session_by_cookie);
        CHECK_FALSE(settings_from_json(R"({"session":""})")->session_by_cookie);
        CHECK(settings_from_json(R"({"session":"cookie"})")->session_by_cookie);
        for (const std::string_view value :
             {"null", "true", "7", "[]", "{}", "\"Cookie\"", "\"cookie \"", "\"localStorage\""}) {
            CAPTURE(value);
            const auto settings = settings_from_json("{\"session\":" + std::string(value) + "}");
            REQUIRE_FALSE(settings.has_value());
            CHECK(settings.error().fields.at(0).param == "session");
            CHECK(settings.error().message == "config.json: \"session\" has to be \"token\" or \"cookie\".");
        }
    }

    TEST_CASE("who does nothing is signed out after a quarter of an hour, or when the settings say") {
        CHECK(settings_from_json("{}")->idle_minutes == 15);
        CHECK(settings_from_json(R"({"idle_minutes":0})")->idle_minutes == 0);
        CHECK(settings_from_json(R"({"idle_minutes":5})")->idle_minutes == 5);
        CHECK(settings_from_json(R"({"idle_minutes":1440})")->idle_minutes == 1440);
        for (const std::string_view value :
             {"null", "true", "\"15\"", "[]", "{}", "-1", "0.5", "1441", "1e300", "-1e300", "99999999999"}) {
            CAPTURE(value);
            const auto settings = settings_from_json("{\"idle_minutes\":" + std::string(value) + "}");
            REQUIRE_FALSE(settings.has_value());
            CHECK(settings.error().fields.at(0).param == "idle_minutes");
            CHECK(settings.error().message.contains("whole number from 0"));
        }
    }

    TEST_CASE("a member that is there twice is refused: two readers could disagree about it") {
        const auto settings = settings_from_json(R"({"api_base":"https://a.example","api_base":"https://b.example"})");
        REQUIRE_FALSE(settings.has_value());
        CHECK(settings.error().message == "config.json: \"api_base\" is there twice.");
    }

    TEST_CASE("a text that is no JSON object is refused") {
        for (const std::string_view json :
             {"", " ", "null", "[]", "\"x\"", "7", "{", "{]", "{\"title\":}", "{\"title\":\"x\",}", "{title:\"x\"}",
              "{'title':'x'}", "{} {}", "<!doctype html>", "{\"title\":\"\xff\"}", "// none\n{}"}) {
            CAPTURE(json);
            const auto settings = settings_from_json(json);
            REQUIRE_FALSE(settings.has_value());
            CHECK(settings.error().code == core::ErrorCode::InvalidRequest);
            CHECK(settings.error().fields.empty());
            CHECK(settings.error().message.starts_with("config.json: "));
        }
    }
}
