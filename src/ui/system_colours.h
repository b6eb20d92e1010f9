/// The colours that a person's system draws everything with while it forces colours on pages (CSS Color 4, "System
/// Colors"; Windows calls it a contrast theme), 0xRRGGBB.
#pragma once

#include <cstdint>

#include "ui/theme.h"

namespace byok::ui {

/// In the order of SYSTEM_COLOURS in web/window.js.
struct SystemColours {
    std::uint32_t canvas, canvas_text, link_text, gray_text, highlight, highlight_text, button_face, button_text,
        button_border, field, field_text;
    bool operator==(const SystemColours&) const = default;
};

/// A theme of nothing but these colours. Each role gets the one that CSS gives to the like of it; where the system's
/// own cannot be told from its ground, CanvasText on Canvas.
Theme theme_from(const SystemColours& system);

bool is_dark(const SystemColours& system);

}  // namespace byok::ui
