/// How wide a table's columns are. Pure; CSS pixels.
#pragma once

#include <span>
#include <vector>

#include "ui/widgets.h"

namespace byok::ui {

/// What the columns need at the least.
float table_width_min(std::span<const Column> columns);

/// The columns' left edges, and the right edge of the last: from 0 to `width`, which is at least table_width_min().
/// Each column gets its share by weight, but never less than its `width_min`; one of weight 0 gets that alone.
std::vector<float> column_edges(std::span<const Column> columns, float width);

}  // namespace byok::ui
