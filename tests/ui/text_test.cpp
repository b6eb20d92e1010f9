#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "ui/drawn_glyphs.h"
#include "ui/ui_harness.h"
#include "ui/widgets.h"

using namespace byok;
using namespace byok::ui;

// The box font: a letter is half of the font size wide, a stretch of text a whole one (tests/ui/box_font.h).

namespace {

constexpr Viewport plain_screen = {.width = 800, .height = 600, .scale = 1};

ImVec2 size_of(std::string_view words, const TextStyle& style, Viewport viewport = plain_screen) {
    ImVec2 size;
    UiHarness page([&](Ui& ui) { size = text_size(ui, words, style); }, viewport);
    return size;
}

int vertices_of(std::string_view words, const TextStyle& style) {
    int vertices = 0;
    UiHarness page(
        [&](Ui& ui) {
            const int before = ImGui::GetWindowDrawList()->VtxBuffer.Size;
            draw_text(ui, {10, 10}, words, style);
            vertices = ImGui::GetWindowDrawList()->VtxBuffer.Size - before;
        },
        plain_screen);
    return vertices;
}

}  // namespace

TEST_SUITE("ui/text") {
    TEST_CASE("a line is as wide as its letters and as high as its font, unless a height is given") {
        CHECK(size_of("abcd", {.size = 20}).x == 40);
        CHECK(size_of("abcd", {.size = 20}).y == 20);
        CHECK(size_of("abcd", {.size = 20, .line_height = 30}).y == 30);
        CHECK(size_of("abcd", {.size = 20}, {.width = 800, .height = 600, .scale = 2}).x == 80);
    }

    TEST_CASE("no text is a line high and takes no width") {
        CHECK(size_of("", {.size = 20}).x == 0);
        CHECK(size_of("", {.size = 20}).y == 20);
    }

    TEST_CASE("text wraps between words and at line feeds, a word that is too long wherever it has to") {
        const TextStyle style{.size = 20, .wrap_width = 100};
        const auto lines = [&](std::string_view words) { return size_of(words, style).y / 20; };
        CHECK(lines("abcde") == 1);
        CHECK(lines("abcde fghij") == 2);
        CHECK(lines("abcdefghij") == 1);
        CHECK(lines("abcdefghijk") == 2);
        CHECK(lines("a\nb") == 2);
        CHECK(lines("a\n\nb") == 3);
        CHECK(lines("a\n") == 2);
        CHECK(lines("🔑🔑🔑🔑🔑🔑") == 2);
        CHECK(size_of("abcde fghij", style).x == 50);
    }

    TEST_CASE("text that wraps in no room at all still comes to an end") {
        CHECK(size_of("abc", {.size = 20, .wrap_width = 1}).y == 60);
    }

    TEST_CASE("one line stays one line however long it is") {
        CHECK(size_of(std::string(500, 'a'), {.size = 20}).y == 20);
    }

    TEST_CASE("text that does not fit is cut with an ellipsis, and fits then") {
        const TextStyle style{.size = 20, .max_width = 60};
        CHECK(size_of("abcdef", style).x == 60);
        CHECK(vertices_of("abcdef", style) == 6 * 4);
        CHECK(size_of("abcdefg", style).x == 60);
        CHECK(vertices_of("abcdefg", style) == 6 * 4);   // abcde…
        CHECK(vertices_of("abcd efg", style) == 5 * 4);  // abcd…, no space before the dots
    }

    TEST_CASE("a stretch that does not fit is left out as a whole") {
        const TextStyle style{.size = 20, .max_width = 60};
        CHECK(vertices_of("abc🔑x", style) == 5 * 4);   // fits exactly? three letters, a picture, a letter: 60
        CHECK(vertices_of("abcd🔑x", style) == 5 * 4);  // abcd…
    }

    TEST_CASE("of a word that is drawn as one picture the part that is read first is shown") {
        const auto drawn = [](std::string_view words) {
            std::vector<ImRect> glyphs;
            UiHarness page([&](Ui& ui) { draw_text(ui, {0, 10}, words, {.size = 20, .max_width = 60}); }, plain_screen);
            const ImDrawList& list = *ImGui::GetDrawData()->CmdLists[0];
            for (const ImDrawCmd& command : list.CmdBuffer) {
                for (unsigned int i = 0; i + 5 < command.ElemCount; i += 6) {
                    const ImDrawVert* corner =
                        &list.VtxBuffer[static_cast<int>(list.IdxBuffer[static_cast<int>(command.IdxOffset + i)])];
                    glyphs.push_back({std::max(corner[0].pos.x, command.ClipRect.x), 0,
                                      std::min(corner[2].pos.x, command.ClipRect.z), 0});
                }
            }
            return glyphs;
        };
        // Four letters leave ten pixels beside the ellipsis, a word takes twenty.
        const std::vector<ImRect> hebrew = drawn("abcdשלוםxyz");
        REQUIRE(hebrew.size() == 6);
        CHECK(hebrew[4].Min.x == 40);  // the ellipsis
        CHECK(hebrew[5].Min.x == 50);
        CHECK(hebrew[5].Max.x > 50);
        CHECK(hebrew[5].Max.x <= 60);
        const std::vector<ImRect> thai = drawn("abcdไทยxyz");
        REQUIRE(thai.size() == 6);
        CHECK(thai[4].Min.x == 50);
        CHECK(thai[5].Min.x == 40);
        CHECK(thai[5].Max.x == 50);
    }

    TEST_CASE("a word that is drawn as one picture and wider than a line becomes several lines") {
        CHECK(size_of("שלום עולם", {.size = 20, .wrap_width = 15}).y == 8 * 20);
        CHECK(size_of("שלום עולם", {.size = 20, .wrap_width = 20}).y == 20);
        CHECK(size_of("ไทย", {.size = 20, .wrap_width = 15}).y == 3 * 20);
    }

    TEST_CASE("where not even the ellipsis fits, it is all that is drawn") {
        CHECK(vertices_of("abcdef", {.size = 20, .max_width = 5}) == 4);
    }

    TEST_CASE("glyphs stand on whole device pixels, wherever the text is put") {
        UiHarness page([](Ui& ui) { draw_text(ui, {10.4f, 20.7f}, "a", {.size = 21, .line_height = 30}); },
                       plain_screen);
        const ImDrawList* list = ImGui::GetDrawData()->CmdLists[0];
        REQUIRE(list->VtxBuffer.Size == 4);
        for (const ImDrawVert& vertex : list->VtxBuffer) {
            CHECK(vertex.pos.x == std::floor(vertex.pos.x));
            CHECK(vertex.pos.y == std::floor(vertex.pos.y));
        }
        CHECK(list->VtxBuffer[0].pos.y == 20 + 4);  // half of the 9 px that the line has more than the font
    }

    TEST_CASE("what is drawn is what a screen reader hears: the whole text, also when it is cut") {
        UiHarness page([](Ui& ui) {
            text(ui, "A name that is far too long", {.max_width = 50});
            heading(ui, "Api Keys", 1, {.size = 24, .weight = Weight::Semibold});
        });
        CHECK(page.find(Role::Text, "A name that is far too long").rect.width == 50);
        CHECK(page.find(Role::Heading, "Api Keys").level == 1);
    }

    TEST_CASE("an empty text is nothing at all") {
        NodeId id = 1;
        UiHarness page([&](Ui& ui) { id = text(ui, ""); });
        CHECK(id == 0);
        CHECK(page.all(Role::Text).empty());
    }

    TEST_CASE("text in any script is drawn and keeps its name") {
        for (const std::string_view name :
             {"日本語の鍵", "مفتاح الإنتاج", "staging 🔑", "<b>HTML</b>", "100%s %d %n"}) {
            CAPTURE(name);
            UiHarness page([&](Ui& ui) { text(ui, name); });
            CHECK(page.shows(Role::Text, name));
            CHECK(drawn_vertices() > 0);
        }
    }

    TEST_CASE("an icon is as wide and high as it is said to be") {
        UiHarness page([](Ui& ui) { draw_icon(ui, {10, 20}, Icon::Key, 16, Colour::Text); }, plain_screen);
        CHECK(drawn_glyphs(page, page.ui().font(Weight::Regular), 16, code_point_of(Icon::Key)) == 1);
        CHECK(ImGui::GetDrawData()->CmdLists[0]->VtxBuffer[0].pos.x == 10);
        CHECK(ImGui::GetDrawData()->CmdLists[0]->VtxBuffer[0].pos.y == 20);
    }
}
