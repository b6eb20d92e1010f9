/// What widgets remember from frame to frame about the things that they draw, for as long as those are drawn.
#pragma once

#include <unordered_map>

#include "imgui.h"
#include "ui/semantics.h"

namespace byok::ui {

/// One Value a node, forgotten when a frame goes by in which nobody asked for it: what comes back to the screen begins
/// anew. Kept in Ui::state().
template <class Value>
class FrameMemory {
public:
    /// What is remembered of `id`; a fresh Value if nobody asked in the last frame. Valid until the frame ends.
    Value& of(NodeId id) {
        const int frame = ImGui::GetFrameCount();
        if (frame != frame_) std::erase_if(entries_, [&](const auto& entry) { return entry.second.frame < frame - 1; });
        frame_ = frame;
        Entry& entry = entries_[id];
        entry.frame = frame;
        return entry.value;
    }

private:
    struct Entry {
        int frame = 0;
        Value value;
    };
    std::unordered_map<NodeId, Entry> entries_;
    int frame_ = -1;
};

}  // namespace byok::ui
