#include "server/cors.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace byok::server;

namespace {

constexpr std::string_view console = "https://console.example.com";

std::string header(const Response& response, std::string_view name) {
    const auto found = std::ranges::find(response.headers, name, &std::pair<std::string, std::string>::first);
    return found == response.headers.end() ? "" : found->second;
}

Response answered(const Cors& cors, std::string_view origin) {
    Response response;
    cors.let_read(response, origin);
    return response;
}

}  // namespace

TEST_SUITE("server/cors") {
    TEST_CASE("an origin is what browsers write") {
        for (const std::string_view text : {
                 "https://console.example.com",
                 "https://a.example:8443",
                 "https://a.example:80",
                 "https://intranet",
                 "https://with-dash.and_underscore.example",
                 "https://xn--bcher-kva.example",
                 "https://192.0.2.7",
                 "https://192.0.2.7:1",
                 "https://[2001:db8::7]",
                 "https://[2001:db8::7]:65535",
                 "http://localhost",
                 "http://localhost:8080",
                 "http://console.localhost:443",
                 "http://127.0.0.1:3000",
                 "http://127.9.9.9",
                 "http://[::1]:3000",
             }) {
            CAPTURE(text);
            CHECK(is_web_origin(text));
        }
    }

    TEST_CASE("everything else is none") {
        for (const std::string_view text : {
                 // Not an origin, or every one.
                 "",
                 "*",
                 "null",
                 "https://*",
                 "https://*.example.com",
                 "https://",
                 "http://",
                 "https",
                 "https:",
                 "://a.example",
                 "console.example.com",
                 "//console.example.com",
                 "https:/console.example.com",
                 // More than an origin, or several.
                 "https://a.example/",
                 "https://a.example/path",
                 "https://a.example?",
                 "https://a.example#",
                 "https://user@a.example",
                 "https://user:word@a.example",
                 "https://a.example https://b.example",
                 "https://a.example,https://b.example",
                 " https://a.example",
                 "https://a.example ",
                 "https://a.example\r\n",
                 "https://a.example\\",
                 "https://a.example%2f",
                 // Other schemes, and http beyond this machine.
                 "ftp://a.example",
                 "ws://localhost",
                 "file://",
                 "chrome-extension://abcdef",
                 "data:text/html,x",
                 "http://a.example",
                 "http://192.0.2.7",
                 "http://localhost.example.com",
                 "http://127.0.0.1.example.com",
                 "http://127.example",
                 "http://notlocalhost",
                 "http://[2001:db8::7]",
                 "http://0.0.0.0",
                 // What a browser writes differently.
                 "HTTPS://a.example",
                 "https://A.example",
                 "https://b\xc3\xbc"
                 "cher.example",
                 "https://a.example:443",
                 "http://localhost:80",
                 "https://a.example:0443",
                 "https://127.1",
                 "https://192.0.2.07",
                 "https://0x7f.1",
                 "https://2130706433",
                 "https://[2001:DB8::7]",
                 "https://[2001:db8:0::7]",
                 "https://[::1",
                 "https://::1",
                 "https://[]",
                 "https://[192.0.2.7]",
                 "https://[::1]x",
                 "https://[::1%25lo]",
                 // Ports and names that are none.
                 "https://a.example:",
                 "https://a.example:0",
                 "https://a.example:65536",
                 "https://a.example:-1",
                 "https://a.example:80x",
                 "https://a.example:8 0",
                 "https://a.example:+80",
                 "https://a.example::80",
                 "https://.example",
                 "https://a..example",
                 "https://a.example.",
                 "https://-a.example",
                 "https://a-.example",
                 "https://a b.example",
             }) {
            CAPTURE(text);
            CHECK_FALSE(is_web_origin(text));
        }
        CHECK_FALSE(is_web_origin(std::string_view("https://a\0b.example", 19)));
        CHECK_FALSE(is_web_origin("https://" + std::string(64, 'a') + ".example"));
        std::string long_name = "https://a";
        while (long_name.size() < 300) { long_name += ".bb"; }
        CHECK_FALSE(is_web_origin(long_name));
    }

    TEST_CASE("an allowed origin may read, by its name and never with cookies") {
        const Cors cors({std::string(console), "http://localhost:3000"});
        for (const std::string_view origin : {console, std::string_view("http://localhost:3000")}) {
            const Response response = answered(cors, origin);
            CHECK(header(response, "access-control-allow-origin") == origin);
            CHECK(header(response, "access-control-expose-headers").contains("retry-after"));
            CHECK(header(response, "vary") == "origin");
            CHECK(header(response, "access-control-allow-credentials").empty());
        }
    }

    TEST_CASE("any other origin, however alike, is told nothing but that it depends") {
        const Cors cors({std::string(console)});
        for (const std::string_view origin :
             {"", "null", "*", "https://console.example.com/", "https://console.example.com:443",
              "https://CONSOLE.example.com", "http://console.example.com", "https://console.example.com.evil.example",
              "https://evilconsole.example.com", "https://example.com", "https://a.console.example.com",
              "https://console.example.com, https://a.example", "https://console.example.co",
              "https://console-example.com", "https://console.example.com "}) {
            CAPTURE(origin);
            const Response response = answered(cors, origin);
            CHECK(response.headers == decltype(response.headers){{"vary", "origin"}});
            CHECK_FALSE(cors.preflight("OPTIONS", origin, "POST").has_value());
        }
    }

    TEST_CASE("where no origin is allowed, nothing is said") {
        const Cors cors({});
        CHECK(answered(cors, console).headers.empty());
        CHECK(answered(cors, "").headers.empty());
        CHECK_FALSE(cors.preflight("OPTIONS", console, "POST").has_value());
        CHECK_FALSE(cors.preflight("OPTIONS", "", "POST").has_value());
    }

    TEST_CASE("a preflight says what may be sent, and for how long that holds") {
        const Cors cors({std::string(console)});
        for (const std::string_view asked : {"GET", "POST", "DELETE", "PUT"}) {
            const auto response = cors.preflight("OPTIONS", console, asked);
            REQUIRE(response.has_value());
            CHECK(response->status == 204);
            CHECK(response->body.empty());
            CHECK(header(*response, "access-control-allow-methods") == "GET, HEAD, POST, DELETE");
            CHECK(header(*response, "access-control-allow-headers") ==
                  "authorization, content-type, idempotency-key, if-match");
            CHECK(header(*response, "access-control-max-age") == "7200");
        }
        CHECK_FALSE(cors.preflight("OPTIONS", console, "").has_value());
        for (const std::string_view method : {"GET", "HEAD", "POST", "DELETE", "options"})
            CHECK_FALSE(cors.preflight(method, console, "POST").has_value());
    }
}
