#include <doctest/doctest.h>

#include "ui/drawn_glyphs.h"
#include "ui/widgets.h"

using namespace byok;
using namespace byok::ui;

namespace {

using Names = std::vector<std::string>;

/// A page with a button that opens a form of some fields.
struct DialogPage {
    DialogOptions options;
    int fields = 2;
    bool open = false, with_buttons = true, submitted = false;
    int close_asked = 0;
    std::vector<FieldText> texts{100};
    UiHarness page;

    explicit DialogPage(DialogOptions with = {}, Viewport viewport = UiHarness::desktop)
        : options(std::move(with)), page([this](Ui& ui) { draw(ui); }, viewport) {}

    void draw(Ui& ui) {
        if (button(ui, "Open").clicked) open = true;
        if (!open) return;
        if (begin_dialog(ui, "Add Provider Key", options)) ++close_asked;
        for (int i = 0; i < fields; ++i) {
            if (i > 0) space(ui, 18);
            const std::string label = "Field " + std::to_string(i);
            if (text_field(ui, label, texts[static_cast<std::size_t>(i)]).submitted) submitted = true;
        }
        if (with_buttons) {
            begin_dialog_buttons(ui);
            if (button(ui, "Cancel").clicked) open = false;
            button(ui, "Save", {.kind = ButtonKind::Primary});
        }
        end_dialog(ui);
    }
    void begin() { page.click(Role::Button, "Open"); }
    [[nodiscard]] Node dialog() const { return page.find(Role::Dialog, "Add Provider Key"); }
    [[nodiscard]] Rect rect_of(Role role, std::string_view name) const { return page.find(role, name).rect; }
};

void check_inside(const Rect& inner, const Rect& outer) {
    CHECK(inner.x >= outer.x);
    CHECK(inner.y >= outer.y);
    CHECK(inner.right() <= outer.right());
    CHECK(inner.bottom() <= outer.bottom());
}

DialogOptions described() {
    DialogOptions options;
    options.description = "Configure your LLM provider API key.";
    options.width = 665;
    return options;
}

}  // namespace

TEST_SUITE("ui/dialog") {
    TEST_CASE("a dialog is named by its title, described by its description, and all else is inert") {
        DialogPage form(described());
        form.begin();
        CHECK(form.dialog().modal);
        CHECK(form.dialog().description == "Configure your LLM provider API key.");
        CHECK(form.page.shows(Role::Heading, "Add Provider Key"));
        CHECK(form.page.shows(Role::Text, "Configure your LLM provider API key."));
        CHECK_FALSE(form.page.shows(Role::Button, "Open"));
    }

    TEST_CASE("an alert says that it is one") {
        DialogOptions options;
        options.alert = true;
        DialogPage form(options);
        form.begin();
        CHECK(form.page.shows(Role::AlertDialog, "Add Provider Key"));
    }

    TEST_CASE("the focus goes to the first field, round inside, and back to what opened it") {
        DialogPage form;
        form.begin();
        CHECK(form.page.focused().name == "Field 0");
        for (const std::string name : {"Field 1", "Cancel", "Save", "Close"}) {
            form.page.tab();
            CHECK(form.page.focused().name == name);
        }
        form.page.click(Role::Button, "Cancel");
        CHECK(form.page.focused().name == "Open");
    }

    TEST_CASE("Escape in a field asks to close it, once, and leaves that to the view") {
        DialogPage form;
        form.begin();
        form.page.press(Key::Escape);
        form.page.settle();
        CHECK(form.close_asked == 1);
        CHECK(form.open);
        CHECK(form.page.shows(Role::Dialog, "Add Provider Key"));
    }

    TEST_CASE("so does the button at its top right; a click beside does not, or typing would be lost by a slip") {
        DialogPage form;
        form.begin();
        form.page.click(Role::Button, "Close");
        CHECK(form.close_asked == 1);
        form.page.click_beside();
        CHECK(form.close_asked == 1);
    }

    TEST_CASE("one without that button still hears Escape") {
        DialogOptions options;
        options.closable = false;
        DialogPage form(options);
        form.begin();
        CHECK_FALSE(form.page.shows(Role::Button, "Close"));
        form.page.press(Key::Escape);
        CHECK(form.close_asked == 1);
    }

    TEST_CASE("other keys in a field are the field's") {
        DialogPage form;
        form.begin();
        form.page.press(Key::Enter);
        CHECK(form.submitted);
        CHECK(form.close_asked == 0);
    }

    TEST_CASE("it stands in the middle of the window, as wide as asked, with all its parts inside") {
        DialogPage form(described());
        form.begin();
        const Rect rect = form.dialog().rect;
        CHECK(rect.width == 665);
        CHECK(rect.x + rect.width / 2 == doctest::Approx(550).epsilon(0.01));
        CHECK(rect.y + rect.height / 2 == doctest::Approx(352).epsilon(0.01));
        for (const std::string_view name : {"Cancel", "Save", "Close"})
            check_inside(form.rect_of(Role::Button, name), rect);
        for (const std::string_view name : {"Field 0", "Field 1"})
            check_inside(form.rect_of(Role::TextBox, name), rect);
        CHECK(form.rect_of(Role::TextBox, "Field 0").x == rect.x + 25);
        CHECK(form.rect_of(Role::TextBox, "Field 0").width == 665 - 50);
    }

    TEST_CASE("the buttons stand in a row at the right, with a gap between them, under the fields") {
        DialogPage form(described());
        form.begin();
        const Rect cancel = form.rect_of(Role::Button, "Cancel"), save = form.rect_of(Role::Button, "Save");
        CHECK(save.right() == form.dialog().rect.right() - 25);
        CHECK(cancel.y == save.y);
        CHECK(save.x - cancel.right() == 16);
        CHECK(cancel.y >= form.rect_of(Role::TextBox, "Field 1").bottom() + 16);
        CHECK(form.dialog().rect.bottom() - save.bottom() == 25);
    }

    TEST_CASE("a window narrower than 640 pixels is all dialog") {
        DialogPage form(described(), {.width = 390, .height = 700, .scale = 3});
        form.begin();
        CHECK(form.dialog().rect == Rect{0, 0, 390, 700});
        CHECK(form.rect_of(Role::Button, "Save").bottom() <= 700);
        DialogPage wide(described(), {.width = 640, .height = 700, .scale = 1});
        wide.begin();
        CHECK(wide.dialog().rect.width == 640 - 32);
    }

    TEST_CASE("one taller than the window scrolls its fields; title and buttons stay in view") {
        DialogPage form;
        form.fields = 30;
        form.begin();
        const Rect window{0, 0, 1100, 704};
        check_inside(form.dialog().rect, window);
        check_inside(form.rect_of(Role::Button, "Save"), form.dialog().rect);
        const Node area = form.page.all(Role::ScrollArea)[0];
        CHECK(area.content_height > area.rect.height);
        CHECK(area.rect.bottom() <= form.rect_of(Role::Button, "Save").y);
        form.page.type("Field 29", "x");
        CHECK(form.texts[29].view() == "x");
        CHECK(form.rect_of(Role::TextBox, "Field 29").bottom() <= area.rect.bottom());
        check_inside(form.rect_of(Role::Heading, "Add Provider Key"), form.dialog().rect);
    }

    TEST_CASE("in a low window title and buttons scroll with the fields, so that there is something to scroll in") {
        for (const Viewport& low :
             {Viewport{.width = 320, .height = 256, .scale = 4}, Viewport{.width = 640, .height = 400, .scale = 1}}) {
            DialogPage form(described(), low);
            form.begin();
            const std::vector<Node> areas = form.page.all(Role::ScrollArea);
            REQUIRE(areas.size() == 1);
            CHECK(areas[0].rect == form.dialog().rect);
            check_inside(form.dialog().rect, {0, 0, low.width, low.height});
            for (const std::string_view name : {"Cancel", "Save", "Close"})
                CHECK(form.page.tree().within(form.page.find(Role::Button, name).id, areas[0].id));
            CHECK(form.page.tree().within(form.page.find(Role::Heading, "Add Provider Key").id, areas[0].id));
            form.page.type("Field 1", "x");
            check_inside(form.rect_of(Role::TextBox, "Field 1"), areas[0].rect);
            form.page.click(Role::Button, "Close");
            CHECK(form.close_asked == 1);
            form.page.click(Role::Button, "Cancel");
            CHECK_FALSE(form.open);
        }
    }

    TEST_CASE("a keyboard that comes and goes takes neither the text nor the focus away") {
        DialogPage form(described(), {.width = 360, .height = 740, .scale = 3, .coarse_pointer = true});
        form.begin();
        form.page.type("Field 1", "typed");
        form.page.resize({.width = 360, .height = 400, .scale = 3, .coarse_pointer = true});
        CHECK(form.page.focused().name == "Field 1");
        form.page.resize({.width = 360, .height = 740, .scale = 3, .coarse_pointer = true});
        CHECK(form.page.focused().name == "Field 1");
        CHECK(form.texts[1].view() == "typed");
        CHECK(form.rect_of(Role::Button, "Save").bottom() <= 740);
    }

    TEST_CASE("fields that come and go change its height; it stays in the middle and comes to rest") {
        DialogPage form;
        form.begin();
        const float before = form.dialog().rect.height;
        form.fields = 4;
        form.page.settle();
        const Rect grown = form.dialog().rect;
        CHECK(grown.height > before);
        CHECK(grown.y + grown.height / 2 == doctest::Approx(352).epsilon(0.01));
        form.fields = 2;
        form.page.settle();
        CHECK(form.dialog().rect.height == before);
        const int frames = form.page.frames();
        form.page.wait(10);
        CHECK(form.page.frames() == frames);
    }

    TEST_CASE("the frame in which it is measured is not shown") {
        DialogPage form;
        const int page_alone = drawn_vertices();
        form.open = true;
        form.page.frame();
        CHECK(drawn_vertices() == page_alone);
        form.page.settle();
        CHECK(drawn_vertices() > page_alone);
    }

    TEST_CASE("opened again it is scrolled to its top") {
        DialogPage form;
        form.fields = 30;
        form.begin();
        form.page.scroll(form.page.all(Role::ScrollArea)[0], 500);
        form.page.click(Role::Button, "Cancel");
        form.begin();
        CHECK(form.page.all(Role::ScrollArea)[0].scroll_y == 0);
    }

    TEST_CASE("a dialog may have no buttons, or nothing but buttons") {
        DialogPage form;
        form.with_buttons = false;
        form.begin();
        check_inside(form.rect_of(Role::TextBox, "Field 1"), form.dialog().rect);
        DialogPage bare(described());
        bare.fields = 0;
        bare.begin();
        CHECK(bare.dialog().rect.height < 240);
        check_inside(bare.rect_of(Role::Button, "Cancel"), bare.dialog().rect);
        CHECK(bare.page.focused().name == "Cancel");
    }

    TEST_CASE("a long title wraps and keeps clear of the close button") {
        DialogPage form;
        UiHarness page([](Ui& ui) {
            begin_dialog(ui, "A title that is much too long for the little window that it stands in", {.width = 300});
            end_dialog(ui);
        });
        const Rect title = page.all(Role::Heading)[0].rect, close = page.find(Role::Button, "Close").rect;
        CHECK(title.right() <= close.x);
        CHECK(title.height > 40);
    }

    TEST_CASE("of two dialogs the upper one has the keyboard, and gives it back to the lower one") {
        bool lower = true, upper = false;
        UiHarness page([&](Ui& ui) {
            if (lower) {
                if (begin_dialog(ui, "Lower")) lower = false;
                if (button(ui, "Ask").clicked) upper = true;
                end_dialog(ui);
            }
            if (!upper) return;
            if (begin_dialog(ui, "Upper")) upper = false;
            button(ui, "Yes");
            end_dialog(ui);
        });
        page.click(Role::Button, "Ask");
        CHECK(page.focused().name == "Yes");
        CHECK_FALSE(page.shows(Role::Dialog, "Lower"));
        page.press(Key::Escape);
        CHECK(page.shows(Role::Dialog, "Lower"));
        CHECK(page.focused().name == "Ask");
        page.press(Key::Escape);
        CHECK(page.tree().topmost_modal() == nullptr);
    }

    TEST_CASE("a combobox in a dialog closes its list by the first Escape, the dialog by the second") {
        ComboBoxDraft draft;
        std::string value;
        int asked = 0;
        const std::vector<Choice> choices{{.value = "a", .label = "Anthropic", .detail = {}}};
        UiHarness page([&](Ui& ui) {
            asked += begin_dialog(ui, "Add Provider Key");
            combobox(ui, "Provider", draft, value, choices);
            begin_dialog_buttons(ui);
            button(ui, "Save");
            end_dialog(ui);
        });
        page.click(page.find(Role::ComboBox, "Provider"));
        REQUIRE(page.shows(Role::ListBox, "Provider"));
        CHECK_FALSE(page.shows(Role::Button, "Save"));  // inert
        page.press(Key::Escape);
        CHECK_FALSE(page.shows(Role::ListBox, "Provider"));
        CHECK(page.shows(Role::Button, "Save"));
        CHECK(asked == 0);
        page.press(Key::Escape);
        CHECK(asked == 1);
    }

    TEST_CASE("a list in a dialog reaches beyond the dialog, and its options can be clicked") {
        ComboBoxDraft draft;
        std::string value;
        std::vector<Choice> choices;
        for (int i = 0; i < 7; ++i)
            choices.push_back({.value = std::to_string(i), .label = "Choice " + std::to_string(i), .detail = {}});
        UiHarness page([&](Ui& ui) {
            begin_dialog(ui, "Small");
            combobox(ui, "Provider", draft, value, choices);
            end_dialog(ui);
        });
        page.click(page.find(Role::ComboBox, "Provider"));
        CHECK(page.find(Role::ListBox, "Provider").rect.bottom() > page.find(Role::Dialog, "Small").rect.bottom());
        page.click(Role::Option, "Choice 6");
        CHECK(value == "6");
    }
}
