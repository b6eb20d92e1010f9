#include "ui/page_frame_view.h"

#include "ui/view_screen.h"

using namespace byok;
using namespace byok::ui;

namespace {

/// The view, and the rectangle that it left.
struct Frame {
    explicit Frame(app::State state = test::ready_state(), Viewport viewport = UiHarness::desktop)
        : view([this](const app::State& now, PageFrameDraft& draft, app::Actions& actions,
                      Ui& ui) { left = page_frame_view(now, draft, actions, ui); },
               std::move(state), viewport) {}
    Rect left;
    ViewScreen<PageFrameDraft> view;
};

}  // namespace

TEST_SUITE("ui/page_frame_view") {
    TEST_CASE("links to the outside are there when the operator has set them") {
        app::State state = test::ready_state();
        CHECK_FALSE(Frame().view.screen.shows(Role::Link, "Docs"));
        state.settings.docs_url = "https://docs.example.com/";
        state.settings.support_url = "https://support.example.com/";
        const Frame frame(std::move(state));
        CHECK(frame.view.screen.find(Role::Link, "Docs").href == "https://docs.example.com/");
        CHECK(frame.view.screen.find(Role::Link, "Support").href == "https://support.example.com/");
    }

    TEST_CASE("signing out, another theme and another organization are asked for") {
        Frame frame;
        frame.view.screen.click(Role::Button, "Theme: system");
        CHECK(frame.view.asked<app::ChooseTheme>().theme == app::ThemeChoice::Light);
        frame.view.screen.click(Role::Button, "Organization: Acme");
        frame.view.screen.click(Role::MenuItem, "Umbrella");
        CHECK(frame.view.asked<app::ChooseOrganization>().organization_id == "org_2");
        frame.view.screen.click(Role::Button, "Sign out");
        CHECK(std::holds_alternative<app::SignOut>(frame.view.actions.back()));
    }

    TEST_CASE("the page gets what banner and sidebar leave, at every width") {
        for (const float width : {1600.0f, 1100.0f, 640.0f, 639.0f, 320.0f}) {
            CAPTURE(width);
            const Frame frame(test::ready_state(), {.width = width, .height = 500, .scale = 1.25f});
            CHECK(frame.left.right() == doctest::Approx(width));
            CHECK(frame.left.bottom() == doctest::Approx(500));
            CHECK(frame.left.x == (width < compact_below ? 0.0f : 49.0f));
            for (const Role role : {Role::Button, Role::Link})
                for (const Node& node : frame.view.screen.all(role)) CHECK(node.rect.right() <= width);
        }
    }

    TEST_CASE("a long name of an organization leaves room for the buttons") {
        app::State state = test::ready_state();
        state.session.organizations.front().name = std::string(200, 'W');
        const Frame frame(std::move(state), {.width = 400, .height = 500, .scale = 1});
        const Node name = frame.view.screen.find_containing(Role::Button, "Organization: ");
        CHECK(name.rect.right() <= frame.view.screen.find(Role::Button, "Theme: system").rect.x);
    }
}
