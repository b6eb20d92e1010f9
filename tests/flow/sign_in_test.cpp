#include <doctest/doctest.h>

#include "flow/console_world.h"

using namespace byok;
using namespace byok::test;
using ui::Role;

TEST_SUITE("flow/sign_in") {
    TEST_CASE("a person signs in with a token and sees the organization's keys") {
        ConsoleWorld world;
        CHECK(world.screen.find(Role::Heading, "BYOK Console").level == 1);
        world.screen.type("Console token", world.server.token());
        world.screen.click(Role::Button, "Sign in");
        CHECK(world.screen.find(Role::Button, "Sign in").busy);
        world.wait(4 * latency_ms);
        CHECK(world.screen.find(Role::Heading, "Api Keys").level == 1);
        CHECK(world.screen.shows(Role::Navigation, "Console"));
        CHECK_FALSE(world.screen.shows(Role::TextBox, "Console token"));
        for (const SentRequest& sent : world.transport.sent()) CHECK(sent.token == world.server.token());
    }

    TEST_CASE("Enter in the field signs in") {
        ConsoleWorld world;
        world.screen.type("Console token", world.server.token());
        world.screen.press(ui::Key::Enter);
        world.wait(4 * latency_ms);
        CHECK(world.state().session.signed_in());
    }

    TEST_CASE("a wrong token is refused in words, and can be corrected") {
        ConsoleWorld world;
        world.screen.type("Console token", "not-a-token");
        world.screen.click(Role::Button, "Sign in");
        world.wait();
        CHECK(world.screen.shows(Role::Alert, "That console token is wrong or has expired."));
        CHECK(world.screen.find(Role::TextBox, "Console token").entry->text->view() == "not-a-token");
        world.screen.type("Console token", world.server.token());
        world.screen.click(Role::Button, "Sign in");
        world.wait(4 * latency_ms);
        CHECK(world.state().session.signed_in());
    }

    TEST_CASE("an empty token, or one with a space, goes nowhere") {
        ConsoleWorld world;
        world.screen.click(Role::Button, "Sign in");
        CHECK(world.screen.shows(Role::Alert, "Enter a console token."));
        world.screen.type("Console token", "two words");
        world.screen.click(Role::Button, "Sign in");
        CHECK(world.screen.says("no console token"));
        CHECK(world.transport.sent().empty());
    }

    TEST_CASE("a session that ends brings back the sign-in page, which says why") {
        ConsoleWorld world;
        world.sign_in();
        world.instead = [](const SentRequest&) { return Answer{401, "", {}}; };
        world.screen.click(Role::Button, "Refresh");
        world.wait();
        CHECK(world.screen.says("Your session has ended."));
        CHECK(world.screen.shows(Role::TextBox, "Console token"));
        CHECK(world.screen.find(Role::TextBox, "Console token").entry->text->empty());
    }

    TEST_CASE("signing out forgets everything that was typed") {
        ConsoleWorld world;
        world.sign_in();
        world.go_to("#/byok/new");
        world.screen.type("API Key", "sk-ant-never-to-be-seen-again");
        world.go_to("#/byok");
        world.screen.click(Role::Button, "Discard");
        world.screen.click(Role::Button, "Sign out");
        CHECK(world.screen.shows(Role::TextBox, "Console token"));
        CHECK(world.state().provider_keys.value == std::nullopt);

        world.sign_in();
        world.go_to("#/byok/new");
        CHECK(world.screen.find(Role::TextBox, "API Key").entry->text->empty());
    }
}
