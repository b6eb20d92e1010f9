#include "ui/root_view.h"

#include "ui/view_screen.h"

using namespace byok;
using namespace byok::ui;

TEST_SUITE("ui/root_view") {
    TEST_CASE("signing out wipes every draft but that of the sign-in page") {
        ViewScreen<RootDraft> root(root_view, [] {
            app::State state = test::ready_state();
            state.route.page = app::Page::NewProviderKey;
            return state;
        }());
        root.screen.type("API Key", "sk-ant-typed");
        root.draft.page_frame.navigation_open = true;
        REQUIRE(root.draft.provider_key_form.key);

        root.state.session = {};
        root.screen.settle();
        CHECK_FALSE(root.draft.provider_key_form.key);
        CHECK_FALSE(root.draft.page_frame.navigation_open);
        root.screen.type("Console token", "tok_1");
        root.screen.settle();
        CHECK(root.draft.sign_in.token.view() == "tok_1");
    }

    TEST_CASE("the token is wiped once it was accepted") {
        app::State signed_out;
        ViewScreen<RootDraft> root(root_view, std::move(signed_out));
        root.screen.type("Console token", "tok_1");
        root.state = test::ready_state();
        root.screen.settle();
        CHECK(root.draft.sign_in.token.empty());
    }

    TEST_CASE("what was open on one page is closed on the other") {
        ViewScreen<RootDraft> root(root_view);
        root.screen.click(Role::Button, "Actions for Production");
        root.screen.click(Role::MenuItem, "Delete");
        root.state.route.page = app::Page::ApiKeys;
        root.screen.settle();
        root.state.route.page = app::Page::ProviderKeys;
        root.screen.settle();
        CHECK_FALSE(root.screen.shows(Role::AlertDialog, "Delete provider key"));
    }

    TEST_CASE("another organization begins with nothing typed") {
        ViewScreen<RootDraft> root(root_view, [] {
            app::State state = test::ready_state();
            state.route.page = app::Page::NewProviderKey;
            return state;
        }());
        root.screen.type("API Key", "sk-ant-typed");
        root.state.session.organization_id = "org_2";
        root.screen.settle();
        CHECK(root.screen.find(Role::TextBox, "API Key").entry->text->empty());
    }

    TEST_CASE("every page is drawn in both themes, at every width and density") {
        for (const app::Page page : {app::Page::ProviderKeys, app::Page::NewProviderKey, app::Page::ApiKeys})
            for (const Viewport& viewport : {Viewport{.width = 1600, .height = 900, .scale = 1},
                                             Viewport{.width = 800, .height = 600, .scale = 1.25f},
                                             Viewport{.width = 320, .height = 480, .scale = 3}}) {
                app::State state = test::ready_state();
                state.route.page = page;
                ViewScreen<RootDraft> root(root_view, std::move(state), viewport);
                root.screen.set_dark(true);
                CHECK(root.screen.tree().nodes.size() > 20);
            }
    }
}
