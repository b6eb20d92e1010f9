#include "service/clock.h"

#include <doctest/doctest.h>

using namespace byok::service;

TEST_SUITE("service/clock") {
    TEST_CASE("times are written as ISO 8601 in UTC") {
        CHECK(iso_time(0) == "1970-01-01T00:00:00Z");
        CHECK(iso_time(1'768'383'000) == "2026-01-14T09:30:00Z");
        CHECK(iso_time(1'709'251'199) == "2024-02-29T23:59:59Z");
        CHECK(iso_time(4'102'444'800) == "2100-01-01T00:00:00Z");
        CHECK(iso_time(-1) == "1969-12-31T23:59:59Z");
    }
}
