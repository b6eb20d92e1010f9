#include <doctest/doctest.h>

#include <algorithm>

#include "core/provider.h"
#include "core/samples.h"
#include "flow/console_world.h"

using namespace byok;
using namespace byok::test;
namespace samples = byok::core::samples;
using ui::Key;
using ui::Node;
using ui::Role;

namespace {

/// Signed in, with the empty form open.
void open_form(ConsoleWorld& world) {
    world.sign_in();
    world.screen.click(world.screen.all(Role::Button, world.screen.find(Role::Main, "").id).at(1));
    REQUIRE(world.screen.shows(Role::Dialog, "Add Provider Key"));
}

std::string text_of(const ConsoleWorld& world, std::string_view field) {
    return std::string(world.screen.find(Role::TextBox, field).entry->text->view());
}

void type_in(ConsoleWorld& world, std::string_view group, std::string_view field, std::string_view text) {
    world.screen.type(world.screen.find_in(world.screen.find(Role::Group, group), Role::TextBox, field), text);
}

void pick_region(ConsoleWorld& world, std::string_view group, std::string_view region) {
    const Node combobox = world.screen.find_in(world.screen.find(Role::Group, group), Role::ComboBox, "Region");
    world.screen.type(combobox, region);
    world.screen.press(Key::Enter);
}

/// Types a credential that the provider's form accepts.
void type_credential(ConsoleWorld& world, core::CredentialKind kind) {
    switch (kind) {
        case core::CredentialKind::ApiKey:
            world.screen.type("API Key", samples::api_key);
            break;
        case core::CredentialKind::Bedrock:
            pick_region(world, "Region 1", "us-east-1");
            type_in(world, "Region 1", "Access Key ID", samples::access_key_id);
            type_in(world, "Region 1", "Secret Access Key", samples::secret_access_key);
            break;
        case core::CredentialKind::ServiceAccount:
            world.screen.type("Service account JSON", samples::service_account_json());
            break;
        case core::CredentialKind::Azure:
            world.screen.type("Endpoint", samples::azure_endpoint);
            world.screen.type("API Key", samples::api_key);
            break;
    }
}

std::string error_at(const ConsoleWorld& world, Role role, std::string_view field) {
    const Node node = world.screen.find(role, field);
    return node.invalid ? node.description : "";
}

}  // namespace

TEST_SUITE("flow/create_provider_key") {
    TEST_CASE("a person creates a key of each provider and sees it in the list") {
        for (const core::Provider& provider : core::providers()) {
            CAPTURE(provider.slug);
            ConsoleWorld world;
            open_form(world);
            if (provider.slug != "anthropic") world.pick("Provider", provider.name, provider.name);
            const std::string name = "My " + std::string(provider.name) + " Key";
            CHECK(text_of(world, "Name") == name);
            type_credential(world, provider.kind);
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
            CHECK(cells[3] == "Active");
            CHECK(cells[4] == "14/01/2026");
            CHECK(world.state().route == app::Route{});
        }
    }

    TEST_CASE("Enter in a field saves") {
        ConsoleWorld world;
        open_form(world);
        world.screen.type("API Key", samples::api_key);
        world.screen.press(Key::Enter);
        world.wait();
        CHECK(world.screen.shows(Role::Status, "My Anthropic Key was added."));
    }

    TEST_CASE("saving twice makes one key") {
        ConsoleWorld world;
        open_form(world);
        world.screen.type("API Key", samples::api_key);
        world.screen.press(Key::Enter);
        world.screen.press(Key::Enter);
        world.screen.click(Role::Button, "Save");
        CHECK(world.count_sent("POST") == 1);
    }

    TEST_CASE("the form is empty again when it is opened anew") {
        ConsoleWorld world;
        open_form(world);
        world.screen.type("API Key", samples::api_key);
        world.screen.click(Role::Button, "Save");
        world.wait();
        world.go_to("#/byok/new");
        CHECK(text_of(world, "API Key").empty());
    }

    TEST_CASE("a field that was left empty says so, one that is being typed into does not") {
        ConsoleWorld world;
        open_form(world);
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
        open_form(world);
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
        open_form(world);
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
        world.screen.type("API Key", "sk-test-another-one-that-is-good");
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
            open_form(world);
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
        open_form(world);
        world.screen.type("API Key", samples::api_key);
        world.server_is_silent = true;
        world.screen.click(Role::Button, "Save");
        world.wait(app::request_timeout_ms + 100);
        CHECK(world.screen.all(Role::Alert).size() == 1);
        CHECK(text_of(world, "API Key") == samples::api_key);
        CHECK(world.state().provider_keys.loading());
    }

    TEST_CASE("switching the provider back and forth loses nothing and leaks nothing") {
        ConsoleWorld world;
        open_form(world);
        world.screen.type("API Key", "sk-ant-typed-for-anthropic");
        const ui::NodeId anthropic_field = world.screen.find(Role::TextBox, "API Key").id;
        world.pick("Provider", "openai", "OpenAI");
        CHECK(text_of(world, "API Key").empty());
        // The browser keeps the text of a field by its id: another provider's is another field.
        CHECK(world.screen.find(Role::TextBox, "API Key").id != anthropic_field);
        world.pick("Provider", "azure", "Azure OpenAI");
        CHECK(text_of(world, "API Key").empty());
        world.screen.type("Endpoint", samples::azure_endpoint);
        world.screen.type("API Key", "typed-for-azure-0123456789");
        world.pick("Provider", "bedrock", "AWS Bedrock");
        type_in(world, "Region 1", "Access Key ID", samples::access_key_id);
        world.pick("Provider", "anthropic", "Anthropic");
        CHECK(text_of(world, "API Key") == "sk-ant-typed-for-anthropic");
        CHECK(text_of(world, "Name") == "My Anthropic Key");
        world.screen.click(Role::Button, "Save");

        const std::string& body = world.last_sent("POST").body;
        CHECK(body.contains("sk-ant-typed-for-anthropic"));
        CHECK_FALSE(body.contains("typed-for-azure"));
        CHECK_FALSE(body.contains("openai"));
        CHECK_FALSE(body.contains(samples::access_key_id));
    }

    TEST_CASE("a key assigned to some API keys shows their names") {
        ConsoleWorld world;
        world.server.add_api_key("staging");
        open_form(world);
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

    TEST_CASE("a Bedrock key takes several regions, each once") {
        ConsoleWorld world;
        open_form(world);
        world.pick("Provider", "bedrock", "AWS Bedrock");
        type_credential(world, core::CredentialKind::Bedrock);
        CHECK(world.screen.find(Role::Button, "Remove region 1").disabled);
        world.screen.click(Role::Button, "Add region");
        const Node second = world.screen.find(Role::Group, "Region 2");
        CHECK(world.screen.focused().id == world.screen.find_in(second, Role::ComboBox, "Region").id);
        pick_region(world, "Region 2", "us-east-1");
        type_in(world, "Region 2", "Access Key ID", samples::access_key_id);
        type_in(world, "Region 2", "Secret Access Key", samples::secret_access_key);
        world.screen.click(Role::Button, "Save");
        CHECK(world.count_sent("POST") == 0);
        CHECK(world.screen.focused().id == world.screen.find_in(second, Role::ComboBox, "Region").id);
        CHECK(world.screen.focused().invalid);

        pick_region(world, "Region 2", "global");
        world.screen.click(Role::Button, "Add region");
        world.screen.click(Role::Button, "Remove region 3");
        CHECK_FALSE(world.screen.shows(Role::Group, "Region 3"));
        world.screen.click(Role::Button, "Save");
        world.wait();
        const std::string& id = world.state().provider_keys.value->front().id;
        const std::string stored = world.server.stored_credential(id);
        CHECK(stored.contains("us-east-1"));
        CHECK(stored.contains("global"));
    }

    TEST_CASE("a region newer than the list can be typed") {
        ConsoleWorld world;
        open_form(world);
        world.pick("Provider", "bedrock", "AWS Bedrock");
        type_credential(world, core::CredentialKind::Bedrock);
        pick_region(world, "Region 1", "eu-central-9");
        world.screen.click(Role::Button, "Save");
        CHECK(world.last_sent("POST").body.contains("eu-central-9"));
    }

    TEST_CASE("a temporary access key asks for its session token") {
        ConsoleWorld world;
        open_form(world);
        world.pick("Provider", "bedrock", "AWS Bedrock");
        type_credential(world, core::CredentialKind::Bedrock);
        CHECK_FALSE(world.screen.shows(Role::TextBox, "Session Token"));
        type_in(world, "Region 1", "Access Key ID", samples::temporary_access_key_id);
        world.screen.click(Role::Button, "Save");
        CHECK(world.count_sent("POST") == 0);
        CHECK(world.screen.focused().name == "Session Token");
        world.screen.type("Session Token", samples::session_token);
        world.screen.click(Role::Button, "Save");
        CHECK(world.count_sent("POST") == 1);
    }

    TEST_CASE("a service account's file is checked as it is typed, and shows whose it is") {
        ConsoleWorld world;
        open_form(world);
        world.pick("Provider", "vertex", "Google Vertex AI");
        world.screen.type("Service account JSON", "{\n  \"type\": oops\n}");
        CHECK(error_at(world, Role::TextBox, "Service account JSON").contains("line 2"));
        world.screen.type("Service account JSON", R"({"type": "authorized_user"})");
        CHECK(error_at(world, Role::TextBox, "Service account JSON").contains("authorized_user"));
        world.screen.type("Service account JSON", samples::service_account_json());
        CHECK(error_at(world, Role::TextBox, "Service account JSON").empty());
        CHECK(world.screen.says("sample-project"));
        CHECK(world.screen.says("gateway@sample-project.iam.gserviceaccount.com"));
        CHECK(world.screen.says("0123456789abcdef0123456789abcdef01234567"));
    }

    TEST_CASE("a service account's file can be dropped or chosen; what cannot be taken says why") {
        ConsoleWorld world;
        open_form(world);
        world.pick("Provider", "vertex", "Google Vertex AI");
        world.screen.give_file(Role::Button, "Choose file", "key.json", samples::service_account_json());
        CHECK(text_of(world, "Service account JSON") == samples::service_account_json());
        CHECK(world.screen.says("sample-project"));

        world.screen.give_file(Role::TextBox, "Service account JSON", "photo.jpg", "\xFF\xD8\xFF");
        CHECK(error_at(world, Role::TextBox, "Service account JSON").contains("not a text file"));
        CHECK(text_of(world, "Service account JSON") == samples::service_account_json());
        CHECK_FALSE(world.screen.says("client e-mail"));

        world.screen.give_file(Role::Button, "Choose file", "big.json", "", true);
        CHECK(error_at(world, Role::TextBox, "Service account JSON").contains("too large"));
        world.screen.type("Service account JSON", samples::service_account_json());
        CHECK(error_at(world, Role::TextBox, "Service account JSON").empty());
    }

    TEST_CASE("closing a form with something typed in it asks first") {
        ConsoleWorld world;
        open_form(world);
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
            open_form(fresh);
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
        open_form(world);
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
            world.screen.type("API Key", samples::api_key);
            world.screen.click(Role::Button, "Save");
            world.wait();
            CHECK(world.screen.names(Role::Cell, world.row(name).id)[1] == name);
            CHECK(world.screen.shows(Role::Button, "Actions for " + name));
        }
    }
}
