#include "core/contract_server.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "core/json.h"
#include "core/request_reader.h"
#include "core/text.h"
#include "core/validate.h"

namespace byok::core {
namespace {

constexpr std::string_view body = "The body";

std::string known_slugs() {
    std::string slugs;
    for (const Provider& provider : providers()) {
        if (!slugs.empty()) slugs += ", ";
        slugs += provider.slug;
    }
    return slugs;
}

/// An error about the credential as a whole, from what parse_object said about its text.
Error credential_error(Error error) {
    return invalid_request({{"provider_key", std::move(error.message)}});
}

std::string_view needed_trimmed(RequestReader& reader, std::string_view name) {
    return trimmed(reader.needed_text(name).value_or(""));
}

Result<Credential> decode_bedrock(std::string_view text) {
    const auto json = parse_object(text, "The credential");
    if (!json) return std::unexpected(credential_error(json.error()));
    const Json::Object& regions = *json->members();
    if (regions.size() > bedrock_regions_max)
        return std::unexpected(
            invalid_request({{"provider_key", "Enter at most " + std::to_string(bedrock_regions_max) + " regions."}}));

    BedrockCredential credential;
    FieldErrors problems;
    for (const auto& [region, parts] : regions) {
        const std::string path = "provider_key.regions[" + std::to_string(credential.regions.size()) + "]";
        RegionCredential& row = credential.regions.emplace_back();
        row.region = trimmed(region);
        if (!parts.members()) {
            problems.push_back({path, "This has to be an object with access_key_id and secret_access_key."});
            continue;
        }
        RequestReader reader(parts, path, problems);
        row.access_key_id = needed_trimmed(reader, "access_key_id");
        row.secret_access_key = Secret(needed_trimmed(reader, "secret_access_key"));
        row.session_token = Secret(trimmed(reader.text("session_token").value_or("")));
        reader.refuse_others();
    }
    if (!problems.empty()) return std::unexpected(invalid_request(std::move(problems)));
    return credential;
}

Result<Credential> decode_azure(std::string_view text) {
    const auto json = parse_object(text, "The credential");
    if (!json) return std::unexpected(credential_error(json.error()));
    AzureCredential credential;
    FieldErrors problems;
    RequestReader reader(*json, "provider_key", problems);
    credential.endpoint = needed_trimmed(reader, "endpoint");
    credential.api_key = Secret(needed_trimmed(reader, "api_key"));
    reader.refuse_others();
    if (!problems.empty()) return std::unexpected(invalid_request(std::move(problems)));
    return credential;
}

/// Notes the problems of a credential that could not be read.
std::optional<Credential> read_credential(CredentialKind kind, std::string_view text, FieldErrors& problems) {
    auto credential = decode_credential(kind, text);
    if (credential) return std::move(*credential);
    std::ranges::move(credential.error().fields, std::back_inserter(problems));
    return std::nullopt;
}

/// The whole credential of a request that names its provider.
std::optional<Credential> read_new_credential(RequestReader& reader, std::optional<std::string_view> slug,
                                              std::optional<std::string_view> text, FieldErrors& problems) {
    const Provider* provider = find_provider(slug.value_or(""));
    if (slug && !provider) reader.refuse("provider", "There is no such provider. Known are " + known_slugs() + ".");
    return provider && text ? read_credential(provider->kind, *text, problems) : std::nullopt;
}

/// None when `text` is blank: the stored credential stays as it is.
std::optional<Credential> read_changed_credential(RequestReader& reader, std::string_view text,
                                                  std::string_view provider, FieldErrors& problems) {
    if (trimmed(text).empty()) return std::nullopt;
    if (const Provider* known = find_provider(provider)) return read_credential(known->kind, text, problems);
    reader.refuse("provider_key", "This server does not know the provider of this key.");
    return std::nullopt;
}

/// The ids in the order given; an id that is there twice is a problem.
std::optional<std::vector<std::string>> read_api_key_ids(RequestReader& reader) {
    auto ids = reader.texts("api_key_ids");
    if (!ids) return std::nullopt;
    std::vector<std::string_view> sorted(ids->begin(), ids->end());
    std::ranges::sort(sorted);
    if (std::ranges::adjacent_find(sorted) != sorted.end()) reader.refuse("api_key_ids", "An id is there twice.");
    return ids;
}

std::optional<std::string> trimmed_copy(std::optional<std::string_view> text) {
    return text ? std::optional(std::string(trimmed(*text))) : std::nullopt;
}

}  // namespace

Result<NewProviderKey> decode_new_provider_key(std::string_view text) {
    const auto json = parse_object(text, body);
    if (!json) return std::unexpected(json.error());

    NewProviderKey key;
    FieldErrors problems;
    RequestReader reader(*json, "", problems);
    const auto slug = reader.needed_text("provider");
    const auto provider_key = reader.needed_text("provider_key");
    key.name = needed_trimmed(reader, "name");
    if (auto ids = read_api_key_ids(reader)) key.api_key_ids = std::move(*ids);
    if (!json->find("api_key_ids"))
        reader.refuse("api_key_ids", "This is missing. An empty list means the whole organization.");
    key.allow_duplicate = reader.boolean("allow_duplicate").value_or(false);
    reader.refuse_others();

    key.provider = slug.value_or("");
    if (auto credential = read_new_credential(reader, slug, provider_key, problems))
        key.credential = std::move(*credential);
    if (!problems.empty()) return std::unexpected(invalid_request(std::move(problems)));
    return key;
}

Result<ProviderKeyChange> decode_provider_key_change(std::string_view text, std::string_view provider) {
    const auto json = parse_object(text, body);
    if (!json) return std::unexpected(json.error());

    ProviderKeyChange change;
    FieldErrors problems;
    RequestReader reader(*json, "", problems);
    change.name = trimmed_copy(reader.text("name"));
    const std::string_view provider_key = reader.text("provider_key").value_or("");
    change.api_key_ids = read_api_key_ids(reader);
    change.active = reader.boolean("active");
    change.allow_duplicate = reader.boolean("allow_duplicate").value_or(false);
    reader.refuse_others();

    change.credential = read_changed_credential(reader, provider_key, provider, problems);
    if (!problems.empty()) return std::unexpected(invalid_request(std::move(problems)));
    return change;
}

Result<NewCredentialTest> decode_new_credential_test(std::string_view text) {
    const auto json = parse_object(text, body);
    if (!json) return std::unexpected(json.error());

    NewCredentialTest test;
    FieldErrors problems;
    RequestReader reader(*json, "", problems);
    const auto slug = reader.needed_text("provider");
    const auto provider_key = reader.needed_text("provider_key");
    reader.refuse_others();
    test.provider = slug.value_or("");
    if (auto credential = read_new_credential(reader, slug, provider_key, problems))
        test.credential = std::move(*credential);
    if (!problems.empty()) return std::unexpected(invalid_request(std::move(problems)));
    return test;
}

Result<std::optional<Credential>> decode_stored_credential_test(std::string_view text, std::string_view provider) {
    const auto json = parse_object(text, body);
    if (!json) return std::unexpected(json.error());

    FieldErrors problems;
    RequestReader reader(*json, "", problems);
    const std::string_view provider_key = reader.text("provider_key").value_or("");
    reader.refuse_others();
    auto credential = read_changed_credential(reader, provider_key, provider, problems);
    if (!problems.empty()) return std::unexpected(invalid_request(std::move(problems)));
    return credential;
}

Result<NewApiKey> decode_new_api_key(std::string_view text) {
    const auto json = parse_object(text, body);
    if (!json) return std::unexpected(json.error());

    NewApiKey key;
    FieldErrors problems;
    RequestReader reader(*json, "", problems);
    key.name = needed_trimmed(reader, "name");
    if (reader.needed_text("type").value_or("api") != "api")
        reader.refuse("type", "This server makes API keys of type api alone.");
    // What the contract knows besides is refused rather than ignored, unless it asks for nothing.
    for (const std::string_view name : {"coding_assistant", "models", "max_usage", "expires_in_days", "email"})
        reader.only_empty(name, "This server does not offer this.");
    reader.refuse_others();
    if (!problems.empty()) return std::unexpected(invalid_request(std::move(problems)));
    return key;
}

Result<ApiKeyChange> decode_api_key_change(std::string_view text) {
    const auto json = parse_object(text, body);
    if (!json) return std::unexpected(json.error());

    ApiKeyChange change;
    FieldErrors problems;
    RequestReader reader(*json, "", problems);
    change.name = trimmed_copy(reader.text("name"));
    change.active = reader.boolean("active");
    reader.refuse_others();
    if (!problems.empty()) return std::unexpected(invalid_request(std::move(problems)));
    return change;
}

Result<void> decode_nothing(std::string_view text) {
    const auto json = parse_object(text, body);
    if (!json) return std::unexpected(json.error());
    FieldErrors problems;
    RequestReader(*json, "", problems).refuse_others();
    if (!problems.empty()) return std::unexpected(invalid_request(std::move(problems)));
    return {};
}

Result<Credential> decode_credential(CredentialKind kind, std::string_view text) {
    switch (kind) {
        case CredentialKind::ApiKey:
            return ApiKeyCredential{Secret(trimmed(text))};
        case CredentialKind::Bedrock:
            return decode_bedrock(text);
        case CredentialKind::ServiceAccount:
            return ServiceAccountCredential{Secret(trimmed(text))};
        case CredentialKind::Azure:
            return decode_azure(text);
    }
    std::unreachable();
}

}  // namespace byok::core
