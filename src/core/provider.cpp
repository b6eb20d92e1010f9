#include "core/provider.h"

namespace byok::core {
namespace {

constexpr Provider rows[] = {
    {"anthropic", "Anthropic", CredentialKind::ApiKey, "sk-ant-…", "https://platform.claude.com/settings/keys"},
    {"openai", "OpenAI", CredentialKind::ApiKey, "sk-proj-…", "https://platform.openai.com/api-keys"},
    {"google_vertex_ai", "Google Vertex AI", CredentialKind::ServiceAccount, R"({ "type": "service_account", … })",
     "https://console.cloud.google.com/iam-admin/serviceaccounts"},
    {"mistral", "Mistral", CredentialKind::ApiKey, "32 letters and digits", "https://console.mistral.ai/api-keys"},
    {"deepseek", "DeepSeek", CredentialKind::ApiKey, "sk-…", "https://platform.deepseek.com/api_keys"},
    {"xai", "xAI", CredentialKind::ApiKey, "xai-…", "https://console.x.ai"},
    {"zai", "Z.ai", CredentialKind::ApiKey, "id.secret", "https://z.ai/manage-apikey/apikey-list"},
    {"bedrock", "AWS Bedrock", CredentialKind::Bedrock, "AKIA…", "https://console.aws.amazon.com/iam/home#/users"},
    {"azure", "Azure OpenAI", CredentialKind::Azure, "https://NAME.openai.azure.com/", "https://portal.azure.com/"},
};

}  // namespace

std::span<const Provider> providers() {
    return rows;
}

const Provider* find_provider(std::string_view slug) {
    for (const Provider& provider : rows)
        if (provider.slug == slug) return &provider;
    return nullptr;
}

std::string_view provider_display_name(std::string_view slug) {
    const Provider* provider = find_provider(slug);
    return provider ? provider->name : slug;
}

}  // namespace byok::core
