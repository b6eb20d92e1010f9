#include <doctest/doctest.h>

#include <algorithm>

#include "ui/drawn_colours.h"
#include "ui/ui_harness.h"
#include "ui/widgets.h"

using namespace byok;
using namespace byok::ui;

namespace {

/// A button with a tooltip that says more than its name.
struct Page {
    ImVec2 at{100, 100};  // CSS pixels
    std::string tip = "14 January 2026 at 09:30:12 UTC";

    void operator()(Ui& ui) {
        button(ui, "Other");
        ImGui::SetCursorScreenPos({ui.px(at.x), ui.px(at.y)});
        tooltip(ui, button(ui, "Date").id, tip);
    }
};

bool is_shown(const UiHarness& page) {
    return std::ranges::contains(page.tree().nodes, Role::Tooltip, &Node::role);
}

}  // namespace

TEST_SUITE("ui/tooltip") {
    TEST_CASE("it shows when the pointer has stayed for a while, and goes when the pointer goes") {
        Page view;
        UiHarness page(std::ref(view));
        page.hover(Role::Button, "Date");
        CHECK_FALSE(is_shown(page));
        page.wait(0.5);
        CHECK(page.shows(Role::Tooltip, view.tip));
        page.hover(Role::Button, "Other");
        CHECK_FALSE(is_shown(page));
    }

    TEST_CASE("waiting for it draws frames, showing it does not") {
        Page view;
        UiHarness page(std::ref(view));
        page.hover(Role::Button, "Date");
        CHECK(page.ui().wants_frame());
        page.wait(1);
        const int before = page.frames();
        page.wait(10);
        CHECK(is_shown(page));
        CHECK(page.frames() == before);
    }

    TEST_CASE("it shows at once to those who come with the keyboard, not to those who click") {
        Page view;
        UiHarness page(std::ref(view));
        page.tab();
        page.tab();
        CHECK(page.focused().name == "Date");
        CHECK(is_shown(page));
        page.tab_back();
        CHECK_FALSE(is_shown(page));
        page.click(Role::Button, "Date");
        page.hover_nothing();
        CHECK(page.focused().name == "Date");
        CHECK_FALSE(is_shown(page));
    }

    TEST_CASE("on words it also shows to those who click or tap them, and Escape puts it away until they are left") {
        UiHarness page([](Ui& ui) {
            button(ui, "Other");
            tooltip(ui, text(ui, "14/01/2026"), "14 January 2026 at 09:30:12 UTC");
        });
        page.click(Role::Text, "14/01/2026");
        page.hover_nothing();
        CHECK(is_shown(page));
        CHECK(page.press(Key::Escape));
        CHECK_FALSE(is_shown(page));
        page.hover(Role::Text, "14/01/2026");
        page.wait(1);
        CHECK_FALSE_MESSAGE(is_shown(page), "the focus is still there");
        page.hover_nothing();
        page.click(Role::Button, "Other");
        page.click(Role::Text, "14/01/2026");
        CHECK(is_shown(page));
        CHECK_FALSE_MESSAGE(page.find(Role::Text, "14/01/2026").in_tab_order, "one stop of Tab a row is enough");
    }

    TEST_CASE("words that are cut are a stop of the keyboard, with a ring, and show the rest there") {
        UiHarness page([](Ui& ui) {
            button(ui, "Other");
            tooltip(ui, text(ui, "A name that is much too long", {.max_width = 40}), "A name that is much too long");
        });
        page.click(Role::Button, "Other");
        page.tab();
        CHECK(page.focused().name == "A name that is much too long");
        CHECK(is_shown(page));
        CHECK(drawn_in(page, Colour::FocusRing).corners > 0);
    }

    TEST_CASE("Escape puts away what the pointer shows while something else has the focus") {
        Page view;
        UiHarness page(std::ref(view));
        page.click(Role::Button, "Other");
        page.hover(Role::Button, "Date");
        page.wait(0.5);
        const Node tip = page.find(Role::Tooltip, view.tip), layer = *page.tree().find(tip.parent);
        CHECK((layer.keys & key_bit(Key::Escape)) != 0);
        page.ui().input(KeyPressed{.id = layer.id, .key = Key::Escape});
        page.settle();
        CHECK_FALSE(is_shown(page));
        page.hover_nothing();
        page.hover(Role::Button, "Date");
        page.wait(0.5);
        CHECK(is_shown(page));
    }

    TEST_CASE("it stays while the pointer is on the tooltip itself, which reaches the node") {
        Page view;
        UiHarness page(std::ref(view));
        page.hover(Role::Button, "Date");
        page.wait(0.5);
        const Node tip = page.find(Role::Tooltip, view.tip);
        CHECK(tip.rect.y == page.find(Role::Button, "Date").rect.bottom());
        page.hover(tip);
        CHECK(is_shown(page));
        page.hover_nothing();
        CHECK_FALSE(is_shown(page));
    }

    TEST_CASE("it is the node's description, shown or not, unless there is one already") {
        std::string own;
        UiHarness page([&](Ui& ui) {
            ButtonOptions options;
            options.description = own;
            tooltip(ui, button(ui, "Date", options).id, "in full");
        });
        CHECK(page.find(Role::Button, "Date").description == "in full");
        CHECK(page.find(Role::Button, "Date").has_tooltip);
        own = "of its own";
        page.settle();
        CHECK(page.find(Role::Button, "Date").description == "of its own");
    }

    TEST_CASE("one that only shows the name is no description, and is hidden from assistive technology") {
        UiHarness page([](Ui& ui) {
            ButtonOptions options;
            options.icon = Icon::Refresh;
            options.icon_only = true;
            button(ui, "Refresh", options);
        });
        page.hover(Role::Button, "Refresh");
        page.wait(0.5);
        CHECK(is_shown(page));
        CHECK(page.all(Role::Tooltip).empty());
        CHECK(page.find(Role::Button, "Refresh").description.empty());
    }

    TEST_CASE("it stays inside of the window") {
        const float width = UiHarness::desktop.width, height = UiHarness::desktop.height;
        for (const ImVec2 at : {ImVec2(0, 40), ImVec2(width - 52, 100), ImVec2(500, height - 32),
                                ImVec2(0, height - 32), ImVec2(width - 52, height - 32)}) {
            Page view;
            view.at = at;
            view.tip = "A tooltip that is long enough to be wrapped because it is wider than any tooltip may be here";
            UiHarness page(std::ref(view));
            page.hover(Role::Button, "Date");
            page.wait(0.5);
            const Rect tip = page.find(Role::Tooltip, view.tip).rect;
            CHECK(tip.x >= 8);
            CHECK(tip.right() <= width - 8);
            CHECK(tip.bottom() <= height);
            CHECK(tip.height > 40);
        }
    }

    TEST_CASE("no text, no tooltip") {
        Page view;
        view.tip.clear();
        UiHarness page(std::ref(view));
        page.hover(Role::Button, "Date");
        page.wait(1);
        CHECK_FALSE(is_shown(page));
        CHECK(page.find(Role::Button, "Date").description.empty());
        CHECK_FALSE(page.find(Role::Button, "Date").has_tooltip);
    }

    TEST_CASE("it lies over a dialog that its node is in") {
        UiHarness page([](Ui& ui) {
            ui.begin_layer("dialog", true);
            tooltip(ui, button(ui, "Date").id, "in full");
            ui.end_layer();
        });
        page.hover(Role::Button, "Date");
        page.wait(0.5);
        CHECK(page.shows(Role::Tooltip, "in full"));
    }
}
