#include "platform/semantics_bridge.h"

#include <emscripten.h>

#include <utility>

namespace byok::platform {
namespace {

EM_JS(void, start_listening, (SemanticsBridge * bridge),
      { Module.page.listen(Module.page.semantics, Module, bridge); });

EM_JS(void, apply_steps, (const std::uint32_t* words, std::size_t count),
      { Module.page.semantics.apply(HEAPU32.subarray(words >> 2, (words >> 2) + count)); });

}  // namespace

SemanticsBridge::SemanticsBridge(std::function<void(ui::InputEvent)> happened) : happened_(std::move(happened)) {
    start_listening(this);
}

void SemanticsBridge::show(const ui::SemanticTree& tree, float scale) {
    const auto& steps = mirror_.update(tree, scale);
    if (steps.empty()) return;
    apply_steps(steps.data(), steps.size());
    mirror_.forget_steps();
}

char* SemanticsBridge::room(std::size_t size) {
    core::wipe(room_);
    room_.resize(size);
    return room_.data();
}

core::Secret SemanticsBridge::take_text(std::size_t begin, std::size_t size) {
    core::Secret text(std::string_view(room_).substr(begin, size));
    core::wipe(room_.data() + begin, size);
    return text;
}

}  // namespace byok::platform

// ── what web/events.js calls ─────────────────────────────────────────────────────────────────────────────────────

using byok::platform::SemanticsBridge;
using byok::ui::NodeId;
namespace ui = byok::ui;

extern "C" {

EMSCRIPTEN_KEEPALIVE void node_clicked(SemanticsBridge* bridge, NodeId id) {
    bridge->mirror().toggled(id);
    bridge->happened(ui::Clicked{id});
}

EMSCRIPTEN_KEEPALIVE void node_key(SemanticsBridge* bridge, NodeId id, ui::Key key, char32_t character, bool shift) {
    bridge->happened(ui::KeyPressed{id, key, character, shift});
}

EMSCRIPTEN_KEEPALIVE void node_focused(SemanticsBridge* bridge, NodeId id) {
    bridge->happened(ui::FocusMoved{id});
}

EMSCRIPTEN_KEEPALIVE void node_hovered(SemanticsBridge* bridge, NodeId id) {
    bridge->happened(ui::Hovered{id});
}

EMSCRIPTEN_KEEPALIVE void node_pressed(SemanticsBridge* bridge, NodeId id) {
    bridge->happened(ui::Pressed{id});
}

EMSCRIPTEN_KEEPALIVE void node_scrolled(SemanticsBridge* bridge, NodeId id, float x, float y) {
    bridge->mirror().scrolled(id, x, y);
    bridge->happened(ui::Scrolled{id, x, y});
}

EMSCRIPTEN_KEEPALIVE char* node_room(SemanticsBridge* bridge, std::size_t size) {
    return bridge->room(size);
}

EMSCRIPTEN_KEEPALIVE void node_edited(SemanticsBridge* bridge, NodeId id, std::size_t size) {
    byok::core::Secret text = bridge->take_text(0, size);
    bridge->mirror().edited(id, text.reveal());
    bridge->happened(ui::TextEdited{id, std::move(text)});
}

EMSCRIPTEN_KEEPALIVE void node_file(SemanticsBridge* bridge, NodeId id, std::size_t name_size, std::size_t size,
                                    bool too_large) {
    std::string name(bridge->take_text(0, name_size).reveal());
    bridge->happened(ui::FileRead{id, std::move(name), bridge->take_text(name_size, size - name_size), too_large});
}
}
