/// How a node is written in the steps of the mirror (platform/mirror_steps.h): what its element is made as, its state,
/// its field's, and what can be named by what.
#pragma once

#include <cstdint>

#include "platform/mirror_steps.h"
#include "ui/semantics.h"

namespace byok::platform {

/// Whether the name is what is written in the element, so that find-in-page finds it.
bool can_be_named_by_content(ui::Role role);
/// Boxes that stand for nothing cannot be named.
bool can_be_named(ui::Role role);

/// A button whose mirror is an `<input type=file>`.
bool is_file_chooser(const ui::Node& node);

/// Bits of `made_as`.
std::uint32_t made_as_of(const ui::Node& node);
/// Bits at the places of `state_bit`.
std::uint32_t state_of(const ui::Node& node, bool inert);
/// Bits of `entry_bit`. A disabled field is read-only.
std::uint32_t entry_bits_of(const ui::TextEntry& entry, bool disabled);

}  // namespace byok::platform
