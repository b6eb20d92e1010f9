#include "platform/mirror.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "platform/steps_in_words.h"

namespace byok::platform {
namespace {

using ui::Node;
using ui::Role;
using Lines = std::vector<std::string>;

/// Names and ids are enough to tell nodes apart; what a test is about it sets itself.
Node node(ui::NodeId id, ui::NodeId parent, Role role, std::string name = {}) {
    Node made;
    made.id = id;
    made.parent = parent;
    made.role = role;
    made.name = std::move(name);
    made.scrolls = role == Role::ScrollArea;
    return made;
}

Node field(ui::NodeId id, const ui::FieldText& text) {
    Node made = node(id, 0, Role::TextBox, "Name");
    made.focusable = true;
    made.entry.emplace();
    made.entry->text = &text;
    return made;
}

ui::SemanticTree tree(std::vector<Node> nodes) {
    ui::SemanticTree made;
    made.nodes = std::move(nodes);
    return made;
}

Lines update(Mirror& mirror, const ui::SemanticTree& frame, float scale = 1) {
    return in_words(mirror.update(frame, scale));
}

/// The lines that begin with `word`.
Lines only(const Lines& lines, std::string_view word) {
    Lines found;
    for (const std::string& line : lines)
        if (line.starts_with(word)) found.push_back(line);
    return found;
}

bool has_bit(const std::string& state_line, unsigned bit) {
    return (std::stoul(state_line.substr(state_line.find(": ") + 2)) >> bit & 1) != 0;
}

}  // namespace

TEST_SUITE("platform/mirror") {
    TEST_CASE("a new node is made, described and put in its place, parents first") {
        Mirror mirror;
        Node button = node(2, 1, Role::Button, "Save");
        button.rect = {.x = 30, .y = 50, .width = 80, .height = 32};
        Node group = node(1, 0, Role::Group, "Assignment");
        group.rect = {.x = 10, .y = 20, .width = 200, .height = 100};
        const Lines lines = update(mirror, tree({group, button}));
        CHECK(only(lines, "create") == Lines{"create 1 in 0 as group 0", "create 2 in 1 as button 0"});
        CHECK(only(lines, "rect") == Lines{"rect 1: 10 20 200 100", "rect 2: 20 30 80 32"});
        CHECK(only(lines, "name") == Lines{"name 1 (label): Assignment", "name 2 (content): Save"});
        CHECK(only(lines, "state").size() == 2);
        CHECK(std::ranges::contains(lines, "children 0: 1"));
        CHECK(std::ranges::contains(lines, "children 1: 2"));
    }

    TEST_CASE("what is new is put together from the inside outwards, and gets into the page last") {
        Mirror mirror;
        update(mirror, tree({node(1, 0, Role::Main)}));
        const Lines lines =
            update(mirror, tree({node(1, 0, Role::Main), node(2, 0, Role::Layer), node(3, 2, Role::Menu, "Actions"),
                                 node(4, 3, Role::MenuItem, "Edit"), node(5, 3, Role::MenuItem, "Delete")}));
        CHECK(only(lines, "children") == Lines{"children 3: 4 5", "children 2: 3", "children 0: 1 2"});
    }

    TEST_CASE("what a new element has from the start is said with its making, and once") {
        Mirror mirror;
        ui::FieldText text;
        Node box = field(1, text);
        box.entry->placeholder = "Production";
        const Lines lines = update(mirror, tree({box}));
        REQUIRE(lines.size() == 6);
        CHECK(lines[0] == "create 1 in 0 as textbox 16");
        CHECK(lines[1].starts_with("state 1: "));
        CHECK(lines[2] == "rect 1: 0 0 0 0");
        CHECK(lines[3].starts_with("entry 1: bits 0 1 14 20 0 0 0 0 'Production' "));
        CHECK(lines[4] == "name 1 (label): Name");
        CHECK(lines[5] == "children 0: 1");
        box.entry->placeholder = "Staging";
        CHECK(update(mirror, tree({box})).size() == 1);
    }

    TEST_CASE("a layer that comes after another one is placed in its own parent") {
        Mirror mirror;
        Node lower = node(1, 0, Role::Layer), upper = node(3, 0, Role::Layer), inner = node(5, 1, Role::Layer);
        lower.rect = {.x = 10, .y = 20, .width = 300, .height = 200};
        upper.rect = {.x = 50, .y = 60, .width = 100, .height = 80};
        inner.rect = {.x = 30, .y = 50, .width = 90, .height = 70};
        const Lines lines = update(mirror, tree({lower, node(2, 1, Role::Dialog), upper, node(4, 3, Role::Menu), inner,
                                                 node(6, 5, Role::Tooltip)}));
        CHECK(std::ranges::contains(lines, "rect 5: 20 30 90 70"));
        CHECK(only(lines, "children") == Lines{"children 5: 6", "children 3: 4", "children 1: 2 5", "children 0: 1 3"});
    }

    TEST_CASE("a frame like the one before takes no step") {
        Mirror mirror;
        ui::FieldText text("typed");
        auto frame = tree({node(1, 0, Role::Main), node(2, 1, Role::Button, "Save"), field(3, text)});
        frame.title = "Console";
        CHECK_FALSE(update(mirror, frame).empty());
        CHECK(update(mirror, frame).empty());
    }

    TEST_CASE("only what changed is said") {
        Mirror mirror;
        Node button = node(1, 0, Role::Button, "Save");
        update(mirror, tree({button, node(2, 0, Role::Text, "unchanged")}));
        button.name = "Saving…";
        CHECK(update(mirror, tree({button, node(2, 0, Role::Text, "unchanged")})) ==
              Lines{"name 1 (content): Saving…"});
        button.description = "Takes a while";
        button.keys = ui::key_bit(ui::Key::Escape);
        CHECK(only(update(mirror, tree({button, node(2, 0, Role::Text, "unchanged")})), "description") ==
              Lines{"description 1: Takes a while"});
    }

    TEST_CASE("what is gone is removed once, with everything in it") {
        Mirror mirror;
        update(mirror, tree({node(1, 0, Role::Main), node(2, 1, Role::Group), node(3, 2, Role::Button, "Save")}));
        CHECK(update(mirror, tree({node(1, 0, Role::Main)})) == Lines{"remove 2", "children 1:"});
        CHECK(update(mirror, tree({node(1, 0, Role::Main)})).empty());
    }

    TEST_CASE("a node that comes back after it was gone is made anew") {
        Mirror mirror;
        update(mirror, tree({node(1, 0, Role::Button, "Save")}));
        update(mirror, tree({}));
        CHECK(only(update(mirror, tree({node(1, 0, Role::Button, "Save")})), "create").size() == 1);
    }

    TEST_CASE("a node whose role changes is made anew, and so is what is in it") {
        Mirror mirror;
        update(mirror, tree({node(1, 0, Role::Group, "Region 1"), node(2, 1, Role::Button, "Remove")}));
        const Lines lines =
            update(mirror, tree({node(1, 0, Role::Region, "Region 1"), node(2, 1, Role::Button, "Remove")}));
        CHECK(only(lines, "remove") == Lines{"remove 1"});
        CHECK(only(lines, "create") == Lines{"create 1 in 0 as region 0", "create 2 in 1 as button 0"});
        CHECK(std::ranges::contains(lines, "children 1: 2"));
    }

    TEST_CASE("a heading of another level, and a field that gets more lines, are other elements") {
        Mirror mirror;
        ui::FieldText text;
        Node heading = node(1, 0, Role::Heading, "Api Keys"), box = field(2, text);
        heading.level = 1;
        update(mirror, tree({heading, box}));
        heading.level = 2;
        box.entry->multiline = true;
        const Lines lines = update(mirror, tree({heading, box}));
        CHECK(only(lines, "remove") == Lines{"remove 1", "remove 2"});
        CHECK(only(lines, "children") == Lines{"children 0: 1 2"});
    }

    TEST_CASE("what is made anew among the same siblings is put into the page again") {
        Mirror mirror;
        ui::FieldText text;
        Node box = field(2, text);
        box.parent = 1;
        const auto frame = [&] { return tree({node(1, 0, Role::Group), box, node(3, 1, Role::Button, "Show")}); };
        update(mirror, frame());
        box.entry->multiline = true;
        CHECK(only(update(mirror, frame()), "children") == Lines{"children 1: 2 3"});
    }

    TEST_CASE("a node that moves to another parent is made anew there before the old parent goes") {
        Mirror mirror;
        update(mirror, tree({node(1, 0, Role::Group), node(2, 0, Role::Group), node(3, 2, Role::Button, "Save")}));
        const Lines lines = update(mirror, tree({node(1, 0, Role::Group), node(3, 1, Role::Button, "Save")}));
        CHECK(only(lines, "remove") == Lines{"remove 3", "remove 2"});
        CHECK(only(lines, "create") == Lines{"create 3 in 1 as button 0"});
    }

    TEST_CASE("another order of children is said as a list, without making anything anew") {
        Mirror mirror;
        update(mirror, tree({node(1, 0, Role::Row), node(2, 0, Role::Row), node(3, 0, Role::Row)}));
        CHECK(update(mirror, tree({node(3, 0, Role::Row), node(1, 0, Role::Row), node(2, 0, Role::Row)})) ==
              Lines{"children 0: 3 1 2"});
    }

    TEST_CASE("scrolling an area changes nothing but what comes into view") {
        Mirror mirror;
        Node area = node(1, 0, Role::ScrollArea), row = node(2, 1, Role::Row);
        area.rect = {.x = 100, .y = 50, .width = 300, .height = 200};
        area.content_height = 1000;
        row.rect = {.x = 100, .y = 90, .width = 300, .height = 40};
        const Lines lines = update(mirror, tree({area, row}));
        CHECK(std::ranges::contains(lines, "rect 2: 0 40 300 40"));
        CHECK(std::ranges::contains(lines, "content 1: 0 1000"));
        mirror.scrolled(1, 0, 33.3f);
        area.scroll_y = 33.3f;
        row.rect.y -= 33.3f;
        CHECK(update(mirror, tree({area, row})).empty());
    }

    TEST_CASE("the browser is made to scroll only where the program asked for it") {
        Mirror mirror;
        Node area = node(1, 0, Role::ScrollArea);
        area.content_height = 1000;
        update(mirror, tree({area}));
        area.scroll_y = 120;
        CHECK(update(mirror, tree({area})).empty());
        area.scroll_asked = true;
        CHECK(update(mirror, tree({area})) == Lines{"scroll 1: 0 120"});
        CHECK(update(mirror, tree({area})).empty());
        mirror.scrolled(1, 0, 0);
        CHECK(update(mirror, tree({area})) == Lines{"scroll 1: 0 120"});
    }

    TEST_CASE("an area scrolls sideways only when its content is wider than it is") {
        Mirror mirror;
        Node area = node(1, 0, Role::ScrollArea);
        area.rect = {.x = 0, .y = 0, .width = 300, .height = 200};
        area.content_width = 300.5f;
        CHECK(only(update(mirror, tree({area})), "content") == Lines{"content 1: 300.5 0"});
        area.content_width = 900;
        CHECK(update(mirror, tree({area})) == Lines{"content 1: 900 0 sideways"});
    }

    TEST_CASE("what lies under a modal layer is inert, as few elements as hold all of it") {
        Mirror mirror;
        Node modal = node(3, 0, Role::Layer);
        modal.modal = true;
        const auto frame = tree({node(1, 0, Role::Main), node(2, 1, Role::Button, "Under"), modal,
                                 node(4, 3, Role::Dialog, "Over"), node(5, 0, Role::Layer), node(6, 5, Role::Status)});
        const Lines states = only(update(mirror, frame), "state");
        REQUIRE(states.size() == 6);
        CHECK(has_bit(states[0], state_bit::inert));
        for (const std::size_t other : {1u, 2u, 3u, 4u, 5u}) CHECK_FALSE(has_bit(states[other], state_bit::inert));
    }

    TEST_CASE("under an open list all but its field is inert, as few elements as hold all of it") {
        Mirror mirror;
        Node list = node(7, 0, Role::Layer);
        list.spares = {4};
        const auto frame = tree({node(1, 0, Role::Navigation), node(2, 1, Role::Link, "Away"), node(3, 0, Role::Main),
                                 node(4, 3, Role::ComboBox, "Field"), node(5, 4, Role::Text, "Part"),
                                 node(6, 3, Role::Button, "Other"), list, node(8, 7, Role::Option, "Choice")});
        const Lines states = only(update(mirror, frame), "state");
        REQUIRE(states.size() == 8);
        for (const std::size_t inert : {0u, 5u}) CHECK(has_bit(states[inert], state_bit::inert));
        for (const std::size_t usable : {1u, 2u, 3u, 4u, 6u, 7u})
            CHECK_FALSE(has_bit(states[usable], state_bit::inert));
    }

    TEST_CASE("a dialog over a dialog makes the lower one's content inert, not the layer that both are in") {
        Mirror mirror;
        Node lower = node(1, 0, Role::Layer), upper = node(3, 1, Role::Layer);
        lower.modal = upper.modal = true;
        const Lines states = only(
            update(mirror, tree({lower, node(2, 1, Role::Dialog), upper, node(4, 3, Role::AlertDialog)})), "state");
        CHECK_FALSE(has_bit(states[0], state_bit::inert));
        CHECK(has_bit(states[1], state_bit::inert));
        CHECK_FALSE(has_bit(states[2], state_bit::inert));
        CHECK_FALSE(has_bit(states[3], state_bit::inert));
    }

    TEST_CASE("the pointer goes through boxes and plain text, but not through what has a tooltip") {
        Mirror mirror;
        Node with_tooltip = node(3, 0, Role::Text, "+2");
        with_tooltip.has_tooltip = true;
        const Lines states =
            only(update(mirror, tree({node(1, 0, Role::Generic), node(2, 0, Role::Text, "Status"), with_tooltip,
                                      node(4, 0, Role::Button, "Save"), node(5, 0, Role::Backdrop)})),
                 "state");
        CHECK_FALSE(has_bit(states[0], state_bit::hit));
        CHECK_FALSE(has_bit(states[1], state_bit::hit));
        CHECK(has_bit(states[2], state_bit::hit));
        CHECK(has_bit(states[3], state_bit::hit));
        CHECK(has_bit(states[4], state_bit::hit));
    }

    TEST_CASE("a layer that asks for a key does not take the pointer from what lies under it") {
        Mirror mirror;
        Node layer = node(1, 0, Role::Layer);
        layer.keys = ui::key_bit(ui::Key::Escape);
        CHECK_FALSE(has_bit(only(update(mirror, tree({layer})), "state").front(), state_bit::hit));
    }

    TEST_CASE("a cell with nodes in it is named by a label, since its text would be read twice") {
        Mirror mirror;
        CHECK(only(update(mirror, tree({node(1, 0, Role::Cell, "Active")})), "name") ==
              Lines{"name 1 (content): Active"});
        const Lines lines = update(mirror, tree({node(1, 0, Role::Cell, "Active"), node(2, 1, Role::Text, "Active")}));
        CHECK(only(lines, "name") == Lines{"name 1 (label): Active", "name 2 (content): Active"});
    }

    TEST_CASE("boxes that stand for nothing get no name") {
        Mirror mirror;
        CHECK(only(update(mirror, tree({node(1, 0, Role::Generic, "x"), node(2, 0, Role::Backdrop, "y")})), "name")
                  .empty());
        const Node landmark = node(3, 0, Role::Layer, "Menu");
        CHECK(only(update(mirror, tree({landmark})), "name").size() == 1);
    }

    TEST_CASE("options say which one they are of how many, tables how many rows they have") {
        Mirror mirror;
        Node list = node(1, 0, Role::ListBox), scroll = node(2, 1, Role::ScrollArea),
             option = node(3, 2, Role::Option, "us-east-1");
        list.row_count = 30;
        option.row_index = 7;
        Node table = node(4, 0, Role::Table, "Provider keys");
        table.row_count = 2001;
        CHECK(only(update(mirror, tree({list, scroll, option, table})), "rows") ==
              Lines{"rows 3: 7 of 30", "rows 4: 0 of 2001"});
    }

    TEST_CASE("a reference to what is not on screen is left out until it is") {
        Mirror mirror;
        Node box = node(1, 0, Role::ComboBox, "Provider");
        box.controls = 2;
        box.active_descendant = 3;
        CHECK(only(update(mirror, tree({box})), "relations").empty());
        CHECK(only(update(mirror, tree({box, node(2, 0, Role::ListBox), node(3, 2, Role::Option, "xAI")})),
                   "relations") == Lines{"relations 1: controls 2 active 3"});
        CHECK(only(update(mirror, tree({box})), "relations") == Lines{"relations 1: controls 0 active 0"});
    }

    TEST_CASE("a check box that the browser toggled is set again, also where the program left it as it was") {
        Mirror mirror;
        Node box = node(1, 0, Role::CheckBox, "Assign to entire organization");
        box.checked = ui::Check::On;
        update(mirror, tree({box}));
        CHECK(update(mirror, tree({box})).empty());
        mirror.toggled(1);
        CHECK(only(update(mirror, tree({box})), "state").size() == 1);
        CHECK(update(mirror, tree({box})).empty());
    }

    TEST_CASE("the focus is moved after everything else, and only to what is there") {
        Mirror mirror;
        auto frame = tree({node(1, 0, Role::Button, "Save")});
        frame.focus_request = 1;
        CHECK(update(mirror, frame).back() == "focus 1");
        frame.focus_request = 99;
        CHECK(update(mirror, frame).empty());
    }

    TEST_CASE("the focus goes back to what was there before what has it is removed, but only if that is still there") {
        Mirror mirror;
        auto menu_open = tree({node(1, 0, Role::Main), node(2, 1, Role::Button, "More"), node(3, 0, Role::Layer)});
        update(mirror, menu_open);
        auto closed = tree({node(1, 0, Role::Main), node(2, 1, Role::Button, "More")});
        closed.focus_request = 2;
        CHECK(update(mirror, closed) == Lines{"focus 2", "remove 3", "children 0: 1"});
        update(mirror, menu_open);
        closed.nodes[1].role = Role::Link;  // another element
        CHECK(update(mirror, closed).back() == "focus 2");
    }

    TEST_CASE("a button that takes files is a file chooser, named by a label and without a text") {
        Mirror mirror;
        ui::FieldText text("{}");
        Node button = node(1, 0, Role::Button, "Choose file");
        button.entry.emplace();
        button.entry->text = &text;
        button.entry->takes_files = true;
        const Lines lines = update(mirror, tree({button}));
        CHECK(only(lines, "create") == Lines{"create 1 in 0 as button 64"});
        CHECK(only(lines, "name") == Lines{"name 1 (label): Choose file"});
        CHECK(only(lines, "value").empty());
    }
}

TEST_SUITE("platform/mirror: text") {
    TEST_CASE("a field gets its text when it is made, and again when the program sets it") {
        Mirror mirror;
        ui::FieldText text("My OpenAI Key");
        CHECK(only(update(mirror, tree({field(1, text)})), "value") == Lines{"value 1: My OpenAI Key"});
        text.set("My xAI Key");
        CHECK(update(mirror, tree({field(1, text)})) == Lines{"value 1: My xAI Key"});
        text.clear();
        CHECK(update(mirror, tree({field(1, text)})) == Lines{"value 1: "});
    }

    TEST_CASE("what the person types is never written back") {
        Mirror mirror;
        ui::FieldText text;
        update(mirror, tree({field(1, text)}));
        for (const char* typed : {"s", "sk", "sk-", "sk"}) {
            CAPTURE(typed);
            mirror.edited(1, typed);
            text.edited(core::Secret(typed));
            CHECK(update(mirror, tree({field(1, text)})).empty());
        }
    }

    TEST_CASE("typing that is ahead of the draft is not undone by the draft catching up") {
        Mirror mirror;
        ui::FieldText text;
        update(mirror, tree({field(1, text)}));
        mirror.edited(1, "a");
        mirror.edited(1, "ab");
        mirror.edited(1, "abc");
        CHECK(update(mirror, tree({field(1, text)})).empty());
        text.edited(core::Secret("ab"));
        CHECK(update(mirror, tree({field(1, text)})).empty());
        text.edited(core::Secret("abc"));
        CHECK(update(mirror, tree({field(1, text)})).empty());
    }

    TEST_CASE("another draft in the same field shows its own text, though both have the same revision") {
        Mirror mirror;
        ui::FieldText first("Key A");
        update(mirror, tree({field(1, first)}));
        mirror.edited(1, "typed secret");
        first.edited(core::Secret("typed secret"));
        update(mirror, tree({field(1, first)}));
        const ui::FieldText second("Key B");
        CHECK(update(mirror, tree({field(1, second)})) == Lines{"value 1: Key B"});
        const ui::FieldText empty;
        CHECK(update(mirror, tree({field(1, empty)})) == Lines{"value 1: "});
    }

    TEST_CASE("the program has the last word when it sets the text in the frame in which it was typed") {
        Mirror mirror;
        ui::FieldText text;
        update(mirror, tree({field(1, text)}));
        mirror.edited(1, " spaced ");
        text.edited(core::Secret(" spaced "));
        text.set("spaced");
        CHECK(update(mirror, tree({field(1, text)})) == Lines{"value 1: spaced"});
    }

    TEST_CASE("showing a secret changes how its field looks, not its text") {
        Mirror mirror;
        ui::FieldText text("sk-secret");
        Node box = field(1, text);
        box.entry->secret = true;
        update(mirror, tree({box}));
        box.entry->revealed = true;
        const Lines lines = update(mirror, tree({box}));
        REQUIRE(lines.size() == 1);
        CHECK(lines[0].starts_with("entry 1: bits 3 "));
    }

    TEST_CASE("a field is laid out again when the window's scale changes, and nothing else is") {
        Mirror mirror;
        ui::FieldText text;
        const auto frame = tree({node(1, 0, Role::Button, "Save"), field(2, text)});
        update(mirror, frame, 1);
        const Lines lines = update(mirror, frame, 1.5f);
        REQUIRE(lines.size() == 1);
        CHECK(lines[0].starts_with("entry 2: bits 0 1.5 14 "));
        CHECK(update(mirror, frame, 1.5f).empty());
    }

    TEST_CASE("a disabled field cannot be typed in") {
        Mirror mirror;
        ui::FieldText text;
        Node box = field(1, text);
        CHECK(only(update(mirror, tree({box})), "entry")[0].starts_with("entry 1: bits 0 "));
        box.disabled = true;
        CHECK(only(update(mirror, tree({box})), "entry")[0].starts_with("entry 1: bits 8 "));
    }

    TEST_CASE("steps that held a secret are wiped") {
        Mirror mirror;
        ui::FieldText text("sk-very-secret");
        const auto& steps = mirror.update(tree({field(1, text)}), 1);
        REQUIRE_FALSE(steps.empty());
        const std::uint32_t* words = steps.data();
        const std::size_t count = steps.size();
        mirror.forget_steps();
        CHECK(steps.empty());
        REQUIRE(steps.capacity() >= count);
        CHECK(std::all_of(words, words + count, [](std::uint32_t word) { return word == 0; }));
    }

    TEST_CASE("texts of every length come through whole") {
        for (const std::string text : {"", "a", "ab", "abc", "abcd", "abcde", "日本語の鍵", "🔑"}) {
            CAPTURE(text);
            Mirror mirror;
            auto frame = tree({node(1, 0, Role::Button, text)});
            frame.title = text;
            const Lines lines = update(mirror, frame);
            if (text.empty())
                CHECK(only(lines, "name").empty());
            else
                CHECK(only(lines, "name") == Lines{"name 1 (content): " + text});
            CHECK(lines.back() == (text.empty() ? "children 0: 1" : "title: " + text));
        }
    }
}

}  // namespace byok::platform
