#include "ui/ui.h"

#include <doctest/doctest.h>

#include "ui/ui_harness.h"
#include "ui/widgets.h"

using namespace byok;
using namespace byok::ui;

namespace {

/// The smallest thing that can be clicked and focused.
NodeId box(Ui& ui, std::string_view key, Node node = {.role = Role::Button, .focusable = true}) {
    const ImVec2 at = ImGui::GetCursorScreenPos(), size(ui.px(100), ui.px(20));
    ImGui::Dummy(size);
    node.name = key;
    node.rect = ui.rect_of(at, at + size);
    return ui.leaf(key, std::move(node));
}

}  // namespace

TEST_SUITE("ui/ui") {
    TEST_CASE("a node keeps its id from frame to frame, whatever is drawn before it") {
        bool with_more = false;
        UiHarness page([&](Ui& ui) {
            if (with_more) box(ui, "More");
            box(ui, "Save");
        });
        const NodeId before = page.find(Role::Button, "Save").id;
        with_more = true;
        page.settle();
        CHECK(page.find(Role::Button, "Save").id == before);
    }

    TEST_CASE("an open node grows around its children, one with a rectangle of its own does not") {
        UiHarness page([](Ui& ui) {
            ui.open("grows", {.role = Role::Group, .name = "Grows"});
            box(ui, "a");
            box(ui, "b");
            ui.close();
            ui.open("given", {.role = Role::Group, .name = "Given", .rect = {1, 2, 3, 4}});
            box(ui, "c");
            ui.close();
        });
        CHECK(page.find(Role::Group, "Grows").rect == Rect{0, 0, 100, 40});
        CHECK(page.find(Role::Group, "Given").rect == Rect{1, 2, 3, 4});
    }

    TEST_CASE("a click is answered once") {
        int clicks = 0;
        UiHarness page([&](Ui& ui) { clicks += ui.clicked(box(ui, "Save")) ? 1 : 0; });
        page.click(Role::Button, "Save");
        page.settle();
        CHECK(clicks == 1);
    }

    TEST_CASE("nothing is drawn at rest") {
        UiHarness page([](Ui& ui) { box(ui, "Save"); });
        const int before = page.frames();
        page.wait(10);
        CHECK(page.frames() == before);
    }
}
