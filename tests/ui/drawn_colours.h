/// What the last frame drew in a colour of the theme.
#pragma once

#include <cfloat>

#include "ui/ui_harness.h"

namespace byok::ui {

/// How many corners of triangles, and the leftmost of them, device pixels.
struct DrawnColour {
    int corners = 0;
    float left = FLT_MAX;
};

DrawnColour drawn_in(UiHarness& page, Colour colour);

}  // namespace byok::ui
