#include "ui/navigation_view.h"

#include "ui/page_frame_view.h"
#include "ui/view_screen.h"

using namespace byok;
using namespace byok::ui;

namespace {

constexpr Viewport phone = {.width = 360, .height = 640, .scale = 3, .coarse_pointer = true};

using Frame = ViewScreen<PageFrameDraft>;

app::State with_links() {
    app::State state = test::ready_state();
    state.settings.docs_url = "https://docs.example.com/";
    state.settings.support_url = "https://support.example.com/";
    return state;
}

Frame phone_frame(Viewport viewport = phone) {
    return Frame([](const app::State& state, PageFrameDraft& draft, app::Actions& actions,
                    Ui& ui) { page_frame_view(state, draft, actions, ui); },
                 with_links(), viewport);
}

void open_drawer(Frame& frame) {
    frame.screen.click(Role::Button, "Menu");
    REQUIRE(frame.screen.shows(Role::Navigation, "Console"));
}

bool is_open(const Frame& frame) {
    return frame.screen.shows(Role::Dialog, "Menu");
}

}  // namespace

TEST_SUITE("ui/navigation_view") {
    TEST_CASE("a phone's drawer has every link, by its name, over a page that is inert") {
        Frame frame = phone_frame();
        CHECK(frame.screen.all(Role::Navigation).empty());
        CHECK(frame.screen.find(Role::Button, "Menu").expanded == Expansion::Collapsed);
        open_drawer(frame);
        const Node navigation = frame.screen.find(Role::Navigation, "Console");
        CHECK(frame.screen.names(Role::Link, navigation.id) == std::vector<std::string>{"Api Keys", "BYOK"});
        CHECK(frame.screen.find(Role::Link, "BYOK").current);
        CHECK(frame.screen.find(Role::Link, "Docs").href == "https://docs.example.com/");
        CHECK(frame.screen.find(Role::Link, "Support").href == "https://support.example.com/");
        CHECK_FALSE(frame.screen.shows(Role::Button, "Sign out"));
        CHECK(frame.screen.tree().topmost_modal() != nullptr);
    }

    TEST_CASE("it stands at the left edge and leaves some of the page to tap on") {
        for (const float width : {320.0f, 360.0f, 639.0f}) {
            Frame frame = phone_frame({.width = width, .height = 640, .scale = 2});
            open_drawer(frame);
            const Rect drawer = frame.screen.find(Role::Dialog, "Menu").rect;
            CHECK(drawer.x == 0);
            CHECK(drawer.height == 640);
            CHECK(drawer.right() <= width - 44);
            for (const Node& link : frame.screen.all(Role::Link)) CHECK(link.rect.right() < drawer.right());
        }
    }

    TEST_CASE("the focus goes to its first link and comes back to what opened it") {
        Frame frame = phone_frame();
        open_drawer(frame);
        CHECK(frame.screen.focused().name == "Api Keys");
        for (const std::string name : {"BYOK", "Docs", "Support", "Close"}) {
            frame.screen.tab();
            CHECK(frame.screen.focused().name == name);
        }
        frame.screen.press(Key::Escape);
        CHECK_FALSE(is_open(frame));
        CHECK(frame.screen.focused().name == "Menu");
    }

    TEST_CASE("its button and a tap beside it close it, and do nothing else") {
        Frame frame = phone_frame();
        open_drawer(frame);
        frame.screen.click(Role::Button, "Close");
        CHECK_FALSE(is_open(frame));
        open_drawer(frame);
        frame.screen.click_beside();
        CHECK_FALSE(is_open(frame));
        CHECK(frame.screen.focused().name == "Menu");
        CHECK(frame.actions.empty());
    }

    TEST_CASE("following a link closes it, also to the page that is open, or to the outside") {
        for (const std::string_view name : {"Api Keys", "BYOK", "Docs"}) {
            Frame frame = phone_frame();
            open_drawer(frame);
            const Node link = frame.screen.find(Role::Link, name);
            frame.screen.click(link);
            CHECK(frame.screen.followed() == link.href);
            CHECK_FALSE(is_open(frame));
            CHECK(frame.screen.focused().name == "Menu");
        }
    }

    TEST_CASE("Back closes it with the page that it was opened on") {
        Frame frame = phone_frame();
        open_drawer(frame);
        frame.state.route.page = app::Page::ApiKeys;
        frame.screen.settle();
        CHECK_FALSE(is_open(frame));
    }

    TEST_CASE("in a window that becomes wide there is the sidebar, and no drawer when it is narrow again") {
        Frame frame = phone_frame();
        open_drawer(frame);
        frame.screen.resize({.width = 740, .height = 360, .scale = 3, .coarse_pointer = true});
        CHECK_FALSE(is_open(frame));
        CHECK(frame.screen.shows(Role::Navigation, "Console"));
        frame.screen.resize(phone);
        CHECK_FALSE(is_open(frame));
    }
}
