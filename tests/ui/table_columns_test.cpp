#include "ui/table_columns.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace byok::ui;

namespace {

Column column(float weight, float width_min) {
    return {.title = {}, .name = "c", .weight = weight, .width_min = width_min};
}

using Edges = std::vector<float>;

}  // namespace

TEST_SUITE("ui/table_columns") {
    TEST_CASE("columns share the width by their weights") {
        CHECK(column_edges(std::vector{column(1, 0), column(2, 0), column(1, 0)}, 400) == Edges{0, 100, 300, 400});
    }

    TEST_CASE("a column gets at least what it needs, and the others share the rest") {
        CHECK(column_edges(std::vector{column(1, 200), column(1, 0), column(1, 0)}, 300) == Edges{0, 200, 250, 300});
    }

    TEST_CASE("what one column needs may leave another one short, which then gets what it needs, too") {
        const Edges edges = column_edges(std::vector{column(1, 90), column(2, 110), column(1, 10)}, 240);
        CHECK(edges == Edges{0, 90, 200, 240});
    }

    TEST_CASE("a column of weight 0 gets what it needs and no more") {
        CHECK(column_edges(std::vector{column(1, 0), column(0, 52)}, 300) == Edges{0, 248, 300});
    }

    TEST_CASE("columns fill the width to its end, whatever the weights") {
        for (const float width : {1.0f, 333.3f, 1097.7f})
            CHECK(column_edges(std::vector{column(3, 0), column(7, 0), column(11, 0)}, width).back() ==
                  doctest::Approx(width));
        CHECK(column_edges(std::vector{column(0, 50), column(0, 50)}, 300) == Edges{0, 50, 300});
    }

    TEST_CASE("edges never go back, also where the width is just what is needed") {
        const std::vector columns{column(158, 140), column(200, 110), column(281, 196), column(62, 52)};
        CHECK(table_width_min(columns) == 498);
        const Edges edges = column_edges(columns, 498);
        for (std::size_t i = 0; i < columns.size(); ++i)
            CHECK(edges[i + 1] - edges[i] == doctest::Approx(columns[i].width_min));
    }

    TEST_CASE("no columns have no width") {
        CHECK(table_width_min({}) == 0);
        CHECK(column_edges({}, 0) == Edges{0});
    }
}
