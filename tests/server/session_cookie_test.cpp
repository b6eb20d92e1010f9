#include "server/session_cookie.h"

#include <doctest/doctest.h>

using namespace byok;
using namespace byok::server;
using core::Secret;

TEST_SUITE("server/session_cookie") {
    TEST_CASE("how the browser reached the server decides what a cookie may be") {
        CHECK(how_reached("https", "byok.example.com") == Reached::Https);
        CHECK(how_reached("https", "127.0.0.1:8080") == Reached::Https);
        for (const char* host :
             {"localhost", "localhost:8080", "a.localhost:1", "127.0.0.1", "127.0.0.1:8080", "[::1]", "[::1]:8080"}) {
            CAPTURE(host);
            CHECK(how_reached("", host) == Reached::Loopback);
            CHECK(how_reached("http", host) == Reached::Loopback);
        }
        for (const char* host :
             {"", "byok.example.com", "byok.example.com:8080", "localhost.example.com", "127.0.0.1.example.com",
              "192.168.0.2:8080", "[fe80::1]", "notlocalhost", "[::1", "::1", "10.127.0.0.1"}) {
            CAPTURE(host);
            CHECK(how_reached("", host) == Reached::Http);
            CHECK(how_reached("HTTPS", host) == Reached::Http);
            CHECK(how_reached("https, http", host) == Reached::Http);
        }
    }

    TEST_CASE("a session's cookie is out of reach of scripts, other sites and plain http") {
        const service::SessionCookie cookie{Secret("abc")};
        CHECK(session_cookie_header(cookie, Reached::Https) ==
              "__Host-byok_session=abc; Path=/; HttpOnly; SameSite=Strict; Secure");
        CHECK(session_cookie_header(cookie, Reached::Loopback) ==
              "byok_session=abc; Path=/; HttpOnly; SameSite=Strict");
        CHECK(session_cookie_header({}, Reached::Https) ==
              "__Host-byok_session=; Path=/; HttpOnly; SameSite=Strict; Secure; Max-Age=0");
    }

    TEST_CASE("only this server's own pages are of the same origin") {
        CHECK(is_same_origin("same-origin", "", "byok.example.com", Reached::Https));
        for (const char* site : {"cross-site", "same-site", "none", "Same-Origin", "same-origin,"}) {
            CAPTURE(site);
            CHECK_FALSE(is_same_origin(site, "https://byok.example.com", "byok.example.com", Reached::Https));
        }
        CHECK(is_same_origin("", "https://byok.example.com", "byok.example.com", Reached::Https));
        CHECK(is_same_origin("", "http://127.0.0.1:8080", "127.0.0.1:8080", Reached::Loopback));
        for (const char* origin :
             {"", "null", "https://evil.example", "http://byok.example.com", "https://byok.example.com:8443",
              "https://byok.example.com.evil.example", "byok.example.com", "https://", "HTTPS://byok.example.com"}) {
            CAPTURE(origin);
            CHECK_FALSE(is_same_origin("", origin, "byok.example.com", Reached::Https));
        }
        CHECK_FALSE(is_same_origin("", "https://", "", Reached::Https));
    }
}
