/// The fonts that text is drawn with. Glyphs come from an ImFontLoader: the browser's Canvas 2D on the page
/// (platform/glyphs.h), boxes of known width in native tests (tests/ui/box_font.h). A line in a font of size S is S
/// high, glyphs in its middle, as CSS sets it with `line-height: 1`.
#pragma once

#include "imgui.h"
#include "imgui_internal.h"

namespace byok::ui {

enum class Weight { Regular, Medium, Semibold };

struct Fonts {
    ImFont* regular = nullptr;   // 400
    ImFont* medium = nullptr;    // 500
    ImFont* semibold = nullptr;  // 600
    ImFont* mono = nullptr;      // 400, monospaced
};

/// What a font source is made from: a CSS font shorthand with `$` for the size in pixels ("600 $px Inter, system-ui,
/// sans-serif"). The loader finds it as a C string in ImFontConfig::FontData. Static storage.
inline constexpr const char* css_regular = "400 $px Inter, system-ui, sans-serif";
inline constexpr const char* css_medium = "500 $px Inter, system-ui, sans-serif";
inline constexpr const char* css_semibold = "600 $px Inter, system-ui, sans-serif";
inline constexpr const char* css_mono = "400 $px ui-monospace, Menlo, Consolas, monospace";

/// Adds the four fonts to the current context's atlas. `loader` must outlive the context.
Fonts add_fonts(const ImFontLoader& loader);

}  // namespace byok::ui
