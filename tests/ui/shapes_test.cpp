#include "ui/shapes.h"

#include <doctest/doctest.h>

#include "ui/drawn_colours.h"
#include "ui/ui_harness.h"
#include "ui/widgets.h"

using namespace byok::ui;

namespace {

/// One button at 100, 50.
struct Page {
    ButtonOptions options;
    void operator()(Ui& ui) {
        ImGui::SetCursorScreenPos({ui.px(100), ui.px(50)});
        button(ui, "Save", options);
    }
};

Viewport strong() {
    Viewport viewport = UiHarness::desktop;
    viewport.more_contrast = true;
    return viewport;
}

}  // namespace

TEST_SUITE("ui/shapes") {
    TEST_CASE("the focus ring lies outside of its control, and is thicker for who needs contrast") {
        for (const bool contrast : {false, true}) {
            Page view;
            UiHarness page(std::ref(view), contrast ? strong() : UiHarness::desktop);
            CHECK(drawn_in(page, Colour::FocusRing).corners == 0);
            page.tab();
            const float out = contrast ? 5 : 4, scale = UiHarness::desktop.scale;
            CHECK(drawn_in(page, Colour::FocusRing).left / scale == doctest::Approx(100 - out).epsilon(0.01));
        }
    }

    TEST_CASE("what the pointer is on gets an edge where a shade is not enough") {
        for (const ButtonKind kind : {ButtonKind::Ghost, ButtonKind::Secondary})
            for (const bool contrast : {false, true}) {
                Page view{.options = {.kind = kind}};
                UiHarness page(std::ref(view), contrast ? strong() : UiHarness::desktop);
                page.hover(Role::Button, "Save");
                CHECK((drawn_in(page, Colour::FocusRing).corners > 0) == contrast);
            }
    }

    TEST_CASE("what is disabled is pale, or, where paleness is not enough, has one colour that is not") {
        for (const ButtonKind kind : {ButtonKind::Primary, ButtonKind::Secondary, ButtonKind::Danger}) {
            Page view{.options = {.kind = kind, .disabled = true}};
            UiHarness page(std::ref(view));
            CHECK(drawn_in(page, Colour::Disabled).corners == 0);
            page.resize(strong());
            CHECK(drawn_in(page, Colour::Disabled).corners > 0);
            CHECK(drawn_in(page, Colour::PrimaryStart).corners == 0);
        }
    }
}
