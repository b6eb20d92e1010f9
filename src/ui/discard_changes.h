/// The question before a form is closed with something typed in it.
#pragma once

#include "ui/widgets.h"

namespace byok::ui {

struct DiscardDraft {
    bool open = false;
    bool focused = false;  // "Keep editing" has had the focus that it gets when the dialog opens
};

/// Draws it while it is open. `saving`: what was typed is on its way to the server. Returns whether the form is to
/// close.
bool discard_changes(Ui& ui, DiscardDraft& draft, bool saving);

}  // namespace byok::ui
