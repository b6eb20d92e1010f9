#include "ui/credential_fields.h"

#include "ui/credential_text.h"

namespace byok::ui {
namespace {

bool fields(Ui& ui, ApiKeyDraft& draft, const CredentialForm& form) {
    return api_key_fields(ui, draft, form);
}
bool fields(Ui& ui, BedrockDraft& draft, const CredentialForm& form) {
    return bedrock_fields(ui, draft, form);
}
bool fields(Ui& ui, ServiceAccountDraft& draft, const CredentialForm& form) {
    return service_account_fields(ui, draft, form);
}
bool fields(Ui& ui, AzureDraft& draft, const CredentialForm& form) {
    return azure_fields(ui, draft, form);
}

}  // namespace

bool credential_fields(Ui& ui, CredentialDraft& draft, const CredentialForm& form) {
    // Under the provider's own key, so that the browser's field of one provider never becomes that of another.
    ui.open("credential " + std::string(form.provider.slug), {.role = Role::Generic});
    const bool submitted = std::visit([&](auto& parts) { return fields(ui, parts, form); }, draft);
    space(ui, 10);
    link(ui, "Where do I get a key?", form.provider.key_page, {.icon = Icon::External, .key = "key page"});
    ui.close();
    return submitted;
}

bool api_key_fields(Ui& ui, ApiKeyDraft& draft, const CredentialForm& form) {
    FieldOptions options;
    options.secret = true;
    options.placeholder = form.provider.placeholder;
    options.read_only = form.saving;
    options.required = !form.stored;
    if (form.stored) {
        const auto* hint = std::get_if<core::ApiKeyHint>(form.stored);
        options.hint = keep_hint("key", hint ? hint->last4 : std::nullopt);
    }
    return credential_text(ui, "API Key", draft.api_key, "provider_key", form.errors, options).submitted;
}

std::string keep_hint(std::string_view what, const std::optional<std::string>& last4) {
    std::string hint = "Leave empty to keep the stored " + std::string(what);
    if (last4) hint += " (ends in " + *last4 + ")";
    return hint + ".";
}

}  // namespace byok::ui
