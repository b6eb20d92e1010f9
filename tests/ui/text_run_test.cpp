#include "ui/text_run.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "core/text.h"

using byok::ui::TextRuns;

namespace {

/// `shaped` with every private code point spelled as [its stretch], U+FFFD as "?".
std::string spelled(const TextRuns& runs, std::string_view shaped) {
    std::string words;
    for (std::size_t i = 0; i < shaped.size();) {
        const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(shaped[at]); };
        const std::size_t length = byte(i) < 0x80 ? 1 : byte(i) < 0xE0 ? 2 : byte(i) < 0xF0 ? 3 : 4;
        char32_t c = 0;
        if (length == 3)
            c = static_cast<char32_t>((byte(i) & 0xF) << 12 | (byte(i + 1) & 0x3F) << 6 | (byte(i + 2) & 0x3F));
        if (const std::string_view stretch = runs.stretch(c); !stretch.empty()) {
            words += "[" + std::string(stretch) + "]";
        } else {
            words += c == 0xFFFD ? "?" : std::string(shaped.substr(i, length));
        }
        i += length;
    }
    return words;
}

std::string shape(std::string_view text) {
    TextRuns runs;
    const std::string shaped = runs.shape(text);
    return spelled(runs, shaped);
}

std::string repeated(std::string_view text, int times) {
    std::string many;
    for (int i = 0; i < times; ++i) many += text;
    return many;
}

struct Row {
    std::string_view text, stretches;
};

}  // namespace

TEST_SUITE("ui/text_run") {
    TEST_CASE("text that can be drawn letter by letter comes back as it was") {
        for (const std::string_view text :
             {"", "My Mistral key 1", "a\tb\nc", "Schlüssel für Müller", "Ελληνικά", "Кириллица", "日本語の鍵",
              "한국어 키", "naïve café – “quoted” … ×2", "©®€"}) {
            CAPTURE(text);
            CHECK(shape(text) == text);
        }
    }

    TEST_CASE("stretches that need shaping become one glyph each") {
        const Row rows[] = {
            {"staging 🔑", "staging [🔑]"},
            {"🔑🔑", "[🔑][🔑]"},
            {"🇩🇪🇫🇷", "[🇩🇪][🇫🇷]"},
            {"👩‍💻 x", "[👩‍💻] x"},
            {"👍🏽!", "[👍🏽]!"},
            {"1️⃣ one", "[1️⃣] one"},
            {"✅ done ⚡", "[✅] done [⚡]"},
            {"cafe\u0301s", "caf[e\u0301]s"},
            {"नमस्ते दुनिया", "[नमस्ते] [दुनिया]"},
            {"ภาษาไทย ok", "[ภาษาไทย] ok"},
            {"מפתח", "[מפתח]"},
            {"𠮷野家", "[𠮷]野家"},
            {"key-مفتاح-2", "key-[مفتاح-2]"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.text);
            CHECK(shape(row.text) == row.stretches);
        }
    }

    TEST_CASE("words of a right-to-left script stay together with what stands between them") {
        CHECK(shape("مفتاح الإنتاج") == "[مفتاح الإنتاج]");
        CHECK(shape("مفتاح 12 جديد") == "[مفتاح 12 جديد]");
        CHECK(shape("مفتاح AWS جديد") == "[مفتاح] AWS [جديد]");
        CHECK(shape("مفتاح 12") == "[مفتاح 12]");
        CHECK(shape("מפתח 1.5 x") == "[מפתח 1.5] x");
        CHECK(shape("12 מפתח") == "12 [מפתח]");
        CHECK(shape("מפתח (12) AWS") == "[מפתח (12)] AWS");
        CHECK(shape("מפתח (חדש)") == "[מפתח (חדש)]");
        CHECK(shape("(מפתח)") == "([מפתח])");
        CHECK(shape("מפתח (AWS)") == "[מפתח] (AWS)");
        CHECK(shape("מפתח!") == "[מפתח]!");
        CHECK(shape("مفتاح\nجديد") == "[مفتاح]\n[جديد]");
    }

    TEST_CASE("a long phrase is cut between words, a long word between letters, never before a mark") {
        // 20 words of 5 letters and a space: 10 of them are 59 code points, 11 would be 65.
        const std::string word = "سلاما";
        const std::string phrase = repeated(word + " ", 19) + word;
        const std::string ten = repeated(word + " ", 9) + word;
        CHECK(shape(phrase) == "[" + ten + "] [" + ten + "]");

        CHECK(shape(repeated("ก", 140)) == "[" + repeated("ก", 128) + "][" + repeated("ก", 12) + "]");
        // A combining acute after every letter: the 128th code point is the 64th letter's mark.
        const std::string marked = "ب\u0301";
        CHECK(shape("ب" + repeated(marked, 70)) == "[ب" + repeated(marked, 63) + "][" + repeated(marked, 7) + "]");
    }

    TEST_CASE("a long word of a script with signs of its own is not cut between a letter and its sign") {
        const Row rows[] = {
            // the word's beginning, so that the 129th code point is what may not begin a piece; the syllable
            {"", "ก\u0E34"},   // Thai vowel above
            {"", "क\u093F"},   // Devanagari vowel sign
            {"", "ಕ\u0CBE"},   // Kannada, whose block has the same plan
            {"", "ක\u0DCF"},   // Sinhala
            {"", "ກ\u0EB4"},   // Lao
            {"", "က\u102D"},   // Myanmar
            {"", "ក\u17B7"},   // Khmer
            {"ក", "ក\u17D2"},  // Khmer: a letter below another
            {"क", "क\u094D"},  // Devanagari conjunct: the next letter belongs to it
        };
        for (const auto& [beginning, syllable] : rows) {
            CAPTURE(syllable);
            TextRuns runs;
            const std::string shaped = runs.shape(std::string("ก") + std::string(beginning) + repeated(syllable, 100));
            REQUIRE(shaped.size() >= 6);
            const std::string second(runs.stretch(static_cast<char32_t>(byok::ui::run_first + 1)));
            CAPTURE(second);
            CHECK(second.starts_with(syllable));
        }
    }

    TEST_CASE("letters of Hangul that go on with a syllable are drawn with it") {
        CHECK(shape("한국어") == "한국어");
        CHECK(shape("\u1112\u1161\u11AB글") == "[\u1112\u1161\u11AB]글");
        CHECK(shape("하\u11AB글") == "[하\u11AB]글");
    }

    TEST_CASE("a stretch that is too wide for a line is broken between its words, else between its letters") {
        struct Broken {
            std::string_view text;
            std::size_t letters_max;  // of a line
            std::string_view lines;
        };
        const Broken rows[] = {
            {"سلام", 4, "[سلام]"},
            {"مفتاح الإنتاج الجديد", 13, "[مفتاح الإنتاج]\n[الجديد]"},
            {"مفتاح الإنتاج الجديد", 8, "[مفتاح]\n[الإنتاج]\n[الجديد]"},
            {"ab مفتاح الإنتاج cd", 8, "ab [مفتاح]\n[الإنتاج] cd"},
            {"ภาษาไทย", 4, "[ภาษา]\n[ไทย]"},
            {"กิกิกิ", 3, "[กิ]\n[กิ]\n[กิ]"},
            {"กิ", 1, "[กิ]"},
            {"नमस्ते", 4, "[नम]\n[स्ते]"},
            {"👩‍💻👩‍💻", 1, "[👩‍💻][👩‍💻]"},
            {"cafe\u0301", 1, "caf[e\u0301]"},
        };
        for (const Broken& row : rows) {
            CAPTURE(row.text);
            TextRuns runs;
            const auto fits = [&](char32_t stretch) {
                return byok::core::count_code_points(runs.stretch(stretch)) <= row.letters_max;
            };
            CHECK(spelled(runs, runs.shape(row.text, fits)) == row.lines);
        }
    }

    TEST_CASE("how a stretch runs is known by its first letter") {
        TextRuns runs;
        static_cast<void>(runs.shape("שלום ไทย 🔑 e\u0301"));
        CHECK(runs.flow(byok::ui::run_first) == TextRuns::Flow::RightToLeft);
        CHECK(runs.flow(byok::ui::run_first + 1) == TextRuns::Flow::LeftToRight);
        CHECK(runs.flow(byok::ui::run_first + 2) == TextRuns::Flow::Whole);
        CHECK(runs.flow(byok::ui::run_first + 3) == TextRuns::Flow::Whole);
        CHECK(runs.flow(byok::ui::run_first + 4) == TextRuns::Flow::Whole);
        CHECK(runs.flow('a') == TextRuns::Flow::Whole);
    }

    TEST_CASE("marks without end do not grow a stretch without end") {
        const std::string shaped = shape("a" + repeated("\u0301", 200));
        CHECK(shaped.starts_with("[a" + repeated("\u0301", 63) + "]"));
    }

    TEST_CASE("what is not to be shown as it is shows the replacement character") {
        const Row rows[] = {
            {"a\x01z", "a?z"},
            {"a\x7Fz", "a?z"},
            {"a\r\nz", "a?\nz"},
            {"a\xC2\x85z", "a?z"},
            {"a\u2028z", "a?z"},
            {"a\u202Ez", "a?z"},  // right-to-left override: shows file names backwards
            {"a\u2066z", "a?z"},  // isolate
            {"a\uE000z", "a?z"},  // one of our icons
            {"a\uE100z", "a?z"},  // one of our stretches
            {"a\uF8FFz", "a?z"},
            {"a\U000F0000z", "a?z"},  // private use, plane 15
            {"a\uFEFFz", "a?z"},
            {"a\uFFFEz", "a?z"},
            {"a\x80z", "a?z"},  // a continuation byte on its own
            {"a\xC3", "a?"},    // cut off
            {"a\xC3z", "a?z"},
            {"a\xE2\x82z", "a?z"},
            {"a\xC0\xAFz", "a??z"},  // overlong
            {"a\xE0\x80\x80z", "a?z"},
            {"a\xED\xA0\x80z", "a?z"},      // surrogate
            {"a\xF4\x90\x80\x80z", "a?z"},  // beyond U+10FFFF
            {"a\xFFz", "a?z"},
        };
        for (const Row& row : rows) {
            CAPTURE(row.text);
            CHECK(shape(row.text) == row.stretches);
        }
    }

    TEST_CASE("the same stretch has the same code point every time") {
        TextRuns runs;
        const std::string once = runs.shape("🔑");
        CHECK(runs.shape("🔑") == once);
        CHECK(runs.shape("x🔑y") == "x" + once + "y");
        CHECK(runs.shape("🔒") != once);
    }

    TEST_CASE("a code point that stands for nothing has no stretch") {
        TextRuns runs;
        CHECK(runs.stretch('a').empty());
        CHECK(runs.stretch(byok::ui::run_first).empty());
        static_cast<void>(runs.shape("🔑"));
        CHECK(runs.stretch(byok::ui::run_first) == "🔑");
        CHECK(runs.stretch(byok::ui::run_first + 1).empty());
    }

    TEST_CASE("when the code points run out, further stretches show the replacement character") {
        TextRuns runs;
        std::size_t shown = 0;
        for (char32_t c = 0x20000; c < 0x20000 + 6200; ++c) {
            const char utf8[] = {static_cast<char>(0xF0 | c >> 18), static_cast<char>(0x80 | (c >> 12 & 0x3F)),
                                 static_cast<char>(0x80 | (c >> 6 & 0x3F)), static_cast<char>(0x80 | (c & 0x3F))};
            shown += runs.shape({utf8, 4}) == "\uFFFD" ? 0 : 1;
        }
        CHECK(shown == byok::ui::run_last - byok::ui::run_first + 1);
        CHECK(spelled(runs, runs.shape("\U00020000")) == "[\U00020000]");
        CHECK(runs.shape("🔑") == "\uFFFD");
    }
}
