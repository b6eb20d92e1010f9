#include "ui/tree_words.h"

#include <doctest/doctest.h>

#include <limits>

using namespace byok::ui;

namespace {

Node node(NodeId id, NodeId parent, Role role, std::string name) {
    Node made{.role = role};
    made.id = id;
    made.parent = parent;
    made.name = std::move(name);
    return made;
}

std::string problem_of(std::vector<Node> nodes) {
    SemanticTree tree;
    tree.nodes = std::move(nodes);
    return problem_in(tree);
}

}  // namespace

TEST_SUITE("tests/ui/tree_words") {
    TEST_CASE("a tree that follows the rules has no problem") {
        Node link = node(7, 6, Role::Link, "Docs");
        link.focusable = true;
        CHECK(problem_of({node(1, 0, Role::Table, "Keys"), node(2, 1, Role::Generic, ""), node(3, 2, Role::Row, ""),
                          node(4, 3, Role::Cell, ""), node(5, 4, Role::Text, "x"), node(6, 0, Role::Main, ""), link}) ==
              "");
    }

    TEST_CASE("ids that are none or not unique are problems, and so are children before their parent") {
        CHECK(problem_of({node(0, 0, Role::Main, "")}).contains("id"));
        CHECK(problem_of({node(1, 0, Role::Main, ""), node(1, 0, Role::Banner, "")}).contains("id"));
        CHECK(problem_of({node(2, 1, Role::Text, "x"), node(1, 0, Role::Main, "")}).contains("before its parent"));
    }

    TEST_CASE("what is acted on or heard needs a name") {
        for (const Role role : {Role::Button, Role::Link, Role::Text, Role::Heading, Role::Dialog, Role::Region,
                                Role::Group, Role::TextBox, Role::CheckBox, Role::Table, Role::ListBox, Role::Menu}) {
            CAPTURE(role_name(role));
            CHECK(problem_of({node(1, 0, role, "")}).contains("no name"));
        }
        Node focusable = node(1, 0, Role::Generic, "");
        focusable.focusable = true;
        CHECK(problem_of({focusable}).contains("no name"));
        focusable.hidden = true;
        CHECK(problem_of({focusable}) == "");
    }

    TEST_CASE("parts of lists and tables are inside of one") {
        CHECK(problem_of({node(1, 0, Role::Row, "")}).contains("not inside a table"));
        CHECK(problem_of({node(1, 0, Role::Table, "T"), node(2, 1, Role::Cell, "")}).contains("not inside a row"));
        CHECK(problem_of({node(1, 0, Role::Option, "x")}).contains("not inside a listbox"));
        CHECK(problem_of({node(1, 0, Role::Menu, "M"), node(2, 0, Role::MenuItem, "x")}).contains("not inside a menu"));
        CHECK(problem_of({node(1, 0, Role::Tab, "x")}).contains("not inside a tablist"));
        CHECK(problem_of({node(1, 0, Role::ListItem, "x")}).contains("not inside a list"));
    }

    TEST_CASE("rectangles are finite and not inside out") {
        Node text = node(1, 0, Role::Text, "x");
        text.rect.x = std::numeric_limits<float>::quiet_NaN();
        CHECK(problem_of({text}).contains("rectangle"));
        text.rect = {0, 0, -1, 5};
        CHECK(problem_of({text}).contains("rectangle"));
        text.rect = {0, 0, 1, std::numeric_limits<float>::infinity()};
        CHECK(problem_of({text}).contains("rectangle"));
    }

    TEST_CASE("what a node points to is there") {
        Node combo = node(1, 0, Role::ComboBox, "Provider");
        combo.active_descendant = 9;
        CHECK(problem_of({combo}).contains("active descendant"));
        combo.active_descendant = 0;
        combo.controls = 9;
        combo.expanded = Expansion::Collapsed;
        CHECK(problem_of({combo}) == "");
        combo.expanded = Expansion::Expanded;
        CHECK(problem_of({combo}).contains("controls"));
    }

    TEST_CASE("a tree in words is indented, marks the focus, and never spells a secret out") {
        const FieldText secret("sk-live-1234"), name("My key");
        Node dialog = node(1, 0, Role::Dialog, "Add Provider Key");
        Node key = node(2, 1, Role::TextBox, "API Key"), label = node(3, 1, Role::TextBox, "Name");
        key.entry.emplace();
        key.entry->text = &secret;
        key.entry->secret = true;
        key.required = true;
        label.entry.emplace();
        label.entry->text = &name;
        SemanticTree tree;
        tree.nodes = {dialog, key, label};
        CHECK(words_of(tree, 3) ==
              "dialog \"Add Provider Key\"\n"
              "  textbox \"API Key\" required (secret)\n"
              "  textbox \"Name\" = \"My key\"  <- focus\n");
    }
}
