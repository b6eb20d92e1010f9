/// Pictures of glyphs that the browser draws and does not let the page read. Dear ImGui's atlas has a place for each,
/// which is empty in memory; the graphics card gets the picture straight from the canvas that it was drawn on.
#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "imgui.h"
#include "imgui_internal.h"

namespace byok::platform {

class UnreadPictures {
public:
    /// `draw` draws the picture that belongs in `place` at the upper left of the rasterizer's canvas, again and again.
    void add(ImFontAtlasRectId place, std::function<void()> draw);

    /// Adds the pictures that belong on `texture`: all of them where it is new, else where it was updated. To be
    /// called when the rest of it was uploaded and before its status is OK; it is bound.
    void upload(const ImTextureData& texture);

    /// Returns, once, whether pictures are missing on what was drawn: a glyph came to a texture that was full, and the
    /// frame was begun with the old one.
    bool want_frame();

private:
    std::vector<std::pair<ImFontAtlasRectId, std::function<void()>>> pictures_;
    bool incomplete_ = false;
};

}  // namespace byok::platform
