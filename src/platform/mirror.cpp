#include "platform/mirror.h"

#include <algorithm>
#include <cmath>

#include "platform/inert_roots.h"
#include "platform/node_bits.h"

namespace byok::platform {

using ui::Node;
using ui::NodeId;
using ui::Role;

namespace {

constexpr float scroll_tolerance_px = 1;

/// But for what is in `entry_bits_of` and for the text.
bool same_lengths_and_texts(const ui::TextEntry& a, const ui::TextEntry& b) {
    return a.placeholder == b.placeholder && a.input_mode == b.input_mode && a.autocomplete == b.autocomplete &&
           a.enter_key_hint == b.enter_key_hint && a.font_px == b.font_px && a.line_height == b.line_height &&
           a.padding_left == b.padding_left && a.padding_right == b.padding_right && a.padding_top == b.padding_top &&
           a.padding_bottom == b.padding_bottom;
}

std::string_view text_of(const ui::TextEntry& entry) {
    return entry.text ? entry.text->view() : std::string_view{};
}

/// FNV-1a. Nobody sees it; it only has to tell one text from the next.
std::uint64_t digest_of(std::string_view text) {
    std::uint64_t digest = 0xcbf29ce484222325;
    for (const char c : text) digest = (digest ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    return digest;
}

/// In the browser's own unit of 1/64 pixel, down to the last one: what lies on a device pixel must not come to lie just
/// below it, where the browser would set the text of a field one pixel lower. Noise that subtracting and adding a
/// scroll position leaves behind is less than the tolerance.
float steady(float position) {
    return std::floor(position * 64 + 0.1f) / 64;
}

}  // namespace

const std::vector<std::uint32_t>& Mirror::update(const ui::SemanticTree& tree, float scale) {
    out_.wipe();
    rescaled_ = scale != scale_;
    scale_ = scale;
    ++frame_;
    link(tree);

    const InertRoots inert(tree);
    for (std::size_t index = 0; index < tree.nodes.size(); ++index) {
        const Node& node = tree.nodes[index];
        follow(tree, index, state_of(node, inert.contains(node)));
    }
    // A browser computes the whole page's style for each change of focus. Before the layer that has it now is gone,
    // it is one change; after, it would be two.
    const auto focused = tree.focus_request == 0 ? shown_.end() : shown_.find(tree.focus_request);
    const bool is_in_place = focused != shown_.end() && !focused->second.is_new;
    if (is_in_place) write_focus(tree);
    remove_unseen(tree);
    write_children(tree);
    write_scroll(tree);
    if (tree.title != title_) {
        out_.step(Step::Title);
        out_.text(title_ = tree.title);
    }
    if (!is_in_place) write_focus(tree);
    return out_.words();
}

void Mirror::edited(NodeId id, std::string_view text) {
    if (const auto found = shown_.find(id); found != shown_.end()) found->second.pending.push_back(digest_of(text));
}

void Mirror::scrolled(NodeId id, float x, float y) {
    if (const auto found = shown_.find(id); found != shown_.end()) {
        found->second.scroll_x = x;
        found->second.scroll_y = y;
    }
}

void Mirror::toggled(NodeId id) {
    // No frame has this state, so the next one writes its own.
    if (const auto found = shown_.find(id); found != shown_.end()) found->second.state = ~std::uint32_t{0};
}

void Mirror::link(const ui::SemanticTree& tree) {
    const std::vector<Node>& nodes = tree.nodes;
    const std::size_t page = nodes.size();
    links_.assign(nodes.size() + 1, Link{});
    path_.clear();
    for (std::size_t index = 0; index < nodes.size(); ++index) {
        // In reading order the parent is mostly among what the node before is in.
        while (!path_.empty() && nodes[path_.back()].id != nodes[index].parent) path_.pop_back();
        std::size_t parent = page;
        if (!path_.empty()) {
            parent = path_.back();
        } else if (nodes[index].parent != 0) {
            const Node* around = tree.find(nodes[index].parent);
            parent = around == nullptr ? none : static_cast<std::size_t>(around - nodes.data());
        }
        path_.push_back(index);
        links_[index].parent = parent;
        if (parent == none) continue;
        Link& around = links_[parent];
        (around.last_child == none ? around.first_child : links_[around.last_child].next) = index;
        around.last_child = index;
    }
}

void Mirror::follow(const ui::SemanticTree& tree, std::size_t index, std::uint32_t state) {
    const Node& node = tree.nodes[index];
    const std::uint32_t made_as = made_as_of(node);
    auto found = shown_.find(node.id);
    if (found != shown_.end()) {
        const Shown& old = found->second;
        if (old.role != node.role || old.made_as != made_as || old.parent != node.parent) {
            out_.step(Step::Remove);
            out_.integer(node.id);
            forget(node.id);
            found = shown_.end();
            // Its siblings may be the same; the new element has to be put among them all the same.
            children_of(node.parent).clear();
        }
    }
    const bool is_new = found == shown_.end();
    if (is_new) found = shown_.emplace(node.id, Shown{}).first;
    Shown& shown = found->second;
    links_[index].shown = &shown;
    shown.frame = frame_;
    shown.is_new = is_new;

    const ui::Rect place = place_of(tree, index);
    if (is_new) {
        shown.parent = node.parent;
        shown.role = node.role;
        shown.made_as = made_as;
        shown.state = state;
        create(shown, node, place);
    } else {
        if (shown.place != place) {
            out_.step(Step::Rect);
            out_.integer(node.id);
            out_.rect(shown.place = place);
        }
        if (shown.state != state) {
            out_.step(Step::State);
            out_.integer(node.id);
            out_.integer(shown.state = state);
        }
        write_entry(shown, node);
    }
    write_name(shown, node, links_[index].first_child != none);
    if (shown.description != node.description) {
        out_.step(Step::Description);
        out_.integer(node.id);
        out_.text(shown.description = node.description);
    }
    write_rows(tree, index, shown);
    write_relations(tree, shown, node);
    if (shown.href != node.href) {
        out_.step(Step::Href);
        out_.integer(node.id);
        out_.text(shown.href = node.href);
    }
    if (shown.keys != node.keys) {
        out_.step(Step::Keys);
        out_.integer(node.id);
        out_.integer(shown.keys = node.keys);
    }
    if (node.scrolls) write_content(shown, node, is_new);
    write_value(shown, node, is_new);
}

void Mirror::create(Shown& shown, const Node& node, const ui::Rect& place) {
    out_.step(Step::Create);
    out_.integer(node.id);
    out_.integer(node.parent);
    out_.integer(static_cast<std::uint32_t>(node.role));
    out_.integer(shown.made_as);
    out_.integer(shown.state);
    out_.rect(shown.place = place);
    if (!node.entry) return;
    shown.entry = node.entry;
    shown.entry->text = nullptr;
    write_entry_lengths_and_texts(shown.entry_bits = entry_bits_of(*node.entry, node.disabled), *node.entry);
}

void Mirror::remove_unseen(const ui::SemanticTree& tree) {
    if (shown_.size() == tree.nodes.size()) return;
    std::vector<NodeId> gone;
    for (const auto& [id, shown] : shown_) {
        if (shown.frame == frame_) continue;
        gone.push_back(id);
        const auto parent = shown_.find(shown.parent);
        if (parent != shown_.end() && parent->second.frame != frame_) continue;  // goes with its parent
        out_.step(Step::Remove);
        out_.integer(id);
    }
    for (const NodeId id : gone) shown_.erase(id);
}

void Mirror::forget(NodeId id) {
    const auto found = shown_.find(id);
    if (found == shown_.end()) return;
    const std::vector<NodeId> children = std::move(found->second.children);
    shown_.erase(found);
    for (const NodeId child : children) {
        const auto inside = shown_.find(child);
        if (inside != shown_.end() && inside->second.parent == id) forget(child);
    }
}

std::vector<NodeId>& Mirror::children_of(NodeId parent) {
    const auto found = shown_.find(parent);
    return found == shown_.end() ? root_children_ : found->second.children;
}

ui::Rect Mirror::place_of(const ui::SemanticTree& tree, std::size_t index) const {
    ui::Rect place = tree.nodes[index].rect;
    if (const std::size_t parent = links_[index].parent; parent < tree.nodes.size()) {
        const Node& around = tree.nodes[parent];
        place.x -= around.rect.x;
        place.y -= around.rect.y;
        if (around.scrolls) {
            place.x += around.scroll_x;
            place.y += around.scroll_y;
        }
    }
    return {steady(place.x), steady(place.y), steady(place.width), steady(place.height)};
}

void Mirror::write_name(Shown& shown, const Node& node, bool has_children) {
    if (!can_be_named(node.role)) return;
    const bool by_content = can_be_named_by_content(node.role) && !is_file_chooser(node) && !has_children;
    if (shown.name == node.name && (shown.named_by_content == by_content || node.name.empty())) return;
    shown.named_by_content = by_content;
    out_.step(Step::Name);
    out_.integer(node.id);
    out_.integer(by_content ? 1 : 0);
    out_.text(shown.name = node.name);
}

void Mirror::write_rows(const ui::SemanticTree& tree, std::size_t index, Shown& shown) {
    // A table says itself how many rows it has; of a list, each option says it.
    const Node& node = tree.nodes[index];
    int count = node.row_count;
    if (node.role == Role::ListBox) count = 0;
    if (node.role == Role::Option) {
        std::size_t around = links_[index].parent;
        while (around < tree.nodes.size() && tree.nodes[around].role != Role::ListBox) around = links_[around].parent;
        if (around < tree.nodes.size()) count = tree.nodes[around].row_count;
    }
    if (shown.row_count == count && shown.row_index == node.row_index) return;
    out_.step(Step::Rows);
    out_.integer(node.id);
    out_.integer(static_cast<std::uint32_t>(shown.row_count = count));
    out_.integer(static_cast<std::uint32_t>(shown.row_index = node.row_index));
}

void Mirror::write_relations(const ui::SemanticTree& tree, Shown& shown, const Node& node) {
    // A reference to what is not on screen is an error in ARIA.
    const auto present = [&](NodeId id) { return id != 0 && tree.find(id) != nullptr ? id : 0; };
    const NodeId controls = present(node.controls), active = present(node.active_descendant);
    if (shown.controls == controls && shown.active_descendant == active) return;
    out_.step(Step::Relations);
    out_.integer(node.id);
    out_.integer(shown.controls = controls);
    out_.integer(shown.active_descendant = active);
}

void Mirror::write_content(Shown& shown, const Node& node, bool is_new) {
    const bool sideways = node.content_width > node.rect.width + scroll_tolerance_px;
    if (!is_new && shown.content_width == node.content_width && shown.content_height == node.content_height &&
        shown.scrolls_sideways == sideways)
        return;
    shown.scrolls_sideways = sideways;
    out_.step(Step::Content);
    out_.integer(node.id);
    out_.number(shown.content_width = node.content_width);
    out_.number(shown.content_height = node.content_height);
    out_.integer(sideways ? 1 : 0);
}

void Mirror::write_entry(Shown& shown, const Node& node) {
    if (!node.entry) return;
    const std::uint32_t bits = entry_bits_of(*node.entry, node.disabled);
    const bool same = shown.entry && shown.entry_bits == bits && same_lengths_and_texts(*shown.entry, *node.entry);
    if (same && !rescaled_) return;
    if (!same) {
        shown.entry_bits = bits;
        shown.entry = node.entry;
        shown.entry->text = nullptr;
    }
    out_.step(Step::Entry);
    out_.integer(node.id);
    write_entry_lengths_and_texts(bits, *node.entry);
}

void Mirror::write_entry_lengths_and_texts(std::uint32_t bits, const ui::TextEntry& entry) {
    out_.integer(bits);
    for (const float length : {scale_, entry.font_px, entry.line_height, entry.padding_top, entry.padding_right,
                               entry.padding_bottom, entry.padding_left})
        out_.number(length);
    for (const std::string* text : {&entry.placeholder, &entry.input_mode, &entry.autocomplete, &entry.enter_key_hint})
        out_.text(*text);
}

void Mirror::write_value(Shown& shown, const Node& node, bool is_new) {
    if (!node.entry || is_file_chooser(node)) return;
    const std::string_view text = text_of(*node.entry);
    const Digest digest = digest_of(text);
    const std::uint32_t revision = node.entry->text ? node.entry->text->revision() : 0;
    const bool set_by_program = shown.revision != revision;
    bool changed = is_new ? !text.empty() : set_by_program;
    if (!is_new && !set_by_program && shown.text != digest) {
        // Either the program took over what the person typed, or the draft itself is another one by now.
        const auto taken_over = std::ranges::find(shown.pending, digest);
        changed = taken_over == shown.pending.end();
        if (!changed) shown.pending.erase(shown.pending.begin(), taken_over + 1);
    }
    shown.revision = revision;
    shown.text = digest;
    if (!changed) return;
    shown.pending.clear();
    out_.step(Step::Value);
    out_.integer(node.id);
    out_.text(text);
}

void Mirror::write_children(const ui::SemanticTree& tree) {
    // From the inside outwards: what is new is put together before it gets into the page, which a browser looks at
    // again for each element that comes into it.
    for (std::size_t index = tree.nodes.size(); index-- > 0;)
        write_children_of(tree, tree.nodes[index].id, links_[index].first_child, links_[index].shown->children);
    write_children_of(tree, 0, links_.back().first_child, root_children_);
}

void Mirror::write_children_of(const ui::SemanticTree& tree, NodeId parent, std::size_t first,
                               std::vector<NodeId>& shown) {
    std::size_t child = first, count = 0;
    bool same = true;
    for (; child != none; child = links_[child].next, ++count)
        same = same && count < shown.size() && shown[count] == tree.nodes[child].id;
    if (same && count == shown.size()) return;
    out_.step(Step::Children);
    out_.integer(parent);
    out_.integer(static_cast<std::uint32_t>(count));
    shown.clear();
    for (child = first; child != none; child = links_[child].next) {
        shown.push_back(tree.nodes[child].id);
        out_.integer(tree.nodes[child].id);
    }
}

void Mirror::write_focus(const ui::SemanticTree& tree) {
    if (tree.focus_request == 0 || tree.find(tree.focus_request) == nullptr) return;
    out_.step(Step::Focus);
    out_.integer(tree.focus_request);
}

void Mirror::write_scroll(const ui::SemanticTree& tree) {
    for (const Node& node : tree.nodes) {
        if (!node.scrolls || !node.scroll_asked) continue;
        Shown& shown = shown_.at(node.id);
        if (std::abs(node.scroll_x - shown.scroll_x) <= scroll_tolerance_px &&
            std::abs(node.scroll_y - shown.scroll_y) <= scroll_tolerance_px)
            continue;
        shown.scroll_x = node.scroll_x;
        shown.scroll_y = node.scroll_y;
        out_.step(Step::Scroll);
        out_.integer(node.id);
        out_.number(node.scroll_x);
        out_.number(node.scroll_y);
    }
}

}  // namespace byok::platform
