#include "ui/discard_changes.h"

namespace byok::ui {

bool discard_changes(Ui& ui, DiscardDraft& draft, bool saving) {
    if (!draft.open) return false;
    DialogOptions options;
    options.description = saving ? "Saving has not finished. It may still succeed after the form is closed."
                                 : "What was typed into the form will be lost.";
    options.width = 420;
    options.alert = true;
    options.closable = false;
    bool keep = begin_dialog(ui, "Discard changes?", options);
    begin_dialog_buttons(ui);
    const ButtonResult keep_editing = button(ui, "Keep editing", {.height = dialog_button_height});
    ButtonOptions danger{.height = dialog_button_height};
    danger.kind = ButtonKind::Danger;
    const bool discard = button(ui, "Discard", danger).clicked;
    end_dialog(ui);

    if (!draft.focused) ui.move_focus(keep_editing.id);
    draft.focused = true;
    keep = keep || keep_editing.clicked;
    if (keep || discard) draft = {};
    return discard;
}

}  // namespace byok::ui
