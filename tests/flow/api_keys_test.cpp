#include <doctest/doctest.h>

#include "core/samples.h"
#include "flow/console_world.h"

using namespace byok;
using namespace byok::test;
using ui::Key;
using ui::Node;
using ui::Role;

namespace {

void open_page(ConsoleWorld& world) {
    world.sign_in();
    world.screen.click(Role::Tab, "Api Keys");
    world.go_to(world.screen.followed());
}

/// Creates a key and leaves the dialog that shows it open.
void create(ConsoleWorld& world, std::string_view name) {
    world.click_first("Create a new API Key");
    world.screen.type("Name", name);
    world.screen.press(Key::Enter);
    world.wait();
}

}  // namespace

TEST_SUITE("flow/api_keys") {
    TEST_CASE("the tab leads to the organization's API keys") {
        ConsoleWorld world;
        open_page(world);
        CHECK(world.screen.find(Role::Tab, "Api Keys").selected);
        CHECK(world.screen.find(Role::Heading, "Api Keys").level == 1);
        CHECK(world.screen.names(Role::Cell, world.row("my first key").id) ==
              std::vector<std::string>{"my first key", "Active", "14/01/2026", "Never", "Never", ""});
    }

    TEST_CASE("a new key is shown once, can be copied, and is gone afterwards") {
        ConsoleWorld world;
        open_page(world);
        create(world, "staging");
        CHECK_FALSE(world.screen.shows(Role::Dialog, "Create API Key"));
        REQUIRE(world.screen.shows(Role::Dialog, "API key created"));
        const std::string key(world.screen.find(Role::TextBox, "API key").entry->text->view());
        CHECK(key.size() > 20);
        world.screen.press(Key::Escape);
        CHECK(world.screen.shows(Role::Dialog, "API key created"));
        world.screen.click(Role::Button, "Copy");
        world.wait();
        CHECK(world.transport.copied() == std::vector<std::string>{key});
        CHECK(world.screen.shows(Role::Status, "API key copied."));
        world.screen.click(Role::Button, "Done");
        CHECK_FALSE(world.screen.shows(Role::Dialog, "API key created"));
        CHECK_FALSE(world.state().created_api_key);
        CHECK_FALSE(world.screen.says(key));
        CHECK(world.screen.names(Role::Cell, world.row("staging").id)[1] == "Active");
    }

    TEST_CASE("a key made while the page was left is shown all the same") {
        ConsoleWorld world;
        open_page(world);
        world.click_first("Create a new API Key");
        world.screen.type("Name", "staging");
        world.screen.click(Role::Button, "Create");
        world.go_to("#/byok");
        world.wait();
        CHECK(world.screen.shows(Role::Dialog, "API key created"));
    }

    TEST_CASE("a name that breaks the rules is refused at the field") {
        ConsoleWorld world;
        open_page(world);
        for (const std::string& name : {std::string(), std::string("   "), std::string(101, 'x')}) {
            CAPTURE(name);
            create(world, name);
            const Node field = world.screen.find(Role::TextBox, "Name");
            CHECK(field.invalid);
            CHECK(world.screen.focused().id == field.id);
            CHECK(world.count_sent("POST") == 0);
            world.screen.click(Role::Button, "Cancel");
            CHECK_FALSE(world.screen.shows(Role::Dialog, "Create API Key"));
        }
    }

    TEST_CASE("a refused key keeps its name and says why") {
        ConsoleWorld world;
        open_page(world);
        world.instead = [](const SentRequest& sent) {
            return sent.method == "POST"
                       ? std::optional(Answer{403, R"({"error":"Forbidden","message":"You may not."})", {}})
                       : std::nullopt;
        };
        create(world, "staging");
        CHECK(world.screen.shows(Role::Alert, "You may not."));
        CHECK(world.screen.find(Role::TextBox, "Name").entry->text->view() == "staging");
        world.screen.click(Role::Button, "Cancel");
        world.instead = nullptr;
        create(world, "staging");
        CHECK(world.screen.shows(Role::Dialog, "API key created"));
    }

    TEST_CASE("a key is disabled, enabled and deleted from its menu") {
        ConsoleWorld world;
        world.server.add_api_key("staging");
        open_page(world);
        world.choose("staging", "Disable");
        world.wait();
        CHECK(world.screen.names(Role::Cell, world.row("staging").id)[1] == "Disabled");
        world.choose("staging", "Enable");
        world.wait();
        CHECK(world.screen.names(Role::Cell, world.row("staging").id)[1] == "Active");
        world.choose("staging", "Delete");
        CHECK(world.screen.focused().name == "Cancel");
        world.screen.click(Role::Button, "Delete");
        world.wait();
        CHECK_FALSE(world.screen.shows(Role::AlertDialog, "Delete API key"));
        CHECK_FALSE(world.screen.shows(Role::Button, "Actions for staging"));
    }

    TEST_CASE("deleting names the provider keys that are assigned to it; the server may refuse") {
        ConsoleWorld world;
        const core::ApiKey api_key = world.server.add_api_key("staging");
        core::NewProviderKey key;
        key.provider = "openai";
        key.name = "OpenAI prod";
        key.credential = core::ApiKeyCredential{core::Secret(core::samples::api_key)};
        key.api_key_ids = {api_key.id};
        world.server.add_provider_key(key);
        open_page(world);
        world.choose("staging", "Delete");
        CHECK(world.screen.find(Role::AlertDialog, "Delete API key")
                  .description.contains("assigned to it: OpenAI prod."));
        world.screen.click(Role::Button, "Delete");
        world.wait();
        const Node dialog = world.screen.find(Role::AlertDialog, "Delete API key");
        CHECK(world.screen.all(Role::Alert, dialog.id).size() == 1);
        CHECK_MESSAGE(world.screen.all(Role::Alert).size() == 1, "it is not announced a second time");
    }

    TEST_CASE("the list has its own loading, empty and failed states") {
        ConsoleWorld world;
        world.instead = [](const SentRequest& sent) {
            return sent.url.ends_with("/api_keys") ? std::optional(Answer{200, R"({"data":[]})", {}}) : std::nullopt;
        };
        open_page(world);
        CHECK(world.screen.shows(Role::Heading, "No API keys yet"));
        world.instead = [](const SentRequest& sent) {
            return sent.url.ends_with("/api_keys") ? std::optional(Answer{200, "<html>", {}}) : std::nullopt;
        };
        world.screen.click(Role::Button, "Refresh");
        world.wait();
        CHECK(world.screen.says("could not be refreshed"));
        CHECK(world.screen.shows(Role::Heading, "No API keys yet"));
        world.instead = nullptr;
        world.screen.click(Role::Button, "Retry");
        world.wait();
        CHECK(world.row("my first key").row_index == 2);
    }
}
