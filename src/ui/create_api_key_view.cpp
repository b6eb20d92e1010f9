#include "ui/create_api_key_view.h"

namespace byok::ui {
namespace {

const std::vector<std::string> paths{"name"};

/// What became of the request, once it is known.
void take_answer(const app::Save& form, CreateApiKeyDraft& draft) {
    if (!draft.sent || form.saving()) return;
    draft.sent = false;
    if (form.error) {
        draft.errors.take(*form.error, paths);
    } else {
        draft = {};
    }
}

void create(CreateApiKeyDraft& draft, app::Actions& actions) {
    draft.errors.forget_refusals();
    draft.errors.found = core::check_name(draft.name.text.view());
    draft.name.visit.left = true;
    if (draft.errors.say_found(paths)) return;
    draft.sent = true;
    actions.emplace_back(app::CreateApiKey{{std::string(core::trimmed(draft.name.text.view()))}});
}

}  // namespace

void open_create_api_key(CreateApiKeyDraft& draft, app::Actions& actions) {
    draft = {};
    draft.open = true;
    draft.errors.focus = "name";
    actions.emplace_back(app::ResetApiKeyForm{});
}

void create_api_key_view(const app::State& state, CreateApiKeyDraft& draft, app::Actions& actions, Ui& ui) {
    take_answer(state.api_key_form, draft);
    if (!draft.open) {
        draft = {};
        return;
    }
    if (draft.errors.outdated) draft.errors.found = core::check_name(draft.name.text.view());
    draft.errors.outdated = false;
    const bool saving = state.api_key_form.saving();

    DialogOptions dialog;
    dialog.description = "The key is shown once, right after it was created.";
    dialog.width = 480;
    bool close = begin_dialog(ui, "Create API Key", dialog);
    announce_refusal(ui, draft.errors);
    if (!draft.errors.said.empty()) {
        callout(ui, Tone::Danger, draft.errors.said);
        space(ui, 16);
    }
    FieldOptions name;
    name.required = true;
    name.prose = true;
    name.read_only = saving;
    const bool submitted = form_text(ui, "Name", draft.name, "name", draft.errors, name).submitted;
    begin_dialog_buttons(ui);
    close = button(ui, "Cancel", {.height = dialog_button_height}).clicked || close;
    ButtonOptions options{.kind = ButtonKind::Primary, .height = dialog_button_height};
    options.busy = saving;
    const bool clicked = button(ui, "Create", options).clicked;
    end_dialog(ui);

    if (close) {
        draft.open = false;  // wiped in the next frame: the text is still on screen in this one
        actions.emplace_back(app::ResetApiKeyForm{});
    } else if ((submitted || clicked) && !saving) {
        create(draft, actions);
    }
}

}  // namespace byok::ui
