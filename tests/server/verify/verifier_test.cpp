#include "server/verify/verifier.h"

#include <doctest/doctest.h>

#include "server/verify/provider_bases.h"

using namespace byok;
using namespace byok::server;

TEST_SUITE("server/verify/verifier") {
    TEST_CASE("only addresses of this machine stand in for a provider") {
        for (const char* url : {"http://127.0.0.1:9000", "http://[::1]:1", "http://127.0.0.1:80/under/a/path"})
            CHECK(is_loopback_url(url));
        for (const char* url : {"", "http://127.0.0.1", "http://127.0.0.1:", "http://127.0.0.1:9000@evil.example",
                                "http://127.0.0.1:x", "https://127.0.0.1:9000", "http://localhost:9000",
                                "http://127.0.0.1.evil.example:80", "http://10.0.0.1:80", "http://127.0.0.1:999999"}) {
            CAPTURE(url);
            CHECK_FALSE(is_loopback_url(url));
        }
    }
}
