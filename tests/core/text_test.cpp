#include "core/text.h"

#include <doctest/doctest.h>

#include <string>

using namespace byok::core;

TEST_SUITE("core/text") {
    TEST_CASE("every form of valid UTF-8 is read") {
        CHECK(first_code_point("a").value == U'a');
        CHECK(first_code_point("é").value == U'é');
        CHECK(first_code_point("日本").value == U'日');
        CHECK(first_code_point("日本").bytes == 3);
        CHECK(first_code_point("🔑").value == U'🔑');
        CHECK(first_code_point("\U0010FFFF").value == U'\U0010FFFF');
        CHECK(first_code_point(std::string_view("\0", 1)).value == 0);
        CHECK(is_utf8(""));
        CHECK(is_utf8("plain, é, 日本語, 🔑, \u2028"));
    }

    TEST_CASE("bytes that are not UTF-8 count one by one and are noticed") {
        for (const std::string_view text : {
                 "\x80",              // a continuation without a lead
                 "\xC3",              // cut off
                 "\xE2\x80",          // cut off
                 "\xF0\x9F\x94",      // cut off
                 "\xC3(",             // no continuation
                 "\xC0\x80",          // overlong NUL
                 "\xC1\xBF",          // overlong
                 "\xE0\x80\x80",      // overlong
                 "\xF0\x80\x80\x80",  // overlong
                 "\xED\xA0\x80",      // a surrogate
                 "\xED\xBF\xBF",      // a surrogate
                 "\xF4\x90\x80\x80",  // beyond U+10FFFF
                 "\xF5\x80\x80\x80",
                 "\xFF",
                 "\xFE",
             }) {
            CAPTURE(text);
            CHECK_FALSE(is_utf8(text));
            CHECK_FALSE(is_utf8(std::string("ok ") + std::string(text)));
            CHECK_FALSE(first_code_point(text).valid);
            CHECK(first_code_point(text).bytes == 1);
        }
    }

    TEST_CASE("characters are counted as code points") {
        CHECK(count_code_points("") == 0);
        CHECK(count_code_points("abc") == 3);
        CHECK(count_code_points("日本🔑é") == 4);
        CHECK(count_code_points("\xFF\xFE") == 2);
    }

    TEST_CASE("white space is taken off both ends, also what is not ASCII") {
        CHECK(trimmed("  a b \t\r\n") == "a b");
        CHECK(trimmed("\uFEFF\u00A0key\u00A0\uFEFF") == "key");
        CHECK(trimmed("é") == "é");
        CHECK(trimmed("日本") == "日本");
        CHECK(trimmed("🔑 ") == "🔑");
        CHECK(trimmed("") == "");
        CHECK(trimmed(" \n\uFEFF ") == "");
    }

    TEST_CASE("what is not white space stays, also invalid bytes") {
        CHECK(trimmed("\u200Bkey") == "\u200Bkey");
        CHECK(trimmed(" \xA0 ") == "\xA0");
        CHECK(trimmed(" \xBF ") == "\xBF");
        CHECK(trimmed("key\xEF\xBB") == "key\xEF\xBB");
    }

    TEST_CASE("control and invisible characters are told from the rest") {
        for (const char32_t c : {U'\0', U'\n', U'\x1F', U'\x7F', U'\x80', U'\x9F'}) CHECK(is_control(c));
        for (const char32_t c : {U' ', U'~', U'\xA0', U'é', U'\u2028'}) CHECK_FALSE(is_control(c));
        for (const char32_t c : {U'\u200B', U'\u200D', U'\u2060', U'\uFEFF', U'\u00AD', U'\u202E'})
            CHECK(is_invisible(c));
        for (const char32_t c : {U' ', U'a', U'🔑', U'\u2010'}) CHECK_FALSE(is_invisible(c));
    }

    TEST_CASE("one line has no line breaks, no runs of white space and no invalid bytes") {
        CHECK(one_line("  two\r\n\tlines \x1B[31m ", 100) == "two lines [31m");
        CHECK(one_line("caf\xE9!", 100) == "caf\uFFFD!");
        CHECK(one_line("", 100).empty());
        CHECK(one_line("\n\n", 100).empty());
    }

    TEST_CASE("one line is cut at whole characters") {
        CHECK(one_line("日本語", 3) == "日本語");
        CHECK(one_line("日本語", 2) == "日本…");
        CHECK(one_line("ab cd", 5) == "ab cd");
        CHECK(one_line("ab cd", 3) == "ab…");
        CHECK(one_line("ab ", 2) == "ab");
    }
}
