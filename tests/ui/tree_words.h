/// A semantic tree in words, and what is wrong with it, for the messages of tests.
#pragma once

#include <string>

#include "ui/semantics.h"

namespace byok::ui {

/// One line a node, indented by depth: `button "Save" disabled`. What has the focus is marked.
std::string words_of(const SemanticTree& tree, NodeId focus);

/// The first rule that the tree breaks, in words; empty = none.
std::string problem_in(const SemanticTree& tree);

}  // namespace byok::ui
