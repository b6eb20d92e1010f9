#include "ui/created_api_key_view.h"

namespace byok::ui {

void created_api_key_view(const app::State& state, CreatedApiKeyDraft& draft, app::Actions& actions, Ui& ui) {
    if (!state.created_api_key) {
        if (!draft.id.empty()) draft = {};
        return;
    }
    const core::CreatedApiKey& created = *state.created_api_key;
    if (draft.id != created.api_key.id) {
        draft.id = created.api_key.id;
        draft.key.set(created.key.reveal());
    }

    DialogOptions dialog;
    dialog.description = "Copy " + created.api_key.name + " now and keep it safe. It will not be shown again.";
    dialog.width = 560;
    dialog.closable = false;
    // Escape does nothing here: a key that went away by a slip of the hand could not be had again.
    begin_dialog(ui, "API key created", dialog);
    FieldOptions options;
    options.read_only = true;
    options.mono = true;
    text_field(ui, "API key", draft.key, options);
    begin_dialog_buttons(ui);
    const ButtonOptions copy{.icon = Icon::Copy, .height = dialog_button_height};
    if (button(ui, "Copy", copy)) actions.emplace_back(app::CopyText{created.key.clone(), "API key"});
    const ButtonOptions done{.kind = ButtonKind::Primary, .height = dialog_button_height};
    if (button(ui, "Done", done)) actions.emplace_back(app::DismissCreatedApiKey{});
    end_dialog(ui);
}

}  // namespace byok::ui
