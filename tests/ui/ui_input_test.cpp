#include <doctest/doctest.h>

#include <vector>

#include "ui/ui_harness.h"
#include "ui/widgets.h"

using namespace byok;
using namespace byok::ui;

namespace {

/// Two buttons that write down, frame by frame, what they were told.
struct Recorder {
    std::vector<std::string> heard;  // one entry a frame in which anything was heard
    NodeId first = 0, second = 0;

    void operator()(Ui& ui) {
        first = button(ui, "First").id;
        second = button(ui, "Second").id;
        std::string now;
        for (const auto& [id, name] : {std::pair{first, "first"}, {second, "second"}}) {
            if (ui.clicked(id)) now += std::string("click ") + name + ";";
            if (const KeyPressed* pressed = ui.key(id))
                now += std::string("key ") + static_cast<char>(pressed->character) + " " + name + ";";
            if (auto text = ui.edit(id)) now += "edit " + std::string(text->reveal()) + ";";
            if (auto file = ui.file(id)) now += "file " + file->name + ";";
        }
        if (!now.empty()) heard.push_back(now);
    }
};

KeyPressed letter(NodeId id, char32_t character) {
    return {.id = id, .key = Key::Character, .character = character};
}

TextEdited edit(NodeId id, std::string_view text) {
    return {.id = id, .text = core::Secret(text)};
}

}  // namespace

TEST_SUITE("ui/ui_input") {
    TEST_CASE("a click is answered once, to the one that was clicked") {
        Recorder view;
        UiHarness page(std::ref(view));
        page.ui().input(Clicked{.id = view.second});
        page.settle();
        page.settle();
        CHECK(view.heard == std::vector<std::string>{"click second;"});
    }

    TEST_CASE("what happened between two frames is answered one by one, in order") {
        Recorder view;
        UiHarness page(std::ref(view));
        page.ui().input(letter(view.first, 'a'));
        page.ui().input(letter(view.first, 'b'));
        page.ui().input(Clicked{.id = view.second});
        page.ui().input(Clicked{.id = view.second});
        page.settle();
        CHECK(view.heard == std::vector<std::string>{"key a first;", "key b first;", "click second;", "click second;"});
    }

    TEST_CASE(
        "text that was typed before a click is there a frame before the click is answered, and after it after it") {
        Recorder view;
        UiHarness page(std::ref(view));
        page.ui().input(edit(view.first, "typed"));
        page.ui().input(Clicked{.id = view.second});
        page.ui().input(edit(view.first, "later"));
        page.settle();
        CHECK(view.heard == std::vector<std::string>{"edit typed;", "click second;", "edit later;"});
    }

    TEST_CASE("of several edits of one field the last one counts, and it is handed over once") {
        Recorder view;
        UiHarness page(std::ref(view));
        page.ui().input(edit(view.first, "k"));
        page.ui().input(edit(view.first, "ke"));
        page.ui().input(edit(view.first, "key"));
        page.settle();
        CHECK(view.heard == std::vector<std::string>{"edit key;"});
    }

    TEST_CASE("a field that was emptied was edited") {
        Recorder view;
        UiHarness page(std::ref(view));
        page.ui().input(edit(view.first, ""));
        page.settle();
        CHECK(view.heard == std::vector<std::string>{"edit ;"});
    }

    TEST_CASE("a file arrives with its name and content") {
        std::string content;
        NodeId id = 0;
        UiHarness page([&](Ui& ui) {
            id = button(ui, "Choose").id;
            if (auto file = ui.file(id)) content = file->name + ": " + std::string(file->content.reveal());
        });
        page.ui().input(FileRead{.id = id, .name = "key.json", .content = core::Secret("{}")});
        page.settle();
        CHECK(content == "key.json: {}");
    }

    TEST_CASE("what is not there hears nothing, and nobody else does either") {
        Recorder view;
        UiHarness page(std::ref(view));
        page.ui().input(Clicked{.id = 12345});
        page.ui().input(edit(12345, "secret"));
        page.settle();
        CHECK(view.heard.empty());
        CHECK_FALSE(page.ui().wants_frame());
    }

    TEST_CASE("a disabled node is not clicked, even if the browser says so") {
        bool disabled = true, clicked = false;
        NodeId id = 0;
        UiHarness page([&](Ui& ui) {
            ButtonOptions options;
            options.disabled = disabled;
            const ButtonResult result = button(ui, "Save", options);
            id = result.id;
            clicked = clicked || ui.clicked(id);
        });
        page.ui().input(Clicked{.id = id});
        page.settle();
        CHECK_FALSE(clicked);
        disabled = false;
        page.settle();
        page.ui().input(Clicked{.id = id});
        page.settle();
        CHECK(clicked);
    }

    TEST_CASE(
        "under a modal layer nothing is clicked or typed a key into, but text that a field shows already counts") {
        Recorder view;
        bool dialog = false;
        UiHarness page([&](Ui& ui) {
            view(ui);
            if (!dialog) return;
            ui.begin_layer("dialog", true);
            button(ui, "Close");
            ui.end_layer();
        });
        dialog = true;
        page.settle();
        page.ui().input(Clicked{.id = view.first});
        page.ui().input(letter(view.first, 'a'));
        page.ui().input(FileRead{.id = view.first, .name = "f", .content = {}});
        page.ui().input(edit(view.first, "typed"));
        page.settle();
        CHECK(view.heard == std::vector<std::string>{"edit typed;"});
    }

    TEST_CASE("a click that opens a dialog and one on what it covers, in one go: the second is too late") {
        bool dialog = false, covered = false;
        NodeId open = 0, other = 0;
        UiHarness page([&](Ui& ui) {
            const ButtonResult opens = button(ui, "Open"), others = button(ui, "Other");
            open = opens.id;
            other = others.id;
            dialog = dialog || opens.clicked;
            covered = covered || others.clicked;
            if (!dialog) return;
            ui.begin_layer("dialog", true);
            button(ui, "Close");
            ui.end_layer();
        });
        page.ui().input(Clicked{.id = open});
        page.ui().input(Clicked{.id = other});
        page.settle();
        CHECK(dialog);
        CHECK_FALSE(covered);
    }

    TEST_CASE("what is around the pointer is hovered and pressed as well, what is beside it is not") {
        NodeId around = 0, inside = 0, beside = 0;
        bool hovered_around = false, hovered_beside = false, pressed_around = false;
        UiHarness page([&](Ui& ui) {
            Node node{.role = Role::Group};
            node.name = "Row";
            around = ui.open("row", std::move(node));
            inside = button(ui, "Inside").id;
            ui.close();
            beside = button(ui, "Beside").id;
            hovered_around = ui.hovered(around);
            hovered_beside = ui.hovered(beside);
            pressed_around = ui.pressed(around);
        });
        page.hover(Role::Button, "Inside");
        CHECK(hovered_around);
        CHECK_FALSE(hovered_beside);
        CHECK_FALSE(pressed_around);
        page.hold(page.find(Role::Button, "Inside"));
        CHECK(pressed_around);
        page.hover_nothing();
        CHECK_FALSE(hovered_around);
    }

    TEST_CASE("time on a node is counted from when the pointer came") {
        UiHarness page([](Ui& ui) {
            button(ui, "A");
            button(ui, "B");
        });
        page.wait(5);
        page.hover(Role::Button, "A");
        CHECK(page.ui().hovered_for_s() < 0.1);
        page.wait(2);
        page.frame();
        CHECK(page.ui().hovered_for_s() == doctest::Approx(2).epsilon(0.05));
        page.hover(Role::Button, "B");
        CHECK(page.ui().hovered_for_s() < 0.1);
        page.hover_nothing();
        CHECK(page.ui().hovered_for_s() == 0);
    }

    TEST_CASE("what nobody has taken up can be forgotten") {
        Recorder recorder;
        UiHarness page(std::ref(recorder));
        page.ui().input(edit(recorder.first, "sk-test-typed"));
        page.ui().input(Clicked{recorder.second});
        page.ui().forget_input();
        CHECK_FALSE(page.ui().wants_frame());
        page.settle();
        CHECK(recorder.heard.empty());
    }
}
