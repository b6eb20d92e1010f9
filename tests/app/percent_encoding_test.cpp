#include "app/percent_encoding.h"

#include <doctest/doctest.h>

using byok::app::percent_decoded;
using byok::app::percent_encoded;

TEST_SUITE("app/percent_encoding") {
    TEST_CASE("an id becomes one segment of a path and comes back as it was") {
        struct Row {
            std::string_view id;
            std::string_view encoded;
        };
        const Row rows[] = {
            {"pk_1", "pk_1"},
            {"6f1e-AZ.az~09", "6f1e-AZ.az~09"},
            {"a/b", "a%2Fb"},
            {"../x", "..%2Fx"},
            {"100%", "100%25"},
            {"%2F", "%252F"},
            {"a b?c#d&e=f+g", "a%20b%3Fc%23d%26e%3Df%2Bg"},
            {"\\\"<>", "%5C%22%3C%3E"},
            {"日🔑", "%E6%97%A5%F0%9F%94%91"},
            {"\x01\x7f\xff", "%01%7F%FF"},
            {std::string_view("\0", 1), "%00"},
            {"", ""},
        };
        for (const Row& row : rows) {
            CAPTURE(row.id);
            CHECK(percent_encoded(row.id) == row.encoded);
            CHECK(percent_decoded(row.encoded) == std::string(row.id));
        }
    }

    TEST_CASE("digits may be small, and what needs no encoding may be encoded") {
        CHECK(percent_decoded("a%2fb") == "a/b");
        CHECK(percent_decoded("%70k") == "pk");
    }

    TEST_CASE("a percent sign without two hexadecimal digits is no encoding") {
        for (const std::string_view text : {"%", "%2", "a%", "%zz", "%2g", "%g2", "%%20", "% 2", "%+1", "ab%4"}) {
            CAPTURE(text);
            CHECK_FALSE(percent_decoded(text).has_value());
        }
    }
}
