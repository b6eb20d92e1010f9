#include "ui/sign_in_view.h"

#include "ui/view_screen.h"

using namespace byok;
using namespace byok::ui;

TEST_SUITE("ui/sign_in_view") {
    TEST_CASE("it asks for a console token and hands it over") {
        app::Settings settings;
        settings.title = "Acme keys";
        app::State state;
        state.settings = settings;
        ViewScreen<SignInDraft> view(sign_in_view, std::move(state));
        CHECK(view.screen.shows(Role::Heading, "Acme keys"));
        CHECK(view.screen.focused().name == "Console token");
        CHECK(view.screen.find(Role::TextBox, "Console token").entry->secret);
        view.screen.type("Console token", "tok_1");
        view.screen.click(Role::Button, "Sign in");
        CHECK(view.asked<app::SignIn>().token.reveal() == "tok_1");
        CHECK(view.draft.token.view() == "tok_1");
    }

    TEST_CASE("where tokens are to be had is said as the operator wrote it, and nothing where nobody did") {
        const ViewScreen<SignInDraft> silent(sign_in_view, app::State{});
        app::State state;
        state.settings.sign_in_hint = "Get one at https://tokens.example.com, or ask #platform.";
        const ViewScreen<SignInDraft> view(sign_in_view, std::move(state));
        CHECK(view.screen.shows(Role::Text, "Get one at https://tokens.example.com, or ask #platform."));
        CHECK(silent.screen.all(Role::Text).size() + 1 == view.screen.all(Role::Text).size());
    }

    TEST_CASE("while it signs in nothing can be asked for twice") {
        app::State state;
        state.session.phase = app::SessionPhase::SigningIn;
        ViewScreen<SignInDraft> view(sign_in_view, std::move(state));
        CHECK(view.screen.find(Role::Button, "Sign in").busy);
        view.screen.click(Role::Button, "Sign in");
        CHECK(view.actions.empty());
    }

    TEST_CASE("why the last sign-in failed is an alert") {
        app::State state;
        state.session.error = test::error(core::ErrorCode::Authentication, "That token has expired.");
        const ViewScreen<SignInDraft> view(sign_in_view, std::move(state));
        CHECK(view.screen.shows(Role::Alert, "That token has expired."));
    }
}
