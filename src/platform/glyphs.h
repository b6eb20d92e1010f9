/// The font loader of the page: the browser draws each glyph (web/rasterizer.js), Dear ImGui's atlas keeps it.
///
/// So no font file is shipped, and every script and every size looks as it does elsewhere in that browser. A line of
/// text in a font of size S is S tall, as CSS sets it with `line-height: 1`; private code points are icons and whole
/// stretches of text (ui/icons.h, ui/text_run.h).
#pragma once

#include "imgui.h"
#include "imgui_internal.h"
#include "platform/unread_pictures.h"
#include "ui/text_run.h"

namespace byok::platform {

/// What came back when a known picture was read from a canvas. Some browsers make that harder on purpose.
enum class Readback {
    Exact,
    Noisy,    // a little off: cannot be seen
    Garbage,  // text cannot be read, and is not: pictures are unread
};

class CanvasGlyphs : public ImFontLoader {
public:
    /// Pictures that cannot be read are added to `unread`. `runs` and `unread` must outlive this, and this the ImGui
    /// context that uses it.
    CanvasGlyphs(const ui::TextRuns& runs, UnreadPictures& unread);

    /// How this browser does it, found out when the page started.
    static Readback readback();

private:
    const ui::TextRuns& runs_;
    UnreadPictures& unread_;

    static bool init_size(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, void* data);
    static bool contains(ImFontAtlas* atlas, ImFontConfig* source, ImWchar code_point);
    static bool load(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, void* data, ImWchar code_point,
                     ImFontGlyph* glyph, float* advance);
};

}  // namespace byok::platform
