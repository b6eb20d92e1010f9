#include <doctest/doctest.h>

#include "core/samples.h"
#include "flow/key_form.h"

using namespace byok;
using namespace byok::test;
namespace samples = byok::core::samples;
using ui::Key;
using ui::Node;
using ui::Role;

TEST_SUITE("flow/credential_fields") {
    TEST_CASE("switching the provider back and forth loses nothing and leaks nothing") {
        ConsoleWorld world;
        open_new_key_form(world);
        world.screen.type("API Key", samples::api_key);
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
        CHECK(text_of(world, "API Key") == samples::api_key);
        CHECK(text_of(world, "Name") == "My Anthropic Key");
        world.screen.click(Role::Button, "Save");

        const std::string& body = world.last_sent("POST").body;
        CHECK(body.contains(samples::api_key));
        CHECK_FALSE(body.contains("typed-for-azure"));
        CHECK_FALSE(body.contains("openai"));
        CHECK_FALSE(body.contains(samples::access_key_id));
    }

    TEST_CASE("a Bedrock key takes several regions, each once") {
        ConsoleWorld world;
        open_new_key_form(world);
        world.pick("Provider", "bedrock", "AWS Bedrock");
        type_credential(world, *core::find_provider("bedrock"));
        CHECK(world.screen.find(Role::Button, "Remove region 1").disabled);
        world.screen.click(Role::Button, "Add region");
        const Node second = world.screen.find(Role::Group, "Region 2");
        CHECK(world.screen.focused().id == world.screen.find_in(second, Role::ComboBox, "Region").id);
        enter_region(world, "Region 2", "us-east-1");
        type_in(world, "Region 2", "Access Key ID", samples::access_key_id);
        type_in(world, "Region 2", "Secret Access Key", samples::secret_access_key);
        world.screen.click(Role::Button, "Save");
        CHECK(world.count_sent("POST") == 0);
        CHECK(world.screen.focused().id == world.screen.find_in(second, Role::ComboBox, "Region").id);
        CHECK(world.screen.focused().invalid);

        enter_region(world, "Region 2", "global");
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
        open_new_key_form(world);
        world.pick("Provider", "bedrock", "AWS Bedrock");
        type_credential(world, *core::find_provider("bedrock"));
        enter_region(world, "Region 1", "eu-central-9");
        world.screen.click(Role::Button, "Save");
        CHECK(world.count_sent("POST") == 0);
        world.screen.click(Role::Button, "Save anyway");
        CHECK(world.last_sent("POST").body.contains("eu-central-9"));
    }

    TEST_CASE("a temporary access key asks for its session token") {
        ConsoleWorld world;
        open_new_key_form(world);
        world.pick("Provider", "bedrock", "AWS Bedrock");
        type_credential(world, *core::find_provider("bedrock"));
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
        open_new_key_form(world);
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
        open_new_key_form(world);
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
}
