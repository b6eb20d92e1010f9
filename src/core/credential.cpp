#include "core/credential.h"

#include <string_view>
#include <utility>

#include "core/azure_endpoint.h"
#include "core/service_account.h"
#include "core/text.h"

namespace byok::core {
namespace {

/// Shorter keys would be given away by their last four characters.
constexpr std::size_t hinted_key_bytes_min = 12;

std::optional<std::string> last4(const Secret& key) {
    const std::string_view text = trimmed(key.reveal());
    if (text.size() < hinted_key_bytes_min) return std::nullopt;
    return std::string(text.substr(text.size() - 4));
}

CredentialHint hint(const ApiKeyCredential& credential) {
    return ApiKeyHint{last4(credential.api_key)};
}

CredentialHint hint(const BedrockCredential& credential) {
    BedrockHint hint;
    for (const RegionCredential& region : credential.regions)
        hint.regions.push_back({std::string(trimmed(region.region)), std::string(trimmed(region.access_key_id))});
    return hint;
}

CredentialHint hint(const ServiceAccountCredential& credential) {
    auto facts = read_service_account(credential.json.reveal());
    return facts ? CredentialHint(std::move(*facts)) : CredentialHint();
}

CredentialHint hint(const AzureCredential& credential) {
    return AzureHint{canonical_azure_endpoint(credential.endpoint), last4(credential.api_key)};
}

CredentialKind kind(const ApiKeyCredential&) {
    return CredentialKind::ApiKey;
}
CredentialKind kind(const BedrockCredential&) {
    return CredentialKind::Bedrock;
}
CredentialKind kind(const ServiceAccountCredential&) {
    return CredentialKind::ServiceAccount;
}
CredentialKind kind(const AzureCredential&) {
    return CredentialKind::Azure;
}

}  // namespace

Credential empty_credential(CredentialKind kind) {
    switch (kind) {
        case CredentialKind::ApiKey:
            return ApiKeyCredential{};
        case CredentialKind::Bedrock:
            return BedrockCredential{};
        case CredentialKind::ServiceAccount:
            return ServiceAccountCredential{};
        case CredentialKind::Azure:
            return AzureCredential{};
    }
    return ApiKeyCredential{};
}

CredentialKind kind_of(const Credential& credential) {
    return std::visit([](const auto& parts) { return kind(parts); }, credential);
}

CredentialHint hint_of(const Credential& credential) {
    return std::visit([](const auto& parts) { return hint(parts); }, credential);
}

}  // namespace byok::core
