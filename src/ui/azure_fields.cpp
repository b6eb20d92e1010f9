#include "ui/credential_fields.h"
#include "ui/credential_text.h"

namespace byok::ui {
namespace {

core::RepairedText repair_endpoint(std::string_view entered) {
    core::RepairedEndpoint repaired = core::repair_azure_endpoint(entered);
    return {core::Secret(repaired.text), std::move(repaired.done)};
}

}  // namespace

bool azure_fields(Ui& ui, AzureDraft& draft, const CredentialForm& form) {
    FieldOptions endpoint;
    endpoint.placeholder = form.provider.placeholder;
    endpoint.input_mode = "url";
    endpoint.read_only = form.saving;
    endpoint.required = true;
    endpoint.hint = "The address of the resource, as the Azure portal shows it.";
    bool submitted =
        credential_text(ui, "Endpoint", draft.endpoint, "provider_key.endpoint", form.errors, endpoint, repair_endpoint)
            .submitted;
    space(ui, 16);

    FieldOptions key;
    key.secret = true;
    key.read_only = form.saving;
    key.required = !form.stored;
    if (form.stored) {
        const auto* hint = std::get_if<core::AzureHint>(form.stored);
        key.hint = keep_hint("key", hint ? hint->last4 : std::nullopt);
    }
    if (credential_text(ui, "API Key", draft.api_key, "provider_key.api_key", form.errors, key).submitted)
        submitted = true;
    return submitted;
}

}  // namespace byok::ui
