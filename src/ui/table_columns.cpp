#include "ui/table_columns.h"

#include <algorithm>

namespace byok::ui {

float table_width_min(std::span<const Column> columns) {
    float sum = 0;
    for (const Column& column : columns) sum += column.width_min;
    return sum;
}

std::vector<float> column_edges(std::span<const Column> columns, float width) {
    // A column whose share is less than it needs gets what it needs, and the others share what is left; that may leave
    // another one short, so on until all agree.
    std::vector<bool> fixed(columns.size());
    float room = width, weights = 0;
    const auto fix = [&](std::size_t i) {
        fixed[i] = true;
        room -= columns[i].width_min;
        weights -= columns[i].weight;
    };
    for (const Column& column : columns) weights += column.weight;
    const auto share = [&](std::size_t i) { return weights > 0 ? room * columns[i].weight / weights : 0.0f; };
    for (bool changed = true; changed;) {
        changed = false;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (fixed[i] || (columns[i].weight > 0 && share(i) >= columns[i].width_min)) continue;
            fix(i);
            changed = true;
        }
    }
    std::vector<float> edges{0};
    for (std::size_t i = 0; i < columns.size(); ++i)
        edges.push_back(edges.back() + (fixed[i] ? columns[i].width_min : share(i)));
    // Whatever rounding, or weights that are all 0, left over.
    edges.back() = std::max(edges.back(), width);
    return edges;
}

}  // namespace byok::ui
