/// What a test of the painter draws, and on what.
#pragma once

#include <vector>

#include "imgui.h"
#include "platform/triangle.h"

namespace byok::platform {

inline constexpr ImU32 black = IM_COL32(0, 0, 0, 255), white = IM_COL32(255, 255, 255, 255);
inline constexpr ImU32 red = IM_COL32(255, 0, 0, 255), green = IM_COL32(0, 255, 0, 255);

/// A black picture of its own.
struct Picture {
    Picture(int wide, int high) : width(wide), height(high), pixels(static_cast<std::size_t>(wide * high), black) {}

    [[nodiscard]] Canvas canvas() { return {pixels.data(), width, 0, 0, width, height}; }
    [[nodiscard]] ImU32 at(int x, int y) const { return pixels[static_cast<std::size_t>(y * width + x)]; }

    int width, height;
    std::vector<ImU32> pixels;
};

inline ImDrawVert corner(float x, float y, ImU32 colour = white, ImVec2 uv = {0.5f, 0.5f}) {
    return {{x, y}, uv, colour};
}

}  // namespace byok::platform
