#include "service/test_limits.h"

#include <doctest/doctest.h>

using namespace byok;
using namespace byok::service;

namespace {

constexpr std::int64_t noon = 1'768'392'000;  // the beginning of a minute

TestLimits small_limits() {
    TestLimits limits;
    limits.entered_per_minute_and_token = 2;
    limits.entered_per_minute_and_organization = 3;
    limits.stored_per_minute_and_organization = 5;
    limits.under_way_per_organization = 4;
    limits.under_way = 6;
    return limits;
}

}  // namespace

TEST_SUITE("service/test_limits") {
    TEST_CASE("one token tries so many entered credentials a minute, and is told when to go on") {
        TestCounter counter(small_limits());
        for (int i = 0; i < 2; ++i) {
            CHECK(counter.begin("org", "tok", true, noon + 10));
            counter.end("org");
        }
        const auto refused = counter.begin("org", "tok", true, noon + 10);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == core::ErrorCode::RateLimit);
        CHECK(refused.error().retry_after_s == 50);
        CHECK_MESSAGE(counter.begin("org", "other", true, noon + 10), "another token of the same organization");
        CHECK_MESSAGE(counter.begin("org", "tok", true, noon + 60), "another minute");
    }

    TEST_CASE("all tokens of an organization together try so many") {
        TestCounter counter(small_limits());
        for (const char* token : {"1", "2", "3"}) {
            CHECK(counter.begin("org", token, true, noon));
            counter.end("org");
        }
        CHECK_FALSE(counter.begin("org", "4", true, noon));
        CHECK_MESSAGE(counter.begin("elsewhere", "4", true, noon), "another organization");
    }

    TEST_CASE("stored credentials are counted apart: testing all of them keeps nobody from testing a new one") {
        TestCounter counter(small_limits());
        for (int i = 0; i < 5; ++i) {
            CHECK(counter.begin("org", "tok", false, noon));
            counter.end("org");
        }
        CHECK_FALSE(counter.begin("org", "tok", false, noon));
        CHECK(counter.begin("org", "tok", true, noon));
    }

    TEST_CASE("so many are under way at a time, of one organization and of all") {
        TestCounter counter(small_limits());
        for (int i = 0; i < 4; ++i) CHECK(counter.begin("org", "tok", false, noon));
        const auto refused = counter.begin("org", "tok", false, noon);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().retry_after_s > 0);
        for (int i = 0; i < 2; ++i) CHECK(counter.begin("other", "tok", false, noon));
        CHECK_FALSE(counter.begin("third", "tok", false, noon));
        counter.end("org");
        CHECK(counter.begin("org", "tok", false, noon));
    }

    TEST_CASE("what is refused is not counted, and an end without a begin is none") {
        TestCounter counter(small_limits());
        for (int i = 0; i < 9; ++i) (void)counter.begin("org", "tok", true, noon);
        counter.end("nobody");
        counter.end("org");
        counter.end("org");
        counter.end("org");
        CHECK(counter.begin("org", "other", true, noon));
    }
}
