#include "ui/confirm_deletion.h"

namespace byok::ui {

bool confirm_deletion(Ui& ui, DeletionDraft& draft, const DeletionText& words,
                      const std::map<std::string, app::Save>& rows) {
    const auto found = rows.find(draft.id);
    const app::Save save = found == rows.end() ? app::Save{} : found->second;

    DialogOptions options;
    options.description = words.subject + " " + words.consequence;
    options.width = 480;
    options.alert = true;
    options.closable = false;
    bool close = begin_dialog(ui, words.title, options);
    if (draft.asked && save.error) {
        callout(ui, Tone::Danger, save.error->message);
        space(ui, 16);
    }
    begin_dialog_buttons(ui);
    const ButtonResult cancel = button(ui, "Cancel", {.height = dialog_button_height});
    ButtonOptions delete_options{.height = dialog_button_height};
    delete_options.kind = ButtonKind::Danger;
    delete_options.busy = save.saving();
    const bool confirmed = button(ui, "Delete", delete_options).clicked;
    end_dialog(ui);

    if (!draft.focused) ui.move_focus(cancel.id);
    draft.focused = true;
    if (confirmed) draft.asked = true;
    close = close || cancel.clicked;
    if (close) draft = {};
    return confirmed && !close;
}

}  // namespace byok::ui
