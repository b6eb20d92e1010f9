/// The language in which src/platform/mirror.cpp tells web/semantics.js what to do: words of 32 bits.
///
/// A step is its number, followed by what it takes. A text is its length in bytes, then its UTF-8, filled up to a whole
/// word. web/steps.js and web/elements.js have the same numbers.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "core/secret.h"
#include "ui/semantics.h"

namespace byok::platform {

enum class Step : std::uint32_t {
    Create,       // id, parent, role, MadeAs bits, StateBit bits, x, y, width, height as in Rect; and where MadeAs says
                  // that there is an entry, what Entry takes but for the id
    Remove,       // id: with everything in it
    Children,     // parent, count, ids: in this order
    Rect,         // id, x, y, width, height: relative to the parent, or to a scroll area's content
    Name,         // id, 1 = it is the element's text, text
    Description,  // id, text
    State,        // id, StateBit bits
    Rows,         // id, how many there are, which one it is from 1; 0 = not said
    Relations,    // id, id that it controls, id of the active descendant; 0 = none
    Href,         // id, text
    Keys,         // id, ui::KeySet
    Content,      // id, width, height, 1 = also scrolls sideways
    Scroll,       // id, x, y
    Entry,        // id, EntryBit bits, device pixels per CSS pixel, font size, line height,
                  // padding top right bottom left, placeholder, inputmode, autocomplete, enterkeyhint
    Value,        // id, text
    Focus,        // id
    Title,        // text
};

/// What decides which element stands for a node; when it changes, the element is made anew.
namespace made_as {
inline constexpr std::uint32_t level_mask = 7, multiline = 8, entry = 16, link = 32, file_chooser = 64;
}

namespace state_bit {
inline constexpr unsigned disabled = 0, focusable = 1, required = 2, invalid = 3, busy = 4, selected = 5, current = 6,
                          modal = 7, multiselectable = 8, hidden = 9, in_tab_order = 10, inert = 11, hit = 12,
                          checked_shift = 13, expanded_shift = 15, popup_shift = 17;
}

namespace entry_bit {
inline constexpr std::uint32_t secret = 1, revealed = 2, monospace = 4, read_only = 8, takes_files = 16, prose = 32,
                               keeps_lines = 64;
}

/// Writes steps. What was written may hold a secret: it is wiped before it is forgotten.
class StepWriter {
public:
    void step(Step step) { integer(static_cast<std::uint32_t>(step)); }
    void integer(std::uint32_t value) { words_.push_back(value); }
    void number(float value) { integer(std::bit_cast<std::uint32_t>(value)); }
    void rect(const ui::Rect& rect) {
        for (const float value : {rect.x, rect.y, rect.width, rect.height}) number(value);
    }
    void text(std::string_view text) {
        integer(static_cast<std::uint32_t>(text.size()));
        const std::size_t begin = words_.size();
        words_.resize(begin + (text.size() + 3) / 4);
        if (!text.empty()) std::memcpy(&words_[begin], text.data(), text.size());
    }
    [[nodiscard]] const std::vector<std::uint32_t>& words() const { return words_; }
    void wipe() {
        core::wipe(words_.data(), words_.size() * sizeof(std::uint32_t));
        words_.clear();
    }

private:
    std::vector<std::uint32_t> words_;
};

}  // namespace byok::platform
