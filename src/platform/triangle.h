/// Triangles as a graphics card draws them: pixels whose centres lie inside, edges that two triangles share drawn once,
/// colour times texture, blended over what is there. Pure.
#pragma once

#include <cstddef>

#include "imgui.h"

namespace byok::platform {

/// An opaque picture, and the part of it that may be drawn on, which lies inside of it. Pixels as IM_COL32.
struct Canvas {
    ImU32* pixels;
    int width;
    int left, top, right, bottom;
    [[nodiscard]] ImU32* row(int y) const { return pixels + static_cast<std::ptrdiff_t>(y) * width; }
};

/// The colours that triangles are multiplied with: blended between the four nearest, and the outermost go on for ever.
struct Texture {
    const ImU32* pixels;
    int width, height;
    [[nodiscard]] const ImU32* row(int y) const { return pixels + static_cast<std::ptrdiff_t>(y) * width; }
};

void draw_triangle(const Canvas& canvas, const Texture& texture, const ImDrawVert& a, const ImDrawVert& b,
                   const ImDrawVert& c);

/// The two triangles of a box in one colour, from its upper left corner to its lower right, if it can be drawn at once:
/// evenly filled, or with pixels of the texture as they are. Returns whether it did.
bool draw_box_at_once(const Canvas& canvas, const Texture& texture, const ImDrawVert& upper_left,
                      const ImDrawVert& lower_right);

}  // namespace byok::platform
