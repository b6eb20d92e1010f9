#include "ui/text_run.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <utility>

namespace byok::ui {
namespace {

constexpr char32_t replacement = 0xFFFD;
constexpr std::size_t phrase_max = 64, word_max = 128;  // code points; no name is as long as the longest word

/// How a code point takes part in a stretch.
enum class Kind : std::uint8_t {
    Plain,        // drawn by itself, unless a mark follows it
    Mark,         // belongs to what stands before it: combining marks, joiners, variation selectors, skin tones
    Joined,       // of a script whose letters join, stack or reorder; a word is a stretch
    RightToLeft,  // the same, and words follow each other from right to left
    Picture,      // emoji and what else lies beyond U+FFFF: a cluster is a stretch
    Refused,      // not shown as it is
};

struct Range {
    char32_t first, last;
    Kind kind;
};

// Sorted; what is not listed is Plain. Marks inside a script's own block are of that script's kind: there a word is
// drawn as a whole anyway. Sources: Unicode Blocks.txt, Joining_Type, Emoji_Presentation, General_Category Mn/Me.
constexpr auto ranges = std::to_array<Range>({
    {0x0000, 0x0008, Kind::Refused},      // C0 without tab and line feed
    {0x000B, 0x001F, Kind::Refused},      //
    {0x007F, 0x009F, Kind::Refused},      // DEL, C1
    {0x0300, 0x036F, Kind::Mark},         // combining diacritical marks
    {0x0483, 0x0489, Kind::Mark},         // Cyrillic
    {0x0590, 0x08FF, Kind::RightToLeft},  // Hebrew, Arabic, Syriac, Thaana, N'Ko, Samaritan, Mandaic
    {0x0900, 0x109F, Kind::Joined},       // Indic scripts, Sinhala, Thai, Lao, Tibetan, Myanmar
    {0x1100, 0x115F, Kind::Joined},       // Hangul letters that begin a syllable
    {0x1160, 0x11FF, Kind::Mark},         // and that go on with one, be it of one code point or of letters
    {0x135D, 0x135F, Kind::Mark},         // Ethiopic
    {0x1700, 0x18AF, Kind::Joined},       // Philippine scripts, Khmer, Mongolian
    {0x1900, 0x1AAF, Kind::Joined},       // Limbu, Tai Le, New Tai Lue, Buginese, Tai Tham
    {0x1AB0, 0x1AFF, Kind::Mark},         // combining diacritical marks extended
    {0x1B00, 0x1C4F, Kind::Joined},       // Balinese, Sundanese, Batak, Lepcha
    {0x1CD0, 0x1CFF, Kind::Mark},         // Vedic extensions
    {0x1DC0, 0x1DFF, Kind::Mark},         // combining diacritical marks supplement
    {0x200B, 0x200F, Kind::Mark},         // zero-width space, joiners, direction marks
    {0x2028, 0x202E, Kind::Refused},      // line and paragraph separators, bidi embeddings and overrides
    {0x2060, 0x2064, Kind::Mark},         // word joiner, invisible operators
    {0x2066, 0x206F, Kind::Refused},      // bidi isolates, deprecated format characters
    {0x20D0, 0x20FF, Kind::Mark},         // combining marks for symbols, keycap
    {0x231A, 0x231B, Kind::Picture},      // from here: symbols that are emoji without a variation selector
    {0x23E9, 0x23EC, Kind::Picture},      //
    {0x23F0, 0x23F0, Kind::Picture},      //
    {0x23F3, 0x23F3, Kind::Picture},      //
    {0x25FD, 0x25FE, Kind::Picture},      //
    {0x2614, 0x2615, Kind::Picture},      //
    {0x2648, 0x2653, Kind::Picture},      //
    {0x267F, 0x267F, Kind::Picture},      //
    {0x2693, 0x2693, Kind::Picture},      //
    {0x26A1, 0x26A1, Kind::Picture},      //
    {0x26AA, 0x26AB, Kind::Picture},      //
    {0x26BD, 0x26BE, Kind::Picture},      //
    {0x26C4, 0x26C5, Kind::Picture},      //
    {0x26CE, 0x26CE, Kind::Picture},      //
    {0x26D4, 0x26D4, Kind::Picture},      //
    {0x26EA, 0x26EA, Kind::Picture},      //
    {0x26F2, 0x26F3, Kind::Picture},      //
    {0x26F5, 0x26F5, Kind::Picture},      //
    {0x26FA, 0x26FA, Kind::Picture},      //
    {0x26FD, 0x26FD, Kind::Picture},      //
    {0x2705, 0x2705, Kind::Picture},      //
    {0x270A, 0x270B, Kind::Picture},      //
    {0x2728, 0x2728, Kind::Picture},      //
    {0x274C, 0x274C, Kind::Picture},      //
    {0x274E, 0x274E, Kind::Picture},      //
    {0x2753, 0x2755, Kind::Picture},      //
    {0x2757, 0x2757, Kind::Picture},      //
    {0x2795, 0x2797, Kind::Picture},      //
    {0x27B0, 0x27B0, Kind::Picture},      //
    {0x27BF, 0x27BF, Kind::Picture},      //
    {0x2B1B, 0x2B1C, Kind::Picture},      //
    {0x2B50, 0x2B50, Kind::Picture},      //
    {0x2B55, 0x2B55, Kind::Picture},      //
    {0x2CEF, 0x2CF1, Kind::Mark},         // Coptic
    {0x2DE0, 0x2DFF, Kind::Mark},         // Cyrillic extended
    {0x302A, 0x302F, Kind::Mark},         // CJK tone marks
    {0x3099, 0x309A, Kind::Mark},         // Japanese voiced sound marks
    {0xA66F, 0xA67D, Kind::Mark},         // Cyrillic extended
    {0xA800, 0xA82F, Kind::Joined},       // Syloti Nagri
    {0xA840, 0xA8FF, Kind::Joined},       // Phags-pa, Saurashtra, Devanagari extended
    {0xA900, 0xA95F, Kind::Joined},       // Kayah Li, Rejang
    {0xA960, 0xA97F, Kind::Joined},       // Hangul letters extended A
    {0xA980, 0xAADF, Kind::Joined},       // Javanese, Myanmar extended, Cham, Tai Viet
    {0xAAE0, 0xAAFF, Kind::Joined},       // Meetei Mayek extensions
    {0xABC0, 0xABFF, Kind::Joined},       // Meetei Mayek
    {0xD7B0, 0xD7FF, Kind::Mark},         // Hangul letters extended B, that go on with a syllable
    {0xD800, 0xF8FF, Kind::Refused},      // surrogates; private use: ours (icons, stretches)
    {0xFB1D, 0xFDCF, Kind::RightToLeft},  // Hebrew and Arabic presentation forms
    {0xFDD0, 0xFDEF, Kind::Refused},      // no characters
    {0xFDF0, 0xFDFF, Kind::RightToLeft},  // Arabic presentation forms
    {0xFE00, 0xFE0F, Kind::Mark},         // variation selectors
    {0xFE20, 0xFE2F, Kind::Mark},         // combining half marks
    {0xFE70, 0xFEFC, Kind::RightToLeft},  // Arabic presentation forms B
    {0xFEFF, 0xFEFF, Kind::Refused},      // byte order mark
    {0xFFF9, 0xFFFB, Kind::Refused},      // interlinear annotation
    {0xFFFE, 0xFFFF, Kind::Refused},      // no characters
    {0x10000, 0x107FF, Kind::Picture},    //
    {0x10800, 0x10FFF, Kind::RightToLeft}, {0x11000, 0x11FFF, Kind::Joined},   // Brahmi and its descendants
    {0x12000, 0x1E7FF, Kind::Picture},                                         //
    {0x1E800, 0x1EFFF, Kind::RightToLeft}, {0x1F000, 0x1F3FA, Kind::Picture},  //
    {0x1F3FB, 0x1F3FF, Kind::Mark},                                            // skin tones
    {0x1F400, 0xDFFFF, Kind::Picture},                                         //
    {0xE0000, 0xE01EF, Kind::Mark},      // tags (flags of regions), variation selectors
    {0xE01F0, 0xEFFFF, Kind::Picture},   //
    {0xF0000, 0x10FFFF, Kind::Refused},  // private use
});

Kind kind_of(char32_t code_point) {
    const auto after = std::ranges::upper_bound(ranges, code_point, {}, &Range::first);
    if (after == ranges.begin()) return Kind::Plain;
    const Range& range = *std::prev(after);
    return code_point <= range.last ? range.kind : Kind::Plain;
}

// Signs in the blocks of joined scripts that may not stand at the beginning of a line or piece. The blocks of the Indic
// scripts have all the same plan. Source: General_Category Mn and Mc.
bool sign(char32_t c) {
    if (c >= 0x0900 && c < 0x0D80) {
        const char32_t place = c & 0x7F;
        return place <= 3 || (place >= 0x3A && place <= 0x57 && place != 0x3D && place != 0x50) || place == 0x62 ||
               place == 0x63;
    }
    static constexpr auto others = std::to_array<std::pair<char32_t, char32_t>>({
        {0x0D81, 0x0D83}, {0x0DCA, 0x0DDF}, {0x0DF2, 0x0DF3},                                      // Sinhala
        {0x0E30, 0x0E3A}, {0x0E45, 0x0E45}, {0x0E47, 0x0E4E},                                      // Thai
        {0x0EB0, 0x0EBC}, {0x0EC8, 0x0ECE},                                                        // Lao
        {0x0F18, 0x0F19}, {0x0F35, 0x0F39}, {0x0F3E, 0x0F3F}, {0x0F71, 0x0F84}, {0x0F86, 0x0FBC},  // Tibetan
        {0x102B, 0x103E}, {0x1056, 0x1059}, {0x105E, 0x1060}, {0x1062, 0x1064}, {0x1067, 0x106D},  // Myanmar
        {0x17B4, 0x17D3}, {0x17DD, 0x17DD},                                                        // Khmer
    });
    return std::ranges::any_of(others, [c](const auto& range) { return c >= range.first && c <= range.second; });
}

// What joins the next letter to the one before: viramas that build conjuncts, and Khmer's coeng.
bool joins_next(char32_t c) {
    const bool indic = c >= 0x0900 && c < 0x0D80 && (c & 0x7F) == 0x4D;
    return indic || c == 0x0DCA || c == 0x1039 || c == 0x17D2 || c == 0x200D;
}

bool digit(char32_t c) {
    return c >= '0' && c <= '9';
}

// Where text runs from left to right for certain: what may not stand inside a stretch that runs the other way.
bool left_to_right_letter(char32_t c) {
    const bool ascii_letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    const bool neutral = (c >= 0x2000 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x303F);  // punctuation, symbols
    return ascii_letter || (c >= 0xC0 && !neutral);
}

bool regional_indicator(char32_t c) {
    return c >= 0x1F1E6 && c <= 0x1F1FF;
}

constexpr char32_t zero_width_joiner = 0x200D;

/// Takes one code point off the front of `text`; U+FFFD for a byte that begins none (RFC 3629).
char32_t take_code_point(std::string_view& text) {
    const auto byte = [&](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(text[i])); };
    const char32_t first = byte(0);
    const std::size_t length = first < 0x80   ? 1
                               : first < 0xC2 ? 0
                               : first < 0xE0 ? 2
                               : first < 0xF0 ? 3
                               : first < 0xF5 ? 4
                                              : 0;
    char32_t code_point = length == 1 ? first : first & (0xFFu >> (length + 1));
    std::size_t taken = 1;
    while (taken < length && taken < text.size() && (byte(taken) & 0xC0) == 0x80)
        code_point = code_point << 6 | (byte(taken++) & 0x3F);
    const bool complete = length != 0 && taken == length;
    const bool too_long = (length == 3 && code_point < 0x800) || (length == 4 && code_point < 0x10000);
    text.remove_prefix(taken);
    return complete && !too_long && code_point <= 0x10FFFF ? code_point : replacement;
}

void append_utf8(std::string& text, char32_t c) {
    const auto put = [&](char32_t byte) { text.push_back(static_cast<char>(static_cast<unsigned char>(byte))); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0 | c >> 6), put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        put(0xE0 | c >> 12), put(0x80 | (c >> 6 & 0x3F)), put(0x80 | (c & 0x3F));
    } else {
        put(0xF0 | c >> 18), put(0x80 | (c >> 12 & 0x3F)), put(0x80 | (c >> 6 & 0x3F)), put(0x80 | (c & 0x3F));
    }
}

struct Glyph {
    char32_t code_point;
    Kind kind;
};

std::vector<Glyph> decode(std::string_view text) {
    std::vector<Glyph> glyphs;
    glyphs.reserve(text.size());
    while (!text.empty()) {
        const char32_t code_point = take_code_point(text);
        const Kind kind = kind_of(code_point);
        glyphs.push_back(kind == Kind::Refused ? Glyph{replacement, Kind::Plain} : Glyph{code_point, kind});
    }
    return glyphs;
}

// The functions below return how many glyphs from the front of `glyphs` belong together.

// One character as people see it: a base with its marks, a flag, an emoji joined of several.
std::size_t cluster(std::span<const Glyph> glyphs) {
    std::size_t end = 1;
    if (glyphs.size() > 1 && regional_indicator(glyphs[0].code_point) && regional_indicator(glyphs[1].code_point))
        end = 2;
    while (end < glyphs.size() && end < phrase_max) {
        const bool joined = glyphs[end - 1].code_point == zero_width_joiner && glyphs[end].kind == Kind::Picture;
        if (glyphs[end].kind != Kind::Mark && !joined) break;
        ++end;
    }
    return end;
}

std::size_t word(std::span<const Glyph> glyphs) {
    const Kind kind = glyphs[0].kind;
    std::size_t end = 1;
    while (end < glyphs.size() && (glyphs[end].kind == kind || glyphs[end].kind == Kind::Mark)) ++end;
    return end;
}

// Words of a right-to-left script with what stands between them, and the numbers after them, so that the browser puts
// them in their order. Which neutral characters at its end run with it: Unicode Bidirectional Algorithm, W2, N0 to N2.
std::size_t right_to_left_phrase(std::span<const Glyph> glyphs) {
    std::size_t end = word(glyphs), opened_at = glyphs.size();
    for (std::size_t next = end; next < glyphs.size() && next < phrase_max; ++next) {
        const auto& [c, kind] = glyphs[next];
        const bool opens = c == '(' || c == '[' || c == '{', closes = c == ')' || c == ']' || c == '}';
        if (kind == Kind::RightToLeft) {
            const std::size_t with_word = next + word(glyphs.subspan(next));
            if (with_word > phrase_max) break;
            end = with_word;
            next = end - 1;
        } else if (digit(c) || (closes && opened_at < end)) {
            end = next + 1;
            if (closes) opened_at = glyphs.size();
        } else if (opens) {
            opened_at = next;
        } else if (c == '\n' || kind == Kind::Joined || kind == Kind::Picture ||
                   (kind == Kind::Plain && left_to_right_letter(c))) {
            break;
        }
    }
    return end;
}

// Whether a piece of text may begin at `at`.
bool may_begin(std::span<const Glyph> glyphs, std::size_t at) {
    const auto& [c, kind] = glyphs[at];
    return kind != Kind::Mark && !sign(c) && !joins_next(glyphs[at - 1].code_point);
}

// A single word that is too long is cut where no sign is cut off its letter.
std::size_t cut(std::span<const Glyph> glyphs, std::size_t end) {
    if (end <= word_max) return end;
    end = word_max;
    while (end > 1 && !may_begin(glyphs, end)) --end;
    return end == 1 ? word_max : end;
}

/// The two lines that a stretch is broken into, as near to its middle as can be. Nothing in either: it is one letter.
struct Halves {
    std::span<const Glyph> first, second;
};

Halves halves(std::span<const Glyph> glyphs) {
    Halves best;
    std::size_t best_cost = SIZE_MAX;
    for (std::size_t at = 1; at < glyphs.size(); ++at) {
        const bool space = glyphs[at].code_point == ' ';
        if (space ? at + 1 == glyphs.size() : !may_begin(glyphs, at)) continue;
        const std::size_t size = glyphs.size(), off = 2 * at > size ? 2 * at - size : size - 2 * at;
        const std::size_t cost = off + (space ? 0 : size);  // any space rather than a place inside of a word
        if (cost >= best_cost) continue;
        best = {glyphs.first(at), glyphs.subspan(space ? at + 1 : at)};
        best_cost = cost;
    }
    return best;
}

// 0: the first glyph is drawn by itself.
std::size_t stretch_length(std::span<const Glyph> glyphs) {
    switch (glyphs[0].kind) {
        case Kind::Joined:
            return cut(glyphs, word(glyphs));
        case Kind::RightToLeft:
            return cut(glyphs, right_to_left_phrase(glyphs));
        case Kind::Picture:
        case Kind::Mark:
            return cluster(glyphs);
        case Kind::Plain: {
            const bool has_mark = glyphs.size() > 1 && glyphs[1].kind == Kind::Mark;
            const bool space = glyphs[0].code_point <= ' ' || glyphs[0].code_point == replacement;
            return has_mark && !space ? cluster(glyphs) : 0;
        }
        case Kind::Refused:
            break;
    }
    return 0;
}

TextRuns::Flow flow_of(Kind kind) {
    if (kind == Kind::Joined) return TextRuns::Flow::LeftToRight;
    return kind == Kind::RightToLeft ? TextRuns::Flow::RightToLeft : TextRuns::Flow::Whole;
}

}  // namespace

bool TextRuns::plain(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return (c >= ' ' && c <= '~') || c == '\n' || c == '\t'; });
}

std::string TextRuns::shape(std::string_view text, const std::function<bool(char32_t)>& fits) {
    if (plain(text)) return std::string(text);
    const std::vector<Glyph> glyphs = decode(text);
    std::string shaped;
    shaped.reserve(text.size());
    Flow flow = Flow::Whole;
    const auto append = [&](this const auto& self, std::span<const Glyph> stretch) -> void {
        std::string utf8;
        for (const Glyph& glyph : stretch) append_utf8(utf8, glyph.code_point);
        const char32_t code_point = code_point_of(std::move(utf8));
        const Halves lines = fits && flow != Flow::Whole && !fits(code_point) ? halves(stretch) : Halves{};
        if (lines.first.empty()) return append_utf8(shaped, code_point);
        self(lines.first);
        shaped += '\n';
        self(lines.second);
    };
    for (std::span<const Glyph> left = glyphs; !left.empty();) {
        const std::size_t length = stretch_length(left);
        if (length == 0) {
            append_utf8(shaped, left[0].code_point);
        } else {
            flow = flow_of(left[0].kind);
            append(left.first(length));
        }
        left = left.subspan(std::max<std::size_t>(length, 1));
    }
    return shaped;
}

char32_t TextRuns::code_point_of(std::string stretch) {
    if (const auto known = code_points_.find(stretch); known != code_points_.end()) return known->second;
    if (stretches_.size() > run_last - run_first) return replacement;
    const auto code_point = static_cast<char32_t>(run_first + stretches_.size());
    stretches_.push_back(stretch);
    code_points_.emplace(std::move(stretch), code_point);
    return code_point;
}

std::string_view TextRuns::stretch(char32_t code_point) const {
    const std::size_t index = code_point - run_first;
    return code_point >= run_first && index < stretches_.size() ? std::string_view(stretches_[index])
                                                                : std::string_view();
}

TextRuns::Flow TextRuns::flow(char32_t code_point) const {
    std::string_view text = stretch(code_point);
    return text.empty() ? Flow::Whole : flow_of(kind_of(take_code_point(text)));
}

}  // namespace byok::ui
