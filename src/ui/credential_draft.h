/// A credential while it is being typed: one draft a kind. What a paste brings along around it (core/repair.h) is taken
/// off where the draft becomes a core::Credential.
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

/// The access key id that the row amounts to.
std::string access_key_id_of(const RegionDraft& draft);
/// Whether each of the two stands in the other's field.
bool are_swapped(const RegionDraft& draft);

/// What the draft amounts to, repaired where the person did not undo it. Copies the secrets.
core::Credential credential_of(const CredentialDraft& draft);

/// The text of the field of that path (core::FieldError); null when the draft has no such field.
FormText* text_at(CredentialDraft& draft, std::string_view path);
/// Where a key goes that is entered for another provider, and its path.
std::string_view main_path(const CredentialDraft& draft);

/// Reads the file again after its text was changed.
void read_again(ServiceAccountDraft& draft);

/// Whether anything was entered into a draft that new_credential_draft() began.
bool holds_typing(const CredentialDraft& draft);

/// The paths of the draft's fields (core::FieldError), in the order in which they are drawn.
std::vector<std::string> field_paths(const CredentialDraft& draft);
/// `provider_key.regions[INDEX].MEMBER`
std::string region_path(std::size_t index, std::string_view member);

/// As if the person had been in every field and left it, so that every problem is said.
void leave_all_fields(CredentialDraft& draft);

}  // namespace byok::ui
