#include <doctest/doctest.h>

#include "ui/drawn_colours.h"
#include "ui/ui_harness.h"
#include "ui/widgets.h"

using namespace byok::ui;

namespace {

using Names = std::vector<std::string>;

const std::vector<MenuEntry> row_entries{
    {.label = "Edit", .icon = Icon::Pencil},
    {.label = "Enable", .icon = Icon::Power},
    {.label = "Disable", .icon = Icon::PowerOff, .disabled = true},
    {.label = "Delete", .icon = Icon::Trash, .danger = true},
};

/// A button that opens a menu, at a place of the window.
struct MenuPage {
    std::vector<MenuEntry> entries;
    ImVec2 at;  // CSS pixels
    MenuDraft draft;
    std::vector<std::string> chosen;
    bool confirming = false;  // what Delete opens
    UiHarness page;

    explicit MenuPage(std::vector<MenuEntry> list = row_entries, ImVec2 place = {300, 100},
                      Viewport viewport = UiHarness::desktop)
        : entries(std::move(list)), at(place), page([this](Ui& ui) { draw(ui); }, viewport) {}

    void draw(Ui& ui) {
        ImGui::SetCursorScreenPos({ui.px(at.x), ui.px(at.y)});
        const ButtonResult opener = button(ui, "Actions");
        if (opener.clicked) draft = {.open = true, .anchor = opener.rect};
        button(ui, "Other");
        if (const auto entry = menu(ui, "Actions", draft, entries)) {
            chosen.emplace_back(entries[*entry].label);
            confirming = chosen.back() == "Delete";
        }
        if (!confirming) return;
        const bool closed = begin_dialog(ui, "Delete provider key", {.alert = true});
        begin_dialog_buttons(ui);
        const bool cancelled = button(ui, "Cancel").clicked;
        end_dialog(ui);
        if (closed || cancelled) confirming = false;
    }
    void open() { page.click(Role::Button, "Actions"); }
    [[nodiscard]] bool is_open() const { return page.shows(Role::Menu, "Actions"); }
    [[nodiscard]] std::string focused() const { return page.focused().name; }
    [[nodiscard]] Rect rect() const { return page.find(Role::Menu, "Actions").rect; }
};

}  // namespace

TEST_SUITE("ui/menu") {
    TEST_CASE("a closed menu is not there") {
        MenuPage form;
        CHECK_FALSE(form.is_open());
        CHECK(form.page.all(Role::MenuItem).empty());
    }

    TEST_CASE("the focus goes to the first item, and all else is inert") {
        MenuPage form;
        form.open();
        CHECK(form.page.names(Role::MenuItem) == Names{"Edit", "Enable", "Disable", "Delete"});
        CHECK(form.focused() == "Edit");
        CHECK_FALSE(form.page.shows(Role::Button, "Other"));
    }

    TEST_CASE("the focus passes a first item that is disabled") {
        MenuPage form(
            {{.label = "Edit", .icon = Icon::Pencil, .disabled = true}, {.label = "Delete", .icon = Icon::Trash}});
        form.open();
        CHECK(form.focused() == "Delete");
    }

    TEST_CASE("arrows walk around the menu and pass what is disabled; Home and End go to its ends") {
        MenuPage form;
        form.open();
        const auto press = [&](Key key) {
            form.page.press(key);
            return form.focused();
        };
        CHECK(press(Key::ArrowDown) == "Enable");
        CHECK(press(Key::ArrowDown) == "Delete");
        CHECK(press(Key::ArrowDown) == "Edit");
        CHECK(press(Key::ArrowUp) == "Delete");
        CHECK(press(Key::ArrowUp) == "Enable");
        CHECK(press(Key::End) == "Delete");
        CHECK(press(Key::Home) == "Edit");
    }

    TEST_CASE("the keyboard's place has a ring inside of the item, the pointer's only a shade") {
        MenuPage menu;
        menu.open();
        CHECK(drawn_in(menu.page, Colour::FocusRing).corners == 0);
        menu.page.press(Key::ArrowDown);
        const DrawnColour ring = drawn_in(menu.page, Colour::FocusRing);
        CHECK(ring.corners > 0);
        const float left = menu.page.find(Role::MenuItem, "Enable").rect.x * UiHarness::desktop.scale;
        CHECK(ring.left >= left - 1.5f);  // what smoothes its edge
    }

    TEST_CASE("a letter goes to the next item that begins with it, whatever the case") {
        MenuPage form;
        form.open();
        form.page.press_character('e');
        CHECK(form.focused() == "Enable");
        form.page.press_character('E');
        CHECK(form.focused() == "Edit");
        form.page.press_character('d');
        CHECK(form.focused() == "Delete");
        form.page.press_character('x');
        CHECK(form.focused() == "Delete");
    }

    TEST_CASE("a letter of any script finds its item") {
        MenuPage form({{.label = "Edit", .icon = Icon::Pencil}, {.label = "ключ", .icon = Icon::Key}});
        form.open();
        form.page.press_character(U'к');
        CHECK(form.focused() == "ключ");
    }

    TEST_CASE("a click chooses, once, and the focus is back on the button") {
        MenuPage form;
        form.open();
        form.page.click(Role::MenuItem, "Enable");
        form.page.settle();
        CHECK(form.chosen == Names{"Enable"});
        CHECK_FALSE(form.is_open());
        CHECK(form.focused() == "Actions");
    }

    TEST_CASE("so do Enter and Space") {
        for (const Key key : {Key::Enter, Key::Space}) {
            MenuPage form;
            form.open();
            form.page.press(Key::ArrowDown);
            form.page.press(key);
            CHECK(form.chosen == Names{"Enable"});
            CHECK(form.focused() == "Actions");
        }
    }

    TEST_CASE("Escape, Tab and Shift+Tab close it and choose nothing; the focus is back on the button") {
        for (const auto& leave : {+[](UiHarness& page) { page.press(Key::Escape); },
                                  +[](UiHarness& page) { page.tab(); }, +[](UiHarness& page) { page.tab_back(); }}) {
            MenuPage form;
            form.open();
            leave(form.page);
            CHECK_FALSE(form.is_open());
            CHECK(form.chosen.empty());
            CHECK(form.focused() == "Actions");
        }
    }

    TEST_CASE("a click beside closes it") {
        MenuPage form;
        form.open();
        form.page.click_beside();
        CHECK_FALSE(form.is_open());
        CHECK(form.focused() == "Actions");
    }

    TEST_CASE("a disabled item cannot be chosen") {
        MenuPage form;
        form.open();
        const Node item = form.page.find(Role::MenuItem, "Disable");
        CHECK(item.disabled);
        form.page.ui().input(Clicked{.id = item.id});
        form.page.settle();
        CHECK(form.chosen.empty());
        CHECK(form.is_open());
    }

    TEST_CASE("a dialog that an item opens hands the focus back to the menu's button") {
        MenuPage form;
        form.open();
        form.page.press(Key::End);
        form.page.press(Key::Enter);
        REQUIRE(form.page.shows(Role::AlertDialog, "Delete provider key"));
        CHECK(form.focused() == "Cancel");
        form.page.press(Key::Escape);
        CHECK_FALSE(form.page.shows(Role::AlertDialog, "Delete provider key"));
        CHECK(form.focused() == "Actions");
    }

    TEST_CASE("opened again it begins at its first item") {
        MenuPage form;
        form.open();
        form.page.press(Key::End);
        form.page.press(Key::Escape);
        form.open();
        CHECK(form.focused() == "Edit");
    }

    TEST_CASE("it is under its button, in line with it") {
        MenuPage form;
        form.open();
        const Rect anchor = form.draft.anchor, menu = form.rect();
        CHECK(menu.y >= anchor.bottom());
        CHECK(menu.x == anchor.x);
    }

    TEST_CASE("near the right edge it ends where its button does, near the lower edge it is above it") {
        MenuPage form(row_entries, {1040, 650});
        form.open();
        const Rect anchor = form.draft.anchor, menu = form.rect();
        CHECK(menu.right() <= 1100);
        CHECK(menu.bottom() <= anchor.y);
    }

    TEST_CASE("more items than the window has room for are scrolled to") {
        std::vector<std::string> names;
        for (int i = 0; i < 30; ++i) names.push_back("Organization " + std::to_string(i));
        std::vector<MenuEntry> many;
        for (const std::string& name : names) many.push_back({.label = name, .icon = Icon::Key});
        MenuPage form(many, {10, 10}, {.width = 320, .height = 240, .scale = 2});
        form.open();
        const Rect menu = form.rect();
        CHECK(menu.bottom() <= 240);
        form.page.click(Role::MenuItem, "Organization 29");
        CHECK(form.chosen == Names{"Organization 29"});
    }

    TEST_CASE("a menu of which nothing can be chosen still hears Escape") {
        MenuPage form({{.label = "Edit", .icon = Icon::Pencil, .disabled = true}});
        form.open();
        CHECK(form.focused() == "Actions");
        CHECK(form.page.focused().role == Role::Menu);
        form.page.press(Key::ArrowDown);
        form.page.press(Key::Escape);
        CHECK_FALSE(form.is_open());
    }

    TEST_CASE("an empty menu is sound") {
        MenuPage form(std::vector<MenuEntry>{});
        form.open();
        form.page.press(Key::ArrowDown);
        form.page.press_character('a');
        form.page.press(Key::Escape);
        CHECK_FALSE(form.is_open());
    }

    TEST_CASE("items that go away while it is open are not chosen") {
        MenuPage form;
        form.open();
        form.page.press(Key::End);
        const NodeId last = form.page.find(Role::MenuItem, "Delete").id;
        form.entries.resize(1);
        form.page.ui().input(Clicked{.id = last});
        form.page.settle();
        CHECK(form.chosen.empty());
        CHECK(form.focused() == "Edit");
    }

    TEST_CASE("fingers get larger items") {
        Viewport touch = UiHarness::desktop;
        touch.coarse_pointer = true;
        MenuPage form(row_entries, {300, 100}, touch);
        form.open();
        CHECK(form.page.find(Role::MenuItem, "Edit").rect.height >= 44);
    }
}
