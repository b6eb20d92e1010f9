#include "ui/provider_keys_view.h"

#include "ui/view_screen.h"

using namespace byok;
using namespace byok::ui;

namespace {

using Page = ViewScreen<ProviderKeysDraft>;

}  // namespace

TEST_SUITE("ui/provider_keys_view") {
    TEST_CASE("what is chosen from a row's menu is asked for") {
        Page page(provider_keys_view);
        page.screen.click(Role::Button, "Actions for Staging");
        CHECK(page.screen.names(Role::MenuItem) ==
              std::vector<std::string>{"Edit", "Test credentials", "Disable", "Delete"});
        page.screen.click(Role::MenuItem, "Edit");
        CHECK(page.asked<app::Navigate>().route == app::Route{app::Page::EditProviderKey, "pk_2"});
        page.screen.click(Role::Button, "Actions for Production");
        page.screen.click(Role::MenuItem, "Disable");
        CHECK(page.asked<app::SetProviderKeyActive>().id == "pk_1");
        CHECK_FALSE(page.asked<app::SetProviderKeyActive>().active);
        page.screen.click(Role::Button, "Actions for Production");
        page.screen.click(Role::MenuItem, "Delete");
        page.screen.click(Role::Button, "Delete");
        CHECK(page.asked<app::DeleteProviderKey>().id == "pk_1");
    }

    TEST_CASE("a menu whose key has gone closes") {
        Page page(provider_keys_view);
        page.screen.click(Role::Button, "Actions for Staging");
        page.state.provider_keys.value->pop_back();
        page.screen.settle();
        CHECK(page.screen.all(Role::Menu).empty());
        CHECK_FALSE(page.draft.menu.menu.open);
    }

    TEST_CASE("a row being written is busy and cannot be asked for more") {
        Page page(provider_keys_view);
        page.state.provider_key_rows["pk_1"].start(77);
        page.screen.settle();
        CHECK(page.screen.find(Role::Button, "Actions for Production").busy);
        page.screen.click(Role::Button, "Actions for Production");
        CHECK(page.screen.all(Role::Menu).empty());
    }

    TEST_CASE("a refresh asks for both lists, because names come from the other") {
        Page page(provider_keys_view);
        page.screen.click(Role::Button, "Refresh");
        page.asked<app::RefreshProviderKeys>();
        page.asked<app::RefreshApiKeys>();
    }

    TEST_CASE("a name that does not fit is cut, and said whole") {
        app::State state = test::ready_state();
        const std::string name =
            "a name that goes on and on, as far as a hundred characters let it, which is far enough";
        state.provider_keys.value->front().name = name;
        Page page(provider_keys_view, std::move(state));
        const Node text = page.screen.find(Role::Text, name);
        CHECK(text.rect.width < 200);
        CHECK(text.has_tooltip);
        CHECK_FALSE(page.screen.find(Role::Text, "Staging").has_tooltip);
    }
}
