#include <doctest/doctest.h>

#include "core/key_samples.h"
#include "core/samples.h"
#include "flow/console_world.h"

using namespace byok;
using namespace byok::test;
namespace samples = byok::core::samples;
using ui::Key;
using ui::Node;
using ui::Role;

namespace {

core::NewProviderKey new_key(std::string provider, core::Credential credential) {
    core::NewProviderKey key;
    key.provider = std::move(provider);
    key.name = "Production";
    key.credential = std::move(credential);
    return key;
}

core::NewProviderKey anthropic_key() {
    return new_key("anthropic", core::ApiKeyCredential{core::Secret(samples::api_key)});
}

core::NewProviderKey bedrock_key() {
    core::BedrockCredential credential;
    for (const std::string_view region : {"us-east-1", "eu-west-1"})
        credential.regions.push_back({std::string(region), std::string(samples::access_key_id),
                                      core::Secret(samples::secret_access_key), core::Secret()});
    return new_key("bedrock", std::move(credential));
}

core::NewProviderKey azure_key() {
    return new_key("azure",
                   core::AzureCredential{std::string(samples::azure_endpoint), core::Secret(samples::api_key)});
}

core::NewProviderKey vertex_key() {
    return new_key("google_vertex_ai", core::ServiceAccountCredential{core::Secret(samples::service_account_json())});
}

/// Signed in, with the form of "Production" open.
void open_form(ConsoleWorld& world) {
    world.sign_in();
    world.choose("Production", "Edit");
    REQUIRE(world.screen.shows(Role::Dialog, "Edit Provider Key"));
}

Node field(const ConsoleWorld& world, std::string_view name) {
    return world.screen.find(Role::TextBox, name);
}

void save(ConsoleWorld& world) {
    world.screen.click(Role::Button, "Save");
    world.wait();
}

}  // namespace

TEST_SUITE("flow/edit_provider_key") {
    TEST_CASE("a changed name with an empty credential leaves the credential alone") {
        ConsoleWorld world;
        const std::string id = world.server.add_provider_key(anthropic_key()).id;
        open_form(world);
        CHECK(world.screen.focused().name == "Name");
        CHECK(field(world, "Name").entry->text->view() == "Production");
        CHECK(field(world, "API Key").entry->text->empty());
        CHECK(field(world, "API Key").description == "Leave empty to keep the stored key (ends in 0d9e).");
        world.screen.type("Name", "Renamed");
        save(world);
        CHECK(world.last_sent("POST").url == world.path("provider-keys") + "/" + id);
        CHECK(world.last_sent("POST").body == R"({"name":"Renamed"})");
        CHECK(world.screen.shows(Role::Status, "Changes to Renamed were saved."));
        CHECK(world.server.stored_credential(id) == samples::api_key);
        CHECK(world.row("Renamed").row_index == 2);
    }

    TEST_CASE("the provider cannot be changed") {
        ConsoleWorld world;
        world.server.add_provider_key(anthropic_key());
        open_form(world);
        CHECK_FALSE(world.screen.shows(Role::ComboBox, "Provider"));
        CHECK(world.screen.shows(Role::Text, "Anthropic"));
    }

    TEST_CASE("a new credential replaces the stored one") {
        ConsoleWorld world;
        const std::string id = world.server.add_provider_key(anthropic_key()).id;
        open_form(world);
        world.screen.type("API Key", samples::usual_key("anthropic"));
        save(world);
        CHECK(world.server.stored_credential(id) == samples::usual_key("anthropic"));
    }

    TEST_CASE("saving what was not changed sends nothing") {
        for (const auto& make : {anthropic_key, bedrock_key, azure_key, vertex_key}) {
            ConsoleWorld world;
            world.server.add_provider_key(make());
            open_form(world);
            save(world);
            CHECK(world.count_sent("POST") == 0);
            CHECK_FALSE(world.screen.shows(Role::Dialog, "Edit Provider Key"));
        }
    }

    TEST_CASE("a Bedrock key shows its regions; a blank secret keeps the stored one") {
        ConsoleWorld world;
        const std::string id = world.server.add_provider_key(bedrock_key()).id;
        open_form(world);
        const Node second = world.screen.find(Role::Group, "Region 2");
        CHECK(world.screen.find_in(second, Role::ComboBox, "Region").entry->text->view() == "Europe (Ireland)");
        CHECK(world.screen.find_in(second, Role::TextBox, "Access Key ID").entry->text->view() ==
              samples::access_key_id);
        const Node secret = world.screen.find_in(second, Role::TextBox, "Secret Access Key");
        CHECK(secret.entry->text->empty());
        CHECK(secret.entry->placeholder == "Stored – leave empty to keep");

        world.screen.type(secret, "anotherSecretAccessKeyOfFortyCharacters0");
        world.screen.click(Role::Button, "Remove region 1");
        save(world);
        const std::string stored = world.server.stored_credential(id);
        CHECK(stored.contains("anotherSecretAccessKeyOfFortyCharacters0"));
        CHECK_FALSE(stored.contains("us-east-1"));
    }

    TEST_CASE("a region that is new to a stored key needs its secret") {
        ConsoleWorld world;
        world.server.add_provider_key(bedrock_key());
        open_form(world);
        world.screen.click(Role::Button, "Add region");
        const Node third = world.screen.find(Role::Group, "Region 3");
        world.screen.type(world.screen.find_in(third, Role::ComboBox, "Region"), "us-west-2");
        world.screen.press(Key::Enter);
        world.screen.type(world.screen.find_in(third, Role::TextBox, "Access Key ID"), samples::access_key_id);
        save(world);
        CHECK(world.count_sent("POST") == 0);
        CHECK(world.screen.focused().id == world.screen.find_in(third, Role::TextBox, "Secret Access Key").id);
    }

    TEST_CASE("another Azure endpoint demands the key again") {
        ConsoleWorld world;
        world.server.add_provider_key(azure_key());
        open_form(world);
        CHECK(field(world, "Endpoint").entry->text->view() == samples::azure_endpoint);
        world.screen.type("Endpoint", "https://fabrikam.openai.azure.com/");
        save(world);
        CHECK(world.count_sent("POST") == 0);
        CHECK(field(world, "API Key").invalid);
        world.screen.type("API Key", samples::azure_key);
        save(world);
        CHECK(world.count_sent("POST") == 1);
    }

    TEST_CASE("a service account's form says which file is stored") {
        ConsoleWorld world;
        world.server.add_provider_key(vertex_key());
        open_form(world);
        CHECK(field(world, "Service account JSON").description.contains("sample-project"));
    }

    TEST_CASE("the assignment can be changed and comes filled in") {
        ConsoleWorld world;
        const core::ApiKey api_key = world.server.add_api_key("staging");
        core::NewProviderKey key = anthropic_key();
        key.api_key_ids = {api_key.id};
        world.server.add_provider_key(key);
        open_form(world);
        CHECK(world.screen.find(Role::CheckBox, "Assign to entire organization").checked == ui::Check::Off);
        CHECK(world.screen.shows(Role::Button, "Remove staging"));
        world.pick("API keys", "first", "my first key");
        world.screen.press(Key::Escape);
        save(world);
        CHECK_FALSE(world.last_sent("POST").body.contains("provider_key"));
        CHECK(world.screen.names(Role::Cell, world.row("Production").id)[2] == "staging, my first key");
    }

    TEST_CASE("the address of a form opens it once the list is there") {
        ConsoleWorld world;
        const std::string id = world.server.add_provider_key(anthropic_key()).id;
        world.sign_in();
        world.screen.click(Role::Button, "Sign out");
        world.go_to("#/byok/" + id + "/edit");
        world.server_is_silent = false;
        world.sign_in();
        CHECK(field(world, "Name").entry->text->view() == "Production");
    }

    TEST_CASE("a key that is gone closes its form and says so") {
        ConsoleWorld world;
        world.sign_in();
        world.go_to("#/byok/pk_of_yesterday/edit");
        CHECK_FALSE(world.screen.shows(Role::Dialog, "Edit Provider Key"));
        CHECK(world.screen.says("does not exist any more"));
    }

    TEST_CASE("while the list is on its way the form says that it waits") {
        ConsoleWorld world("#/byok/pk_1/edit");
        world.instead = [](const SentRequest& sent) {
            return sent.url.ends_with("provider-keys")
                       ? std::optional(Answer{403, R"({"error":"x","message":"No."})", {}})
                       : std::nullopt;
        };
        world.screen.type("Console token", world.server.token());
        world.screen.click(Role::Button, "Sign in");
        world.wait(latency_ms);
        CHECK(world.screen.shows(Role::Status, "Loading the provider key…"));
        world.wait(4 * latency_ms);
        CHECK(world.screen.shows(Role::Alert, "No."));
        world.screen.click(Role::Button, "Try again");
        CHECK(world.screen.shows(Role::Status, "Loading the provider key…"));
        world.screen.click(Role::Button, "Cancel");
        CHECK_FALSE(world.screen.shows(Role::Dialog, "Edit Provider Key"));
    }

    TEST_CASE("a server that offers no changes says so in the form, and nothing typed is lost") {
        ConsoleWorld world;
        world.server.add_provider_key(anthropic_key());
        open_form(world);
        world.instead = [](const SentRequest& sent) {
            return sent.method == "POST" ? std::optional(Answer{405, "", {}}) : std::nullopt;
        };
        world.screen.type("Name", "Renamed");
        save(world);
        CHECK(world.screen.all(Role::Alert).front().name.contains("does not offer"));
        CHECK(field(world, "Name").entry->text->view() == "Renamed");
    }
}
