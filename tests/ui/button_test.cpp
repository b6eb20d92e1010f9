#include <doctest/doctest.h>

#include "ui/drawn_glyphs.h"
#include "ui/ui_harness.h"
#include "ui/widgets.h"

using namespace byok;
using namespace byok::ui;

namespace {

/// One button, and how often it was clicked.
struct Page {
    std::string label = "Save";
    ButtonOptions options;
    ButtonResult result;
    int clicks = 0;

    void operator()(Ui& ui) {
        ImGui::SetCursorScreenPos({ui.px(100), ui.px(50)});
        result = button(ui, label, options);
        clicks += result ? 1 : 0;
    }
};

}  // namespace

TEST_SUITE("ui/button") {
    TEST_CASE("a button is clicked by pointer, Enter and Space") {
        Page view;
        UiHarness page(std::ref(view));
        page.click(Role::Button, "Save");
        CHECK(view.clicks == 1);
        CHECK(page.press(Key::Enter));
        CHECK(page.press(Key::Space));
        CHECK(view.clicks == 3);
        CHECK_FALSE(page.press(Key::Escape));
        CHECK(view.clicks == 3);
    }

    TEST_CASE("it is 32 high and as wide as its content, unless it is told otherwise") {
        Page view;
        UiHarness page(std::ref(view));
        CHECK(page.find(Role::Button, "Save").rect == Rect{100, 50, 4 * 7 + 2 * 12, 32});
        view.options.icon = Icon::Plus;
        page.settle();
        CHECK(page.find(Role::Button, "Save").rect.width == 4 * 7 + 2 * 12 + 16 + 8);
        view.options.width = 200;
        view.options.height = 36;
        page.settle();
        CHECK(page.find(Role::Button, "Save").rect == Rect{100, 50, 200, 36});
        CHECK(view.result.rect == Rect{100, 50, 200, 36});
    }

    TEST_CASE("button_width says what it will take") {
        for (const bool busy : {false, true})
            for (const bool icon_only : {false, true})
                for (const std::optional<Icon> icon : {std::optional<Icon>{}, std::optional(Icon::Plus)}) {
                    if (icon_only && !icon) continue;
                    Page view;
                    view.options.icon = icon;
                    view.options.icon_only = icon_only;
                    view.options.busy = busy;
                    float foreseen = 0;
                    UiHarness page([&](Ui& ui) {
                        foreseen = button_width(ui, view.label, view.options);
                        view(ui);
                    });
                    CHECK(view.result.rect.width == foreseen);
                }
    }

    TEST_CASE("a disabled button says so and cannot be clicked") {
        Page view;
        view.options.disabled = true;
        UiHarness page(std::ref(view));
        CHECK(page.find(Role::Button, "Save").disabled);
        page.ui().input(Clicked{.id = view.result.id});
        page.settle();
        CHECK(view.clicks == 0);
        page.tab();
        CHECK_FALSE(page.has_focus());
    }

    TEST_CASE("a busy button turns a spinner, keeps its width and its focus, and is not clicked again") {
        Page view;
        UiHarness page(std::ref(view));
        page.click(Role::Button, "Save");
        const Rect before = view.result.rect;
        view.options.busy = true;
        page.settle();
        CHECK(page.find(Role::Button, "Save").busy);
        CHECK(view.result.rect == before);
        CHECK(drawn_icons(page, Icon::Loader) == 1);
        CHECK(page.focused().name == "Save");
        page.click(Role::Button, "Save");
        CHECK(page.press(Key::Enter));
        CHECK(view.clicks == 1);
        view.options.busy = false;
        page.settle();
        CHECK(drawn_icons(page, Icon::Loader) == 0);
        CHECK_FALSE(page.ui().wants_frame());
    }

    TEST_CASE("the spinner takes the place of an icon, and keeps frames coming only where motion is welcome") {
        Page view;
        view.options.icon = Icon::Refresh;
        view.options.busy = true;
        UiHarness page(std::ref(view));
        CHECK(drawn_icons(page, Icon::Refresh) == 0);
        CHECK(drawn_icons(page, Icon::Loader) == 1);
        CHECK(page.ui().wants_frame());
        Viewport calm = UiHarness::desktop;
        calm.reduced_motion = true;
        page.resize(calm);
        CHECK(drawn_icons(page, Icon::Loader) == 1);
        CHECK_FALSE(page.ui().wants_frame());
    }

    TEST_CASE("an icon button is square, and its label is its name") {
        Page view;
        view.label = "Refresh";
        view.options.icon = Icon::Refresh;
        view.options.icon_only = true;
        UiHarness page(std::ref(view));
        const Node node = page.find(Role::Button, "Refresh");
        CHECK(node.rect == Rect{100, 50, 32, 32});
        CHECK(node.description.empty());
    }

    TEST_CASE("a label that does not fit is cut, its name is not") {
        Page view;
        view.label = "A very long organization name";
        view.options.width = 100;
        UiHarness page(std::ref(view));
        CHECK(page.find(Role::Button, "A very long organization name").rect.width == 100);
        CHECK(drawn_glyphs(page, page.ui().font(Weight::Medium), 14, 0x2026) == 1);
    }

    TEST_CASE("name, key and what it opens are those that were given") {
        Page view;
        view.options.name = "Actions for Mistral";
        view.options.key = "actions";
        view.options.description = "Opens a menu";
        view.options.popup = Popup::Menu;
        view.options.expanded = Expansion::Collapsed;
        NodeId foreseen = 0;
        UiHarness page([&](Ui& ui) {
            foreseen = ui.id_of("actions");
            view(ui);
        });
        const Node node = page.find(Role::Button, "Actions for Mistral");
        CHECK(node.id == foreseen);
        CHECK(node.description == "Opens a menu");
        CHECK(node.popup == Popup::Menu);
        CHECK(node.expanded == Expansion::Collapsed);
    }

    TEST_CASE("for fingers it is 44 px wide and high, and is laid out so") {
        Page view;
        view.options.icon = Icon::Refresh;
        view.options.icon_only = true;
        Viewport touch = UiHarness::desktop;
        touch.coarse_pointer = true;
        UiHarness page(std::ref(view), touch);
        CHECK(page.find(Role::Button, "Save").rect == Rect{100, 50, 44, 44});
        CHECK(view.result.rect == Rect{100, 50, 44, 44});
    }

    TEST_CASE("a ring shows who has the keyboard, and only to those who use it") {
        Page view;
        UiHarness page(std::ref(view));
        const int plain = drawn_vertices();
        page.tab();
        CHECK(drawn_vertices() > plain);
        page.click(Role::Button, "Save");
        page.hover_nothing();
        CHECK(drawn_vertices() == plain);
    }

    TEST_CASE("every kind of button can be drawn in every state") {
        for (const ButtonKind kind :
             {ButtonKind::Primary, ButtonKind::Secondary, ButtonKind::Ghost, ButtonKind::Danger})
            for (const bool selected : {false, true})
                for (const bool disabled : {false, true}) {
                    Page view;
                    view.options.kind = kind;
                    view.options.selected = selected;
                    view.options.disabled = disabled;
                    UiHarness page(std::ref(view));
                    const int still = drawn_vertices();
                    if (disabled) continue;
                    page.hold(page.find(Role::Button, "Save"));
                    CHECK(drawn_vertices() >= still + 4);
                    page.set_dark(true);
                }
    }
}
