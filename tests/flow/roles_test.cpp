#include <doctest/doctest.h>

#include "app/samples.h"
#include "flow/console_world.h"

using namespace byok;
using namespace byok::test;
using ui::Role;

namespace {

/// Signed in with that role, to an organization with one provider key.
struct World : ConsoleWorld {
    explicit World(core::Role role, std::string_view fragment = "#/byok") : ConsoleWorld(fragment) {
        server.add_provider_key(new_provider_key("Production", "sk-ant-api03-0123456789abcdefghijklmnopqrstuvwxyzAA"));
        sign_in(server.token_of("ann", role));
    }
};

}  // namespace

TEST_SUITE("flow/roles") {
    TEST_CASE("a viewer sees everything and is offered nothing to change") {
        World world(core::Role::Viewer);
        CHECK(world.screen.says("Production"));
        CHECK(world.screen.says("You may look at them."));
        for (const std::string& name : world.screen.names(Role::Button)) {
            CAPTURE(name);
            CHECK_FALSE(name.starts_with("Create"));
            CHECK_FALSE(name.starts_with("Actions"));
            CHECK_FALSE(name.starts_with("Test"));
        }
        CHECK_FALSE(world.screen.shows(Role::ColumnHeader, "Actions"));
        world.go_to("#/api-keys");
        CHECK(world.screen.says("my first key"));
        for (const std::string& name : world.screen.names(Role::Button)) {
            CAPTURE(name);
            CHECK_FALSE(name.starts_with("Create"));
            CHECK_FALSE(name.starts_with("Actions"));
        }
        CHECK_FALSE(world.screen.shows(Role::ColumnHeader, "Actions"));
        CHECK_FALSE(world.screen.shows(Role::Link, "Activity"));
    }

    TEST_CASE("a viewer who follows a link to a form is brought to the list, which says why") {
        World world(core::Role::Viewer, "#/byok/new");
        CHECK_FALSE(world.screen.shows(Role::Dialog, "Add Provider Key"));
        CHECK(world.screen.shows(Role::Alert, "You may look at provider keys, but not change them."));
        CHECK(world.transport.addresses().back().fragment == "#/byok");
    }

    TEST_CASE("an editor may do everything but look at the activity") {
        World world(core::Role::Editor);
        CHECK(world.screen.shows(Role::Button, "Actions for Production"));
        CHECK(world.screen.shows(Role::Button, "Test all"));
        CHECK_FALSE(world.screen.shows(Role::Link, "Activity"));
        world.go_to("#/activity");
        CHECK(world.screen.shows(Role::Alert, "Only administrators see the activity."));
        CHECK(world.screen.says("Production"));
    }

    TEST_CASE("a write that the server forbids says so once, in its words") {
        World world(core::Role::Editor);
        world.instead = [](const SentRequest& sent) {
            return sent.method == "POST" ? std::optional(Answer{403,
                                                                R"({"error":{"type":"forbidden_error",
                "message":"Your role may only read."}})",
                                                                {}})
                                         : std::nullopt;
        };
        world.choose("Production", "Disable");
        world.wait();
        CHECK(world.screen.shows(Role::Alert, "Production: Your role may only read."));
        CHECK(world.screen.all(Role::Alert).size() == 1);
    }
}
