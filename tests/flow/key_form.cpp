#include "flow/key_form.h"

#include <doctest/doctest.h>

#include "core/key_samples.h"
#include "core/samples.h"

namespace byok::test {

namespace samples = core::samples;
using ui::Key;
using ui::Node;
using ui::Role;

void open_new_key_form(ConsoleWorld& world) {
    world.sign_in();
    world.click_first("Create a new Provider Key");
    REQUIRE(world.screen.shows(Role::Dialog, "Add Provider Key"));
}

std::string text_of(const ConsoleWorld& world, std::string_view field) {
    return std::string(world.screen.find(Role::TextBox, field).entry->text->view());
}

void type_in(ConsoleWorld& world, std::string_view group, std::string_view field, std::string_view text) {
    world.screen.type(world.screen.find_in(world.screen.find(Role::Group, group), Role::TextBox, field), text);
}

void enter_region(ConsoleWorld& world, std::string_view group, std::string_view region) {
    const Node combobox = world.screen.find_in(world.screen.find(Role::Group, group), Role::ComboBox, "Region");
    world.screen.type(combobox, region);
    world.screen.press(Key::Enter);
}

void type_credential(ConsoleWorld& world, const core::Provider& provider) {
    switch (provider.kind) {
        case core::CredentialKind::ApiKey:
            world.screen.type("API Key", samples::usual_key(provider.slug));
            break;
        case core::CredentialKind::Bedrock:
            enter_region(world, "Region 1", "us-east-1");
            type_in(world, "Region 1", "Access Key ID", samples::access_key_id);
            type_in(world, "Region 1", "Secret Access Key", samples::secret_access_key);
            break;
        case core::CredentialKind::ServiceAccount:
            world.screen.type("Service account JSON", samples::service_account_json());
            break;
        case core::CredentialKind::Azure:
            world.screen.type("Endpoint", samples::azure_endpoint);
            world.screen.type("API Key", samples::azure_key);
            break;
    }
}

std::string error_at(const ConsoleWorld& world, Role role, std::string_view field) {
    const Node node = world.screen.find(role, field);
    return node.invalid ? node.description : "";
}

}  // namespace byok::test
