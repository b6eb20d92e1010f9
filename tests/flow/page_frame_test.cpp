#include <doctest/doctest.h>

#include "core/samples.h"
#include "flow/console_world.h"

using namespace byok;
using namespace byok::test;
using ui::Node;
using ui::Role;

namespace {

constexpr ui::Viewport phone{.width = 360, .height = 640, .scale = 3};

/// Lists two organizations in place of the server's one.
auto two_organizations(const ConsoleWorld& world) {
    return [&world](const SentRequest& sent) -> std::optional<Answer> {
        if (sent.url == "/v1/organizations")
            return Answer{200,
                          R"({"data":[{"id":")" + world.server.organization_id() +
                              R"(","name":"Acme"},{"id":"org_2","name":"Umbrella"}]})",
                          {}};
        if (sent.url == "/v1/organizations/org_2/provider-keys") return Answer{200, "[]", {}};
        if (sent.url == "/v1/organizations/org_2/api_keys") return Answer{200, R"({"data":[]})", {}};
        return std::nullopt;
    };
}

}  // namespace

TEST_SUITE("flow/page_frame") {
    TEST_CASE("the sidebar leads to every page and says which is open") {
        ConsoleWorld world;
        world.sign_in();
        const Node sidebar = world.screen.find(Role::Navigation, "Console");
        CHECK(world.screen.names(Role::Link, sidebar.id) == std::vector<std::string>{"Api Keys", "BYOK", "Activity"});
        CHECK(world.screen.find_in(sidebar, Role::Link, "BYOK").current);
        CHECK(world.screen.find_in(sidebar, Role::Link, "BYOK").href == "#/byok");
        CHECK(world.screen.find_in(sidebar, Role::Link, "Api Keys").href == "#/api-keys");
        CHECK(world.screen.tree().title == "BYOK – BYOK Console");
        world.go_to("#/api-keys");
        CHECK(world.screen.find_in(sidebar, Role::Link, "Api Keys").current);
        CHECK(world.screen.tree().title == "Api Keys – BYOK Console");
    }

    TEST_CASE("the theme goes from the system's to light, dark and back") {
        ConsoleWorld world;
        world.sign_in();
        for (const auto& [name, next] : {std::pair{"Theme: system", app::ThemeChoice::Light},
                                         {"Theme: light", app::ThemeChoice::Dark},
                                         {"Theme: dark", app::ThemeChoice::System}}) {
            world.screen.click(Role::Button, name);
            CHECK(world.state().theme == next);
        }
    }

    TEST_CASE("one organization is named; of several, another can be chosen") {
        ConsoleWorld world;
        world.instead = two_organizations(world);
        world.sign_in();
        world.screen.click(Role::Button, "Organization: Acme");
        CHECK(world.screen.names(Role::MenuItem) == std::vector<std::string>{"Acme", "Umbrella"});
        world.screen.click(Role::MenuItem, "Umbrella");
        world.wait();
        CHECK(world.screen.shows(Role::Button, "Organization: Umbrella"));
        CHECK(world.screen.shows(Role::Heading, "No provider keys yet"));

        ConsoleWorld alone;
        alone.sign_in();
        CHECK(alone.screen.shows(Role::Text, "My organization"));
    }

    TEST_CASE("a phone has a menu in place of the sidebar, and everything stays within its width") {
        ConsoleWorld world("#/byok", phone);
        world.sign_in();
        CHECK(world.screen.all(Role::Navigation).empty());
        world.screen.click(Role::Button, "Menu");
        CHECK_FALSE(world.screen.shows(Role::Button, "Menu"));  // the drawer lies over it
        const Node navigation = world.screen.find(Role::Navigation, "Console");
        world.screen.click(world.screen.find_in(navigation, Role::Link, "Api Keys"));
        world.go_to(world.screen.followed());
        CHECK(world.screen.all(Role::Navigation).empty());
        CHECK(world.screen.find(Role::Tab, "Api Keys").selected);
        for (const Node& node : world.screen.all(Role::Button)) {
            CAPTURE(node.name);
            CHECK(node.rect.x >= 0);
            CHECK(node.rect.right() <= phone.width);
        }
    }

    TEST_CASE("the form works on a phone") {
        ConsoleWorld world("#/byok/new", phone);
        world.sign_in();
        world.screen.type("API Key", core::samples::api_key);
        for (const Node& node : world.screen.all(Role::TextBox)) CHECK(node.rect.right() <= phone.width);
        world.screen.click(Role::Button, "Save");
        world.wait();
        CHECK(world.screen.shows(Role::Status, "My Anthropic Key was added."));
    }

    TEST_CASE("notices go by themselves or when they are dismissed; a failure stays") {
        ConsoleWorld world("#/byok/new");
        world.sign_in();
        world.screen.type("API Key", core::samples::api_key);
        world.screen.click(Role::Button, "Save");
        world.wait();
        REQUIRE(world.screen.shows(Role::Status, "My Anthropic Key was added."));
        world.screen.click(Role::Button, "Dismiss");
        CHECK_FALSE(world.screen.shows(Role::Status, "My Anthropic Key was added."));

        world.choose("My Anthropic Key", "Disable");
        world.wait();
        REQUIRE(world.screen.shows(Role::Status, "My Anthropic Key was disabled."));
        world.wait(20'000);
        CHECK_FALSE(world.screen.shows(Role::Status, "My Anthropic Key was disabled."));

        world.instead = [](const SentRequest&) { return Answer{403, R"({"error":"x","message":"You may not."})", {}}; };
        world.choose("My Anthropic Key", "Enable");
        world.wait(20'000);
        CHECK(world.screen.shows(Role::Alert, "My Anthropic Key: You may not."));
    }

    TEST_CASE("at rest nothing is drawn") {
        ConsoleWorld world;
        world.sign_in();
        world.wait(20'000);
        const int frames = world.screen.frames();
        world.screen.wait(10);
        CHECK(world.screen.frames() == frames);
    }
}
