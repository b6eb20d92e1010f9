// Where the keyboard focus goes when what holds it is covered by a modal layer, or is gone (see ui/ui.h, layers).

#include <algorithm>
#include <utility>

#include "ui/ui.h"

namespace byok::ui {

bool Ui::can_focus(const Node& node) const {
    return node.focusable && !node.disabled && !tree_.inert(node.id);
}

bool Ui::can_focus(NodeId id) const {
    const auto found = index_.find(id);
    return found != index_.end() && can_focus(tree_.nodes[found->second]);
}

NodeId Ui::first_focusable(NodeId inside) const {
    NodeId out_of_tab_order = 0;
    for (const Node& node : tree_.nodes) {
        if (!node.focusable || !tree_.within(node.id, inside) || !can_focus(node)) continue;
        if (node.in_tab_order) return node.id;
        if (out_of_tab_order == 0) out_of_tab_order = node.id;
    }
    return out_of_tab_order;
}

// Where somebody goes on who does not know what they had: inside the dialog, else in the page's main part.
NodeId Ui::first_focusable_in_reach() const {
    if (const Node* modal = tree_.topmost_modal()) return first_focusable(modal->id);
    const auto main = std::ranges::find(tree_.nodes, Role::Main, &Node::role);
    return main == tree_.nodes.end() ? 0 : first_focusable(main->id);
}

// What came before `id` in the last frame and can take the focus now.
NodeId Ui::focusable_before(NodeId id) const {
    const auto& last = last_tree_.nodes;
    auto place = std::ranges::find(last, id, &Node::id);
    if (place == last.end()) return 0;
    while (place != last.begin()) {
        --place;
        if (place->in_tab_order && can_focus(place->id)) return place->id;
    }
    return 0;
}

void Ui::follow_modals() {
    const auto on_screen = [this](NodeId id) { return index_.contains(id); };
    NodeId return_to = focus_;
    bool closed = false;
    const auto lowest_gone = std::ranges::find_if_not(modals_, on_screen, &ModalLayer::id);
    if (lowest_gone != modals_.end()) {
        closed = true;
        return_to = lowest_gone->return_focus;
        std::erase_if(modals_, [&](const ModalLayer& modal) { return !on_screen(modal.id); });
    }
    for (const Node& node : tree_.nodes) {
        if (node.role != Role::Layer || !node.modal || std::ranges::contains(modals_, node.id, &ModalLayer::id))
            continue;
        const NodeId asked = tree_.focus_request;
        const bool asked_outside = asked != 0 && !tree_.within(asked, node.id);
        modals_.push_back({.id = node.id, .return_focus = asked_outside ? asked : return_to, .focus_placed = false});
    }
    if (tree_.focus_request != 0 && !can_focus(tree_.focus_request)) {
        const Node* asked = tree_.find(tree_.focus_request);
        if (asked != nullptr && !asked->focusable) problems_.push_back("cannot take the focus: " + asked->name);
        tree_.focus_request = 0;
    }
    if (!modals_.empty() && !modals_.back().focus_placed) {
        ModalLayer& modal = modals_.back();
        const bool inside = focus_ != 0 && tree_.within(focus_, modal.id);
        if (tree_.focus_request == 0 && !inside) tree_.focus_request = first_focusable(modal.id);
        modal.focus_placed = inside || (tree_.focus_request != 0 && !viewport_.focus_elsewhere);
    } else if (closed && tree_.focus_request == 0) {
        tree_.focus_request = can_focus(return_to) ? return_to : first_focusable_in_reach();
    }
}

void Ui::rescue_focus() {
    if (focus_ == 0 || index_.contains(focus_)) return;
    if (tree_.focus_request == 0) tree_.focus_request = focusable_before(focus_);
    if (tree_.focus_request == 0) tree_.focus_request = first_focusable_in_reach();
    focus_ = 0;
}

}  // namespace byok::ui
