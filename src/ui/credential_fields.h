/// The fields of a credential, by kind: one file each.
///
/// Each draws the fields at the cursor, edits the draft, keeps `errors` told of what was changed, and returns whether
/// Enter in one of them asked to save.
#pragma once

#include <optional>
#include <string>

#include "core/provider.h"
#include "core/test_result.h"
#include "ui/credential_draft.h"

namespace byok::ui {

/// What the fields have to know of the form around them.
struct CredentialForm {
    const core::Provider& provider;
    const core::CredentialHint* stored = nullptr;  // of the key being edited; null for a new one
    FormErrors& errors;
    bool saving = false;                     // nothing can be typed while an answer is awaited
    const core::TestResult* test = nullptr;  // of what is entered now; null when there is none
};

/// The fields of whatever kind the draft is of (credential_fields.cpp).
bool credential_fields(Ui& ui, CredentialDraft& draft, const CredentialForm& form);

bool api_key_fields(Ui& ui, ApiKeyDraft& draft, const CredentialForm& form);                  // credential_fields.cpp
bool bedrock_fields(Ui& ui, BedrockDraft& draft, const CredentialForm& form);                 // bedrock_fields.cpp
bool service_account_fields(Ui& ui, ServiceAccountDraft& draft, const CredentialForm& form);  // …_fields.cpp
bool azure_fields(Ui& ui, AzureDraft& draft, const CredentialForm& form);                     // azure_fields.cpp

/// "Leave empty to keep the stored key (ends in 1234)."
std::string keep_hint(std::string_view what, const std::optional<std::string>& last4);

}  // namespace byok::ui
