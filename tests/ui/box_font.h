/// A font of boxes for native tests: every glyph has a known width, so that layouts can be checked without a browser.
///
/// A glyph's advance is half of the font size; a whole one for icons, stretches of text (ui/text_run.h) and everything
/// from U+1100 on. The baseline is at 0.8 of the size. Nothing is rasterised but one filled box per glyph.
#pragma once

#include "ui/fonts.h"

namespace byok::ui {

/// Stays valid for the whole program.
const ImFontLoader& box_font_loader();

}  // namespace byok::ui
