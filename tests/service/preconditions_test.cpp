#include "service/preconditions.h"

#include <doctest/doctest.h>

#include <string>

using namespace byok;
using namespace byok::service;
using core::ErrorCode;

TEST_SUITE("service/preconditions") {
    TEST_CASE("a request that names the current version, any version or none goes on") {
        for (const char* if_match : {"", " ", "*", "\"3\"", " \"3\" ", "\"1\", \"3\"", "\"3\",\"1\"", "W/\"3\", \"3\"",
                                     "\"\" ,\t\"3\"", "\"a,b\", \"3\""}) {
            CAPTURE(if_match);
            CHECK(check_if_match(if_match, "\"3\"").has_value());
        }
    }

    TEST_CASE("a request that names other versions alone is refused as overtaken") {
        for (const char* if_match : {"\"2\"", "\"33\"", "\"1\", \"2\"", "W/\"3\"", "\"\"", "\"3 \"", "\"*\""}) {
            CAPTURE(if_match);
            const auto refused = check_if_match(if_match, "\"3\"");
            REQUIRE_FALSE(refused);
            CHECK(refused.error().code == ErrorCode::PreconditionFailed);
        }
    }

    TEST_CASE("what is no If-Match is refused, not taken for any version") {
        for (const char* if_match : {"3", "\"3", "3\"", "\"3\",", ",\"3\"", "\"3\" \"4\"", "*, \"3\"", "w/\"3\"",
                                     "\"3\"x", "\"3\",,\"4\"", "W/3"}) {
            CAPTURE(if_match);
            const auto refused = check_if_match(if_match, "\"3\"");
            REQUIRE_FALSE(refused);
            CHECK(refused.error().code == ErrorCode::InvalidRequest);
        }
    }
}
