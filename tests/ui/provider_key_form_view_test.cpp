#include "ui/provider_key_form_view.h"

#include "ui/view_screen.h"

using namespace byok;
using namespace byok::ui;

namespace {

using Form = ViewScreen<ProviderKeyFormDraft>;

app::State state_at(app::Route route) {
    app::State state = test::ready_state();
    state.route = std::move(route);
    return state;
}

app::State new_key_state() {
    return state_at({app::Page::NewProviderKey, {}});
}

}  // namespace

TEST_SUITE("ui/provider_key_form_view") {
    TEST_CASE("the form looks as the product's does") {
        const Form form(provider_key_form_view, new_key_state());
        const Node dialog = form.screen.find(Role::Dialog, "Add Provider Key");
        CHECK(dialog.description ==
              "Configure your LLM provider API key. This key will be stored securely and masked after creation.");
        CHECK(form.screen.focused().name == "Provider");
        CHECK(form.screen.find(Role::ComboBox, "Provider").description == "Start typing to filter providers");
        CHECK(form.screen.find(Role::CheckBox, "Assign to entire organization").checked == Check::On);
        const Node api_keys = form.screen.find(Role::ComboBox, "API keys");
        CHECK(api_keys.disabled);
        CHECK(api_keys.entry->placeholder == "Assigned to all organization's API keys");
        CHECK(api_keys.description == "Choose specific API keys if not assigning globally to organization.");
        CHECK(form.screen.find(Role::Link, "Where do I get a key?").href ==
              "https://platform.claude.com/settings/keys");
    }

    TEST_CASE("all nine providers are offered, and typing filters them") {
        Form form(provider_key_form_view, new_key_state());
        form.screen.click(Role::ComboBox, "Provider");
        CHECK(form.screen.all(Role::Option).size() == 9);
        form.screen.type("Provider", "ai");
        CHECK(form.screen.names(Role::Option) ==
              std::vector<std::string>{"OpenAI", "Google Vertex AI", "xAI", "Z.ai", "Azure OpenAI"});
    }

    TEST_CASE("who edits a key reads when it was created, by whom, and when it was changed") {
        const auto said = [](std::string created_at, std::string created_by, std::string updated_at) {
            app::State state = state_at({app::Page::EditProviderKey, "pk_1"});
            core::ProviderKey& key = *std::ranges::find(*state.provider_keys.value, "pk_1", &core::ProviderKey::id);
            key.created_at = std::move(created_at);
            key.created_by = std::move(created_by);
            key.updated_at = std::move(updated_at);
            const Form form(provider_key_form_view, std::move(state));
            std::string words;
            for (const std::string& text : form.screen.names(Role::Text))
                if (text.starts_with("Created")) words += text;
            return words;
        };
        const std::string march = "2026-03-01T10:00:00Z", april = "2026-04-02T11:30:00Z";
        CHECK(said(march, "ada", march) == "Created 01/03/2026 at 10:00:00 UTC by ada");
        CHECK(said(march, "ada", april) ==
              "Created 01/03/2026 at 10:00:00 UTC by ada, changed 02/04/2026 at 11:30:00 UTC");
        CHECK(said(march, "", "") == "Created 01/03/2026 at 10:00:00 UTC");
        CHECK(said("", "", "").empty());
    }

    TEST_CASE("who adds a key reads nothing of the kind") {
        const Form form(provider_key_form_view, new_key_state());
        CHECK_FALSE(form.screen.says("Created"));
    }

    TEST_CASE("while it saves nothing can be typed or saved again, and closing asks") {
        Form form(provider_key_form_view, new_key_state());
        form.state.provider_key_form.start(77);
        form.screen.settle();
        CHECK(form.screen.find(Role::Button, "Save").busy);
        CHECK(form.screen.find(Role::TextBox, "API Key").entry->read_only);
        CHECK(form.screen.find(Role::ComboBox, "Provider").disabled);
        form.screen.click(Role::Button, "Save");
        CHECK(form.actions.empty());
        form.screen.click(Role::Button, "Cancel");
        CHECK(form.screen.find(Role::AlertDialog, "Discard changes?").description.contains("may still succeed"));
        form.screen.click(Role::Button, "Discard");
        CHECK(form.asked<app::Navigate>().route == app::Route{});
    }

    TEST_CASE("leaving the form wipes what was typed") {
        Form form(provider_key_form_view, new_key_state());
        form.screen.type("API Key", "sk-ant-typed");
        form.state.route = {};
        form.screen.settle();
        CHECK_FALSE(form.draft.key);
        CHECK(form.screen.tree().nodes.empty());
    }

    TEST_CASE("the form of one key is not that of another") {
        Form form(provider_key_form_view, state_at({app::Page::EditProviderKey, "pk_1"}));
        form.screen.type("API Key", "sk-ant-typed");
        form.state.route = {app::Page::EditProviderKey, "pk_2"};
        form.screen.settle();
        CHECK(form.screen.find(Role::TextBox, "Name").entry->text->view() == "Staging");
        CHECK(form.screen.find(Role::TextBox, "API Key").entry->text->empty());
    }

    TEST_CASE("API keys that are on their way, missing or lost are said where they would be chosen") {
        Form form(provider_key_form_view, new_key_state());
        form.screen.click(Role::CheckBox, "Assign to entire organization");
        const auto hint = [&] {
            form.screen.settle();
            return form.screen.find(Role::ComboBox, "API keys").description;
        };
        form.state.api_keys = {};
        form.state.api_keys.start(77);
        CHECK(hint() == "Loading API keys…");
        form.state.api_keys.arrived({});
        CHECK(hint().contains("no API keys yet"));
        form.state.api_keys = {};
        form.state.api_keys.failed(test::error(core::ErrorCode::Network, "Nobody answers."));
        form.screen.settle();
        CHECK(form.screen.says("The API keys could not be loaded. Nobody answers."));
        form.screen.click(Role::Button, "Try again");
        form.asked<app::RefreshApiKeys>();
    }

    TEST_CASE("API keys of one name are told apart, those that are disabled say so") {
        app::State state = new_key_state();
        state.api_keys.value = {test::api_key("ak_1", "CI"), test::api_key("ak_2", "CI"), test::api_key("ak_3", "Old")};
        state.api_keys.value->back().active = false;
        Form form(provider_key_form_view, std::move(state));
        form.screen.click(Role::CheckBox, "Assign to entire organization");
        form.screen.click(Role::ComboBox, "API keys");
        const std::vector<std::string> options = form.screen.names(Role::Option);
        REQUIRE(options.size() == 3);
        CHECK(options[0].contains("ak_1"));
        CHECK(options[1].contains("ak_2"));
        CHECK(options[2].contains("Disabled"));
    }
}
