#include <doctest/doctest.h>

#include "core/key_samples.h"
#include "core/provider.h"
#include "core/samples.h"
#include "flow/key_form.h"

using namespace byok;
using namespace byok::test;
namespace samples = byok::core::samples;
using ui::Key;
using ui::Node;
using ui::Role;

TEST_SUITE("flow/create_provider_key") {
    TEST_CASE("a person creates a key of each provider and sees it in the list") {
        for (const core::Provider& provider : core::providers()) {
            CAPTURE(provider.slug);
            ConsoleWorld world;
            open_new_key_form(world);
            if (provider.slug != "anthropic") world.pick("Provider", provider.name, provider.name);
            const std::string name = "My " + std::string(provider.name) + " Key";
            CHECK(text_of(world, "Name") == name);
            type_credential(world, provider);
            world.screen.click(Role::Button, "Save");
            CHECK(world.screen.find(Role::Button, "Save").busy);
            world.wait();

            CHECK_FALSE(world.screen.shows(Role::Dialog, "Add Provider Key"));
            CHECK(world.screen.shows(Role::Status, name + " was added."));
            const Node row = world.row(name);
            const std::vector<std::string> cells = world.screen.names(Role::Cell, row.id);
            REQUIRE(cells.size() == 6);
            CHECK(cells[0] == provider.name);
            CHECK(cells[2] == "Organization (all keys)");
            CHECK(cells[3] == "Not tested");
            CHECK(cells[4] == "14/01/2026");
            CHECK(world.state().route == app::Route{});
        }
    }

    TEST_CASE("Enter in a field saves") {
        ConsoleWorld world;
        open_new_key_form(world);
        world.screen.type("API Key", samples::api_key);
        world.screen.press(Key::Enter);
        world.wait();
        CHECK(world.screen.shows(Role::Status, "My Anthropic Key was added."));
    }

    TEST_CASE("saving twice makes one key") {
        ConsoleWorld world;
        open_new_key_form(world);
        world.screen.type("API Key", samples::api_key);
        world.screen.press(Key::Enter);
        world.screen.press(Key::Enter);
        world.screen.click(Role::Button, "Save");
        CHECK(world.count_sent("POST") == 1);
    }

    TEST_CASE("the form is empty again when it is opened anew") {
        ConsoleWorld world;
        open_new_key_form(world);
        world.screen.type("API Key", samples::api_key);
        world.screen.click(Role::Button, "Save");
        world.wait();
        world.go_to("#/byok/new");
        CHECK(text_of(world, "API Key").empty());
    }

    TEST_CASE("a field that was left empty says so, one that is being typed into does not") {
        ConsoleWorld world;
        open_new_key_form(world);
        CHECK(error_at(world, Role::TextBox, "API Key").empty());
        world.screen.type("API Key", "two words");
        CHECK(error_at(world, Role::TextBox, "API Key").empty());
        world.screen.click(Role::TextBox, "Name");
        CHECK_FALSE(error_at(world, Role::TextBox, "API Key").empty());
        world.screen.type("API Key", samples::api_key);
        CHECK(error_at(world, Role::TextBox, "API Key").empty());
    }

    TEST_CASE("saving an unfinished form sends nothing and goes to the first problem") {
        ConsoleWorld world;
        open_new_key_form(world);
        world.screen.type("Name", "  ");
        world.screen.click(Role::CheckBox, "Assign to entire organization");
        world.screen.click(Role::Button, "Save");
        CHECK(world.count_sent("POST") == 0);
        CHECK(world.screen.focused().name == "Name");
        CHECK(error_at(world, Role::TextBox, "Name") == "Enter a name.");
        CHECK_FALSE(error_at(world, Role::TextBox, "API Key").empty());
        CHECK_FALSE(error_at(world, Role::ComboBox, "API keys").empty());
    }

    TEST_CASE("a refused key keeps what was typed and says why at its field") {
        ConsoleWorld world;
        open_new_key_form(world);
        world.screen.type("Name", "Production");
        world.screen.type("API Key", samples::api_key);
        world.instead = [](const SentRequest& sent) -> std::optional<Answer> {
            if (sent.method != "POST") return std::nullopt;
            return Answer{400,
                          R"({"error":{"type":"invalid_request_error","message":"No.","params":[)"
                          R"({"param":"provider_key","message":"This key was revoked."}]}})",
                          {}};
        };
        world.screen.click(Role::Button, "Save");
        world.wait();
        CHECK(error_at(world, Role::TextBox, "API Key") == "This key was revoked.");
        CHECK(world.screen.focused().name == "API Key");
        CHECK(text_of(world, "API Key") == samples::api_key);
        CHECK(text_of(world, "Name") == "Production");
        CHECK_FALSE(world.screen.find(Role::Button, "Save").busy);

        world.instead = nullptr;
        world.screen.type("API Key", samples::usual_key("anthropic"));
        CHECK(error_at(world, Role::TextBox, "API Key").empty());
        world.screen.click(Role::Button, "Save");
        world.wait();
        CHECK(world.screen.shows(Role::Status, "Production was added."));
    }

    TEST_CASE("an error of no field is said above the form") {
        struct Row {
            Answer answer;
            std::string_view said;
        };
        const Row rows[] = {
            {{403, R"({"error":"Forbidden","message":"You may only read."})", {}}, "You may only read."},
            {{409, R"({"error":{"code":"conflict","message":"Somebody else was faster."}})", {}},
             "Somebody else was faster."},
            {{413, "<html>Request Entity Too Large</html>", {}}, ""},
            {{400,
              R"({"error":{"type":"invalid_request_error","message":"No.","params":[)"
              R"({"param":"somewhere.else","message":"A field that is not here."}]}})",
              {}},
             "A field that is not here."},
        };
        for (const Row& row : rows) {
            CAPTURE(row.answer.status);
            ConsoleWorld world;
            open_new_key_form(world);
            world.screen.type("API Key", samples::api_key);
            world.instead = [&](const SentRequest& sent) {
                return sent.method == "POST" ? std::optional(row.answer) : std::nullopt;
            };
            world.screen.click(Role::Button, "Save");
            world.wait();
            const std::vector<Node> alerts = world.screen.all(Role::Alert);
            REQUIRE(alerts.size() == 1);
            CHECK(alerts.front().name.contains(row.said));
            CHECK(text_of(world, "API Key") == samples::api_key);
        }
    }

    TEST_CASE("a lost connection says that nobody knows, and looks") {
        ConsoleWorld world;
        open_new_key_form(world);
        world.screen.type("API Key", samples::api_key);
        world.server_is_silent = true;
        world.screen.click(Role::Button, "Save");
        world.wait(app::request_timeout_ms + 100);
        CHECK(world.screen.all(Role::Alert).size() == 1);
        CHECK(text_of(world, "API Key") == samples::api_key);
        CHECK(world.state().provider_keys.loading());
    }

    TEST_CASE("a key assigned to some API keys shows their names") {
        ConsoleWorld world;
        world.server.add_api_key("staging");
        open_new_key_form(world);
        world.screen.type("API Key", samples::api_key);
        CHECK(world.screen.find(Role::ComboBox, "API keys").disabled);
        world.screen.click(Role::CheckBox, "Assign to entire organization");
        world.pick("API keys", "first", "my first key");
        world.pick("API keys", "stag", "staging");
        world.screen.press(Key::Escape);
        world.screen.click(Role::Button, "Save");
        world.wait();
        CHECK(world.screen.names(Role::Cell, world.row("My Anthropic Key").id)[2] == "my first key, staging");
    }

    TEST_CASE("closing a form with something typed in it asks first") {
        ConsoleWorld world;
        open_new_key_form(world);
        world.screen.type("API Key", samples::api_key);
        world.screen.click(Role::Button, "Cancel");
        REQUIRE(world.screen.shows(Role::AlertDialog, "Discard changes?"));
        CHECK(world.screen.focused().name == "Keep editing");
        world.screen.press(Key::Escape);
        CHECK(text_of(world, "API Key") == samples::api_key);
        world.screen.press(Key::Escape);
        world.screen.click(Role::Button, "Discard");
        CHECK_FALSE(world.screen.shows(Role::Dialog, "Add Provider Key"));
        CHECK(world.count_sent("POST") == 0);
    }

    TEST_CASE("closing an untouched form closes it at once") {
        ConsoleWorld world;
        for (const std::string_view way : {"Cancel", "Close", "Escape"}) {
            CAPTURE(way);
            ConsoleWorld fresh;
            open_new_key_form(fresh);
            if (way == "Escape") {
                fresh.screen.press(Key::Escape);
            } else {
                fresh.screen.click(Role::Button, way);
            }
            CHECK_FALSE(fresh.screen.shows(Role::Dialog, "Add Provider Key"));
            CHECK_FALSE(fresh.screen.shows(Role::AlertDialog, "Discard changes?"));
            CHECK(fresh.transport.addresses().back().fragment == "#/byok");
        }
    }

    TEST_CASE("a late answer does not touch another form") {
        ConsoleWorld world;
        open_new_key_form(world);
        world.screen.type("Name", "Left behind");
        world.screen.type("API Key", samples::api_key);
        world.instead = [](const SentRequest& sent) {
            return sent.method == "POST"
                       ? std::optional(Answer{400,
                                              R"({"error":{"type":"invalid_request_error","message":)"
                                              R"("No.","params":[{"param":"name","message":"Taken."}]}})",
                                              {}})
                       : std::nullopt;
        };
        world.screen.click(Role::Button, "Save");
        world.screen.click(Role::Button, "Cancel");
        world.screen.click(Role::Button, "Discard");
        world.go_to("#/byok/new");
        world.screen.type("API Key", "sk-test-of-the-second-form-0123");
        world.wait();
        REQUIRE(world.screen.shows(Role::Dialog, "Add Provider Key"));
        CHECK(error_at(world, Role::TextBox, "Name").empty());
        CHECK(text_of(world, "API Key") == "sk-test-of-the-second-form-0123");
        CHECK(world.screen.says("The new provider key: "));
    }

    TEST_CASE("names of every kind come back as they were typed") {
        const std::string names[] = {
            "🔑 production", "مفتاح الإنتاج",       "<b>bold</b> & \"quoted\" <script>alert(1)</script>",
            "日本語のキー",  std::string(100, 'W'),
        };
        ConsoleWorld world;
        world.sign_in();
        for (const std::string& name : names) {
            CAPTURE(name);
            world.go_to("#/byok/new");
            world.screen.type("Name", name);
            world.screen.type("API Key",
                              "sk-ant-api03-" + std::string(91, 'k') + std::to_string(10 + name.size() % 90) + "AA");
            world.screen.click(Role::Button, "Save");
            world.wait();
            CHECK(world.screen.names(Role::Cell, world.row(name).id)[1] == name);
            CHECK(world.screen.shows(Role::Button, "Actions for " + name));
        }
    }
}
