#include "ui/credential_text.h"

#include "core/key_samples.h"
#include "core/samples.h"
#include "ui/provider_key_form_view.h"
#include "ui/view_screen.h"

using namespace byok;
using namespace byok::ui;
namespace samples = byok::core::samples;

namespace {

using Form = ViewScreen<ProviderKeyFormDraft>;

app::State form_of(app::Page page, std::string id = {}) {
    app::State state = test::ready_state();
    state.route = {page, std::move(id)};
    return state;
}

/// A form for a new key of that provider.
struct NewKeyForm : Form {
    explicit NewKeyForm(std::string_view provider) : Form(provider_key_form_view, form_of(app::Page::NewProviderKey)) {
        choose_provider(*draft.key, provider);
        screen.settle();
    }
};

std::string text_in(const Form& form, std::string_view field) {
    return std::string(form.screen.find(Role::TextBox, field).entry->text->view());
}

std::string error_at(const Form& form, std::string_view field) {
    const Node node = form.screen.find(Role::TextBox, field);
    return node.invalid ? node.description : "";
}

/// One keystroke after another, as a person types.
void type_slowly(Form& form, std::string_view field, std::string_view text) {
    for (std::size_t size = 1; size <= text.size(); ++size) form.screen.type(field, text.substr(0, size));
}

const core::NewProviderKey& created(const Form& form) {
    return form.asked<app::CreateProviderKey>().key;
}

std::string created_key(const Form& form) {
    return std::string(std::get<core::ApiKeyCredential>(created(form).credential).api_key.reveal());
}

}  // namespace

TEST_SUITE("ui/credential_text") {
    TEST_CASE("a pasted key is repaired at once, says so, and one click undoes it") {
        NewKeyForm form("anthropic");
        const std::string key = samples::usual_key("anthropic");
        const std::string pasted = "export ANTHROPIC_API_KEY=\"" + key + "\"";
        form.screen.type("API Key", pasted);
        CHECK(text_in(form, "API Key") == key);
        CHECK(form.screen.shows(Role::Status,
                                "Removed the name it was assigned to. Removed the quotation marks around it."));

        form.screen.click(Role::Button, "Undo");
        CHECK(text_in(form, "API Key") == pasted);
        CHECK(form.screen.focused().name == "API Key");
        CHECK_FALSE(form.screen.shows(Role::Button, "Undo"));
        form.screen.click(Role::TextBox, "Name");
        CHECK(text_in(form, "API Key") == pasted);

        form.screen.type("API Key", "");
        form.screen.type("API Key", pasted);
        CHECK(text_in(form, "API Key") == key);
    }

    TEST_CASE("what is being typed is repaired when the field is left, never before") {
        NewKeyForm form("anthropic");
        type_slowly(form, "API Key", "'sk-ant-typed'");
        CHECK(text_in(form, "API Key") == "'sk-ant-typed'");
        CHECK_FALSE(form.screen.shows(Role::Button, "Undo"));
        form.screen.click(Role::TextBox, "Name");
        CHECK(text_in(form, "API Key") == "sk-ant-typed");
        CHECK(form.screen.shows(Role::Button, "Undo"));
        type_slowly(form, "API Key", "sk-ant");
        CHECK_FALSE(form.screen.shows(Role::Button, "Undo"));
    }

    TEST_CASE("what is saved with Enter is repaired as well") {
        NewKeyForm form("anthropic");
        const std::string key = samples::usual_key("anthropic");
        form.screen.type("API Key", key);
        form.screen.type("API Key", key + ";");
        CHECK(text_in(form, "API Key") == key + ";");
        form.screen.press(Key::Enter);
        CHECK(created_key(form) == key);
    }

    TEST_CASE("an unusual key is doubted once it is whole, and saved anyway by who insists") {
        NewKeyForm form("anthropic");
        type_slowly(form, "API Key", "sk-new-format");
        CHECK_FALSE(form.screen.says("gives out today"));
        form.screen.click(Role::Button, "Save");
        CHECK(form.actions.empty());
        CHECK(form.screen.says("This does not look like the keys that Anthropic gives out today."));
        CHECK(form.screen.focused().name == "API Key");
        CHECK_FALSE(form.screen.find(Role::TextBox, "API Key").invalid);
        CHECK_FALSE(form.screen.shows(Role::Button, "Save"));
        form.screen.click(Role::Button, "Save anyway");
        CHECK(created_key(form) == "sk-new-format");
    }

    TEST_CASE("a test that shows that an unusual key works ends the doubt") {
        NewKeyForm form("anthropic");
        form.screen.type("API Key", "sk-new-format");
        form.state.form_test.result = core::TestResult{};
        form.state.form_test.result->finding.verdict = core::Verdict::Valid;
        form.state.form_test.input = form.draft.key->errors.input;
        form.screen.click(Role::Button, "Save");
        CHECK(created_key(form) == "sk-new-format");
    }

    TEST_CASE("a changed key takes back Save anyway") {
        NewKeyForm form("anthropic");
        form.screen.type("API Key", "sk-new-format-1");
        form.screen.click(Role::Button, "Save");
        REQUIRE(form.screen.shows(Role::Button, "Save anyway"));
        form.screen.type("API Key", "sk-new-format-2");
        CHECK(form.screen.shows(Role::Button, "Save"));
        form.screen.click(Role::Button, "Save");
        CHECK(form.actions.empty());
    }

    TEST_CASE("a key of another provider switches to it and goes along") {
        NewKeyForm form("anthropic");
        const std::string key = samples::usual_key("openai");
        form.screen.type("API Key", key);
        CHECK(form.screen.shows(Role::Status, "This looks like an OpenAI key."));
        form.screen.click(Role::Button, "Switch to OpenAI");
        CHECK(form.draft.key->provider == "openai");
        CHECK(text_in(form, "API Key") == key);
        CHECK(text_in(form, "Name") == "My OpenAI Key");
        CHECK(form.screen.focused().name == "API Key");
        CHECK_FALSE(form.screen.says("looks like"));
        choose_provider(*form.draft.key, "anthropic");
        form.screen.settle();
        CHECK(text_in(form, "API Key").empty());
        choose_provider(*form.draft.key, "openai");
        form.screen.settle();
        form.screen.click(Role::Button, "Save");
        CHECK(created(form).provider == "openai");
        CHECK(created_key(form) == key);
    }

    TEST_CASE("a file pasted as a key, and a key pasted as a file, find their way") {
        NewKeyForm form("mistral");
        form.screen.type("API Key", samples::service_account_json());
        CHECK(form.screen.shows(Role::Button, "Switch to Google Vertex AI"));
        form.screen.click(Role::Button, "Switch to Google Vertex AI");
        CHECK(form.screen.says("Project sample-project"));
        form.screen.type("Service account JSON", samples::usual_key("anthropic"));
        CHECK_FALSE(error_at(form, "Service account JSON").empty());
        form.screen.click(Role::Button, "Switch to Anthropic");
        CHECK(text_in(form, "API Key") == samples::usual_key("anthropic"));

        form.screen.type("API Key", samples::access_key_id);
        form.screen.click(Role::Button, "Switch to AWS Bedrock");
        CHECK(text_in(form, "Access Key ID") == samples::access_key_id);
    }

    TEST_CASE("a key that exists stays its provider's") {
        Form form(provider_key_form_view, form_of(app::Page::EditProviderKey, "pk_1"));
        form.screen.type("API Key", samples::usual_key("openai"));
        CHECK(form.screen.says("This looks like an OpenAI key."));
        CHECK_FALSE(form.screen.shows(Role::Button, "Switch to OpenAI"));
    }

    TEST_CASE("a service account's file in base64 is decoded, and the original comes back") {
        NewKeyForm form("google_vertex_ai");
        const std::string file = samples::service_account_json();
        const std::string pasted = samples::base64(file);
        form.screen.type("Service account JSON", pasted);
        CHECK(text_in(form, "Service account JSON") == core::trimmed(file));
        CHECK(form.screen.shows(Role::Status, "Decoded the file, which was in base64."));
        CHECK(form.screen.says("Project sample-project"));
        CHECK(error_at(form, "Service account JSON").empty());
        form.screen.click(Role::Button, "Undo");
        CHECK(text_in(form, "Service account JSON") == pasted);
        CHECK_FALSE(form.screen.says("Project sample-project"));
        CHECK_FALSE(error_at(form, "Service account JSON").empty());
    }

    TEST_CASE("a chosen file is repaired like a pasted one") {
        NewKeyForm form("google_vertex_ai");
        const std::string file = samples::service_account_json();
        form.screen.give_file(Role::Button, "Choose file", "key.b64", samples::base64(file));
        CHECK(text_in(form, "Service account JSON") == core::trimmed(file));
        CHECK(form.screen.shows(Role::Button, "Undo"));
    }

    TEST_CASE("a full Azure address becomes the endpoint and says what was cut") {
        NewKeyForm form("azure");
        form.screen.type(
            "Endpoint",
            "https://contoso.openai.azure.com/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21");
        CHECK(text_in(form, "Endpoint") == "https://contoso.openai.azure.com/");
        CHECK(form.screen.says("the deployment (gpt-4o) and the API version (2024-10-21)"));
        form.screen.type("API Key", samples::azure_key);
        form.screen.click(Role::Button, "Save");
        CHECK(std::get<core::AzureCredential>(created(form).credential).endpoint == samples::azure_endpoint);
    }

    TEST_CASE("id and secret in each other's field are swapped by one click") {
        NewKeyForm form("bedrock");
        form.screen.type("Access Key ID", samples::secret_access_key);
        form.screen.type("Secret Access Key", "  " + std::string(samples::access_key_id));
        CHECK(error_at(form, "Access Key ID").contains("swapped"));
        form.screen.click(Role::Button, "Swap them");
        CHECK(text_in(form, "Access Key ID") == samples::access_key_id);
        CHECK(text_in(form, "Secret Access Key") == samples::secret_access_key);
        CHECK(error_at(form, "Access Key ID").empty());
        CHECK(error_at(form, "Secret Access Key").empty());
        CHECK_FALSE(form.screen.shows(Role::Button, "Swap them"));
    }

    TEST_CASE("an access key id says whose account it is, and a temporary one asks for its session token") {
        NewKeyForm form("bedrock");
        form.screen.type("Access Key ID", "ASIAY34FZKBOKMUTVV7A");
        CHECK(form.screen.find(Role::TextBox, "Access Key ID").description == "Of the AWS account 609629065308.");
        CHECK(form.screen.shows(Role::TextBox, "Session Token"));
        form.screen.type("Access Key ID", "export AWS_ACCESS_KEY_ID=ASIAY34FZKBOKMUTVV7A");
        CHECK(text_in(form, "Access Key ID") == "ASIAY34FZKBOKMUTVV7A");
        form.screen.type("Access Key ID", "AKIAIOSFODNN7PQRSTUV");
        CHECK_FALSE(form.screen.says("Of the AWS account"));
        CHECK_FALSE(form.screen.shows(Role::TextBox, "Session Token"));
    }

    TEST_CASE("regions are found by their cities, and those to be enabled first say so") {
        NewKeyForm form("bedrock");
        for (const auto& [typed, option] : {std::pair{"frankfurt", "Europe (Frankfurt), eu-central-1"},
                                            {"virginia", "US East (N. Virginia), us-east-1"},
                                            {"dublin", "Europe (Ireland), eu-west-1"},
                                            {"zürich", "Europe (Zurich), eu-central-2, opt-in"}}) {
            CAPTURE(typed);
            form.screen.type("Region", typed);
            CHECK(form.screen.names(Role::Option) == std::vector<std::string>{option});
        }
        form.screen.press(Key::Enter);
        CHECK(form.screen.find(Role::ComboBox, "Region").description ==
              "An opt-in region: it must be enabled in the AWS account.");
        form.screen.type("Region", "us-east-9");
        form.screen.press(Key::Enter);
        form.screen.click(Role::TextBox, "Access Key ID");
        CHECK(form.screen.says("This region is not known to offer Bedrock."));
    }
}
