/// What comes in from the browser between two frames. Clicks, keys and focus are those of the mirrored elements, so
/// mouse, keyboard, touch, screen reader and automation all arrive the same way.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "core/secret.h"
#include "ui/semantics.h"
#include "ui/system_colours.h"

namespace byok::ui {

struct Clicked {
    NodeId id;
};  // activated, however; a text box or combobox too, when it is clicked
struct KeyPressed {
    NodeId id;
    Key key;
    char32_t character = 0;
    bool shift = false;
};  // a key that the node asked for; `id` is the nearest, from the focused node outwards, that did
struct TextEdited {
    NodeId id;
    core::Secret text;
};  // the whole text as it is now
struct FocusMoved {
    NodeId id;
};  // 0 = out of the page
struct Hovered {
    NodeId id;
};  // 0 = nothing
struct Pressed {
    NodeId id;
};  // pointer down on it; 0 = up again
struct Scrolled {
    NodeId id;
    float x, y;
};  // CSS pixels
struct FileRead {
    NodeId id;
    std::string name;
    core::Secret content;
    bool too_large = false;
};  // dropped or chosen

using InputEvent = std::variant<Clicked, KeyPressed, TextEdited, FocusMoved, Hovered, Pressed, Scrolled, FileRead>;

/// The window and the person's settings. CSS pixels; `scale` = device pixels per CSS pixel.
struct Viewport {
    float width = 0, height = 0;
    float scale = 1;
    bool system_dark = false;
    bool coarse_pointer = false;
    bool reduced_motion = false;
    bool more_contrast = false;
    std::optional<SystemColours> forced_colours = {};  // while the system forces its colours on pages
    /// The page is in a frame, and the person outside of it: the focus is not ours to move.
    bool focus_elsewhere = false;
    /// The nodes alone are printed, all of them: nothing may be left out for want of room.
    bool printing = false;
    bool operator==(const Viewport&) const = default;
};

}  // namespace byok::ui
