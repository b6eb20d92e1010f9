/// Draws what Dear ImGui rendered into a picture in memory, for browsers without WebGL 2: only what has changed since
/// the last frame. Pure.
///
/// The picture is looked at in strips as wide as it is. Every triangle leaves its mark on the strips it touches; strips
/// that bear the same marks as in the last frame stay as they are.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "imgui.h"

namespace byok::platform {

class Painter {
public:
    struct Rows {
        int begin, end;
        friend bool operator==(const Rows&, const Rows&) = default;
    };

    /// Draws `data` over `background`, which is opaque, in a picture of its display's size. Returns the rows that were
    /// drawn, from top to bottom; valid until the next call.
    std::span<const Rows> draw(const ImDrawData& data, ImU32 background);

    /// As IM_COL32, row by row.
    [[nodiscard]] const std::vector<ImU32>& pixels() const { return pixels_; }
    [[nodiscard]] int width() const { return width_; }

private:
    void mark(const ImDrawData& data, ImU32 background);
    void find_changes();
    void draw_rows(const ImDrawData& data, ImU32 background, Rows rows);

    int width_ = 0, height_ = 0;
    std::vector<ImU32> pixels_;
    std::vector<std::uint64_t> marks_, last_marks_;  // of each strip
    std::vector<Rows> changes_;
};

}  // namespace byok::platform
