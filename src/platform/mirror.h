/// Knows what the browser's elements show, and finds the steps (platform/mirror_steps.h) from there to what a frame
/// says.
///
/// Knows nothing of a browser itself. Keeps no text of a field: only a number made from it, to notice that the program
/// changed it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "platform/mirror_steps.h"
#include "ui/semantics.h"

namespace byok::platform {

class Mirror {
public:
    /// The steps from what is shown now to `tree`; empty when nothing changed. Valid, and not wiped, until
    /// forget_steps() or the next call. `scale`: device pixels per CSS pixel, for fields to lie where they were drawn.
    const std::vector<std::uint32_t>& update(const ui::SemanticTree& tree, float scale);
    /// Wipes the steps.
    void forget_steps() { out_.wipe(); }

    /// The person changed the text of a field: the browser has it already.
    void edited(ui::NodeId id, std::string_view text);
    /// The browser scrolled an area.
    void scrolled(ui::NodeId id, float x, float y);
    /// The browser toggled a check box, whatever the program will make of it.
    void toggled(ui::NodeId id);

private:
    /// The number that stands for a text. Two texts with the same number are taken for the same.
    using Digest = std::uint64_t;

    /// What an element says by now. Of a frame's node only what is compared is kept, for copying all of it would cost
    /// more than comparing does.
    struct Shown {
        ui::NodeId parent = 0;
        ui::Role role = ui::Role::Generic;
        std::uint32_t made_as = 0;
        std::uint32_t state = 0;
        std::uint32_t frame = 0;  // the last one that it was in
        bool is_new = false;      // made in that frame
        bool named_by_content = false;
        ui::Rect place;  // relative to the parent
        std::string name, description, href;
        ui::KeySet keys = 0;
        int row_count = 0, row_index = 0;
        ui::NodeId controls = 0, active_descendant = 0;
        std::vector<ui::NodeId> children;
        // Fields
        std::uint32_t entry_bits = 0;
        std::optional<ui::TextEntry> entry;  // without its text
        std::uint32_t revision = 0;
        Digest text = 0;             // of the program's text in the last frame
        std::deque<Digest> pending;  // edits that the program has not taken over yet
        // Scroll areas
        float content_width = 0, content_height = 0;
        bool scrolls_sideways = false;
        float scroll_x = 0, scroll_y = 0;  // where the browser is
    };

    /// The place of a node in the frame at hand, at the index that the node has there; indices, and none for "none".
    struct Link {
        std::size_t parent = none, first_child = none, last_child = none, next = none;
        Shown* shown = nullptr;  // once it was followed
    };
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    void link(const ui::SemanticTree& tree);
    void follow(const ui::SemanticTree& tree, std::size_t index, std::uint32_t state);
    void create(Shown& shown, const ui::Node& node, const ui::Rect& place);
    void remove_unseen(const ui::SemanticTree& tree);
    /// Forgets a node whose element is gone, and everything in it.
    void forget(ui::NodeId id);
    /// What is shown in a node; in the page itself for 0.
    std::vector<ui::NodeId>& children_of(ui::NodeId parent);
    [[nodiscard]] ui::Rect place_of(const ui::SemanticTree& tree, std::size_t index) const;
    void write_name(Shown& shown, const ui::Node& node, bool has_children);
    void write_rows(const ui::SemanticTree& tree, std::size_t index, Shown& shown);
    void write_relations(const ui::SemanticTree& tree, Shown& shown, const ui::Node& node);
    void write_content(Shown& shown, const ui::Node& node, bool is_new);
    void write_entry(Shown& shown, const ui::Node& node);
    void write_entry_lengths_and_texts(std::uint32_t bits, const ui::TextEntry& entry);
    void write_value(Shown& shown, const ui::Node& node, bool is_new);
    void write_children(const ui::SemanticTree& tree);
    void write_children_of(const ui::SemanticTree& tree, ui::NodeId parent, std::size_t first,
                           std::vector<ui::NodeId>& shown);
    void write_focus(const ui::SemanticTree& tree);
    void write_scroll(const ui::SemanticTree& tree);

    std::unordered_map<ui::NodeId, Shown> shown_;
    std::vector<ui::NodeId> root_children_;
    std::string title_;
    std::uint32_t frame_ = 0;  // the number of the frame at hand
    std::vector<Link> links_;  // of the frame at hand; the last one is the page itself
    std::vector<std::size_t> path_;
    float scale_ = 1;        // of the frame at hand
    bool rescaled_ = false;  // since the frame before
    StepWriter out_;
};

}  // namespace byok::platform
