/// Ties the semantic tree to the browser's elements (web/semantics.js, web/events.js): frames go out, events come in.
#pragma once

#include <functional>
#include <string>

#include "core/secret.h"
#include "platform/mirror.h"
#include "ui/input.h"

namespace byok::platform {

class SemanticsBridge {
public:
    /// Starts listening. `happened` is called from the browser's events: mostly between frames, but moving the focus in
    /// show() is an event too. There is one bridge a page, and it stays.
    explicit SemanticsBridge(std::function<void(ui::InputEvent)> happened);
    SemanticsBridge(const SemanticsBridge&) = delete;
    SemanticsBridge& operator=(const SemanticsBridge&) = delete;

    /// Makes the browser's elements say what `tree` says. One call into the browser, none when nothing changed.
    /// `scale`: device pixels per CSS pixel.
    void show(const ui::SemanticTree& tree, float scale);

    // What web/events.js calls, through the functions that semantics_bridge.cpp exports.

    void happened(ui::InputEvent event) { happened_(std::move(event)); }
    Mirror& mirror() { return mirror_; }
    /// `size` bytes that the browser may write text to.
    char* room(std::size_t size);
    /// Takes `size` bytes of that text and wipes the original.
    core::Secret take_text(std::size_t begin, std::size_t size);

private:
    std::function<void(ui::InputEvent)> happened_;
    Mirror mirror_;
    std::string room_;
};

}  // namespace byok::platform
