#include "platform/node_bits.h"

#include <algorithm>
#include <initializer_list>

namespace byok::platform {

using ui::Node;
using ui::Role;

namespace {

bool is_one_of(Role role, std::initializer_list<Role> roles) {
    return std::ranges::contains(roles, role);
}

/// Whether the pointer lands on the node rather than on what lies under it: what can be used, what scrolls, what has a
/// tooltip and that tooltip itself, rows (they light up), and boxes that lie over the page.
bool takes_pointer(const Node& node) {
    if (node.role == Role::Layer) return false;  // as large as the window, whatever keys it asks for
    return node.focusable || node.has_tooltip || node.keys != 0 || (node.role == Role::Tooltip && !node.hidden) ||
           is_one_of(node.role, {Role::Link, Role::Button, Role::Tab, Role::Row, Role::Dialog, Role::AlertDialog,
                                 Role::TextBox, Role::ComboBox, Role::ListBox, Role::Option, Role::CheckBox, Role::Menu,
                                 Role::MenuItem, Role::ScrollArea, Role::Backdrop});
}

}  // namespace

bool can_be_named_by_content(Role role) {
    return is_one_of(role,
                     {Role::Heading, Role::Text, Role::Link, Role::Button, Role::Tab, Role::ColumnHeader, Role::Cell,
                      Role::ListItem, Role::Option, Role::MenuItem, Role::Status, Role::Alert, Role::Tooltip});
}

bool can_be_named(Role role) {
    return !is_one_of(role, {Role::Generic, Role::Backdrop});
}

bool is_file_chooser(const Node& node) {
    return node.role == Role::Button && node.entry && node.entry->takes_files;
}

std::uint32_t made_as_of(const Node& node) {
    std::uint32_t bits = static_cast<std::uint32_t>(node.level) & made_as::level_mask;
    if (is_file_chooser(node))
        bits |= made_as::file_chooser;
    else if (node.entry)
        bits |= made_as::entry;
    if (node.entry && node.entry->multiline) bits |= made_as::multiline;
    if (!node.href.empty()) bits |= made_as::link;
    return bits;
}

std::uint32_t state_of(const Node& node, bool inert) {
    const auto bit = [](bool on, unsigned place) { return static_cast<std::uint32_t>(on) << place; };
    const auto value = [](auto of, unsigned place) { return static_cast<std::uint32_t>(of) << place; };
    return bit(node.disabled, state_bit::disabled) | bit(node.focusable, state_bit::focusable) |
           bit(node.required, state_bit::required) | bit(node.invalid, state_bit::invalid) |
           bit(node.busy, state_bit::busy) | bit(node.selected, state_bit::selected) |
           bit(node.current, state_bit::current) | bit(node.modal, state_bit::modal) |
           bit(node.multiselectable, state_bit::multiselectable) | bit(node.hidden, state_bit::hidden) |
           bit(node.in_tab_order, state_bit::in_tab_order) | bit(inert, state_bit::inert) |
           bit(takes_pointer(node), state_bit::hit) | value(node.checked, state_bit::checked_shift) |
           value(node.expanded, state_bit::expanded_shift) | value(node.popup, state_bit::popup_shift);
}

std::uint32_t entry_bits_of(const ui::TextEntry& entry, bool disabled) {
    std::uint32_t bits = 0;
    if (entry.secret) bits |= entry_bit::secret;
    if (entry.revealed) bits |= entry_bit::revealed;
    if (entry.monospace) bits |= entry_bit::monospace;
    if (entry.read_only || disabled) bits |= entry_bit::read_only;
    if (entry.takes_files) bits |= entry_bit::takes_files;
    if (entry.prose) bits |= entry_bit::prose;
    if (entry.keeps_lines) bits |= entry_bit::keeps_lines;
    return bits;
}

}  // namespace byok::platform
