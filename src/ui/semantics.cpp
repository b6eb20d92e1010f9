#include "ui/semantics.h"

#include <algorithm>
#include <array>
#include <utility>

namespace byok::ui {

const Node* SemanticTree::find(NodeId id) const {
    const auto found = std::ranges::find(nodes, id, &Node::id);
    return id == 0 || found == nodes.end() ? nullptr : &*found;
}

bool SemanticTree::within(NodeId id, NodeId ancestor) const {
    while (id != ancestor) {
        const Node* node = find(id);
        if (node == nullptr) return false;
        id = node->parent;
    }
    return true;
}

const Node* SemanticTree::topmost_modal() const {
    const auto is_modal_layer = [](const Node& node) { return node.role == Role::Layer && node.modal; };
    const auto found = std::find_if(nodes.rbegin(), nodes.rend(), is_modal_layer);
    return found == nodes.rend() ? nullptr : &*found;
}

const Node* SemanticTree::topmost_cover() const {
    const auto covers = [](const Node& node) {
        return node.role == Role::Layer && (node.modal || !node.spares.empty());
    };
    const auto found = std::find_if(nodes.rbegin(), nodes.rend(), covers);
    return found == nodes.rend() ? nullptr : &*found;
}

bool SemanticTree::inert(NodeId id) const {
    const Node* cover = topmost_cover();
    if (cover == nullptr) return false;
    for (const Node* node = find(id); node != nullptr; node = find(node->parent))
        if (node == cover || (node->role == Role::Layer && node > cover)) return false;  // nodes lie in one array
    return std::ranges::none_of(cover->spares, [&](NodeId spared) { return within(spared, id) || within(id, spared); });
}

std::string_view role_name(Role role) {
    static constexpr auto names = std::to_array<std::pair<Role, std::string_view>>({
        {Role::Generic, "generic"},
        {Role::Banner, "banner"},
        {Role::Navigation, "navigation"},
        {Role::Main, "main"},
        {Role::Region, "region"},
        {Role::Group, "group"},
        {Role::Form, "form"},
        {Role::Heading, "heading"},
        {Role::Text, "text"},
        {Role::Link, "link"},
        {Role::Button, "button"},
        {Role::TabList, "tablist"},
        {Role::Tab, "tab"},
        {Role::Table, "table"},
        {Role::Row, "row"},
        {Role::ColumnHeader, "columnheader"},
        {Role::Cell, "cell"},
        {Role::List, "list"},
        {Role::ListItem, "listitem"},
        {Role::Dialog, "dialog"},
        {Role::AlertDialog, "alertdialog"},
        {Role::TextBox, "textbox"},
        {Role::ComboBox, "combobox"},
        {Role::ListBox, "listbox"},
        {Role::Option, "option"},
        {Role::CheckBox, "checkbox"},
        {Role::Menu, "menu"},
        {Role::MenuItem, "menuitem"},
        {Role::Status, "status"},
        {Role::Alert, "alert"},
        {Role::Image, "img"},
        {Role::Tooltip, "tooltip"},
        {Role::ScrollArea, "scrollarea"},
        {Role::Layer, "layer"},
        {Role::Backdrop, "backdrop"},
    });
    const auto found = std::ranges::find(names, role, &std::pair<Role, std::string_view>::first);
    return found == names.end() ? std::string_view("unknown") : found->second;
}

}  // namespace byok::ui
