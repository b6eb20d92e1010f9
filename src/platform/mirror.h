/// Knows what the browser's elements show, and finds the steps (platform/mirror_steps.h) from there to what a frame
/// says.
///
/// Knows nothing of a browser itself. Keeps no text of a field: only a number made from it, to notice that the program
/// changed it.
#pragma once

#include <cstdint>
#include <deque>
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

    struct Shown {
        ui::Node node;  // without its entry's text
        std::uint32_t made_as = 0;
        std::uint32_t state = 0;
        bool named_by_content = false;
        bool seen = false;    // in the frame at hand
        bool is_new = false;  // made in that frame
        ui::Rect place;       // relative to the parent
        std::vector<ui::NodeId> children;
        ui::NodeId controls = 0, active_descendant = 0;
        bool scrolls_sideways = false;
        int row_count = 0;
        // Fields
        std::uint32_t revision = 0;
        Digest text = 0;             // of the program's text in the last frame
        std::deque<Digest> pending;  // edits that the program has not taken over yet
        // Scroll areas: where the browser is
        float scroll_x = 0, scroll_y = 0;
    };

    void follow(const ui::SemanticTree& tree, const ui::Node& node, std::uint32_t state);
    void create(const ui::Node& node, std::uint32_t made_as);
    void remove_unseen();
    /// Forgets a node whose element is gone, and everything in it.
    void forget(ui::NodeId id);
    /// What is shown in a node; in the page itself for 0.
    std::vector<ui::NodeId>& children_of(ui::NodeId parent);
    void write_place(Shown& shown, const ui::Node& node);
    void write_name(Shown& shown, const ui::Node& node);
    void write_rows(Shown& shown, const ui::Node& node);
    void write_relations(const ui::SemanticTree& tree, Shown& shown, const ui::Node& node);
    void write_content(Shown& shown, const ui::Node& node, bool is_new);
    void write_entry(Shown& shown, const ui::Node& node, bool is_new);
    void write_value(Shown& shown, const ui::Node& node, bool is_new);
    void write_children();
    void write_focus(const ui::SemanticTree& tree);
    void write_scroll(const ui::SemanticTree& tree);

    std::unordered_map<ui::NodeId, Shown> shown_;
    std::vector<ui::NodeId> root_children_;
    std::string title_;
    std::unordered_map<ui::NodeId, std::vector<ui::NodeId>> children_;  // of the frame at hand
    float scale_ = 1;                                                   // of the frame at hand
    bool rescaled_ = false;                                             // since the frame before
    StepWriter out_;
};

}  // namespace byok::platform
