#include <doctest/doctest.h>

#include "flow/console_world.h"

using namespace byok;
using namespace byok::test;
using ui::Role;

namespace {

app::Settings by_cookie() {
    app::Settings settings;
    settings.session_by_cookie = true;
    return settings;
}

constexpr int minute_ms = 60'000;

}  // namespace

TEST_SUITE("flow/sessions") {
    TEST_CASE("a token is sent once, for a session; from then on the browser's cookie does") {
        ConsoleWorld world("#/byok", ui::UiHarness::desktop, by_cookie());
        CHECK(world.screen.says("exchanged for a session"));
        world.screen.type("Console token", world.server.token());
        world.screen.click(Role::Button, "Sign in");
        world.wait(8 * latency_ms);
        REQUIRE(world.state().session.signed_in());
        REQUIRE(world.state().provider_keys.value.has_value());
        CHECK_FALSE(world.server.cookie().empty());
        const auto& sent = world.transport.sent();
        CHECK(sent.front().url == "/auth/session");
        CHECK(sent.front().token == world.server.token());
        for (std::size_t i = 1; i < sent.size(); ++i) CHECK(sent[i].token.empty());
        CHECK(world.draft().sign_in.token.empty());
    }

    TEST_CASE("loading the page anew stays signed in, and where one was") {
        ConsoleWorld world("#/api-keys", ui::UiHarness::desktop, by_cookie());
        world.sign_in();
        world.reload();
        CHECK(world.state().session.signed_in());
        CHECK(world.screen.shows(Role::Table, "API keys"));
        world.server.forget_cookie();
        world.reload();
        CHECK_FALSE(world.state().session.signed_in());
        CHECK(world.screen.shows(Role::TextBox, "Console token"));
        CHECK(world.screen.all(Role::Alert).empty());
    }

    TEST_CASE("while a session is looked for, nobody is asked for a token") {
        ConsoleWorld world("#/byok", ui::UiHarness::desktop, by_cookie());
        world.dispatch(app::ResumeSession{});
        CHECK(world.screen.shows(Role::Status, "Looking for your session…"));
        CHECK_FALSE(world.screen.shows(Role::TextBox, "Console token"));
        world.wait();
        CHECK(world.screen.focused().name == "Console token");
    }

    TEST_CASE("signing out ends the session on the server") {
        ConsoleWorld world("#/byok", ui::UiHarness::desktop, by_cookie());
        world.sign_in();
        world.screen.click(Role::Button, "Sign out");
        CHECK(world.transport.sign_outs_announced == 1);
        world.wait();
        CHECK(world.last_sent("DELETE").url == "/auth/session");
        CHECK(world.server.cookie().empty());
        world.reload();
        CHECK_FALSE(world.state().session.signed_in());
    }

    TEST_CASE("signing out works with the server away") {
        ConsoleWorld world("#/byok", ui::UiHarness::desktop, by_cookie());
        world.sign_in();
        world.server_is_silent = true;
        world.screen.click(Role::Button, "Sign out");
        CHECK(world.screen.shows(Role::TextBox, "Console token"));
        world.wait(2 * minute_ms);
        CHECK(world.screen.all(Role::Alert).empty());
    }

    TEST_CASE("a server without sessions is used with the token as ever") {
        ConsoleWorld world("#/byok", ui::UiHarness::desktop, by_cookie());
        world.instead = [](const SentRequest& sent) {
            return sent.url == "/auth/session" ? std::optional(Answer{404, "", {}}) : std::nullopt;
        };
        world.sign_in();
        CHECK(world.transport.sent().back().token == world.server.token());
        CHECK(world.screen.shows(Role::Table, "Provider keys") == false);
        CHECK(world.screen.says("No provider keys yet"));
    }

    TEST_CASE("signing out in another tab takes everything typed off this one and says why") {
        ConsoleWorld world;
        world.sign_in();
        world.go_to("#/byok/new");
        world.screen.type("API Key", "sk-ant-typed-in-this-tab");
        world.dispatch(app::SignedOutElsewhere{});
        CHECK(world.screen.shows(Role::Alert, "You signed out in another tab."));
        CHECK_FALSE(world.draft().provider_key_form.key.has_value());
        world.sign_in();
        CHECK(world.screen.find(Role::TextBox, "API Key").entry->text->empty());
    }

    TEST_CASE("who does nothing for a quarter of an hour is signed out, with everything typed") {
        ConsoleWorld world;
        world.sign_in();
        world.go_to("#/byok/new");
        world.screen.type("API Key", "sk-ant-typed-and-left");
        world.wait(15 * minute_ms - minute_ms);
        CHECK(world.state().session.signed_in());
        world.wait(minute_ms);
        CHECK(world.screen.shows(Role::Alert, "You were signed out, because nothing was done here for 15 minutes."));
        CHECK_FALSE(world.draft().provider_key_form.key.has_value());
    }

    TEST_CASE("the page that is left forgets everything, and the session goes on") {
        ConsoleWorld world("#/byok", ui::UiHarness::desktop, by_cookie());
        world.sign_in();
        const std::size_t deletions = world.count_sent("DELETE");
        world.dispatch(app::LeavePage{});
        CHECK_FALSE(world.state().session.signed_in());
        CHECK(world.transport.sign_outs_announced == 0);
        world.wait();
        CHECK(world.count_sent("DELETE") == deletions);
        world.reload();
        CHECK(world.state().session.signed_in());
    }
}
