#include "ui/drawn_glyphs.h"

namespace byok::ui {

int drawn_glyphs(UiHarness& page, ImFont* font, float size, char32_t code_point) {
    const ImFontGlyph* glyph =
        font->GetFontBaked(page.ui().px(size))->FindGlyphNoFallback(static_cast<ImWchar>(code_point));
    if (glyph == nullptr || !glyph->Visible) return 0;
    int count = 0;
    for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists)
        for (const ImDrawVert& vertex : list->VtxBuffer) count += vertex.uv.x == glyph->U0 && vertex.uv.y == glyph->V0;
    return count;
}

int drawn_glyphs(UiHarness& page, char32_t code_point) {
    return drawn_glyphs(page, page.ui().font(Weight::Regular), 14, code_point);
}

int drawn_icons(UiHarness& page, Icon icon) {
    return drawn_glyphs(page, page.ui().font(Weight::Regular), 16, code_point_of(icon));
}

int drawn_vertices() {
    return ImGui::GetDrawData()->TotalVtxCount;
}

}  // namespace byok::ui
