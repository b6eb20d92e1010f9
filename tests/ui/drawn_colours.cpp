#include "ui/drawn_colours.h"

#include <algorithm>

namespace byok::ui {

DrawnColour drawn_in(UiHarness& page, Colour colour) {
    DrawnColour drawn;
    const ImU32 wanted = packed(page.ui().theme(), colour);
    for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists)
        for (const ImDrawVert& corner : list->VtxBuffer) {
            if (corner.col != wanted) continue;
            ++drawn.corners;
            drawn.left = std::min(drawn.left, corner.pos.x);
        }
    return drawn;
}

}  // namespace byok::ui
