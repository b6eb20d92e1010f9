#include "server/worker.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <future>
#include <vector>

using namespace byok::server;

TEST_SUITE("server/worker") {
    TEST_CASE("jobs are done one after another in their order, the last ones before it ends") {
        std::vector<int> done;
        {
            Worker worker(100);
            for (int i = 0; i < 100; ++i) REQUIRE(worker.add([&done, i] { done.push_back(i); }));
        }
        REQUIRE(done.size() == 100);
        CHECK(std::ranges::is_sorted(done));
    }

    TEST_CASE("it takes no more jobs than may wait, and takes them again when there is room") {
        std::promise<void> go_on;
        std::promise<void> begun;
        Worker worker(2);
        REQUIRE(worker.add([&] {
            begun.set_value();
            go_on.get_future().wait();
        }));
        begun.get_future().wait();
        CHECK(worker.add([] {}));
        CHECK(worker.add([] {}));
        CHECK_FALSE(worker.add([] {}));
        go_on.set_value();
        std::promise<void> last;
        while (!worker.add([&] { last.set_value(); })) std::this_thread::yield();
        last.get_future().wait();
    }
}
