#include "platform/mirror.h"

#include <algorithm>
#include <cmath>

#include "platform/node_bits.h"

namespace byok::platform {

using ui::Node;
using ui::NodeId;
using ui::Role;

namespace {

constexpr float scroll_tolerance_px = 1;

bool same_but_for_text(const ui::TextEntry& a, const ui::TextEntry& b) {
    return entry_bits_of(a, false) == entry_bits_of(b, false) && a.placeholder == b.placeholder &&
           a.input_mode == b.input_mode && a.autocomplete == b.autocomplete && a.enter_key_hint == b.enter_key_hint &&
           a.font_px == b.font_px && a.line_height == b.line_height && a.padding_left == b.padding_left &&
           a.padding_right == b.padding_right && a.padding_top == b.padding_top && a.padding_bottom == b.padding_bottom;
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

/// What is inert, as the fewest nodes that hold all of it.
class InertRoots {
public:
    explicit InertRoots(const ui::SemanticTree& tree) : cover_(tree.topmost_cover()) {
        if (cover_ == nullptr) return;
        add_path(tree, cover_);
        for (const NodeId spared : cover_->spares)
            if (const Node* node = tree.find(spared)) add_path(tree, tree.find(node->parent));
    }
    bool contains(const Node& node) const {
        return cover_ != nullptr && &node < cover_ && !is_on_path(node.id) && is_on_path(node.parent) &&
               !std::ranges::contains(cover_->spares, node.id);
    }

private:
    void add_path(const ui::SemanticTree& tree, const Node* node) {
        for (; node != nullptr; node = tree.find(node->parent)) path_.push_back(node->id);
    }
    bool is_on_path(NodeId id) const { return id == 0 || std::ranges::contains(path_, id); }

    const Node* cover_;
    std::vector<NodeId> path_;  // the layer, what it is in, and what holds what it spares
};

}  // namespace

const std::vector<std::uint32_t>& Mirror::update(const ui::SemanticTree& tree, float scale) {
    out_.wipe();
    rescaled_ = scale != scale_;
    scale_ = scale;
    children_.clear();
    for (auto& [id, shown] : shown_) shown.seen = false;
    for (const Node& node : tree.nodes) children_[node.parent].push_back(node.id);

    const InertRoots inert(tree);
    for (const Node& node : tree.nodes) follow(tree, node, state_of(node, inert.contains(node)));
    // A browser computes the whole page's style for each change of focus. Before the layer that has it now is gone,
    // it is one change; after, it would be two.
    const auto focused = shown_.find(tree.focus_request);
    const bool is_in_place = focused != shown_.end() && !focused->second.is_new;
    if (is_in_place) write_focus(tree);
    remove_unseen();
    write_children();
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

void Mirror::follow(const ui::SemanticTree& tree, const Node& node, std::uint32_t state) {
    const std::uint32_t made_as = made_as_of(node);
    auto found = shown_.find(node.id);
    if (found != shown_.end()) {
        const Shown& old = found->second;
        if (old.node.role != node.role || old.made_as != made_as || old.node.parent != node.parent) {
            out_.step(Step::Remove);
            out_.integer(node.id);
            forget(node.id);
            found = shown_.end();
            // Its siblings may be the same; the new element has to be put among them all the same.
            children_of(node.parent).clear();
        }
    }
    const bool is_new = found == shown_.end();
    if (is_new) {
        found = shown_.emplace(node.id, Shown{}).first;
        create(node, made_as);
    }
    Shown& shown = found->second;
    shown.seen = true;
    shown.is_new = is_new;
    shown.made_as = made_as;

    write_place(shown, node);
    write_name(shown, node);
    if (shown.node.description != node.description) {
        out_.step(Step::Description);
        out_.integer(node.id);
        out_.text(node.description);
    }
    if (is_new || shown.state != state) {
        out_.step(Step::State);
        out_.integer(node.id);
        out_.integer(shown.state = state);
    }
    write_rows(shown, node);
    write_relations(tree, shown, node);
    if (shown.node.href != node.href) {
        out_.step(Step::Href);
        out_.integer(node.id);
        out_.text(node.href);
    }
    if (shown.node.keys != node.keys) {
        out_.step(Step::Keys);
        out_.integer(node.id);
        out_.integer(node.keys);
    }
    if (node.scrolls) write_content(shown, node, is_new);
    write_entry(shown, node, is_new);
    write_value(shown, node, is_new);
    shown.node = node;
    if (shown.node.entry) shown.node.entry->text = nullptr;
}

void Mirror::create(const Node& node, std::uint32_t made_as) {
    out_.step(Step::Create);
    out_.integer(node.id);
    out_.integer(node.parent);
    out_.integer(static_cast<std::uint32_t>(node.role));
    out_.integer(made_as);
}

void Mirror::remove_unseen() {
    std::vector<NodeId> gone;
    for (const auto& [id, shown] : shown_) {
        if (shown.seen) continue;
        gone.push_back(id);
        const auto parent = shown_.find(shown.node.parent);
        if (parent != shown_.end() && !parent->second.seen) continue;  // goes with its parent
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
        if (inside != shown_.end() && inside->second.node.parent == id) forget(child);
    }
}

std::vector<NodeId>& Mirror::children_of(NodeId parent) {
    const auto found = shown_.find(parent);
    return found == shown_.end() ? root_children_ : found->second.children;
}

void Mirror::write_place(Shown& shown, const Node& node) {
    ui::Rect place = node.rect;
    if (const auto parent = shown_.find(node.parent); parent != shown_.end()) {
        const Node& around = parent->second.node;
        place.x -= around.rect.x;
        place.y -= around.rect.y;
        if (around.scrolls) {
            place.x += around.scroll_x;
            place.y += around.scroll_y;
        }
    }
    place = {steady(place.x), steady(place.y), steady(place.width), steady(place.height)};
    if (shown.place == place) return;
    shown.place = place;
    out_.step(Step::Rect);
    out_.integer(node.id);
    for (const float value : {place.x, place.y, place.width, place.height}) out_.number(value);
}

void Mirror::write_name(Shown& shown, const Node& node) {
    if (!can_be_named(node.role)) return;
    const bool by_content =
        can_be_named_by_content(node.role) && !is_file_chooser(node) && !children_.contains(node.id);
    if (shown.node.name == node.name && (shown.named_by_content == by_content || node.name.empty())) return;
    shown.named_by_content = by_content;
    out_.step(Step::Name);
    out_.integer(node.id);
    out_.integer(by_content ? 1 : 0);
    out_.text(node.name);
}

void Mirror::write_rows(Shown& shown, const Node& node) {
    // A table says itself how many rows it has; of a list, each option says it.
    int count = node.row_count;
    if (node.role == Role::ListBox) count = 0;
    if (node.role == Role::Option) {
        auto around = shown_.find(node.parent);
        while (around != shown_.end() && around->second.node.role != Role::ListBox)
            around = shown_.find(around->second.node.parent);
        if (around != shown_.end()) count = around->second.node.row_count;
    }
    if (shown.row_count == count && shown.node.row_index == node.row_index) return;
    out_.step(Step::Rows);
    out_.integer(node.id);
    out_.integer(static_cast<std::uint32_t>(shown.row_count = count));
    out_.integer(static_cast<std::uint32_t>(node.row_index));
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
    if (!is_new && shown.node.content_width == node.content_width && shown.node.content_height == node.content_height &&
        shown.scrolls_sideways == sideways)
        return;
    shown.scrolls_sideways = sideways;
    out_.step(Step::Content);
    out_.integer(node.id);
    out_.number(node.content_width);
    out_.number(node.content_height);
    out_.integer(sideways ? 1 : 0);
}

void Mirror::write_entry(Shown& shown, const Node& node, bool is_new) {
    if (!node.entry) return;
    const ui::TextEntry& entry = *node.entry;
    const std::optional<ui::TextEntry>& last = shown.node.entry;
    if (!is_new && !rescaled_ && shown.node.disabled == node.disabled && last && same_but_for_text(*last, entry))
        return;
    out_.step(Step::Entry);
    out_.integer(node.id);
    out_.integer(entry_bits_of(entry, node.disabled));
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

void Mirror::write_children() {
    static const std::vector<NodeId> none;
    const auto write = [&](NodeId parent, std::vector<NodeId>& shown) {
        const auto found = children_.find(parent);
        const std::vector<NodeId>& wanted = found == children_.end() ? none : found->second;
        if (shown == wanted) return;
        out_.step(Step::Children);
        out_.integer(parent);
        out_.integer(static_cast<std::uint32_t>(wanted.size()));
        for (const NodeId child : wanted) out_.integer(child);
        shown = wanted;
    };
    write(0, root_children_);
    for (auto& [id, shown] : shown_) write(id, shown.children);
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
