#include "ui/tree_words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_set>

namespace byok::ui {
namespace {

std::string words_of(const Node& node) {
    std::string words(role_name(node.role));
    if (!node.name.empty()) words += " \"" + node.name + "\"";
    const auto say = [&](bool is, const char* word) { words += is ? std::string(" ") + word : std::string(); };
    say(node.disabled, "disabled");
    say(node.focusable, node.in_tab_order ? "focusable" : "focusable out of tab order");
    say(node.required, "required");
    say(node.invalid, "invalid");
    say(node.busy, "busy");
    say(node.selected, "selected");
    say(node.current, "current");
    say(node.modal, "modal");
    say(node.hidden, "hidden");
    say(node.checked == Check::On, "checked");
    say(node.checked == Check::Mixed, "mixed");
    say(node.expanded == Expansion::Expanded, "expanded");
    say(node.expanded == Expansion::Collapsed, "collapsed");
    if (node.level != 0) words += " level " + std::to_string(node.level);
    if (!node.href.empty()) words += " -> " + node.href;
    if (node.entry && node.entry->secret) {
        words += " (secret)";  // also in the message of a failed test
    } else if (node.entry && node.entry->text != nullptr) {
        words += " = \"" + std::string(node.entry->text->view()) + "\"";
    }
    if (!node.description.empty()) words += " (" + node.description + ")";
    return words;
}

int depth_of(const SemanticTree& tree, const Node& node) {
    int depth = 0;
    for (const Node* at = tree.find(node.parent); at != nullptr; at = tree.find(at->parent)) ++depth;
    return depth;
}

/// Roles that mean something only inside of another (WAI-ARIA, required context).
struct Context {
    Role role, inside;
};
constexpr auto contexts = std::to_array<Context>({
    {Role::Row, Role::Table},
    {Role::ColumnHeader, Role::Row},
    {Role::Cell, Role::Row},
    {Role::ListItem, Role::List},
    {Role::Option, Role::ListBox},
    {Role::MenuItem, Role::Menu},
    {Role::Tab, Role::TabList},
});

constexpr auto named_roles =
    std::to_array<Role>({Role::Region, Role::Group, Role::Heading, Role::Text, Role::Link, Role::Button, Role::Tab,
                         Role::Table, Role::Dialog, Role::AlertDialog, Role::TextBox, Role::ComboBox, Role::ListBox,
                         Role::Option, Role::CheckBox, Role::Menu, Role::MenuItem, Role::Tooltip});

std::string context_problem(const SemanticTree& tree, const Node& node) {
    const auto context = std::ranges::find(contexts, node.role, &Context::role);
    if (context == contexts.end()) return {};
    const Node* around = tree.find(node.parent);
    while (around != nullptr &&
           (around->role == Role::Generic || around->role == Role::Group || around->role == Role::ScrollArea))
        around = tree.find(around->parent);
    if (around != nullptr && around->role == context->inside) return {};
    return words_of(node) + " is not inside a " + std::string(role_name(context->inside));
}

std::string problem_with(const SemanticTree& tree, const Node& node) {
    const std::string words = words_of(node);
    const Rect& rect = node.rect;
    const bool finite =
        std::isfinite(rect.x) && std::isfinite(rect.y) && std::isfinite(rect.width) && std::isfinite(rect.height);
    if (!finite || rect.width < 0 || rect.height < 0) return words + " has a rectangle that is none";
    if (node.name.empty() && !node.hidden && (node.focusable || std::ranges::contains(named_roles, node.role)))
        return words + " has no name";
    if (node.role == Role::Heading && (node.level < 1 || node.level > 6)) return words + " has no level";
    if (node.active_descendant != 0 && tree.find(node.active_descendant) == nullptr)
        return words + " has an active descendant that is not there";
    if (node.expanded == Expansion::Expanded && node.controls != 0 && tree.find(node.controls) == nullptr)
        return words + " is expanded but what it controls is not there";
    return context_problem(tree, node);
}

}  // namespace

std::string words_of(const SemanticTree& tree, NodeId focus) {
    std::string words;
    for (const Node& node : tree.nodes) {
        words.append(static_cast<std::size_t>(2 * depth_of(tree, node)), ' ');
        words += words_of(node);
        if (tree.inert(node.id)) words += " inert";
        if (node.id == focus) words += "  <- focus";
        words += "\n";
    }
    return words;
}

std::string problem_in(const SemanticTree& tree) {
    std::unordered_set<NodeId> seen;
    for (const Node& node : tree.nodes) {
        if (node.id == 0 || !seen.insert(node.id).second) return words_of(node) + " has an id that another has";
        if (node.parent != 0 && !seen.contains(node.parent)) return words_of(node) + " comes before its parent";
        if (const std::string problem = problem_with(tree, node); !problem.empty()) return problem;
    }
    return {};
}

}  // namespace byok::ui
