#include "ui/assigned_to.h"

#include "ui/view_screen.h"

using namespace byok;
using namespace byok::ui;

namespace {

core::ProviderKey key_of(std::optional<std::vector<std::string>> api_key_ids) {
    core::ProviderKey key = test::provider_key("pk_1", "Production");
    key.api_key_ids = std::move(api_key_ids);
    return key;
}

/// The badges drawn into a column of that width.
std::vector<std::string> badges(const core::ProviderKey& key, float width) {
    const UiHarness screen([&](Ui& ui) {
        begin_column(ui, {0, 0}, width);
        assigned_to(test::ready_state(), key, ui);
        end_column(ui);
    });
    std::vector<std::string> names = screen.names(Role::Text);
    names.append_range(screen.names(Role::Button));  // the one that counts the rest
    for (const Role role : {Role::Text, Role::Button})
        for (const Node& node : screen.all(role)) CHECK(node.rect.right() <= width + 1);
    return names;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_SUITE("ui/assigned_to") {
    TEST_CASE("an assignment in words") {
        const app::State state = test::ready_state();
        CHECK(assigned_to_text(state, key_of(std::nullopt)) == "Not reported");
        CHECK(assigned_to_text(state, key_of(Names())) == "Organization (all keys)");
        CHECK(assigned_to_text(state, key_of(Names{"ak_2", "ak_1"})) == "CI, Website");
        CHECK(assigned_to_text(state, key_of(Names{"ak_1", "ak_9"})) == "Website, Unknown key (ak_9)");
    }

    TEST_CASE("before the API keys are there nobody is called unknown") {
        app::State state = test::ready_state();
        state.api_keys.value.reset();
        CHECK(assigned_to_text(state, key_of(Names{"ak_1"})) == "API key (ak_1)");
    }

    TEST_CASE("as many badges as fit, and how many more there are") {
        const core::ProviderKey both = key_of(Names{"ak_1", "ak_2"});
        CHECK(badges(both, 400) == Names{"Website", "CI"});
        CHECK(badges(both, 100) == Names{"Website", "+1"});
        CHECK(badges(both, 90) == Names{"Website", "+1"});
        CHECK(badges(key_of(std::nullopt), 90) == Names{"Not reported"});
        CHECK(badges(key_of(Names()), 90) == Names{"Organization (all keys)"});
    }

    TEST_CASE("who comes with the keyboard or clicks the badge that counts reads the other names, until Escape") {
        UiHarness page([](Ui& ui) {
            begin_column(ui, {0, 0}, 90);
            assigned_to(test::ready_state(), key_of(Names{"ak_1", "ak_2"}), ui);
            end_column(ui);
        });
        CHECK(page.find(Role::Button, "+1").description == "CI");
        CHECK_FALSE(page.shows(Role::Tooltip, "CI"));
        page.tab();
        CHECK(page.focused().name == "Website");  // it is cut
        page.tab();
        CHECK(page.focused().name == "+1");
        CHECK(page.shows(Role::Tooltip, "CI"));
        CHECK(page.press(Key::Escape));
        CHECK_FALSE(page.shows(Role::Tooltip, "CI"));
        CHECK_FALSE_MESSAGE(page.press(Key::Escape), "the next Escape is somebody else's");
        page.tab_back();
        page.hover_nothing();
        page.click(Role::Button, "+1");
        page.hover_nothing();
        CHECK(page.shows(Role::Tooltip, "CI"));
    }

    TEST_CASE("on paper, where no tooltip names the others, all of them") {
        Viewport paper = UiHarness::desktop;
        paper.printing = true;
        const auto draw = [](Ui& ui) {
            begin_column(ui, {0, 0}, 90);
            assigned_to(test::ready_state(), key_of(Names{"ak_1", "ak_2"}), ui);
            end_column(ui);
        };
        CHECK(UiHarness(draw, paper).names(Role::Text) == Names{"Website", "CI"});
    }
}
