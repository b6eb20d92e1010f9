#include <algorithm>
#include <cfloat>
#include <cmath>
#include <cstring>

#include "ui/control.h"
#include "ui/widgets.h"

namespace byok::ui {
namespace {

constexpr const char* ellipsis = "\xE2\x80\xA6";

/// A font at a size, in device pixels. A line is as high as the style says, and its glyphs stand in the middle of it
/// like CSS puts them: half of what is left over above, half below.
struct Face {
    ImFont* font;
    float size;
    float line_height;
    float glyphs_from_top;

    Face(Ui& ui, const TextStyle& style)
        : font(style.mono ? ui.mono() : ui.font(style.weight)), size(ui.px(style.size)) {
        const ImFontBaked* baked = font->GetFontBaked(size);
        const float glyphs_height = std::round(baked->Ascent - baked->Descent);
        line_height = style.line_height > 0 ? ui.px(style.line_height) : glyphs_height;
        glyphs_from_top = std::floor((line_height - glyphs_height) / 2);
    }

    [[nodiscard]] float width(const char* begin, const char* end) const {
        return font->CalcTextSizeA(size, FLT_MAX, 0, begin, end).x;
    }
    [[nodiscard]] float width(char32_t code_point) const {
        return font->GetFontBaked(size)->GetCharAdvance(static_cast<ImWchar>(code_point));
    }
};

/// `text` as it can be drawn; plain text is not copied. `wrap_width`: device pixels, 0 = all in a line.
class Shaped {
public:
    Shaped(Ui& ui, const Face& face, std::string_view text, float wrap_width) : text_(text) {
        if (TextRuns::plain(text)) return;
        if (wrap_width > 0) {
            shaped_ = ui.runs().shape(text, [&](char32_t stretch) { return face.width(stretch) <= wrap_width; });
        } else {
            shaped_ = ui.runs().shape(text);
        }
        text_ = shaped_;
    }
    [[nodiscard]] const char* begin() const { return text_.data(); }
    [[nodiscard]] const char* end() const { return text_.data() + text_.size(); }

private:
    std::string shaped_;
    std::string_view text_;
};

const char* skip_blank(const char* at, const char* end) {
    while (at < end && (*at == ' ' || *at == '\t')) ++at;
    return at;
}

/// Calls `line(begin, end)` for every line of `text`, which is broken at line feeds and, unless `wrap_width` is 0,
/// where Dear ImGui's word wrapping says. Returns how many there are; at least one.
template <class Line>
int each_line(const Face& face, const Shaped& text, float wrap_width, Line line) {
    int lines = 0;
    const char* at = text.begin();
    do {
        const auto left = static_cast<std::size_t>(text.end() - at);
        const auto* feed = left == 0 ? nullptr : static_cast<const char*>(std::memchr(at, '\n', left));
        const char* paragraph_end = feed == nullptr ? text.end() : feed;
        do {
            const char* line_end = paragraph_end;
            if (wrap_width > 0) line_end = face.font->CalcWordWrapPosition(face.size, at, paragraph_end, wrap_width);
            line(at, line_end);
            ++lines;
            at = line_end == paragraph_end ? line_end : skip_blank(line_end, paragraph_end);
        } while (at < paragraph_end);
        if (feed == nullptr) break;
        at = feed + 1;
    } while (true);
    return lines;
}

/// A stretch at the front of `text`, by its code point; 0 when there is none.
char32_t stretch_at(const char* text, const char* end) {
    unsigned int code_point = 0;
    if (text < end) ImTextCharFromUtf8(&code_point, text, end);
    return code_point >= run_first && code_point <= run_last ? code_point : 0;
}

/// Draws as much of a line as fits in `max_width` with an ellipsis. Of words that are drawn as one picture a part is
/// shown, the one that people read first; the ellipsis stands where they go on.
void draw_cut_line(Ui& ui, const Face& face, ImVec2 at, ImU32 colour, const char* begin, const char* end,
                   float max_width) {
    ImDrawList& draw_list = *ImGui::GetWindowDrawList();
    const auto draw = [&](float x, const char* from, const char* to) {
        draw_list.AddText(face.font, face.size, whole_pixels(at + ImVec2(x, 0)), colour, from, to);
    };
    const float dots = face.width(ellipsis, ellipsis + std::strlen(ellipsis));
    const float room = std::max(0.0f, max_width - dots);
    const char* cut = begin;
    face.font->CalcTextSizeA(face.size, room + 0.5f, 0, begin, end, &cut);  // what fits exactly fits
    const float used = face.width(begin, cut);
    const char32_t next = stretch_at(cut, end);
    const TextRuns::Flow flow = ui.runs().flow(next);
    if (flow == TextRuns::Flow::Whole || room - used < face.size / 2) {
        while (cut > begin && cut[-1] == ' ') --cut;
        draw(0, begin, cut);
        return draw(face.width(begin, cut), ellipsis, nullptr);
    }
    const bool leftwards = flow == TextRuns::Flow::RightToLeft;
    const float part = leftwards ? used + dots : used, part_end = leftwards ? max_width : room;
    draw(0, begin, cut);
    draw(leftwards ? used : room, ellipsis, nullptr);
    ImGui::PushClipRect({at.x + std::ceil(part), at.y - face.size}, {at.x + std::floor(part_end), at.y + 2 * face.size},
                        true);
    const char* one = cut + 3;  // bytes of a private code point
    draw(leftwards ? max_width - face.width(next) : used, cut, one);
    ImGui::PopClipRect();
}

NodeId placed_text(Ui& ui, std::string_view key, std::string_view text, const TextStyle& style, Node node) {
    const ImVec2 at = whole_pixels(ImGui::GetCursorScreenPos());
    const ImVec2 size = text_size(ui, text, style);
    draw_text(ui, at, text, style);
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy(size);
    node.name = text;
    node.rect = ui.rect_of(at, at + size);
    return ui.leaf(key, std::move(node));
}

}  // namespace

ImVec2 text_size(Ui& ui, std::string_view text, const TextStyle& style) {
    const Face face(ui, style);
    const float wrap_width = ui.px(style.wrap_width);
    const Shaped shaped(ui, face, text, wrap_width);
    float width = 0;
    const auto measure = [&](const char* begin, const char* end) { width = std::max(width, face.width(begin, end)); };
    const int lines = each_line(face, shaped, wrap_width, measure);
    if (style.max_width > 0) width = std::min(width, ui.px(style.max_width));
    return {std::ceil(width), static_cast<float>(lines) * face.line_height};
}

void draw_text(Ui& ui, ImVec2 at, std::string_view text, const TextStyle& style) {
    const Face face(ui, style);
    const float wrap_width = ui.px(style.wrap_width), max_width = ui.px(style.max_width);
    const Shaped shaped(ui, face, text, wrap_width);
    const ImU32 colour = ui.colour(style.colour, style.alpha);
    ImDrawList& draw_list = *ImGui::GetWindowDrawList();
    ImVec2 line_at = whole_pixels(at) + ImVec2(0, face.glyphs_from_top);
    each_line(face, shaped, wrap_width, [&](const char* begin, const char* end) {
        if (max_width > 0 && face.width(begin, end) > max_width)
            draw_cut_line(ui, face, line_at, colour, begin, end, max_width);
        else
            draw_list.AddText(face.font, face.size, line_at, colour, begin, end);
        line_at.y += face.line_height;
    });
}

NodeId text(Ui& ui, std::string_view text, const TextStyle& style) {
    return text.empty() ? 0 : placed_text(ui, text, text, style, {.role = Role::Text});
}

NodeId heading(Ui& ui, std::string_view text, int level, const TextStyle& style) {
    return placed_text(ui, text, text, style, {.role = Role::Heading, .level = level});
}

void draw_icon(Ui& ui, ImVec2 at, Icon icon, float size, Colour colour, float alpha) {
    char utf8[5];
    ImTextCharToUtf8(utf8, code_point_of(icon));
    ImGui::GetWindowDrawList()->AddText(ui.font(Weight::Regular), ui.px(size), whole_pixels(at),
                                        ui.colour(colour, alpha), utf8);
}

}  // namespace byok::ui
