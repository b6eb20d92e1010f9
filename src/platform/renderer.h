/// Puts on the canvas what Dear ImGui rendered. There are two: WebglRenderer, and CanvasRenderer for browsers without
/// WebGL 2.
#pragma once

#include "imgui.h"

namespace byok::platform {

class Renderer {
public:
    virtual ~Renderer() = default;

    /// Draws `data` over `background`, which is opaque, and takes what glyphs are new. Needs a current ImGui context.
    virtual void draw(ImDrawData& data, ImVec4 background) = 0;
};

}  // namespace byok::platform
