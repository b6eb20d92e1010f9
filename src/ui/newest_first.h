/// The order of a table's rows: newest first, and of the same moment as the server had them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <vector>

namespace byok::ui {

/// Makes `order` the indices of `keys`, newest first. Cheap when it is so already, as it is in almost every frame.
/// Times are ISO 8601 in UTC, which sort as text; a key without one comes last.
template <class Key>
void sort_newest_first(std::vector<std::uint32_t>& order, const std::vector<Key>& keys) {
    const auto before = [&](std::uint32_t first, std::uint32_t second) {
        const int newer = keys[first].created_at.compare(keys[second].created_at);
        return newer != 0 ? newer > 0 : first < second;
    };
    if (order.size() != keys.size()) {
        order.resize(keys.size());
        std::iota(order.begin(), order.end(), 0u);
    }
    if (!std::ranges::is_sorted(order, before)) std::ranges::sort(order, before);
}

}  // namespace byok::ui
