#include <doctest/doctest.h>

#include "core/samples.h"
#include "flow/console_world.h"

using namespace byok;
using namespace byok::test;
namespace samples = byok::core::samples;
using ui::Key;
using ui::Node;
using ui::Role;

namespace {

core::ProviderKey add_key(ConsoleWorld& world, const std::string& name, std::vector<std::string> api_key_ids = {}) {
    core::NewProviderKey key;
    key.allow_duplicate = true;
    key.provider = "mistral";
    key.name = name;
    key.credential = core::ApiKeyCredential{core::Secret(samples::api_key)};
    key.api_key_ids = std::move(api_key_ids);
    return world.server.add_provider_key(key);
}

std::vector<std::string> cells(const ConsoleWorld& world, std::string_view name) {
    return world.screen.names(Role::Cell, world.row(name).id);
}

/// The names in the table, from top to bottom.
std::vector<std::string> listed(const ConsoleWorld& world) {
    std::vector<std::string> names;
    for (const Node& row : world.screen.all(Role::Row, world.screen.find(Role::Table, "Provider keys").id))
        if (const auto in_row = world.screen.names(Role::Cell, row.id); !in_row.empty()) names.push_back(in_row[1]);
    return names;
}

/// Answers GET of the provider keys with that body.
auto list_of(std::string body) {
    return [body = std::move(body)](const SentRequest& sent) {
        const bool asks = sent.method == "GET" && sent.url.ends_with("/provider-keys");
        return asks ? std::optional(Answer{200, body, {}}) : std::nullopt;
    };
}

}  // namespace

TEST_SUITE("flow/provider_keys") {
    TEST_CASE("the page says what it is, in the words of the product") {
        ConsoleWorld world;
        world.sign_in();
        CHECK(world.screen.find(Role::Heading, "Api Keys").level == 1);
        CHECK(world.screen.find(Role::Tab, "BYOK").selected);
        const Node card = world.screen.find(Role::Region, "Provider Keys Configuration");
        CHECK(
            world.screen.names(Role::Text, card.id) ==
            std::vector<std::string>{
                "Configure your own LLM provider API keys. Keys can be assigned to your organization (default for all "
                "API keys) or to specific API keys. Keys are stored securely and never revealed after creation."});
        CHECK(world.screen.shows(Role::Heading, "No provider keys yet"));
        CHECK(world.screen.names(Role::Button).size() ==
              5);  // theme, sign out, refresh, and to create: above and below
    }

    TEST_CASE("both buttons open the form") {
        for (const std::size_t which : {0u, 1u}) {
            ConsoleWorld world;
            world.sign_in();
            std::vector<Node> buttons = world.screen.all(Role::Button);
            std::erase_if(buttons, [](const Node& node) { return node.name != "Create a new Provider Key"; });
            REQUIRE(buttons.size() == 2);
            world.screen.click(buttons[which]);
            CHECK(world.screen.shows(Role::Dialog, "Add Provider Key"));
            CHECK(world.transport.addresses().back().fragment == "#/byok/new");
        }
    }

    TEST_CASE("keys are listed newest first, under the columns of the product") {
        ConsoleWorld world;
        for (const char* name : {"first", "second", "third"}) add_key(world, name);
        world.sign_in();
        CHECK(listed(world) == std::vector<std::string>{"third", "second", "first"});
        CHECK(world.screen.names(Role::ColumnHeader) ==
              std::vector<std::string>{"Provider", "Name", "Assigned To", "Status", "Created", "Actions"});
        world.screen.hover(world.screen.find_in(world.row("first"), Role::Text, "14/01/2026"));
        CHECK(world.screen.find_in(world.row("first"), Role::Text, "14/01/2026")
                  .description.starts_with("14/01/2026 at 09:30"));
    }

    TEST_CASE("a key of many API keys counts those that do not fit, and names them all") {
        ConsoleWorld world;
        std::vector<std::string> ids;
        for (const char* name : {"website", "mobile application", "nightly batch jobs", "data science", "ci"})
            ids.push_back(world.server.add_api_key(name).id);
        add_key(world, "shared", ids);
        world.sign_in();
        CHECK(cells(world, "shared")[2] == "website, mobile application, nightly batch jobs, data science, ci");
        const Node more = world.screen.find_containing(Role::Button, "+");
        CHECK(more.description.ends_with("ci"));
        CHECK_FALSE(more.description.contains("website"));
    }

    TEST_CASE("an API key that the organization does not have is said to be unknown") {
        ConsoleWorld world;
        world.instead = list_of(R"([{"id":"pk_1","provider":"openai","name":"old","created_at":"2026-01-14T09:30:00Z",
            "created_by":"ada","active":true,"api_key_ids":["ak_gone"]}])");
        world.sign_in();
        CHECK(cells(world, "old")[2] == "Unknown key (ak_gone)");
        CHECK(world.screen.find(Role::Text, "Unknown key").description == "ak_gone");
    }

    TEST_CASE("a key is disabled and enabled from its menu") {
        ConsoleWorld world;
        add_key(world, "Production");
        world.sign_in();
        world.choose("Production", "Disable");
        CHECK(world.screen.find(Role::Button, "Actions for Production").busy);
        world.wait();
        CHECK(cells(world, "Production")[3] == "Disabled");
        CHECK(world.screen.shows(Role::Status, "Production was disabled."));
        world.choose("Production", "Enable");
        world.wait();
        CHECK(cells(world, "Production")[3] == "Not tested");
        CHECK(world.last_sent("POST").body == R"({"active":true})");
    }

    TEST_CASE("deleting names the key and who loses it, and starts at Cancel") {
        ConsoleWorld world;
        const core::ApiKey api_key = world.server.add_api_key("staging");
        add_key(world, "everywhere");
        add_key(world, "somewhere", {api_key.id});
        world.sign_in();

        world.choose("everywhere", "Delete");
        Node dialog = world.screen.find(Role::AlertDialog, "Delete provider key");
        CHECK(dialog.description.contains("everywhere (Mistral)"));
        CHECK(dialog.description.contains("Every API key of the organization loses it."));
        CHECK(world.screen.focused().name == "Cancel");
        world.screen.press(Key::Enter);
        CHECK_FALSE(world.screen.shows(Role::AlertDialog, "Delete provider key"));
        CHECK(world.count_sent("DELETE") == 0);

        world.choose("somewhere", "Delete");
        dialog = world.screen.find(Role::AlertDialog, "Delete provider key");
        CHECK(dialog.description.contains("This API key loses it: staging."));
        world.screen.click(Role::Button, "Delete");
        CHECK(world.screen.find(Role::Button, "Delete").busy);
        world.wait();
        CHECK_FALSE(world.screen.shows(Role::AlertDialog, "Delete provider key"));
        CHECK(listed(world) == std::vector<std::string>{"everywhere"});
        CHECK(world.screen.shows(Role::Status, "somewhere was deleted."));
    }

    TEST_CASE("a failed deletion stays in its dialog, with the reason") {
        ConsoleWorld world;
        add_key(world, "Production");
        world.sign_in();
        world.instead = [](const SentRequest& sent) {
            return sent.method == "DELETE" ? std::optional(Answer{405, "", {}}) : std::nullopt;
        };
        world.choose("Production", "Delete");
        world.screen.click(Role::Button, "Delete");
        world.wait();
        const Node dialog = world.screen.find(Role::AlertDialog, "Delete provider key");
        const std::vector<Node> alerts = world.screen.all(Role::Alert, dialog.id);
        REQUIRE(alerts.size() == 1);
        CHECK(alerts.front().name.contains("does not offer"));
        CHECK_MESSAGE(world.screen.all(Role::Alert).size() == 1, "it is not announced a second time");
        world.screen.click(Role::Button, "Cancel");
        CHECK(world.screen.all(Role::Alert).empty());

        world.choose("Production", "Delete");
        CHECK(world.screen.all(Role::Alert, world.screen.find(Role::AlertDialog, "Delete provider key").id).empty());
    }

    TEST_CASE("a deletion that fails after its dialog was left is announced, once") {
        ConsoleWorld world;
        add_key(world, "Production");
        world.sign_in();
        world.instead = [](const SentRequest& sent) {
            return sent.method == "DELETE" ? std::optional(Answer{405, "", {}}) : std::nullopt;
        };
        world.choose("Production", "Delete");
        world.screen.click(Role::Button, "Delete");
        world.screen.click(Role::Button, "Cancel");
        world.wait();
        const std::vector<Node> alerts = world.screen.all(Role::Alert);
        REQUIRE(alerts.size() == 1);
        CHECK(alerts.front().name.contains("does not offer"));
    }

    TEST_CASE("a first list that fails says why and can be asked for again") {
        ConsoleWorld world;
        add_key(world, "Production");
        world.instead = [](const SentRequest& sent) {
            return sent.url.ends_with("/provider-keys")
                       ? std::optional(Answer{403, R"({"error":"Forbidden","message":"You may not see this."})", {}})
                       : std::nullopt;
        };
        world.sign_in();
        CHECK(world.screen.shows(Role::Alert, "You may not see this."));
        CHECK(world.screen.all(Role::Table).empty());
        world.instead = nullptr;
        world.screen.click(Role::Button, "Try again");
        CHECK(world.screen.shows(Role::Status, "Loading provider keys…"));
        world.wait();
        CHECK(listed(world) == std::vector<std::string>{"Production"});
    }

    TEST_CASE("a failed refresh keeps the rows and offers to try again") {
        ConsoleWorld world;
        add_key(world, "Production");
        world.sign_in();
        world.instead = [](const SentRequest&) { return Answer{403, "", {}}; };
        world.screen.click(Role::Button, "Refresh");
        CHECK(world.screen.find(Role::Button, "Refresh").busy);
        world.wait();
        CHECK(listed(world) == std::vector<std::string>{"Production"});
        CHECK(world.screen.says("could not be refreshed"));
        add_key(world, "Staging");
        world.instead = nullptr;
        world.screen.click(Role::Button, "Retry");
        world.wait();
        CHECK_FALSE(world.screen.says("could not be refreshed"));
        CHECK(listed(world) == std::vector<std::string>{"Staging", "Production"});
    }

    TEST_CASE("a server that knows only the documented part shows what it says, and invents nothing") {
        ConsoleWorld world;
        world.instead = list_of(
            R"([{"id":"pk_1","provider":"openai","name":"plain","created_at":"2026-01-14T09:30:00Z","created_by":"a"}])");
        world.sign_in();
        CHECK(cells(world, "plain") ==
              std::vector<std::string>{"OpenAI", "plain", "Not reported", "", "14/01/2026", ""});
        world.screen.click(Role::Button, "Actions for plain");
        CHECK(world.screen.names(Role::MenuItem) == std::vector<std::string>{"Edit", "Test credentials", "Delete"});
        world.screen.click(Role::MenuItem, "Delete");
        CHECK(world.screen.find(Role::AlertDialog, "Delete provider key")
                  .description.contains("does not say which API keys use it"));
        world.screen.click(Role::Button, "Cancel");

        world.choose("plain", "Edit");
        CHECK(world.screen.find(Role::TextBox, "API Key").description == "Leave empty to keep the stored key.");
        CHECK(world.screen.find(Role::CheckBox, "Assign to entire organization").checked == ui::Check::Off);
        CHECK(world.screen.find(Role::ComboBox, "API keys").description.contains("does not report the assignment"));
        world.screen.type("Name", "renamed");
        world.screen.click(Role::Button, "Save");
        CHECK(world.last_sent("POST").body == R"({"name":"renamed"})");
    }

    TEST_CASE("a provider of tomorrow is shown as it is and can be renamed") {
        ConsoleWorld world;
        world.instead = list_of(R"([{"id":"pk_1","provider":"tomorrow_ai","name":"new","active":true,"api_key_ids":[],
            "created_at":"2026-01-14T09:30:00Z","created_by":"a","credential":{"kind":"of_tomorrow","x":1}}])");
        world.sign_in();
        CHECK(cells(world, "new")[0] == "tomorrow_ai");
        world.choose("new", "Edit");
        CHECK(world.screen.says("does not know the provider \"tomorrow_ai\""));
        CHECK_FALSE(world.screen.shows(Role::TextBox, "API Key"));
        world.screen.type("Name", "renamed");
        world.screen.click(Role::Button, "Save");
        CHECK(world.last_sent("POST").body == R"({"name":"renamed"})");
    }

    TEST_CASE("of 2,000 keys only those in view are drawn, and the last can be reached") {
        const auto key_json = [](int number, bool active) {
            return R"({"id":"pk_)" + std::to_string(number) + R"(","provider":"openai","name":"key )" +
                   std::to_string(number) + R"(","active":)" + (active ? "true" : "false") +
                   R"(,"api_key_ids":[],"created_at":"2026-01-14T09:30:00Z","created_by":"ada"})";
        };
        std::string all = "[" + key_json(1999, true);
        for (int i = 1998; i >= 0; --i) all += "," + key_json(i, true);
        all += "]";
        ConsoleWorld world;
        world.instead = [&](const SentRequest& sent) -> std::optional<Answer> {
            if (sent.url.ends_with("/provider-keys")) return Answer{200, all, {}};
            if (sent.url.ends_with("/provider-keys/pk_0")) return Answer{200, key_json(0, false), {}};
            return std::nullopt;
        };
        world.sign_in();
        const Node table = world.screen.find(Role::Table, "Provider keys");
        CHECK(table.row_count == 2001);
        CHECK(world.screen.all(Role::Row).size() < 40);
        CHECK(listed(world).front() == "key 1999");
        const std::vector<Node> areas = world.screen.all(Role::ScrollArea);
        REQUIRE(areas.size() == 1);
        world.screen.scroll(areas.front(), 1e6f);
        CHECK(listed(world).back() == "key 0");
        world.choose("key 0", "Disable");
        world.wait();
        CHECK(cells(world, "key 0")[3] == "Disabled");
    }

    TEST_CASE("without a pointer: Tab to the menu, arrows, Enter, Escape back to where one was") {
        ConsoleWorld world;
        add_key(world, "Production");
        world.sign_in();
        for (int i = 0;
             i < 20 && (!world.screen.has_focus() || world.screen.focused().name != "Actions for Production"); ++i)
            world.screen.tab();
        REQUIRE(world.screen.focused().name == "Actions for Production");
        world.screen.press(Key::Enter);
        CHECK(world.screen.focused().name == "Edit");
        world.screen.press(Key::Escape);
        CHECK(world.screen.focused().name == "Actions for Production");
        world.screen.press(Key::Enter);
        world.screen.press(Key::Enter);
        CHECK(world.screen.shows(Role::Dialog, "Edit Provider Key"));
        world.screen.press(Key::Escape);
        CHECK_FALSE(world.screen.shows(Role::Dialog, "Edit Provider Key"));
    }
}
