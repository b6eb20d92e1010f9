// What happened since the last frame, and how widgets hear of it (the "what happened" part of ui/ui.h).

#include <algorithm>
#include <utility>

#include "ui/ui.h"

namespace byok::ui {
namespace {

void path_outwards(std::vector<NodeId>& path, const SemanticTree& tree, NodeId from) {
    path.clear();
    for (NodeId id = from; id != 0;) {
        path.push_back(id);
        const Node* node = tree.find(id);
        id = node == nullptr ? 0 : node->parent;
    }
}

template <class Event>
const Event* find_event(const std::vector<InputEvent>& events, NodeId id) {
    for (const InputEvent& event : events)
        if (const auto* found = std::get_if<Event>(&event); found != nullptr && found->id == id) return found;
    return nullptr;
}

template <class Event>
void forget_events(std::vector<InputEvent>& events, NodeId id) {
    std::erase_if(events, [id](const InputEvent& event) {
        const auto* found = std::get_if<Event>(&event);
        return found != nullptr && found->id == id;
    });
}

bool acts(const InputEvent& event) {
    return std::holds_alternative<Clicked>(event) || std::holds_alternative<KeyPressed>(event) ||
           std::holds_alternative<FileRead>(event);
}

}  // namespace

void Ui::input(InputEvent event) {
    queued_.push_back(std::move(event));
}

void Ui::forget_input() {
    queued_.clear();
}

void Ui::take_events() {
    bool acted = false, edited = false;
    auto next = queued_.begin();
    for (; next != queued_.end(); ++next) {
        const bool edits = std::holds_alternative<TextEdited>(*next);
        if ((acts(*next) && (acted || edited)) || (edits && acted)) break;
        acted = acted || acts(*next);
        edited = edited || edits;
        take(std::move(*next));
    }
    queued_.erase(queued_.begin(), next);
    path_outwards(hovered_path_, last_tree_, hovered_);
    path_outwards(pressed_path_, last_tree_, pressed_);
    path_outwards(focus_path_, last_tree_, focus_);
}

void Ui::take(InputEvent event) {
    if (const auto* hovered = std::get_if<Hovered>(&event)) {
        if (hovered->id != hovered_) hovered_since_s_ = now_s_;
        hovered_ = hovered->id;
    } else if (const auto* pressed = std::get_if<Pressed>(&event)) {
        pressed_ = pressed->id;
        if (pressed->id != 0) pointer_target_ = pressed->id, focus_visible_ = false;
    } else if (const auto* scrolled = std::get_if<Scrolled>(&event)) {
        scroll_[scrolled->id] = {.x = scrolled->x, .y = scrolled->y};
    } else if (const auto* moved = std::get_if<FocusMoved>(&event)) {
        unsettled_ = true;
        take_focus(moved->id);
    } else {
        unsettled_ = true;
        if (std::holds_alternative<KeyPressed>(event) || std::holds_alternative<TextEdited>(event))
            focus_visible_ = true, pointer_target_ = 0;
        if (!acts(event) || !blocked(event)) events_.push_back(std::move(event));
    }
}

// What lies under a modal layer, or is disabled, cannot be acted on. A browser that was faster than the last frame may
// still say so. Typed text always counts: the field shows it already.
bool Ui::blocked(const InputEvent& event) const {
    const NodeId id = std::visit([](const auto& any) { return any.id; }, event);
    const Node* node = last_tree_.find(id);
    return last_tree_.inert(id) || (node != nullptr && node->disabled);
}

void Ui::take_focus(NodeId id) {
    focus_ = id;
    if (id == 0) return;  // on its way, perhaps: what is under a dialog that opens loses it first
    const bool by_program = id == asked_focus_;
    const bool by_pointer = pointer_target_ != 0 && last_tree_.within(pointer_target_, id);
    if (!by_program) focus_visible_ = !by_pointer;
    pointer_target_ = asked_focus_ = 0;
}

bool Ui::clicked(NodeId id) const {
    return find_event<Clicked>(events_, id) != nullptr;
}

const KeyPressed* Ui::key(NodeId id) const {
    return find_event<KeyPressed>(events_, id);
}

std::optional<core::Secret> Ui::edit(NodeId id) {
    std::optional<core::Secret> text;
    for (InputEvent& event : events_)
        if (auto* edited = std::get_if<TextEdited>(&event); edited != nullptr && edited->id == id)
            text = std::move(edited->text);
    forget_events<TextEdited>(events_, id);
    return text;
}

std::optional<FileRead> Ui::file(NodeId id) {
    std::optional<FileRead> file;
    for (InputEvent& event : events_)
        if (auto* read = std::get_if<FileRead>(&event); read != nullptr && read->id == id) file = std::move(*read);
    forget_events<FileRead>(events_, id);
    return file;
}

bool Ui::hovered(NodeId id) const {
    return std::ranges::contains(hovered_path_, id);
}

double Ui::hovered_for_s() const {
    return hovered_ == 0 ? 0 : now_s_ - hovered_since_s_;
}

bool Ui::pressed(NodeId id) const {
    return std::ranges::contains(pressed_path_, id);
}

bool Ui::focused(NodeId id) const {
    return id != 0 && focus_ == id;
}

bool Ui::focus_within(NodeId id) const {
    return std::ranges::contains(focus_path_, id);
}

bool Ui::focus_visible() const {
    return focus_visible_;
}

NodeId Ui::focus() const {
    return focus_;
}

void Ui::move_focus(NodeId id) {
    tree_.focus_request = id;
}

}  // namespace byok::ui
