/// What is inert in a frame: all that lies under the topmost layer that covers the page, but for what that layer
/// spares.
#pragma once

#include <vector>

#include "ui/semantics.h"

namespace byok::platform {

/// The fewest nodes that hold all of it. Looks into the tree that it was made of.
class InertRoots {
public:
    explicit InertRoots(const ui::SemanticTree& tree);
    [[nodiscard]] bool contains(const ui::Node& node) const;

private:
    void add_path(const ui::SemanticTree& tree, const ui::Node* node);
    [[nodiscard]] bool is_on_path(ui::NodeId id) const;

    const ui::Node* cover_;         // null = nothing is covered
    std::vector<ui::NodeId> path_;  // the layer, what it is in, and what holds what it spares
};

}  // namespace byok::platform
