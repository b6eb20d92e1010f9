/// A credential while it is being typed: one draft a kind. What people type wrongly around it (white space, line
/// breaks of a paste) is taken off where the draft becomes a core::Credential.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/credential.h"
#include "core/service_account.h"
#include "ui/form_field.h"

namespace byok::ui {

struct ApiKeyDraft {
    FormText api_key;
};

struct RegionDraft {
    std::uint32_t id = 0;  // stays with the row when others are removed
    ComboBoxDraft box;
    std::string region;
    FieldVisit region_visit;
    FormText access_key_id;
    FormText secret_access_key;
    FormText session_token;  // sent only with a temporary access key id
};

struct BedrockDraft {
    std::vector<RegionDraft> regions;
    std::uint32_t ids = 0;  // the last id given to a row
    // What was asked for in the last frame. A frame's texts must stay where they are until the next one begins.
    bool adding = false;
    std::optional<std::size_t> removing;  // index of the row
};

struct ServiceAccountDraft {
    FormText json;
    /// What `json` turned out to be; none while it is empty.
    std::optional<std::expected<core::ServiceAccountHint, core::ServiceAccountProblem>> reading;
    std::string file_problem;  // why the file that was dropped or chosen last could not be taken
};

struct AzureDraft {
    FormText endpoint;
    FormText api_key;
};

using CredentialDraft = std::variant<ApiKeyDraft, BedrockDraft, ServiceAccountDraft, AzureDraft>;

/// An empty form of that kind; for Bedrock with one row to begin with.
CredentialDraft new_credential_draft(core::CredentialKind kind);
/// The form of a stored credential: what may be shown of it is filled in, secrets are blank.
CredentialDraft stored_credential_draft(core::CredentialKind kind, const core::CredentialHint& stored);

/// A further, empty row.
RegionDraft& add_region(BedrockDraft& draft);

/// Whether AWS gives such an id out together with a session token: it begins with ASIA.
bool is_temporary_access_key_id(std::string_view access_key_id);

/// What the draft amounts to. Copies the secrets.
core::Credential credential_of(const CredentialDraft& draft);

/// Whether anything was entered into a draft that new_credential_draft() began.
bool holds_typing(const CredentialDraft& draft);

/// The paths of the draft's fields (core::FieldError), in the order in which they are drawn.
std::vector<std::string> field_paths(const CredentialDraft& draft);
/// `provider_key.regions[INDEX].MEMBER`
std::string region_path(std::size_t index, std::string_view member);

/// As if the person had been in every field and left it, so that every problem is said.
void leave_all_fields(CredentialDraft& draft);

}  // namespace byok::ui
