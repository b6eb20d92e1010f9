#include <doctest/doctest.h>

#include "app/samples.h"
#include "flow/console_world.h"

using namespace byok;
using namespace byok::test;
using ui::Role;

TEST_SUITE("flow/activity") {
    TEST_CASE("an administrator sees who did what, from where, and what came of it") {
        ConsoleWorld world;
        world.server.add_provider_key(
            new_provider_key("Production", "sk-ant-api03-0123456789abcdefghijklmnopqrstuvwxyzAA"));
        world.sign_in();
        world.choose("Production", "Disable");
        world.wait();
        CHECK(world.screen.find(Role::Link, "Activity").href == "#/activity");
        world.go_to("#/activity");
        CHECK(world.screen.shows(Role::Heading, "Activity"));
        CHECK(world.screen.shows(Role::Status, "Loading activity…"));
        world.wait();
        CHECK(world.screen.find(Role::Table, "Audit trail").row_count >= 2);
        const std::vector<std::string> cells =
            world.screen.names(Role::Cell, world.row("Updated provider key: status").id);
        REQUIRE(cells.size() == 6);
        CHECK(cells[0].contains(" at "));
        CHECK(cells[1] == "admin");
        CHECK(cells[3] == "Production");
        CHECK(cells[4] == "192.0.2.7");
        CHECK(cells[5] == "Done");
        CHECK(world.screen.find(Role::Link, "Activity").current);
        CHECK(world.screen.tree().title == "Activity – BYOK Console");
    }

    TEST_CASE("older activity is loaded page by page, until there is no more") {
        ConsoleWorld world;
        const std::string id =
            world.server
                .add_provider_key(new_provider_key("Production", "sk-ant-api03-0123456789abcdefghijklmnopqrstuvwxyzAA"))
                .id;
        world.sign_in();
        for (int i = 0; i < 60; ++i) {
            world.choose("Production", i % 2 == 0 ? "Disable" : "Enable");
            world.wait();
        }
        world.go_to("#/activity");
        world.wait();
        CHECK(world.screen.find(Role::Table, "Audit trail").row_count == 51);
        world.screen.click(Role::Button, "Load older");
        CHECK(world.screen.find(Role::Button, "Load older").busy);
        world.wait();
        CHECK(world.screen.find(Role::Table, "Audit trail").row_count > 60);
        CHECK_FALSE(world.screen.shows(Role::Button, "Load older"));
        CHECK(world.screen.says("That is all there is."));
    }

    TEST_CASE("activity that could not be had can be asked for again") {
        ConsoleWorld world;
        world.sign_in();
        world.instead = [](const SentRequest& sent) {
            return sent.url.contains("/audit") ? std::optional(Answer{403, "", {}}) : std::nullopt;
        };
        world.go_to("#/activity");
        world.wait();
        CHECK(world.screen.all(Role::Alert).size() == 1);
        world.instead = {};
        world.screen.click(Role::Button, "Try again");
        world.wait();
        CHECK(world.screen.all(Role::Alert).empty());
        CHECK_FALSE(world.screen.shows(Role::Button, "Try again"));
    }
}
