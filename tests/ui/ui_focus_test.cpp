#include <doctest/doctest.h>

#include "ui/ui_harness.h"
#include "ui/widgets.h"

using namespace byok;
using namespace byok::ui;

namespace {

/// A page whose button opens a dialog, from which another can be opened.
struct Page {
    bool dialog = false, second = false, row = true;
    std::string focus_on_open;

    void operator()(Ui& ui) {
        Node main{.role = Role::Main};
        ui.open("main", std::move(main));
        button(ui, "First");
        if (row && button(ui, "Open")) dialog = true;
        button(ui, "Last");
        ui.close();
        if (dialog) draw_dialog(ui);
    }

    void draw_dialog(Ui& ui) {
        ui.begin_layer("dialog", true);
        ButtonOptions disabled;
        disabled.disabled = true;
        button(ui, "Not yet", disabled);
        const ButtonResult name = button(ui, "Name"), cancel = button(ui, "Cancel");
        if (focus_on_open == "Cancel") ui.move_focus(cancel.id);
        if (cancel) dialog = false;
        if (name) second = true;
        ui.end_layer();
        if (!second) return;
        ui.begin_layer("second", true);
        if (button(ui, "Back")) second = false;
        if (button(ui, "All the way")) dialog = second = false;
        ui.end_layer();
    }
};

}  // namespace

TEST_SUITE("ui/ui_focus") {
    TEST_CASE("a dialog takes the focus to the first thing in it that can be used, and gives it back when it closes") {
        Page view;
        UiHarness page(std::ref(view));
        page.click(Role::Button, "Open");
        CHECK(page.focused().name == "Name");
        page.click(Role::Button, "Cancel");
        CHECK(page.focused().name == "Open");
    }

    TEST_CASE("a dialog may say itself where the focus goes") {
        Page view;
        view.focus_on_open = "Cancel";
        UiHarness page(std::ref(view));
        page.click(Role::Button, "Open");
        CHECK(page.focused().name == "Cancel");
    }

    TEST_CASE("a dialog over a dialog gives the focus back to the one under it") {
        Page view;
        UiHarness page(std::ref(view));
        page.click(Role::Button, "Open");
        page.click(Role::Button, "Name");
        CHECK(page.focused().name == "Back");
        page.click(Role::Button, "Back");
        CHECK(page.focused().name == "Name");
    }

    TEST_CASE("in a frame the focus is not moved while the person is outside of it") {
        Page view;
        view.dialog = true;
        view.focus_on_open = "Cancel";
        Viewport framed = UiHarness::desktop;
        framed.focus_elsewhere = true;
        UiHarness page(std::ref(view), framed);
        CHECK_FALSE(page.has_focus());
        view.second = true;
        page.settle();
        CHECK_FALSE(page.has_focus());
    }

    TEST_CASE("who comes into a frame in which a dialog has opened meanwhile comes into the dialog") {
        Page view;
        view.dialog = true;
        Viewport framed = UiHarness::desktop;
        framed.focus_elsewhere = true;
        UiHarness page(std::ref(view), framed);
        SUBCASE("by itself") {
            page.resize(UiHarness::desktop);
            CHECK(page.focused().name == "Name");
        }
        SUBCASE("but stays on what they have chosen there") {
            page.tab_back();
            REQUIRE(page.focused().name == "Cancel");
            CHECK(page.ui().focus_visible());
            page.resize(UiHarness::desktop);
            CHECK(page.focused().name == "Cancel");
        }
    }

    TEST_CASE("two dialogs that close together give the focus back to where the first was opened") {
        Page view;
        UiHarness page(std::ref(view));
        page.click(Role::Button, "Open");
        page.click(Role::Button, "Name");
        page.click(Role::Button, "All the way");
        CHECK(page.focused().name == "Open");
    }

    TEST_CASE("when what opened the dialog is gone by then, the focus goes to the beginning of the page") {
        Page view;
        UiHarness page(std::ref(view));
        page.click(Role::Button, "Open");
        view.row = false;
        page.settle();
        page.click(Role::Button, "Cancel");
        CHECK(page.focused().name == "First");
    }

    TEST_CASE("a menu that hands the focus back as it opens a dialog: the dialog returns it there") {
        bool menu = false, dialog = false;
        UiHarness page([&](Ui& ui) {
            const ButtonResult actions = button(ui, "Actions");
            if (actions) menu = true;
            if (menu) {
                ui.begin_layer("menu", false);
                const ButtonResult remove = button(ui, "Delete");
                if (ui.clicked(actions.id)) ui.move_focus(remove.id);
                if (remove) {
                    menu = false;
                    dialog = true;
                    ui.move_focus(actions.id);
                }
                ui.end_layer();
            }
            if (dialog) {
                ui.begin_layer("dialog", true);
                if (button(ui, "Cancel")) dialog = false;
                ui.end_layer();
            }
        });
        page.click(Role::Button, "Actions");
        CHECK(page.focused().name == "Delete");
        page.click(Role::Button, "Delete");
        CHECK(page.focused().name == "Cancel");
        page.click(Role::Button, "Cancel");
        CHECK(page.focused().name == "Actions");
    }

    TEST_CASE("a dialog that has nothing to focus at first takes the focus when it does") {
        bool loaded = false;
        UiHarness page([&](Ui& ui) {
            button(ui, "Page");
            ui.begin_layer("dialog", true);
            text(ui, "Loading");
            if (loaded) button(ui, "Done");
            ui.end_layer();
        });
        CHECK_FALSE(page.has_focus());
        loaded = true;
        page.settle();
        CHECK(page.focused().name == "Done");
    }

    TEST_CASE("a focused node that is gone hands its focus to what came before it") {
        bool row = true;
        UiHarness page([&](Ui& ui) {
            button(ui, "A");
            button(ui, "B");
            if (row) button(ui, "C");
            button(ui, "D");
        });
        page.click(Role::Button, "C");
        row = false;
        page.settle();
        CHECK(page.focused().name == "B");
    }

    TEST_CASE("the first node that goes hands its focus to the page's main part, within a dialog to the dialog") {
        bool first = true, dialog = false;
        UiHarness page([&](Ui& ui) {
            if (first && !dialog) button(ui, "A");
            Node main{.role = Role::Main};
            ui.open("main", std::move(main));
            button(ui, "B");
            ui.close();
            if (!dialog) return;
            ui.begin_layer("dialog", true);
            if (first) button(ui, "X");
            button(ui, "Y");
            ui.end_layer();
        });
        page.click(Role::Button, "A");
        first = false;
        page.settle();
        CHECK(page.focused().name == "B");

        first = dialog = true;
        page.settle();
        CHECK(page.focused().name == "X");
        first = false;
        page.settle();
        CHECK(page.focused().name == "Y");
    }

    TEST_CASE("the focus shows for those who use the keyboard, not for those who click") {
        UiHarness page([](Ui& ui) {
            button(ui, "A");
            button(ui, "B");
        });
        page.click(Role::Button, "A");
        CHECK_FALSE(page.ui().focus_visible());
        page.tab();
        CHECK(page.focused().name == "B");
        CHECK(page.ui().focus_visible());
        page.click(Role::Button, "A");
        CHECK_FALSE(page.ui().focus_visible());
        page.click(Role::Button, "A");
        page.tab();
        CHECK(page.ui().focus_visible());
    }

    TEST_CASE("a finger's focus comes after it was lifted, and is still the pointer's") {
        NodeId id = 0;
        UiHarness page([&](Ui& ui) { id = button(ui, "A").id; });
        page.ui().input(Pressed{.id = id});
        page.ui().input(Pressed{.id = 0});
        page.ui().input(FocusMoved{.id = id});
        page.settle();
        CHECK(page.ui().focused(id));
        CHECK_FALSE(page.ui().focus_visible());
    }

    TEST_CASE("a focus that the program moves shows if the one before it did") {
        Page view;
        UiHarness page(std::ref(view));
        page.click(Role::Button, "Open");
        CHECK_FALSE(page.ui().focus_visible());
        page.click(Role::Button, "Cancel");
        page.tab_back();
        page.tab();
        CHECK(page.focused().name == "Open");
        CHECK(page.press(Key::Enter));
        CHECK(page.focused().name == "Name");
        CHECK(page.ui().focus_visible());
    }

    TEST_CASE("the focus is within what is around it") {
        NodeId around = 0;
        bool within = false;
        UiHarness page([&](Ui& ui) {
            Node node{.role = Role::Group};
            node.name = "Row";
            around = ui.open("row", std::move(node));
            button(ui, "Inside");
            ui.close();
            button(ui, "Outside");
            within = ui.focus_within(around);
        });
        page.click(Role::Button, "Inside");
        CHECK(within);
        page.click(Role::Button, "Outside");
        CHECK_FALSE(within);
    }

    TEST_CASE("sending the focus to what cannot take it is a mistake, to what is not there it does nothing") {
        UiHarness page([](Ui&) {});
        Ui& ui = page.ui();
        ui.begin_frame(UiHarness::desktop, 1000, false);
        ui.move_focus(text(ui, "Words"));
        CHECK(ui.end_frame().focus_request == 0);
        CHECK(ui.problems().size() == 1);

        ui.begin_frame(UiHarness::desktop, 1001, false);
        ui.move_focus(4711);
        CHECK(ui.end_frame().focus_request == 0);
        CHECK(ui.problems().empty());
    }
}
