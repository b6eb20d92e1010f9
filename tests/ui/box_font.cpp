#include "ui/box_font.h"

#include <cmath>
#include <vector>

namespace byok::ui {
namespace {

bool contains_glyph(ImFontAtlas*, ImFontConfig*, ImWchar code_point) {
    return code_point >= ' ';
}

bool init_baked(ImFontAtlas*, ImFontConfig*, ImFontBaked* baked, void*) {
    baked->Ascent = std::round(baked->Size * 0.8f);
    baked->Descent = baked->Ascent - baked->Size;
    return true;
}

bool load_glyph(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, void*, ImWchar code_point,
                ImFontGlyph* glyph, float* advance_only) {
    const float advance = code_point >= 0x1100 && code_point != 0x2026 ? baked->Size : baked->Size / 2;
    if (advance_only != nullptr) {
        *advance_only = advance;
        return true;
    }
    glyph->Codepoint = code_point;
    glyph->AdvanceX = advance;
    if (code_point == ' ' || code_point == 0xA0) return true;

    const int width = static_cast<int>(advance) - 1, height = static_cast<int>(baked->Ascent);
    if (width <= 0 || height <= 0) return true;
    const ImFontAtlasRectId id = ImFontAtlasPackAddRect(atlas, width, height);
    if (id == ImFontAtlasRectId_Invalid) return false;
    ImTextureRect* rect = ImFontAtlasPackGetRect(atlas, id);
    glyph->X0 = 0;
    glyph->Y0 = 0;
    glyph->X1 = static_cast<float>(width);
    glyph->Y1 = static_cast<float>(height);
    glyph->Visible = true;
    glyph->PackId = id;
    const std::vector<unsigned char> pixels(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 0xFF);
    ImFontAtlasBakedSetFontGlyphBitmap(atlas, baked, source, glyph, rect, pixels.data(), ImTextureFormat_Alpha8, width);
    return true;
}

}  // namespace

const ImFontLoader& box_font_loader() {
    static const ImFontLoader loader = [] {
        ImFontLoader boxes;
        boxes.Name = "boxes";
        boxes.FontSrcContainsGlyph = contains_glyph;
        boxes.FontBakedInit = init_baked;
        boxes.FontBakedLoadGlyph = load_glyph;
        return boxes;
    }();
    return loader;
}

}  // namespace byok::ui
