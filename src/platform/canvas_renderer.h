/// Draws in memory and puts that on the canvas with Canvas 2D.
#pragma once

#include "platform/painter.h"
#include "platform/renderer.h"

namespace byok::platform {

class CanvasRenderer : public Renderer {
public:
    void draw(ImDrawData& data, ImVec4 background) override;

private:
    Painter painter_;
};

}  // namespace byok::platform
