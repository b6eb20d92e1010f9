/// Text that cannot be drawn code point by code point: scripts that join or reorder (Arabic, Hebrew, Devanagari…),
/// combining marks, emoji and whatever lies beyond U+FFFF. Such a stretch is drawn by the browser as one picture.
///
/// Each distinct stretch gets a private code point (U+E100…U+F8FF), whose glyph the font loader draws from the whole
/// stretch. So Dear ImGui lays it out, wraps and colours it like any other glyph. Icons (ui/icons.h) use U+E000…U+E0FF.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace byok::ui {

inline constexpr char32_t icon_first = 0xE000, run_first = 0xE100, run_last = 0xF8FF;

class TextRuns {
public:
    /// `text` with every stretch that needs it replaced by its private code point. Invalid UTF-8 becomes U+FFFD, and so
    /// do control characters (but tab and line feed), bidi overrides and the private code points of the input. When the
    /// code points run out (6,143 distinct stretches), further stretches show U+FFFD. Most text comes back as it was.
    std::string shape(std::string_view text) { return shape(text, nullptr); }

    /// The same for text that wraps: a stretch for whose code point `fits` says no is broken into lines, between its
    /// words or else between its letters, until each does. Emoji and single letters stay whole.
    std::string shape(std::string_view text, const std::function<bool(char32_t)>& fits);

    /// Whether shape() would give `text` back as it is without looking closer: printable ASCII.
    static bool plain(std::string_view text);

    /// The stretch behind a private code point; empty when there is none.
    [[nodiscard]] std::string_view stretch(char32_t code_point) const;

    /// How the text behind a private code point runs; `Whole` for one that makes no sense in part (emoji, a letter with
    /// its marks), and when there is none.
    enum class Flow : std::uint8_t { Whole, LeftToRight, RightToLeft };
    [[nodiscard]] Flow flow(char32_t code_point) const;

private:
    char32_t code_point_of(std::string stretch);

    std::vector<std::string> stretches_;
    std::unordered_map<std::string, char32_t> code_points_;
};

}  // namespace byok::ui
