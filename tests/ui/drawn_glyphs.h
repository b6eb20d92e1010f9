/// What the canvas shows: how often a glyph was drawn in the last frame. For what the tree does not say (dots instead
/// of a secret, a text that is left to the browser).
#pragma once

#include "ui/ui_harness.h"

namespace byok::ui {

/// `size`: CSS pixels.
int drawn_glyphs(UiHarness& page, ImFont* font, float size, char32_t code_point);
/// In the regular font at 14 px, which texts of fields are drawn in.
int drawn_glyphs(UiHarness& page, char32_t code_point);
/// How often that icon was drawn at 16 px.
int drawn_icons(UiHarness& page, Icon icon);
/// All that the last frame sends to the GPU.
int drawn_vertices();

}  // namespace byok::ui
