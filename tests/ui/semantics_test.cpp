#include "ui/semantics.h"

#include <doctest/doctest.h>

#include <set>

using namespace byok::ui;

namespace {

Node node(NodeId id, NodeId parent, Role role, bool modal = false) {
    Node made{.role = role};
    made.id = id;
    made.parent = parent;
    made.modal = modal;
    return made;
}

/// A page with a menu over it, a modal dialog with a list over that, and a toast over everything.
SemanticTree layered() {
    SemanticTree tree;
    tree.nodes = {
        node(1, 0, Role::Main),        node(2, 1, Role::Button),   // the page
        node(3, 0, Role::Layer),       node(4, 3, Role::Menu),     // a menu
        node(5, 0, Role::Layer, true), node(6, 5, Role::Dialog),   // a dialog
        node(7, 5, Role::Layer),       node(8, 7, Role::ListBox),  // a list of the dialog
        node(9, 0, Role::Layer),       node(10, 9, Role::Status),  // a toast
    };
    return tree;
}

}  // namespace

TEST_SUITE("ui/semantics") {
    TEST_CASE("everything is inside the root, and a node is inside itself and what is around it") {
        const SemanticTree tree = layered();
        CHECK(tree.within(2, 0));
        CHECK(tree.within(2, 2));
        CHECK(tree.within(2, 1));
        CHECK_FALSE(tree.within(1, 2));
        CHECK_FALSE(tree.within(2, 5));
    }

    TEST_CASE("a node that is not there is found nowhere and inside of nothing but the root") {
        const SemanticTree tree = layered();
        CHECK(tree.find(0) == nullptr);
        CHECK(tree.find(77) == nullptr);
        CHECK_FALSE(tree.within(77, 1));
        CHECK_FALSE(tree.within(77, 0));
    }

    TEST_CASE("what lies under a modal layer is inert, what is in it or over it is not") {
        const SemanticTree tree = layered();
        REQUIRE(tree.topmost_modal() != nullptr);
        CHECK(tree.topmost_modal()->id == 5);
        for (const NodeId under : {1u, 2u, 3u, 4u}) CHECK(tree.inert(under));
        for (const NodeId above : {5u, 6u, 7u, 8u, 9u, 10u}) CHECK_FALSE(tree.inert(above));
    }

    TEST_CASE("without a modal layer nothing is inert") {
        SemanticTree tree = layered();
        tree.nodes[4].modal = false;
        CHECK(tree.topmost_modal() == nullptr);
        for (const Node& any : tree.nodes) CHECK_FALSE(tree.inert(any.id));
    }

    TEST_CASE("the upper of two modal layers makes the lower one inert") {
        SemanticTree tree = layered();
        tree.nodes.push_back(node(11, 0, Role::Layer, true));
        CHECK(tree.inert(6));
        CHECK(tree.inert(10));
        CHECK_FALSE(tree.inert(11));
    }

    TEST_CASE("a layer that spares a field leaves it usable, and makes all else under it inert") {
        // 1 main ( 2 group ( 3 field ( 4 part ) 5 button ) ) 6 layer ( 7 option ) 8 layer
        SemanticTree tree;
        tree.nodes = {node(1, 0, Role::Main),   node(2, 1, Role::Group),  node(3, 2, Role::ComboBox),
                      node(4, 3, Role::Text),   node(5, 2, Role::Button), node(6, 0, Role::Layer),
                      node(7, 6, Role::Option), node(8, 0, Role::Layer)};
        tree.nodes[5].spares = {3, 77};
        CHECK(tree.topmost_modal() == nullptr);
        for (const NodeId usable : {1u, 2u, 3u, 4u, 6u, 7u, 8u}) CHECK_FALSE(tree.inert(usable));
        CHECK(tree.inert(5));
    }

    TEST_CASE("every role has a name of its own") {
        std::set<std::string_view> names;
        for (int role = 0; role <= static_cast<int>(Role::Backdrop); ++role) {
            CAPTURE(role);
            const std::string_view name = role_name(static_cast<Role>(role));
            CHECK(name != "unknown");
            CHECK(names.insert(name).second);
        }
    }
}
