/// A text field of a credential: repairs what was pasted into it, says so under it, and says what looks unusual.
///
/// Never in the middle of typing: a text is judged when its field is left, or when much of it arrives at once. What was
/// repaired can be undone with one click; that text is left alone then, until another one is pasted.
#pragma once

#include <string_view>

#include "ui/form_field.h"

namespace byok::ui {

using Repair = core::RepairedText (*)(std::string_view entered);

/// form_text() with that. `edited` also when the text was repaired, or a repair undone.
FieldResult credential_text(Ui& ui, std::string_view label, FormText& text, std::string_view path, FormErrors& errors,
                            const FieldOptions& options, Repair repair = core::repair_key);

/// Repairs the text, unless the person undid that. Returns whether there was anything to do.
bool repair_now(FormText& text, Repair repair);

/// Says at the cursor what looks unusual about the field of that path, with a button where another provider is meant.
void say_advice(Ui& ui, std::string_view path, FormErrors& errors, bool with_button = true);

}  // namespace byok::ui
