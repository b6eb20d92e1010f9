#include <doctest/doctest.h>

#include "ui/combobox_page.h"
#include "ui/drawn_glyphs.h"

using namespace byok;
using namespace byok::ui;

namespace {

using Values = std::vector<std::string>;

struct SelectPage {
    std::vector<Choice> choices;
    FieldOptions options;
    Values values;
    ComboBoxDraft draft;
    int changes = 0;
    UiHarness page;

    explicit SelectPage(Values begin = {}, FieldOptions with = {}, std::vector<Choice> list = keys(),
                        Viewport viewport = UiHarness::desktop)
        : choices(std::move(list)),
          options(std::move(with)),
          values(std::move(begin)),
          page([this](Ui& ui) { draw(ui); }, viewport) {}

    static std::vector<Choice> keys() {
        return {ComboPage::choice("k1", "my first key"), ComboPage::choice("k2", "staging"),
                ComboPage::choice("k3", "production"), ComboPage::choice("k4", "retired", {}, true)};
    }
    void draw(Ui& ui) {
        changes += multi_select(ui, "API keys", draft, values, choices, options);
        button(ui, "After");
    }
    [[nodiscard]] Node field() const { return page.find(Role::ComboBox, "API keys"); }
    [[nodiscard]] bool list_open() const { return page.shows(Role::ListBox, "API keys"); }
    [[nodiscard]] Values chosen() const { return page.names(Role::ListItem); }
};

}  // namespace

TEST_SUITE("ui/multi_select") {
    TEST_CASE("chosen ones are a list beside the field, each with a button that removes it") {
        SelectPage form({"k1", "k3"});
        CHECK(form.chosen() == Values{"my first key", "production"});
        CHECK(form.page.shows(Role::List, "Chosen API keys"));
        CHECK(form.page.shows(Role::Button, "Remove my first key"));
        CHECK(form.page.shows(Role::Button, "Remove production"));
    }

    TEST_CASE("with none chosen the field shows its placeholder and there is no list of them") {
        FieldOptions options;
        options.placeholder = "zzz";
        SelectPage form({}, options);
        CHECK(drawn_glyphs(form.page, 'z') == 3);
        CHECK_FALSE(form.page.shows(Role::List, "Chosen API keys"));
        CHECK(form.field().rect.height == 40);
    }

    TEST_CASE("options are chosen one after the other in a list that stays open, and taken back") {
        SelectPage form;
        form.page.click(form.field());
        CHECK(form.page.find(Role::ListBox, "API keys").multiselectable);
        form.page.click(Role::Option, "staging");
        form.page.click(Role::Option, "my first key");
        CHECK(form.values == Values{"k2", "k1"});
        CHECK(form.page.find(Role::Option, "staging").selected);
        CHECK_FALSE(form.page.find(Role::Option, "production").selected);
        form.page.click(Role::Option, "staging");
        CHECK(form.values == Values{"k1"});
        CHECK(form.list_open());
        CHECK(form.changes == 3);
        CHECK(form.page.focused().name == "API keys");
    }

    TEST_CASE("while the list is open what is chosen can be taken away, and Tab reaches it") {
        SelectPage form;
        form.page.click(form.field());
        form.page.click(Role::Option, "staging");
        REQUIRE(form.list_open());
        form.page.tab_back();
        CHECK_FALSE(form.list_open());
        CHECK(form.page.focused().name == "Remove staging");
        form.page.click(form.field());
        REQUIRE(form.list_open());
        form.page.click(Role::Button, "Remove staging");
        CHECK(form.values.empty());
    }

    TEST_CASE("typing finds one, Enter takes it, and the text makes place for the next") {
        SelectPage form;
        form.page.type("API keys", "prod");
        CHECK(form.page.names(Role::Option) == Values{"production"});
        form.page.press(Key::Enter);
        CHECK(form.values == Values{"k3"});
        CHECK(form.draft.filter.empty());
        CHECK(form.page.names(Role::Option).size() == 4);
        form.page.press(Key::Enter);
        CHECK(form.values.empty());
    }

    TEST_CASE("without a pointer: arrows walk past what is disabled, Enter takes and takes back, Escape closes first") {
        SelectPage form;
        const auto active = [&] {
            const Node* option = form.page.tree().find(form.field().active_descendant);
            return option == nullptr ? std::string() : option->name;
        };
        form.page.tab();
        form.page.press(Key::AltArrowDown);
        CHECK(form.list_open());
        CHECK(active().empty());
        form.page.press(Key::ArrowUp);
        CHECK(active() == "production");
        form.page.press(Key::ArrowDown);
        CHECK(active() == "my first key");
        form.page.press(Key::Enter);
        form.page.press(Key::ArrowDown);
        CHECK(active() == "staging");
        form.page.press(Key::Enter);
        CHECK(form.values == Values{"k1", "k2"});
        form.page.press(Key::Enter);
        CHECK(form.values == Values{"k1"});
        CHECK_FALSE(form.page.press(Key::Home));
        CHECK_FALSE(form.page.press(Key::End));
        CHECK(form.page.press(Key::Escape));
        CHECK_FALSE(form.list_open());
        CHECK(form.values == Values{"k1"});
        CHECK(form.page.focused().name == "API keys");
        CHECK_FALSE(form.page.press(Key::Escape));
    }

    TEST_CASE("a disabled option is not taken") {
        SelectPage form;
        form.page.type("API keys", "retired");
        form.page.press(Key::Enter);
        form.page.ui().input(Clicked{.id = form.page.find(Role::Option, "retired").id});
        form.page.settle();
        CHECK(form.values.empty());
    }

    TEST_CASE("a badge's button removes it and leaves the focus in the field") {
        SelectPage form({"k1", "k2"});
        form.page.click(Role::Button, "Remove my first key");
        CHECK(form.values == Values{"k2"});
        CHECK(form.chosen() == Values{"staging"});
        CHECK(form.changes == 1);
        CHECK(form.page.focused().name == "API keys");
    }

    TEST_CASE("Backspace where nothing is typed removes the last one; in a text it is the text's") {
        SelectPage form({"k1", "k2"});
        form.page.click(form.field());
        CHECK(form.page.press(Key::Backspace));
        CHECK(form.values == Values{"k1"});
        form.page.type("API keys", "sta");
        CHECK_FALSE(form.page.press(Key::Backspace));
        CHECK(form.values == Values{"k1"});
        form.page.type("API keys", "");
        CHECK(form.page.press(Key::Backspace));
        CHECK(form.values.empty());
        CHECK_FALSE(form.page.press(Key::Backspace));
    }

    TEST_CASE("a text that was left is gone, and nothing was chosen by it") {
        SelectPage form;
        form.page.type("API keys", "prod");
        form.page.tab();
        CHECK(form.draft.filter.empty());
        CHECK(form.values.empty());
        CHECK_FALSE(form.list_open());
    }

    TEST_CASE("badges remain in reach while the list is open") {
        SelectPage form({"k1", "k2"});
        form.page.click(form.field());
        REQUIRE(form.list_open());
        form.page.click(Role::Button, "Remove staging");
        CHECK(form.values == Values{"k1"});
    }

    TEST_CASE("a click into the box, between the badges, goes to the text") {
        SelectPage form({"k1"});
        form.page.click(form.page.all(Role::Backdrop)[0]);
        CHECK(form.page.focused().name == "API keys");
    }

    TEST_CASE("a value that no choice stands for any more is shown as it is, and can be removed") {
        SelectPage form({"deleted-id"});
        CHECK(form.chosen() == Values{"deleted-id"});
        form.page.click(Role::Button, "Remove deleted-id");
        CHECK(form.values.empty());
    }

    TEST_CASE("while it is disabled only its placeholder is there, and what was chosen comes back later") {
        FieldOptions options;
        options.placeholder = "Assigned to all organization's API keys";
        options.disabled = true;
        SelectPage form({"k1"}, options);
        CHECK(form.chosen().empty());
        CHECK(form.field().disabled);
        CHECK(form.field().entry->placeholder == "Assigned to all organization's API keys");
        form.options.disabled = false;
        form.page.settle();
        CHECK(form.chosen() == Values{"my first key"});
        CHECK(form.changes == 0);
    }

    TEST_CASE("a read-only one shows its badges and changes nothing") {
        FieldOptions options;
        options.read_only = true;
        SelectPage form({"k1"}, options);
        CHECK(form.chosen() == Values{"my first key"});
        CHECK(form.page.names(Role::Button) == Values{"After"});
        form.page.click(form.field());
        CHECK_FALSE(form.page.press(Key::Backspace));
        CHECK_FALSE(form.page.press(Key::ArrowDown));
        form.page.click(form.page.all(Role::Backdrop)[0]);
        CHECK(form.values == Values{"k1"});
        CHECK_FALSE(form.list_open());
    }

    TEST_CASE("many badges wrap inside of the box, which grows with them") {
        Values all;
        for (int i = 0; i < 40; ++i) all.push_back("id-" + std::to_string(i));
        SelectPage form(all, {}, ComboPage::numbered(40), {.width = 360, .height = 700, .scale = 2});
        float bottom = 0;
        for (const Node& badge : form.page.all(Role::ListItem)) {
            CHECK(badge.rect.x >= 8);
            CHECK(badge.rect.right() <= 352);
            bottom = std::max(bottom, badge.rect.bottom());
        }
        CHECK(form.field().rect.bottom() >= bottom);
        CHECK(form.page.find(Role::Button, "After").rect.y > bottom);
    }

    TEST_CASE("a long name is cut inside its badge, a narrow window leaves room for the text") {
        const std::string name(100, 'w');
        SelectPage form({"k"}, {}, {ComboPage::choice("k", name)}, {.width = 140, .height = 700, .scale = 1});
        const Node badge = form.page.find(Role::ListItem, name);
        CHECK(badge.rect.right() <= 132);
        CHECK(form.page.find(Role::Button, "Remove " + name).rect.right() <= 132);
        CHECK(form.field().rect.width > 60);
        CHECK(form.field().rect.y > badge.rect.y);
    }

    TEST_CASE("names of any script, and the same name twice, stand side by side") {
        SelectPage form({"1", "2", "3"}, {},
                        {ComboPage::choice("1", "مفتاح"), ComboPage::choice("2", "🔑"), ComboPage::choice("3", "🔑")});
        CHECK(form.chosen() == Values{"مفتاح", "🔑", "🔑"});
        form.page.click(form.page.all(Role::Button)[2]);
        CHECK(form.values == Values{"1", "2"});
    }
}
