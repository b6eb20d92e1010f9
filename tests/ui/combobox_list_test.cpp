#include <doctest/doctest.h>

#include "ui/combobox_page.h"
#include "ui/drawn_colours.h"

using namespace byok;
using namespace byok::ui;

using Names = std::vector<std::string>;

TEST_SUITE("ui/combobox: keys") {
    TEST_CASE("arrows open the list at what is chosen, then walk around it") {
        ComboPage form(ComboPage::providers(), {}, "mistral");
        form.page.tab();
        form.page.tab();
        CHECK_FALSE(form.list_open());
        form.press(Key::ArrowDown);
        CHECK(form.active() == "Mistral");
        form.press(Key::ArrowDown);
        CHECK(form.active() == "Azure OpenAI");
        form.press(Key::ArrowDown);
        CHECK(form.active() == "Anthropic");
        form.press(Key::ArrowUp);
        CHECK(form.active() == "Azure OpenAI");
        CHECK(form.page.focused().name == "Provider");
    }

    TEST_CASE("with nothing chosen the first arrow goes to the first, or upwards to the last") {
        ComboPage down;
        down.page.tab();
        down.page.tab();
        down.press(Key::ArrowDown);
        CHECK(down.active() == "Anthropic");
        ComboPage up;
        up.page.tab();
        up.page.tab();
        up.press(Key::ArrowUp);
        CHECK(up.active() == "Azure OpenAI");
    }

    TEST_CASE("arrows pass what is disabled") {
        ComboPage form({ComboPage::choice("1", "One", {}, true), ComboPage::choice("2", "Two"),
                        ComboPage::choice("3", "Three", {}, true), ComboPage::choice("4", "Four")});
        form.page.click(form.field());
        form.press(Key::ArrowDown);
        CHECK(form.active() == "Two");
        form.press(Key::ArrowDown);
        CHECK(form.active() == "Four");
        form.press(Key::ArrowDown);
        CHECK(form.active() == "Two");
    }

    TEST_CASE("arrows in a list that is all disabled reach nothing, and Enter takes nothing") {
        ComboPage form({ComboPage::choice("1", "One", {}, true), ComboPage::choice("2", "Two", {}, true)});
        form.page.click(form.field());
        form.press(Key::ArrowDown);
        form.press(Key::ArrowUp);
        form.press(Key::Enter);
        CHECK(form.active().empty());
        CHECK(form.value.empty());
    }

    TEST_CASE("Escape closes the list first, and only then is anybody else's") {
        ComboPage form;
        form.page.type("Provider", "open");
        CHECK(form.page.press(Key::Escape));
        CHECK_FALSE(form.list_open());
        CHECK_FALSE(form.escaped);
        CHECK(form.page.focused().name == "Provider");
        form.press(Key::Escape);
        CHECK(form.escaped);
    }

    TEST_CASE("Alt with an arrow opens the list at what is chosen, and closes it without choosing") {
        ComboPage form(ComboPage::providers(), {}, "mistral");
        form.page.tab();
        form.page.tab();
        form.press(Key::AltArrowUp);
        CHECK_FALSE(form.list_open());
        form.press(Key::AltArrowDown);
        CHECK(form.list_open());
        CHECK(form.active() == "Mistral");
        form.press(Key::ArrowDown);
        form.press(Key::AltArrowDown);
        CHECK(form.active() == "Azure OpenAI");
        form.press(Key::AltArrowUp);
        CHECK_FALSE(form.list_open());
        CHECK(form.value == "mistral");
        CHECK(form.page.focused().name == "Provider");
        CHECK_FALSE(form.escaped);
    }

    TEST_CASE("with nothing chosen Alt and an arrow reaches no option, and Enter takes none") {
        ComboPage form;
        form.page.tab();
        form.page.tab();
        form.press(Key::AltArrowDown);
        CHECK(form.options_shown().size() == 4);
        CHECK(form.active().empty());
        form.press(Key::Enter);
        CHECK(form.value.empty());
    }

    TEST_CASE("Enter in a field whose list is closed chooses nothing") {
        ComboBoxOptions options;
        for (const bool free_entry : {false, true}) {
            options.free_entry = free_entry;
            ComboPage form(ComboPage::providers(), options, "openai");
            form.page.click(form.field());
            form.press(Key::Escape);
            form.press(Key::Enter);
            CHECK(form.value == "openai");
            CHECK(form.changes == 0);
            CHECK_FALSE(form.list_open());
        }
    }

    TEST_CASE("who presses Enter before the list is on screen gets the first match all the same") {
        ComboPage form;
        form.page.click(form.field());
        form.press(Key::Escape);
        CHECK((form.field().keys & key_bit(Key::Enter)) != 0);
        form.page.ui().input(TextEdited{.id = form.field().id, .text = core::Secret("mis")});
        form.page.ui().input(KeyPressed{.id = form.field().id, .key = Key::Enter});
        form.page.settle();
        CHECK(form.value == "mistral");
    }

    TEST_CASE("Home, End and Backspace are always the text's") {
        ComboPage form;
        form.page.tab();
        form.page.tab();
        form.press(Key::ArrowDown);
        CHECK_FALSE(form.page.press(Key::Home));
        CHECK_FALSE(form.page.press(Key::End));
        CHECK_FALSE(form.page.press(Key::Backspace));
        CHECK(form.page.press(Key::Enter));
        CHECK(form.value == "anthropic");
    }

    TEST_CASE("Tab chooses nothing and closes the list") {
        ComboPage form;
        form.page.click(form.field());
        form.press(Key::ArrowDown);
        form.page.tab();
        CHECK(form.page.focused().name == "After");
        CHECK_FALSE(form.list_open());
        CHECK(form.value.empty());
    }

    TEST_CASE("the option that arrows or typing reach has a ring") {
        ComboPage form;
        form.page.click(Role::ComboBox, "Provider");
        const int before = drawn_in(form.page, Colour::FocusRing).corners;
        form.page.press(Key::ArrowDown);
        CHECK(drawn_in(form.page, Colour::FocusRing).corners > before);
        form.page.press(Key::Escape);
        form.page.hover(Role::ComboBox, "Provider");
        form.page.click(Role::ComboBox, "Provider");
        form.page.type("Provider", "mis");
        CHECK(drawn_in(form.page, Colour::FocusRing).corners > before);
    }

    TEST_CASE("options cannot be tabbed to") {
        ComboPage form;
        form.page.click(form.field());
        for (const Node& option : form.page.all(Role::Option)) CHECK_FALSE(option.focusable);
    }
}

TEST_SUITE("ui/combobox: list") {
    TEST_CASE("an option keeps its id while others come and go before it") {
        ComboPage form;
        form.page.click(form.field());
        const NodeId before = form.page.find(Role::Option, "Mistral").id;
        form.page.type("Provider", "mis");
        CHECK(form.page.find(Role::Option, "Mistral").id == before);
    }

    TEST_CASE("choices of the same label are told apart by their details") {
        ComboPage form({ComboPage::choice("k1", "prod", "k1"), ComboPage::choice("k2", "prod", "k2")});
        form.page.click(form.field());
        const std::vector<Node> options = form.page.all(Role::Option);
        REQUIRE(form.options_shown() == Names{"prod, k1", "prod, k2"});
        form.page.click(options[1]);
        CHECK(form.value == "k2");
        CHECK(form.shown_text() == "prod");
        form.page.tab();
        CHECK(form.value == "k2");
    }

    TEST_CASE("names of any script are found, chosen and shown") {
        ComboPage form({ComboPage::choice("1", "مفتاح الإنتاج"), ComboPage::choice("2", "клавиша 🔑"),
                        ComboPage::choice("3", "<b>bold</b>")});
        form.page.type("Provider", "🔑");
        CHECK(form.options_shown() == Names{"клавиша 🔑"});
        form.press(Key::Enter);
        CHECK(form.shown_text() == "клавиша 🔑");
        form.page.type("Provider", "<b>");
        form.press(Key::Enter);
        CHECK(form.value == "3");
        form.page.type("Provider", "مفتاح");
        form.press(Key::Enter);
        CHECK(form.value == "1");
    }

    TEST_CASE("the list is under the field, as wide, and no higher than a good handful of options") {
        ComboPage form(ComboPage::numbered(500));
        form.page.click(form.field());
        const Rect field = form.field().rect, list = form.page.find(Role::ListBox, "Provider").rect;
        CHECK(list.y >= field.bottom());
        CHECK(list.x == field.x + 8);  // as far from the window's edge as a popup keeps
        CHECK(list.height <= 296);
    }

    TEST_CASE("it is over the field where there is no room under it") {
        ComboPage form;
        form.space_above = 600;
        form.page.settle();
        form.page.click(form.field());
        const Rect field = form.field().rect, list = form.page.find(Role::ListBox, "Provider").rect;
        CHECK(list.bottom() <= field.y);
        CHECK(list.y >= 0);
    }

    TEST_CASE("in a window that has room nowhere it is as high as there is room") {
        ComboPage form(ComboPage::numbered(50), {}, {}, {.width = 200, .height = 170, .scale = 1.5});
        form.page.click(form.field());
        const Rect list = form.page.find(Role::ListBox, "Provider").rect;
        CHECK(list.y >= 0);
        CHECK(list.bottom() <= 170);
        CHECK(list.right() <= 200);
        CHECK(list.height > 0);
    }

    TEST_CASE("of 500 options only those in view are there, and how many there are is said") {
        ComboPage form(ComboPage::numbered(500));
        form.page.click(form.field());
        CHECK(form.page.all(Role::Option).size() < 20);
        CHECK(form.page.find(Role::ListBox, "Provider").row_count == 500);
        CHECK(form.page.find(Role::Option, "Key 3").row_index == 4);
    }

    TEST_CASE("scrolling brings the others") {
        ComboPage form(ComboPage::numbered(500));
        form.page.click(form.field());
        const Node area = form.page.find(Role::ListBox, "Provider");
        CHECK(area.content_height == 500 * 32);
        form.page.scroll(area, 400 * 32);
        CHECK(form.page.shows(Role::Option, "Key 400"));
        CHECK_FALSE(form.page.shows(Role::Option, "Key 0"));
        form.page.click(Role::Option, "Key 401");
        CHECK(form.value == "id-401");
    }

    TEST_CASE("the option that arrows reach is scrolled into view, and the browser is told") {
        ComboPage form(ComboPage::numbered(500));
        form.page.click(form.field());
        form.press(Key::ArrowUp);
        CHECK(form.active() == "Key 499");
        const Rect list = form.page.find(Role::ListBox, "Provider").rect;
        const Rect last = form.page.find(Role::Option, "Key 499").rect;
        CHECK(last.y >= list.y);
        CHECK(last.bottom() <= list.bottom());
        form.press(Key::ArrowDown);
        CHECK(form.page.find(Role::Option, "Key 0").rect.y >= list.y);
    }

    TEST_CASE("the list opens scrolled to what is chosen, and at its top the next time when that is the first") {
        ComboPage form(ComboPage::numbered(500), {}, "id-250");
        form.page.click(form.field());
        const Rect list = form.page.find(Role::ListBox, "Provider").rect;
        CHECK(form.page.find(Role::Option, "Key 250").rect.bottom() <= list.bottom());
        form.press(Key::Escape);
        form.value = "id-0";
        form.page.settle();
        form.press(Key::ArrowDown);
        CHECK(form.page.find(Role::Option, "Key 0").rect.y >= list.y);
        CHECK_FALSE(form.page.shows(Role::Option, "Key 250"));
    }

    TEST_CASE("who scrolls away from the active option stays there, and it can still be taken") {
        ComboPage form(ComboPage::numbered(500));
        form.page.click(form.field());
        form.press(Key::ArrowDown);
        const Node area = form.page.find(Role::ListBox, "Provider");
        form.page.scroll(area, 3200);
        form.page.settle();
        CHECK(form.page.shows(Role::Option, "Key 100"));
        CHECK(form.active() == "Key 0");
        form.press(Key::Enter);
        CHECK(form.value == "id-0");
    }

    TEST_CASE("a list that shrinks while it is open keeps its active option, or has none") {
        ComboPage form(ComboPage::numbered(100));
        form.page.click(form.field());
        form.press(Key::ArrowUp);
        REQUIRE(form.active() == "Key 99");
        form.choices.erase(form.choices.begin(), form.choices.begin() + 98);
        form.page.settle();
        CHECK(form.active() == "Key 99");
        CHECK(form.options_shown() == Names{"Key 98", "Key 99"});
        form.choices.pop_back();
        form.page.settle();
        CHECK(form.active().empty());
        form.press(Key::Enter);
        CHECK(form.value.empty());
        form.choices.clear();
        form.page.settle();
        CHECK(form.page.shows(Role::Status, "Nothing to choose from"));
    }

    TEST_CASE("a field that was scrolled away takes its list with it") {
        ComboBoxDraft draft;
        std::string value;
        UiHarness page([&](Ui& ui) {
            ui.begin_scroll("area", {0, 0}, {ui.px(400), ui.px(200)});
            combobox(ui, "Region", draft, value, ComboPage::providers());
            space(ui, 1000);
            ui.end_scroll();
        });
        page.click(page.find(Role::ComboBox, "Region"));
        REQUIRE(page.shows(Role::ListBox, "Region"));
        page.scroll(page.all(Role::ScrollArea)[0], 500);
        CHECK_FALSE(page.shows(Role::ListBox, "Region"));
        CHECK(page.find(Role::ComboBox, "Region").expanded == Expansion::Collapsed);
        page.scroll(page.all(Role::ScrollArea)[0], 0);
        CHECK(page.shows(Role::ListBox, "Region"));
    }

    TEST_CASE("an open list at rest draws no frames") {
        ComboPage form(ComboPage::numbered(500));
        form.page.click(form.field());
        form.press(Key::ArrowUp);
        const int before = form.page.frames();
        form.page.wait(10);
        CHECK(form.page.frames() == before);
    }
}
