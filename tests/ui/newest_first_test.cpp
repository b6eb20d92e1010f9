#include "ui/newest_first.h"

#include <doctest/doctest.h>

#include <string>

using namespace byok::ui;

namespace {

struct Key {
    std::string created_at;
};

using Order = std::vector<std::uint32_t>;

Order order_of(const std::vector<Key>& keys, Order order = {}) {
    sort_newest_first(order, keys);
    return order;
}

}  // namespace

TEST_SUITE("ui/newest_first") {
    TEST_CASE("the newest key comes first, one without a time last") {
        CHECK(order_of({{"2026-01-01T00:00:00Z"}, {""}, {"2026-03-01T00:00:00Z"}, {"2026-02-01T00:00:00Z"}}) ==
              Order{2, 3, 0, 1});
    }

    TEST_CASE("keys of the same moment keep the server's order") {
        CHECK(order_of({{"2026-01-01T00:00:00Z"}, {"2026-01-01T00:00:00Z"}, {"2026-01-01T00:00:00Z"}}) ==
              Order{0, 1, 2});
    }

    TEST_CASE("an order of before is put right when the list has changed") {
        CHECK(order_of({{"2026-01-01T00:00:00Z"}, {"2026-01-02T00:00:00Z"}}, {0, 1}) == Order{1, 0});
        CHECK(order_of({{"2026-01-01T00:00:00Z"}}, {4, 3, 2, 1, 0}) == Order{0});
        CHECK(order_of({}, {1, 0}).empty());
    }
}
