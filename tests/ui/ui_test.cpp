#include "ui/ui.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "ui/ui_harness.h"
#include "ui/widgets.h"

using namespace byok;
using namespace byok::ui;

namespace {

/// The smallest thing that can be clicked and focused.
NodeId box(Ui& ui, std::string_view key) {
    const ImVec2 at = ImGui::GetCursorScreenPos(), size(ui.px(100), ui.px(20));
    ImGui::Dummy(size);
    Node node{.role = Role::Button};
    node.name = key;
    node.rect = ui.rect_of(at, at + size);
    node.focusable = true;
    return ui.leaf(key, std::move(node));
}

Node group(std::string_view name, Rect rect = {}) {
    Node node{.role = Role::Group};
    node.name = name;
    node.rect = rect;
    return node;
}

/// One frame without the harness's checks: for mistakes that it would not let pass.
class RawFrame {
public:
    RawFrame() : page_([](Ui&) {}) { page_.ui().begin_frame(UiHarness::desktop, 1000, false); }
    Ui& ui() { return page_.ui(); }
    const SemanticTree& end() { return page_.ui().end_frame(); }

private:
    UiHarness page_;
};

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

    TEST_CASE("the same key in another place is another node, and id_of tells it beforehand") {
        NodeId inside = 0, foreseen = 0;
        UiHarness page([&](Ui& ui) {
            box(ui, "Save");
            ui.open("group", group("Group"));
            foreseen = ui.id_of("Save");
            inside = box(ui, "Save");
            ui.close();
        });
        CHECK(foreseen == inside);
        const auto saves = page.all(Role::Button);
        REQUIRE(saves.size() == 2);
        CHECK(saves[0].id != saves[1].id);
    }

    TEST_CASE("keys that only together make the same words are different nodes") {
        UiHarness page([](Ui& ui) {
            ui.open("Key 1", group("Key 1"));
            box(ui, "0");
            box(ui, "0###x");
            box(ui, "1###x");
            ui.close();
            box(ui, "Key 10");
            box(ui, "###x");
        });
        CHECK(page.all(Role::Button).size() == 5);
        CHECK(page.ui().problems().empty());
    }

    TEST_CASE("an open node grows around its children, one with a rectangle of its own does not") {
        UiHarness page([](Ui& ui) {
            ui.open("outer", group("Outer"));
            ui.open("inner", group("Inner"));
            box(ui, "a");
            box(ui, "b");
            ui.close();
            ui.close();
            ui.open("given", group("Given", {1, 2, 3, 4}));
            box(ui, "c");
            ui.close();
        });
        CHECK(page.find(Role::Group, "Inner").rect == Rect{0, 0, 100, 40});
        CHECK(page.find(Role::Group, "Outer").rect == Rect{0, 0, 100, 40});
        CHECK(page.find(Role::Group, "Given").rect == Rect{1, 2, 3, 4});
    }

    TEST_CASE("a child without a size, a live region say, does not stretch what is around it to the corner") {
        UiHarness page([](Ui& ui) {
            ui.open("group", group("Group"));
            ImGui::SetCursorScreenPos({ui.px(50), ui.px(60)});
            box(ui, "a");
            ui.leaf("live", {.role = Role::Status});
            ui.close();
        });
        CHECK(page.find(Role::Group, "Group").rect == Rect{50, 60, 100, 20});
    }

    TEST_CASE("rectangles are CSS pixels, whatever the scale of the screen") {
        for (const float scale : {1.0f, 1.25f, 1.5f, 2.0f, 3.0f}) {
            CAPTURE(scale);
            UiHarness page(
                [](Ui& ui) {
                    space(ui, 30);
                    box(ui, "a");
                },
                {.width = 400, .height = 300, .scale = scale});
            const Rect rect = page.find(Role::Button, "a").rect;
            CHECK(rect.y == doctest::Approx(30).epsilon(0.03));
            CHECK(rect.width == doctest::Approx(100));
            CHECK(ImGui::GetIO().DisplaySize.x == 400 * scale);
        }
    }

    TEST_CASE("a hairline is whole device pixels, at least one") {
        for (const auto& [scale, hairline] :
             {std::pair{0.5f, 1.0f}, {1.0f, 1.0f}, {1.75f, 1.0f}, {2.0f, 2.0f}, {3.5f, 3.0f}}) {
            CAPTURE(scale);
            UiHarness page([](Ui&) {}, {.width = 400, .height = 300, .scale = scale});
            CHECK(page.ui().hairline() == hairline);
        }
    }

    TEST_CASE("a window without a size can be drawn into") {
        UiHarness page([](Ui& ui) { box(ui, "a"); }, {.width = 0, .height = 0, .scale = 1});
        CHECK(page.shows(Role::Button, "a"));
    }

    TEST_CASE("a layer comes after what is drawn around it, however deep it was opened") {
        UiHarness page([](Ui& ui) {
            ui.open("group", group("Group"));
            ui.begin_layer("menu", false);
            box(ui, "Entry");
            ui.begin_layer("tip", false);
            box(ui, "Tip");
            ui.end_layer();
            box(ui, "Last entry");
            ui.end_layer();
            box(ui, "Below");
            ui.close();
        });
        CHECK(page.names(Role::Button) == std::vector<std::string>{"Below", "Entry", "Last entry", "Tip"});
        const auto layers = page.all(Role::Layer);
        REQUIRE(layers.size() == 2);
        CHECK(layers[0].parent == 0);
        CHECK(layers[1].parent == layers[0].id);
        CHECK(layers[0].rect == Rect{0, 0, UiHarness::desktop.width, UiHarness::desktop.height});
        CHECK(page.find(Role::Group, "Group").rect == Rect{0, 0, 100, 20});
    }

    TEST_CASE("layers are drawn over each other in the order in which they are begun") {
        bool swapped = false;
        UiHarness page([&](Ui& ui) {
            for (const char* key : {swapped ? "b" : "a", swapped ? "a" : "b"}) {
                ui.begin_layer(key, false);
                box(ui, key);
                ui.end_layer();
            }
        });
        const auto top_window = [] { return ImGui::GetCurrentContext()->Windows.back(); };
        const ImGuiWindow* b = top_window();
        swapped = true;
        page.settle();
        CHECK(top_window() != b);
        swapped = false;
        page.settle();
        CHECK(top_window() == b);
    }

    TEST_CASE("the document's title is that of the last frame") {
        std::string title = "Keys";
        UiHarness page([&](Ui& ui) { ui.set_title(title); });
        CHECK(page.tree().title == "Keys");
        title = "Sign in";
        page.settle();
        CHECK(page.tree().title == "Sign in");
    }

    TEST_CASE("widgets of one kind share one state, of their own type") {
        struct Mine {
            int value = 1;
        };
        struct Yours {
            int value = 2;
        };
        UiHarness page([](Ui& ui) {
            ui.state<Mine>().value *= 10;
            CHECK(ui.state<Yours>().value == 2);
        });
        const int before = page.ui().state<Mine>().value;
        page.frame();
        CHECK(page.ui().state<Mine>().value == before * 10);
    }

    TEST_CASE("a key that is used twice is a mistake for what can be focused, and the second still gets an id") {
        RawFrame frame;
        box(frame.ui(), "Save");
        box(frame.ui(), "Save");
        const SemanticTree& tree = frame.end();
        REQUIRE(frame.ui().problems().size() == 1);
        CHECK(frame.ui().problems()[0].contains("Save"));
        CHECK(tree.nodes[0].id != tree.nodes[1].id);
    }

    TEST_CASE("a container's key that is used twice is a mistake, the same words twice are not") {
        RawFrame frame;
        text(frame.ui(), "Active");
        text(frame.ui(), "Active");
        CHECK(frame.ui().problems().empty());
        for (int i = 0; i < 2; ++i) {
            frame.ui().open("row", group("Row"));
            frame.ui().close();
        }
        frame.end();
        CHECK(frame.ui().problems().size() == 1);
    }

    TEST_CASE("a node left open, or closed twice, is a mistake") {
        RawFrame left_open;
        left_open.ui().open("group", group("Forgotten"));
        left_open.end();
        REQUIRE(left_open.ui().problems().size() == 1);
        CHECK(left_open.ui().problems()[0].contains("Forgotten"));

        RawFrame closed_twice;
        closed_twice.ui().close();
        closed_twice.end();
        CHECK(closed_twice.ui().problems().size() == 1);
    }

    TEST_CASE("nothing is drawn at rest") {
        UiHarness page([](Ui& ui) { box(ui, "Save"); });
        page.click(Role::Button, "Save");
        const int before = page.frames();
        page.wait(10);
        CHECK(page.frames() == before);
    }

    TEST_CASE("an animation keeps frames coming until it stops") {
        bool moving = true;
        UiHarness page([&](Ui& ui) {
            if (moving) ui.animate();
        });
        const int before = page.frames();
        page.wait(1);
        CHECK(page.frames() - before >= 59);
        moving = false;
        page.settle();
        const int after = page.frames();
        page.wait(1);
        CHECK(page.frames() == after);
    }
}
