#include "app/idle_watch.h"

#include <doctest/doctest.h>

#include "app/fake_transport.h"

using namespace byok;
using app::IdleWatch;

namespace {

struct Fixture {
    test::FakeTransport transport;
    int idled = 0;
    IdleWatch watch{transport, [this] { ++idled; }};
};

constexpr int minute_ms = 60'000;

}  // namespace

TEST_SUITE("app/idle_watch") {
    TEST_CASE_FIXTURE(Fixture, "who does nothing is noticed once, when the time is up and not before") {
        watch.watch(15 * minute_ms);
        transport.run_for(15 * minute_ms - 1);
        CHECK(idled == 0);
        transport.run_for(1);
        CHECK(idled == 1);
        CHECK(transport.timers() == 0);
        transport.run_for(60 * minute_ms);
        CHECK(idled == 1);
    }

    TEST_CASE_FIXTURE(Fixture, "who does something has the whole time again, and a thousand keys set no timer") {
        watch.watch(15 * minute_ms);
        for (int i = 0; i < 1000; ++i) {
            transport.run_for(100);
            watch.used();
            CHECK(transport.timers() == 1);
        }
        transport.run_for(15 * minute_ms - 1);
        CHECK(idled == 0);
        CHECK(transport.timers() == 1);
        transport.run_for(1);
        CHECK(idled == 1);
    }

    TEST_CASE_FIXTURE(Fixture, "without a limit nothing is watched and no timer is set") {
        watch.watch(0);
        watch.used();
        watch.look();
        CHECK(transport.timers() == 0);
        transport.run_for(1000 * minute_ms);
        CHECK(idled == 0);
        watch.watch(minute_ms);
        CHECK(transport.timers() == 1);
        watch.watch(0);
        CHECK(transport.timers() == 0);
        transport.run_for(2 * minute_ms);
        CHECK(idled == 0);
    }

    TEST_CASE_FIXTURE(Fixture, "after the machine slept, a look or the first key is enough, and that key is too late") {
        for (const bool by_key : {false, true}) {
            idled = 0;
            watch.watch(15 * minute_ms);
            transport.sleep_for(16 * minute_ms);
            by_key ? watch.used() : watch.look();
            CHECK(idled == 1);
            CHECK(transport.timers() == 0);
            watch.watch(0);
        }
    }

    TEST_CASE_FIXTURE(Fixture, "the same limit again is no new beginning; another one is") {
        watch.watch(15 * minute_ms);
        transport.run_for(10 * minute_ms);
        watch.watch(15 * minute_ms);
        transport.run_for(5 * minute_ms);
        CHECK(idled == 1);
        watch.watch(20 * minute_ms);
        transport.run_for(10 * minute_ms);
        watch.watch(15 * minute_ms);
        transport.run_for(15 * minute_ms - 1);
        CHECK(idled == 1);
    }

    TEST_CASE("what is watched no more leaves no timer behind") {
        test::FakeTransport transport;
        int idled = 0;
        {
            IdleWatch(transport, [&] { ++idled; }).watch(minute_ms);
        }
        CHECK(transport.timers() == 0);
        transport.run_for(2 * minute_ms);
        CHECK(idled == 0);
    }
}
