/// The text of one text field, as a draft holds it. The browser edits it (web/, platform/); a program may set it too.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/secret.h"

namespace byok::ui {

/// Wiped when it goes, whatever it held: a name needs that no more than a key does, but one type serves both.
class FieldText {
public:
    FieldText() = default;
    explicit FieldText(std::string_view text) : text_(text) {}

    [[nodiscard]] std::string_view view() const { return text_.reveal(); }
    [[nodiscard]] bool empty() const { return text_.empty(); }
    [[nodiscard]] const core::Secret& secret() const { return text_; }
    /// Counts the times that the program, not the person, changed the text: the browser's copy is set again then.
    [[nodiscard]] std::uint32_t revision() const { return revision_; }

    /// The program changes the text.
    void set(std::string_view text) { text_ = core::Secret(text), ++revision_; }
    void clear() { set({}); }
    /// The person changed the text: the browser has it already.
    void edited(core::Secret text) { text_ = std::move(text); }

private:
    core::Secret text_;
    std::uint32_t revision_ = 0;
};

}  // namespace byok::ui
