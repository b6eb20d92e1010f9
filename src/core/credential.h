/// What a provider wants to see before it answers, by kind; and what of it may be shown afterwards.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/provider.h"
#include "core/secret.h"

namespace byok::core {

struct ApiKeyCredential {
    Secret api_key;
};

/// IAM credentials for one region. On update a blank secret means: keep the one that is stored for this region.
struct RegionCredential {
    std::string region;  // see core/region.h
    std::string access_key_id;
    Secret secret_access_key;
    Secret session_token;  // empty = none
};

struct BedrockCredential {
    std::vector<RegionCredential> regions;  // in the order entered; one per region
};

/// The whole service-account key file as downloaded from Google Cloud.
struct ServiceAccountCredential {
    Secret json;
};

struct AzureCredential {
    std::string endpoint;  // "https://NAME.openai.azure.com/"
    Secret api_key;
};

using Credential = std::variant<ApiKeyCredential, BedrockCredential, ServiceAccountCredential, AzureCredential>;

/// An empty credential of that kind.
Credential empty_credential(CredentialKind kind);
CredentialKind kind_of(const Credential& credential);

/// What may be shown of a stored credential. Never a secret.
struct ApiKeyHint {
    std::optional<std::string> last4;  // none for keys shorter than 12 characters
    bool operator==(const ApiKeyHint&) const = default;
};
struct BedrockHint {
    struct Region {
        std::string region;
        std::string access_key_id;
        bool operator==(const Region&) const = default;
    };
    std::vector<Region> regions;
    bool operator==(const BedrockHint&) const = default;
};
struct ServiceAccountHint {
    std::string project_id;
    std::string client_email;
    std::string private_key_id;
    bool operator==(const ServiceAccountHint&) const = default;
};
struct AzureHint {
    std::string endpoint;
    std::optional<std::string> last4;
    bool operator==(const AzureHint&) const = default;
};
/// monostate: the server did not say, or said a kind that this version does not know.
using CredentialHint = std::variant<std::monostate, ApiKeyHint, BedrockHint, ServiceAccountHint, AzureHint>;

/// What may be shown of `credential`, without white space around it. monostate for a service account's file that cannot
/// be read.
CredentialHint hint_of(const Credential& credential);

}  // namespace byok::core
