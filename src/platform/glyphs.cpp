#include "platform/glyphs.h"

#include <emscripten.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "generated/icon_paths.h"
#include "ui/icons.h"

namespace byok::platform {
namespace {

/// What web/rasterizer.js says of a picture: device pixels, from the pen on the baseline.
struct Picture {
    float advance = 0, left = 0, top = 0, width = 0, height = 0;
    float coloured = 0;
};

EM_JS(int, readback_found, (), { return [ 'exact', 'noisy', 'garbage' ].indexOf(Module.page.readback); });

EM_JS(float, baseline_of, (const char* font, float size),
      { return Module.page.rasterizer.baseline(UTF8ToString(font), size); });

EM_JS(float, measure_text, (const char* font, const char* text, bool shaped),
      { return Module.page.rasterizer.advance(UTF8ToString(font), UTF8ToString(text), !!shaped); });

EM_JS(void, draw_text, (const char* font, const char* text, bool shaped, Picture* picture), {
    const drawn = Module.page.rasterizer.text(UTF8ToString(font), UTF8ToString(text), !!shaped);
    HEAPF32.set([ drawn.advance, drawn.left, drawn.top, drawn.width, drawn.height, drawn.coloured ? 1 : 0 ],
                picture >> 2);
});

EM_JS(void, draw_icon, (const char* path, float size, Picture* picture), {
    const drawn = Module.page.rasterizer.icon(UTF8ToString(path), size);
    HEAPF32.set([ drawn.advance, drawn.left, drawn.top, drawn.width, drawn.height, drawn.coloured ? 1 : 0 ],
                picture >> 2);
});

EM_JS(void, copy_picture, (unsigned char* pixels, std::size_t size, bool coloured),
      { Module.page.rasterizer.copy(HEAPU8.subarray(pixels, pixels + size), !!coloured); });

/// "600 $px Inter, …" with the size in place of the $.
std::string css_font(const ImFontConfig& source, float size) {
    const std::string_view pattern(static_cast<const char*>(source.FontData));
    const std::size_t place = pattern.find('$');
    return std::string(pattern.substr(0, place)) + std::to_string(size) + std::string(pattern.substr(place + 1));
}

std::string utf8_of(ImWchar code_point) {
    std::array<char, 5> bytes{};
    ImTextCharToUtf8(bytes.data(), code_point);
    return bytes.data();
}

bool is_icon(ImWchar code_point) {
    return code_point >= ui::icon_first && code_point - ui::icon_first < icon_paths.size();
}

bool is_run(ImWchar code_point) {
    return code_point >= ui::run_first && code_point <= ui::run_last;
}

}  // namespace

CanvasGlyphs::CanvasGlyphs(const ui::TextRuns& runs, UnreadPictures& unread)
    : ImFontLoader(), runs_(runs), unread_(unread) {
    Name = "Canvas 2D";
    FontSrcContainsGlyph = contains;
    FontBakedInit = init_size;
    FontBakedLoadGlyph = load;
}

Readback CanvasGlyphs::readback() {
    return static_cast<Readback>(readback_found());
}

bool CanvasGlyphs::contains(ImFontAtlas*, ImFontConfig*, ImWchar code_point) {
    return code_point >= ' ' && (code_point < ui::icon_first || is_icon(code_point) || code_point > ui::run_last);
}

bool CanvasGlyphs::init_size(ImFontAtlas*, ImFontConfig* source, ImFontBaked* baked, void*) {
    const float density = source->RasterizerDensity * baked->RasterizerDensity;
    const float size = baked->Size * density;
    const float baseline = baseline_of(css_font(*source, size).c_str(), size);
    baked->Ascent = baseline / density;
    baked->Descent = (baseline - size) / density;
    return true;
}

bool CanvasGlyphs::load(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, void*, ImWchar code_point,
                        ImFontGlyph* glyph, float* advance) {
    const auto& self = *static_cast<const CanvasGlyphs*>(source->FontLoader);
    const float density = source->RasterizerDensity * baked->RasterizerDensity;
    const float size = baked->Size * density;
    const bool icon = is_icon(code_point), run = is_run(code_point);
    const std::string text = run ? std::string(self.runs_.stretch(code_point)) : utf8_of(code_point);
    if (!contains(atlas, source, code_point) && (!run || text.empty())) return false;

    const std::string font = css_font(*source, size);
    if (advance != nullptr) {
        *advance = icon ? baked->Size : measure_text(font.c_str(), text.c_str(), run) / density;
        return true;
    }
    const auto draw = [=] {
        Picture picture;
        if (icon)
            draw_icon(icon_paths[code_point - ui::icon_first], size, &picture);
        else
            draw_text(font.c_str(), text.c_str(), run, &picture);
        return picture;
    };
    const Picture picture = draw();
    glyph->Codepoint = code_point;
    glyph->AdvanceX = picture.advance / density;
    if (picture.width == 0) return true;

    const int width = static_cast<int>(picture.width), height = static_cast<int>(picture.height);
    const ImFontAtlasRectId place = ImFontAtlasPackAddRect(atlas, width, height);
    if (place == ImFontAtlasRectId_Invalid) return false;
    glyph->PackId = place;
    glyph->Visible = true;
    glyph->Colored = picture.coloured != 0;
    glyph->X0 = picture.left / density;
    glyph->Y0 = (icon ? 0 : baked->Ascent) + picture.top / density;
    glyph->X1 = glyph->X0 + picture.width / density;
    glyph->Y1 = glyph->Y0 + picture.height / density;

    const int pixel_bytes = glyph->Colored ? 4 : 1;
    std::vector<unsigned char> pixels(static_cast<std::size_t>(width * height * pixel_bytes));
    if (readback() == Readback::Garbage)
        self.unread_.add(place, draw);
    else
        copy_picture(pixels.data(), pixels.size(), glyph->Colored);
    ImTextureRect* rect = ImFontAtlasPackGetRect(atlas, place);
    const ImTextureFormat format = glyph->Colored ? ImTextureFormat_RGBA32 : ImTextureFormat_Alpha8;
    ImFontAtlasBakedSetFontGlyphBitmap(atlas, baked, source, glyph, rect, pixels.data(), format, width * pixel_bytes);
    return true;
}

}  // namespace byok::platform
