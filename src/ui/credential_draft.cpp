#include "ui/credential_draft.h"

#include <algorithm>
#include <utility>

#include "core/aws_access_key.h"
#include "core/repair.h"
#include "core/validate.h"

namespace byok::ui {
namespace {

template <class... Cases>
struct Overloaded : Cases... {
    using Cases::operator()...;
};

core::Secret trimmed_secret(const FormText& text) {
    return core::Secret(core::trimmed(text.text.view()));
}

core::Secret key_of(const FormText& text) {
    return text.repair.left_alone ? trimmed_secret(text) : core::repair_key(text.text.view()).text;
}

core::Secret file_of(const FormText& text) {
    if (text.repair.left_alone) return trimmed_secret(text);
    return core::Secret(core::trimmed(core::repair_service_account(text.text.view()).text.reveal()));
}

std::string endpoint_of(const FormText& text) {
    if (text.repair.left_alone) return std::string(core::trimmed(text.text.view()));
    return core::repair_azure_endpoint(text.text.view()).text;
}

core::RegionCredential region_credential(const RegionDraft& draft) {
    core::RegionCredential credential;
    credential.region = core::trimmed(draft.region);
    credential.access_key_id = access_key_id_of(draft);
    credential.secret_access_key = key_of(draft.secret_access_key);
    if (core::is_temporary_access_key_id(credential.access_key_id))
        credential.session_token = key_of(draft.session_token);
    return credential;
}

core::BedrockCredential bedrock_credential(const BedrockDraft& draft) {
    core::BedrockCredential credential;
    credential.regions.reserve(draft.regions.size());
    for (const RegionDraft& region : draft.regions) credential.regions.push_back(region_credential(region));
    return credential;
}

BedrockDraft stored_bedrock_draft(const core::BedrockHint& stored) {
    BedrockDraft draft;
    draft.regions.reserve(stored.regions.size());
    for (const core::BedrockHint::Region& region : stored.regions) {
        RegionDraft& row = add_region(draft);
        row.region = region.region;
        row.access_key_id.text = FieldText(region.access_key_id);
    }
    return draft;
}

bool is_blank(const RegionDraft& region) {
    return region.region.empty() && region.access_key_id.text.empty() && region.secret_access_key.text.empty() &&
           region.session_token.text.empty();
}

}  // namespace

CredentialDraft new_credential_draft(core::CredentialKind kind) {
    switch (kind) {
        case core::CredentialKind::ApiKey:
            return ApiKeyDraft{};
        case core::CredentialKind::Bedrock: {
            BedrockDraft draft;
            add_region(draft);
            return draft;
        }
        case core::CredentialKind::ServiceAccount:
            return ServiceAccountDraft{};
        case core::CredentialKind::Azure:
            return AzureDraft{};
    }
    std::unreachable();
}

CredentialDraft stored_credential_draft(core::CredentialKind kind, const core::CredentialHint& stored) {
    const auto* bedrock = std::get_if<core::BedrockHint>(&stored);
    if (kind == core::CredentialKind::Bedrock && bedrock && !bedrock->regions.empty())
        return stored_bedrock_draft(*bedrock);
    const auto* azure = std::get_if<core::AzureHint>(&stored);
    if (kind == core::CredentialKind::Azure && azure) {
        AzureDraft draft;
        draft.endpoint.text = FieldText(azure->endpoint);
        return draft;
    }
    return new_credential_draft(kind);
}

RegionDraft& add_region(BedrockDraft& draft) {
    RegionDraft& row = draft.regions.emplace_back();
    row.id = ++draft.ids;
    return row;
}

std::string access_key_id_of(const RegionDraft& draft) {
    return std::string(key_of(draft.access_key_id).reveal());
}

bool are_swapped(const RegionDraft& draft) {
    return core::are_swapped(access_key_id_of(draft), key_of(draft.secret_access_key).reveal());
}

core::Credential credential_of(const CredentialDraft& draft) {
    return std::visit(
        Overloaded{
            [](const ApiKeyDraft& parts) -> core::Credential { return core::ApiKeyCredential{key_of(parts.api_key)}; },
            [](const BedrockDraft& parts) -> core::Credential { return bedrock_credential(parts); },
            [](const ServiceAccountDraft& parts) -> core::Credential {
                return core::ServiceAccountCredential{file_of(parts.json)};
            },
            [](const AzureDraft& parts) -> core::Credential {
                return core::AzureCredential{endpoint_of(parts.endpoint), key_of(parts.api_key)};
            },
        },
        draft);
}

bool holds_typing(const CredentialDraft& draft) {
    return std::visit(
        Overloaded{
            [](const ApiKeyDraft& parts) { return !parts.api_key.text.empty(); },
            [](const BedrockDraft& parts) { return !std::ranges::all_of(parts.regions, is_blank); },
            [](const ServiceAccountDraft& parts) { return !parts.json.text.empty(); },
            [](const AzureDraft& parts) { return !parts.endpoint.text.empty() || !parts.api_key.text.empty(); },
        },
        draft);
}

std::string region_path(std::size_t index, std::string_view member) {
    std::string path = "provider_key.regions[" + std::to_string(index) + "].";
    path += member;
    return path;
}

std::vector<std::string> field_paths(const CredentialDraft& draft) {
    if (std::holds_alternative<AzureDraft>(draft)) return {"provider_key.endpoint", "provider_key.api_key"};
    const auto* bedrock = std::get_if<BedrockDraft>(&draft);
    if (!bedrock) return {"provider_key"};
    std::vector<std::string> paths;
    for (std::size_t i = 0; i < bedrock->regions.size(); ++i) {
        for (std::string_view member : {"region", "access_key_id", "secret_access_key"})
            paths.push_back(region_path(i, member));
        if (core::is_temporary_access_key_id(access_key_id_of(bedrock->regions[i])))
            paths.push_back(region_path(i, "session_token"));
    }
    return paths;
}

FormText* text_at(CredentialDraft& draft, std::string_view path) {
    if (auto* api_key = std::get_if<ApiKeyDraft>(&draft)) return path == "provider_key" ? &api_key->api_key : nullptr;
    if (auto* file = std::get_if<ServiceAccountDraft>(&draft)) return path == "provider_key" ? &file->json : nullptr;
    if (auto* azure = std::get_if<AzureDraft>(&draft)) {
        if (path == "provider_key.endpoint") return &azure->endpoint;
        return path == "provider_key.api_key" ? &azure->api_key : nullptr;
    }
    std::vector<RegionDraft>& regions = std::get<BedrockDraft>(draft).regions;
    for (std::size_t i = 0; i < regions.size(); ++i) {
        if (path == region_path(i, "access_key_id")) return &regions[i].access_key_id;
        if (path == region_path(i, "secret_access_key")) return &regions[i].secret_access_key;
        if (path == region_path(i, "session_token")) return &regions[i].session_token;
    }
    return nullptr;
}

std::string_view main_path(const CredentialDraft& draft) {
    if (std::holds_alternative<AzureDraft>(draft)) return "provider_key.api_key";
    if (std::holds_alternative<BedrockDraft>(draft)) return "provider_key.regions[0].access_key_id";
    return "provider_key";
}

void read_again(ServiceAccountDraft& draft) {
    draft.reading.reset();
    const core::Secret file = file_of(draft.json);
    if (!file.empty()) draft.reading = core::read_service_account(file.reveal());
}

void leave_all_fields(CredentialDraft& draft) {
    std::visit(Overloaded{
                   [](ApiKeyDraft& parts) { parts.api_key.visit.left = true; },
                   [](BedrockDraft& parts) {
                       for (RegionDraft& row : parts.regions) {
                           row.region_visit.left = true;
                           for (FormText* text : {&row.access_key_id, &row.secret_access_key, &row.session_token})
                               text->visit.left = true;
                       }
                   },
                   [](ServiceAccountDraft& parts) { parts.json.visit.left = true; },
                   [](AzureDraft& parts) { parts.endpoint.visit.left = parts.api_key.visit.left = true; },
               },
               draft);
}

}  // namespace byok::ui
