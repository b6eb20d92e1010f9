#include "core/validate.h"
#include "ui/credential_fields.h"
#include "ui/credential_text.h"

namespace byok::ui {
namespace {

/// What is wrong with the text, as far as it can be said while it is being typed; empty when nothing is.
std::string problem_of(const ServiceAccountDraft& draft) {
    if (!draft.file_problem.empty()) return draft.file_problem;
    if (!draft.reading || *draft.reading) return {};
    return draft.reading->error().message;
}

std::string stored_hint(const core::CredentialHint& stored) {
    const auto* hint = std::get_if<core::ServiceAccountHint>(&stored);
    if (!hint) return keep_hint("key file", {});
    return "Leave empty to keep the stored key file (project " + hint->project_id + ", " + hint->client_email +
           ", key id " + hint->private_key_id + ").";
}

void take(ServiceAccountDraft& draft, const FieldResult& result, FormErrors& errors) {
    if (result.edited) {
        draft.file_problem.clear();
        read_again(draft);
        errors.changed("provider_key");
    }
    if (result.file_problem) draft.file_problem = *result.file_problem;
}

void facts(Ui& ui, const core::ServiceAccountHint& hint) {
    space(ui, 12);
    std::string sentence = "Project " + hint.project_id + ", client e-mail " + hint.client_email;
    if (!hint.private_key_id.empty()) sentence += ", key id " + hint.private_key_id;
    callout(ui, Tone::Success, sentence);
}

}  // namespace

bool service_account_fields(Ui& ui, ServiceAccountDraft& draft, const CredentialForm& form) {
    FieldOptions options;
    options.secret = true;
    options.mono = true;
    options.rows = 8;
    options.takes_files = true;
    options.bytes_max = core::service_account_bytes_max;
    options.placeholder = form.provider.placeholder;
    options.read_only = form.saving;
    options.required = !form.stored;
    options.hint = form.stored ? stored_hint(*form.stored) : "Paste the whole key file, or drop it here.";
    // Nobody types such a file by hand: what is wrong with it is said at once.
    options.error = problem_of(draft);
    const FieldResult typed = credential_text(ui, "Service account JSON", draft.json, "provider_key", form.errors,
                                              options, core::repair_service_account);
    take(draft, typed, form.errors);

    space(ui, 8);
    FieldOptions choose;
    choose.secret = true;
    choose.bytes_max = options.bytes_max;
    choose.disabled = form.saving;
    const FieldResult chosen = file_button(ui, "Choose file", draft.json.text, choose);
    if (chosen.edited) {
        draft.json.repair = {};
        draft.json.repair.arrived = true;
        if (repair_now(draft.json, core::repair_service_account)) ui.animate();
    }
    take(draft, chosen, form.errors);
    if (draft.reading && *draft.reading && draft.file_problem.empty()) facts(ui, **draft.reading);
    return typed.submitted;
}

}  // namespace byok::ui
