#include "platform/inert_roots.h"

#include <algorithm>

namespace byok::platform {

using ui::Node;
using ui::NodeId;

InertRoots::InertRoots(const ui::SemanticTree& tree) : cover_(tree.topmost_cover()) {
    if (cover_ == nullptr) return;
    add_path(tree, cover_);
    for (const NodeId spared : cover_->spares)
        if (const Node* node = tree.find(spared)) add_path(tree, tree.find(node->parent));
}

bool InertRoots::contains(const Node& node) const {
    return cover_ != nullptr && &node < cover_ && is_on_path(node.parent) && !is_on_path(node.id) &&
           !std::ranges::contains(cover_->spares, node.id);
}

void InertRoots::add_path(const ui::SemanticTree& tree, const Node* node) {
    for (; node != nullptr; node = tree.find(node->parent)) path_.push_back(node->id);
}

bool InertRoots::is_on_path(NodeId id) const {
    return id == 0 || std::ranges::contains(path_, id);
}

}  // namespace byok::platform
