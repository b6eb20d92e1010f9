#include <doctest/doctest.h>

#include <algorithm>

#include "ui/ui_harness.h"
#include "ui/widgets.h"

using namespace byok;
using namespace byok::ui;

namespace {

/// How far down anything is drawn, device pixels.
float lowest_vertex() {
    float lowest = 0;
    for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists)
        for (const ImDrawVert& vertex : list->VtxBuffer) lowest = std::max(lowest, vertex.pos.y);
    return lowest;
}

}  // namespace

TEST_SUITE("ui/card") {
    TEST_CASE("a card is a region around what is in it, as high as that and as wide as the column") {
        int lines = 1;
        UiHarness page([&](Ui& ui) {
            begin_column(ui, {ui.px(20), ui.px(10)}, 300);
            begin_card(ui, "Provider Keys Configuration");
            CHECK(width_left(ui) == 300 - 2 * 17);
            for (int i = 0; i < lines; ++i) text(ui, "A line", {.line_height = 20});
            end_card(ui);
            text(ui, "below");
            end_column(ui);
        });
        const auto card = [&] { return page.find(Role::Region, "Provider Keys Configuration").rect; };
        CHECK(card() == Rect{20, 10, 300, 21 + 20 + 20});
        CHECK(page.all(Role::Text).at(0).rect.x == 37);
        CHECK(page.find(Role::Text, "below").rect.x == 20);
        CHECK(page.find(Role::Text, "below").rect.y == card().bottom());

        lines = 10;
        page.settle();
        CHECK(card() == Rect{20, 10, 300, 21 + 200 + 20});
    }

    TEST_CASE("its box ends where it ends, also when it is lower than it was drawn at first") {
        for (const float height : {0.0f, 1.0f, 400.0f}) {
            CAPTURE(height);
            UiHarness page([&](Ui& ui) {
                begin_card(ui, "Card");
                space(ui, height);
                end_card(ui);
            });
            const float bottom = page.find(Role::Region, "Card").rect.bottom() * 2;
            CHECK(lowest_vertex() >= bottom);
            CHECK(lowest_vertex() <= bottom + 2);  // the soft edge
        }
    }

    TEST_CASE("cards nest") {
        UiHarness page([](Ui& ui) {
            begin_card(ui, "Outer");
            begin_card(ui, "Inner", Colour::Page);
            button(ui, "Inside");
            end_card(ui);
            end_card(ui);
        });
        const Node outer = page.find(Role::Region, "Outer"), inner = page.find(Role::Region, "Inner");
        CHECK(inner.parent == outer.id);
        CHECK(inner.rect.x == outer.rect.x + 17);
        CHECK(outer.rect.bottom() == inner.rect.bottom() + 20);
        page.click(Role::Button, "Inside");
    }
}
