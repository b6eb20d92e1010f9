#include "service/credential_merge.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace byok::service {

namespace {

using core::ApiKeyCredential;
using core::AzureCredential;
using core::BedrockCredential;
using core::Credential;
using core::RegionCredential;
using core::Secret;
using core::ServiceAccountCredential;

Secret entered_or_stored(const Secret& entered, const Secret& stored) {
    return (entered.empty() ? stored : entered).clone();
}

RegionCredential copied(const RegionCredential& region, const RegionCredential& secrets_of) {
    return {region.region, region.access_key_id, secrets_of.secret_access_key.clone(),
            secrets_of.session_token.clone()};
}

Credential completed_with(const ApiKeyCredential& entered, const ApiKeyCredential& stored) {
    return ApiKeyCredential{entered_or_stored(entered.api_key, stored.api_key)};
}

Credential completed_with(const BedrockCredential& entered, const BedrockCredential& stored) {
    BedrockCredential result;
    for (const RegionCredential& region : entered.regions) {
        const auto same =
            std::ranges::find_if(stored.regions, [&](const auto& other) { return other.region == region.region; });
        const bool keeps = region.secret_access_key.empty() && same != stored.regions.end();
        result.regions.push_back(copied(region, keeps ? *same : region));
    }
    return result;
}

Credential completed_with(const ServiceAccountCredential& entered, const ServiceAccountCredential& stored) {
    return ServiceAccountCredential{entered_or_stored(entered.json, stored.json)};
}

Credential completed_with(const AzureCredential& entered, const AzureCredential& stored) {
    return AzureCredential{entered.endpoint, entered_or_stored(entered.api_key, stored.api_key)};
}

bool is_partial(const ApiKeyCredential& entered) {
    return entered.api_key.empty();
}

bool is_partial(const BedrockCredential& entered) {
    return std::ranges::any_of(entered.regions, [](const auto& region) { return region.secret_access_key.empty(); });
}

bool is_partial(const ServiceAccountCredential& entered) {
    return entered.json.empty();
}

bool is_partial(const AzureCredential& entered) {
    return entered.api_key.empty();
}

}  // namespace

bool needs_stored_parts(const Credential& entered) {
    return std::visit([](const auto& credential) { return is_partial(credential); }, entered);
}

Credential completed(const Credential& entered, const Credential& stored) {
    return std::visit(
        [&](const auto& credential) -> Credential {
            using Kind = std::decay_t<decltype(credential)>;
            const Kind* same_kind = std::get_if<Kind>(&stored);
            return completed_with(credential, same_kind != nullptr ? *same_kind : credential);
        },
        entered);
}

}  // namespace byok::service
