#include "ui/api_keys_view.h"

#include "ui/created_api_key_view.h"
#include "ui/view_screen.h"

using namespace byok;
using namespace byok::ui;

TEST_SUITE("ui/api_keys_view") {
    TEST_CASE("what is chosen from a row's menu is asked for") {
        ViewScreen<ApiKeysDraft> page(api_keys_view);
        page.screen.click(Role::Button, "Actions for CI");
        page.screen.click(Role::MenuItem, "Disable");
        CHECK(page.asked<app::SetApiKeyActive>().id == "ak_2");
        page.screen.click(Role::Button, "Actions for Website");
        page.screen.click(Role::MenuItem, "Delete");
        CHECK(page.screen.find(Role::AlertDialog, "Delete API key").description.contains("Production, Staging"));
        page.screen.click(Role::Button, "Delete");
        CHECK(page.asked<app::DeleteApiKey>().id == "ak_1");
    }

    TEST_CASE("times that a key does not have are said in words") {
        app::State state = test::ready_state();
        state.api_keys.value = {test::api_key("ak_1", "CI")};
        state.api_keys.value->front().expires_at = "2027-01-02T00:00:00Z";
        const ViewScreen<ApiKeysDraft> page(api_keys_view, std::move(state));
        CHECK(page.screen.names(Role::Cell) ==
              std::vector<std::string>{"CI", "Active", "01/03/2026", "Never", "02/01/2027", ""});
    }

    TEST_CASE("a form that was closed is empty when it opens again") {
        ViewScreen<ApiKeysDraft> page(api_keys_view);
        page.screen.click(page.screen.all(Role::Button)[1]);
        page.screen.type("Name", "staging");
        page.screen.press(Key::Escape);
        CHECK(page.draft.creation.name.text.empty());
        page.screen.click(page.screen.all(Role::Button)[1]);
        CHECK(page.screen.find(Role::TextBox, "Name").entry->text->empty());
    }

    TEST_CASE("a created key is shown to be copied, and forgotten with the dialog") {
        app::State state = test::ready_state();
        state.created_api_key = core::CreatedApiKey{test::api_key("ak_3", "New"), core::Secret("key-shown-once")};
        ViewScreen<CreatedApiKeyDraft> view(created_api_key_view, std::move(state));
        CHECK(view.screen.find(Role::TextBox, "API key").entry->read_only);
        view.screen.click(Role::Button, "Copy");
        CHECK(view.asked<app::CopyText>().text.reveal() == "key-shown-once");
        view.screen.click(Role::Button, "Done");
        view.asked<app::DismissCreatedApiKey>();
        view.state.created_api_key.reset();
        view.screen.settle();
        CHECK(view.draft.key.empty());
        CHECK(view.screen.tree().nodes.empty());
    }
}
