#include <doctest/doctest.h>

#include "ui/combobox_page.h"
#include "ui/drawn_glyphs.h"

using namespace byok;
using namespace byok::ui;

using Names = std::vector<std::string>;

TEST_SUITE("ui/combobox") {
    TEST_CASE("the field shows what is chosen, by its label") {
        ComboPage form(ComboPage::providers(), {}, "openai");
        CHECK(form.shown_text() == "OpenAI");
        CHECK(form.field().expanded == Expansion::Collapsed);
        CHECK(form.field().popup == Popup::ListBox);
        CHECK_FALSE(form.list_open());
    }

    TEST_CASE("with nothing chosen the field is empty and shows its placeholder") {
        ComboBoxOptions options;
        options.placeholder = "zzz";
        ComboPage form(ComboPage::providers(), options);
        CHECK(form.shown_text().empty());
        CHECK(drawn_glyphs(form.page, 'z') == 3);
    }

    TEST_CASE("a click opens the whole list, named like the field, at what is chosen") {
        ComboPage form(ComboPage::providers(), {}, "mistral");
        form.page.click(form.field());
        CHECK(form.options_shown() == Names{"Anthropic", "OpenAI", "Mistral", "Azure OpenAI"});
        CHECK(form.active() == "Mistral");
        CHECK(form.page.find(Role::Option, "Mistral").selected);
        CHECK_FALSE(form.page.find(Role::Option, "OpenAI").selected);
        CHECK(form.field().expanded == Expansion::Expanded);
        CHECK(form.field().controls == form.page.find(Role::ListBox, "Provider").id);
        CHECK(form.page.focused().id == form.field().id);
    }

    TEST_CASE("a second click leaves the list open, for the pointer is in the text then") {
        ComboPage form;
        form.page.click(form.field());
        form.page.click(form.field());
        CHECK(form.list_open());
    }

    TEST_CASE("a click on an option chooses it; the focus stays in the field") {
        ComboPage form;
        form.page.click(form.field());
        form.page.click(Role::Option, "Mistral");
        CHECK(form.value == "mistral");
        CHECK(form.changes == 1);
        CHECK(form.shown_text() == "Mistral");
        CHECK_FALSE(form.list_open());
        CHECK(form.page.focused().name == "Provider");
    }

    TEST_CASE("choosing what is chosen already changes nothing") {
        ComboPage form(ComboPage::providers(), {}, "mistral");
        form.page.click(form.field());
        form.page.click(Role::Option, "Mistral");
        CHECK(form.changes == 0);
        CHECK_FALSE(form.list_open());
    }

    TEST_CASE("the list stays while the pointer is down on it, although that takes the focus away") {
        ComboPage form;
        form.page.click(form.field());
        const Node option = form.page.find(Role::Option, "OpenAI");
        form.page.hold(option);
        form.page.ui().input(FocusMoved{.id = 0});
        form.page.settle();
        REQUIRE(form.list_open());
        form.page.click(option);
        CHECK(form.value == "openai");
        CHECK(form.page.focused().name == "Provider");
    }

    TEST_CASE("letting go of the pointer beside closes a list that has lost the focus") {
        ComboPage form;
        form.page.click(form.field());
        form.page.hold(form.page.find(Role::Option, "OpenAI"));
        form.page.ui().input(FocusMoved{.id = 0});
        form.page.settle();
        REQUIRE(form.list_open());
        form.page.ui().input(Pressed{.id = 0});
        form.page.settle();
        CHECK_FALSE(form.list_open());
        CHECK(form.value.empty());
    }

    TEST_CASE("a disabled option cannot be chosen") {
        ComboPage form({ComboPage::choice("a", "Free"), ComboPage::choice("b", "Taken", {}, true)});
        form.page.click(form.field());
        const Node taken = form.page.find(Role::Option, "Taken");
        CHECK(taken.disabled);
        form.page.ui().input(Clicked{.id = taken.id});
        form.page.settle();
        CHECK(form.value.empty());
        CHECK(form.list_open());
    }

    TEST_CASE("a click beside closes the list and chooses nothing") {
        ComboPage form;
        form.page.click(form.field());
        form.page.click_beside();
        CHECK_FALSE(form.list_open());
        CHECK(form.value.empty());
    }

    TEST_CASE("what catches the clicks beside leaves the field in reach, and all else is inert") {
        ComboPage form;
        form.page.click(form.field());
        const Rect field = form.field().rect;
        const std::vector<Node> strips = form.page.all(Role::Backdrop);
        CHECK(strips.size() == 4);
        for (const Node& strip : strips) {
            const bool apart = strip.rect.right() <= field.x || strip.rect.x >= field.right() ||
                               strip.rect.bottom() <= field.y || strip.rect.y >= field.bottom();
            CHECK(apart);
        }
        CHECK_FALSE(form.page.shows(Role::Button, "After"));
        form.page.type("Provider", "mis");
        CHECK(form.options_shown() == Names{"Mistral"});
    }

    TEST_CASE("typing filters by label, detail and value") {
        ComboPage form({ComboPage::choice("us-east-1", "US East (N. Virginia)", "us-east-1"),
                        ComboPage::choice("eu-west-3", "Europe (Paris)", "cheap")});
        form.page.type("Provider", "PARIS");
        CHECK(form.options_shown() == Names{"Europe (Paris), cheap"});
        form.page.type("Provider", "us-e");
        CHECK(form.options_shown() == Names{"US East (N. Virginia), us-east-1"});
        form.page.type("Provider", "cheap");
        CHECK(form.options_shown() == Names{"Europe (Paris), cheap"});
        CHECK(form.value.empty());
    }

    TEST_CASE("typing makes the first match active, and Enter takes it without saving the form") {
        ComboPage form;
        form.page.type("Provider", "open");
        CHECK(form.active() == "OpenAI");
        CHECK(form.page.press(Key::Enter));
        CHECK(form.value == "openai");
        CHECK(form.shown_text() == "OpenAI");
    }

    TEST_CASE("what does not match is said to, and Enter takes nothing then") {
        ComboPage form;
        form.page.type("Provider", "nobody");
        CHECK(form.page.shows(Role::Status, "No matches"));
        CHECK_FALSE(form.list_open());
        CHECK(form.field().controls == 0);
        form.press(Key::Enter);
        CHECK(form.value.empty());
        CHECK(form.shown_text() == "nobody");
    }

    TEST_CASE("an emptied text shows everything again and has no first match") {
        ComboPage form;
        form.page.type("Provider", "open");
        form.page.type("Provider", "");
        CHECK(form.options_shown().size() == 4);
        CHECK(form.active().empty());
    }

    TEST_CASE("text that is left without a choice gives way to what is chosen") {
        ComboPage form(ComboPage::providers(), {}, "openai");
        form.page.type("Provider", "mis");
        form.page.tab();
        CHECK(form.page.focused().name == "After");
        CHECK(form.value == "openai");
        CHECK(form.shown_text() == "OpenAI");
        CHECK_FALSE(form.list_open());
        CHECK(form.changes == 0);
    }

    TEST_CASE("so it does when the focus leaves the page") {
        ComboPage form(ComboPage::providers(), {}, "openai");
        form.page.type("Provider", "mis");
        form.page.ui().input(FocusMoved{.id = 0});
        form.page.settle();
        CHECK(form.shown_text() == "OpenAI");
    }

    TEST_CASE("a list that is open when its field leaves the screen is closed when it comes back") {
        ComboPage form;
        form.page.type("Provider", "mis");
        form.shown = false;
        form.page.settle();
        CHECK_FALSE(form.list_open());
        form.shown = true;
        form.page.settle();
        CHECK_FALSE(form.list_open());
        CHECK(form.shown_text().empty());
    }

    TEST_CASE("a value that the program changes is shown, also while the field has the focus") {
        ComboPage form(ComboPage::providers(), {}, "openai");
        form.page.click(form.field());
        form.value = "mistral";
        form.page.settle();
        CHECK(form.shown_text() == "Mistral");
        CHECK(form.changes == 0);
    }

    TEST_CASE("labels that arrive late are shown, but not over what is being typed") {
        ComboPage form({}, {}, "k1");
        CHECK(form.shown_text() == "k1");
        form.choices = {ComboPage::choice("k1", "First key")};
        form.page.settle();
        CHECK(form.shown_text() == "First key");
        form.page.type("Provider", "Fir");
        form.choices[0].label = "Renamed key";
        form.page.settle();
        CHECK(form.shown_text() == "Fir");
        form.page.tab();
        CHECK(form.shown_text() == "Renamed key");
    }

    TEST_CASE("an empty list says so when it is opened") {
        ComboPage form({});
        form.page.click(form.field());
        CHECK(form.page.shows(Role::Status, "Nothing to choose from"));
        CHECK_FALSE(form.list_open());
        form.press(Key::ArrowDown, 3);
        form.press(Key::Escape);
        CHECK_FALSE(form.page.shows(Role::Status, "Nothing to choose from"));
    }

    TEST_CASE("a disabled field shows its choice and opens for nobody") {
        ComboBoxOptions options;
        options.disabled = true;
        ComboPage form(ComboPage::providers(), options, "openai");
        CHECK(form.shown_text() == "OpenAI");
        CHECK_FALSE(form.field().focusable);
        form.page.ui().input(Clicked{.id = form.field().id});
        form.page.ui().input(TextEdited{.id = form.field().id, .text = core::Secret("mis")});
        form.page.settle();
        CHECK_FALSE(form.list_open());
        CHECK(form.shown_text() == "OpenAI");
    }

    TEST_CASE("a field that becomes disabled while its list is open closes it and shows what is chosen") {
        ComboPage form(ComboPage::providers(), {}, "openai");
        form.page.type("Provider", "mis");
        form.options.disabled = true;
        form.page.settle();
        CHECK_FALSE(form.list_open());
        CHECK(form.shown_text() == "OpenAI");
    }

    TEST_CASE("a read-only field can be read with the keyboard, but not opened") {
        ComboBoxOptions options;
        options.read_only = true;
        ComboPage form(ComboPage::providers(), options, "openai");
        form.page.click(form.field());
        CHECK_FALSE(form.page.press(Key::ArrowDown));
        CHECK_FALSE(form.list_open());
        CHECK(form.page.focused().name == "Provider");
    }

    TEST_CASE("an error marks the field and is its description") {
        ComboBoxOptions options;
        options.error = "Choose a provider";
        ComboPage form(ComboPage::providers(), options);
        CHECK(form.field().invalid);
        CHECK(form.field().description == "Choose a provider");
    }
}

TEST_SUITE("ui/combobox: free entry") {
    ComboBoxOptions free_entry() {
        ComboBoxOptions options;
        options.free_entry = true;
        return options;
    }
    std::vector<Choice> regions() {
        return {ComboPage::choice("us-east-1", "US East (N. Virginia)"), ComboPage::choice("global", "Global"),
                ComboPage::choice("old-1", "Closed", {}, true)};
    }

    TEST_CASE("what is typed becomes the value when the field is left, without spaces around it") {
        ComboPage form(regions(), free_entry());
        form.page.type("Provider", "  us-gov-west-1 ");
        CHECK(form.value.empty());
        form.page.tab();
        CHECK(form.value == "us-gov-west-1");
        CHECK(form.shown_text() == "us-gov-west-1");
        CHECK(form.changes == 1);
    }

    TEST_CASE("Enter takes what is typed, not the first that contains it") {
        ComboPage form(regions(), free_entry());
        form.page.type("Provider", "us-east");
        CHECK(form.active().empty());
        form.press(Key::Enter);
        CHECK(form.value == "us-east");
        CHECK_FALSE(form.list_open());
    }

    TEST_CASE("so it does after Escape has closed the list") {
        ComboPage form(regions(), free_entry());
        form.page.type("Provider", "us-east");
        form.press(Key::Escape);
        CHECK(form.value.empty());
        form.press(Key::Enter);
        CHECK(form.value == "us-east");
    }

    TEST_CASE("an option that arrows have reached is taken before what is typed") {
        ComboPage form(regions(), free_entry());
        form.page.type("Provider", "us-east");
        form.press(Key::ArrowDown);
        form.press(Key::Enter);
        CHECK(form.value == "us-east-1");
    }

    TEST_CASE("text that reads like a choice is that choice") {
        for (const std::string_view text : {"us-east-1", "US-EAST-1", " us east (n. virginia)"}) {
            CAPTURE(text);
            ComboPage form(regions(), free_entry());
            form.page.type("Provider", text);
            form.page.tab();
            CHECK(form.value == "us-east-1");
            CHECK(form.shown_text() == "US East (N. Virginia)");
        }
    }

    TEST_CASE("text that reads like a disabled choice is just text") {
        ComboPage form(regions(), free_entry());
        form.page.type("Provider", "Closed");
        form.page.tab();
        CHECK(form.value == "Closed");
    }

    TEST_CASE("an emptied field has an empty value") {
        ComboPage form(regions(), free_entry(), "global");
        form.page.type("Provider", "");
        form.page.tab();
        CHECK(form.value.empty());
    }

    TEST_CASE("a field that was only walked through keeps its value") {
        ComboPage form({ComboPage::choice("1", "Same"), ComboPage::choice("2", "Same")}, free_entry(), "2");
        form.page.click(form.field());
        form.page.tab();
        CHECK(form.value == "2");
        CHECK(form.changes == 0);
    }

    TEST_CASE("what is typed counts before the click that leaves the field") {
        std::string at_click;
        ComboBoxDraft draft;
        std::string value;
        UiHarness page([&](Ui& ui) {
            combobox(ui, "Region", draft, value, regions(), free_entry());
            if (button(ui, "Save")) at_click = value;
        });
        const Node region = page.find(Role::ComboBox, "Region");
        page.tab();
        REQUIRE(page.focused().id == region.id);
        // All of it between two frames, as a fast machine does it.
        const NodeId save = page.find(Role::Button, "Save").id;
        page.ui().input(TextEdited{.id = region.id, .text = core::Secret("mars-1")});
        page.ui().input(FocusMoved{.id = save});
        page.ui().input(Clicked{.id = save});
        page.settle();
        CHECK(at_click == "mars-1");
    }
}
