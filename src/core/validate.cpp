#include "core/validate.h"

#include <algorithm>
#include <utility>

#include "core/aws_access_key.h"
#include "core/azure_endpoint.h"
#include "core/key_text.h"
#include "core/region.h"
#include "core/service_account.h"

namespace byok::core {
namespace {

constexpr std::string_view whole = "provider_key";
constexpr std::size_t access_key_id_bytes_min = 16;  // IAM API: accessKeyIdType, [\w]+ of 16 to 128
constexpr std::size_t access_key_id_bytes_max = 128;

/// Keys that manage an account and cannot call a model.
struct WrongKind {
    std::string_view prefix;
    std::string_view message;
};
constexpr WrongKind wrong_kinds[] = {
    {"sk-ant-admin", "This is an Anthropic Admin API key, which cannot call models. Enter an ordinary API key."},
    {"sk-admin-", "This is an OpenAI admin key, which cannot call models. Enter a project's API key."},
};

void add(FieldErrors& problems, std::string_view param, std::string_view message) {
    problems.push_back({std::string(param), std::string(message)});
}

bool is_blank(const Secret& secret) {
    return trimmed(secret.reveal()).empty();
}

void check_api_key(FieldErrors& problems, std::string_view param, const Secret& key) {
    if (const auto problem = key_text_problem(key.reveal(), "API key", api_key_bytes_max)) {
        add(problems, param, *problem);
        return;
    }
    for (const WrongKind& wrong : wrong_kinds) {
        if (!trimmed(key.reveal()).starts_with(wrong.prefix)) continue;
        add(problems, param, wrong.message);
        return;
    }
}

// ── Bedrock ──────────────────────────────────────────────────────────────────────────────────────────────────

bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// One row of the credentials for several regions, and where its problems go.
struct RegionRow {
    const RegionCredential& credential;
    std::size_t index;
    /// What is stored for the same region; null when nothing is, and always for a new key.
    const BedrockHint::Region* stored;
    FieldErrors& problems;

    void add(std::string_view member, std::string_view message) const {
        problems.push_back(
            {"provider_key.regions[" + std::to_string(index) + "]." + std::string(member), std::string(message)});
    }
};

/// Whether the row's secret was left blank and there is one to keep. A temporary key's secret does not fit a long-term
/// access key id, nor the other way round.
bool keeps_stored(const RegionRow& row) {
    return row.stored && is_blank(row.credential.secret_access_key) &&
           is_temporary_access_key_id(row.stored->access_key_id) ==
               is_temporary_access_key_id(row.credential.access_key_id);
}

void check_region(const RegionRow& row, std::span<const RegionCredential> earlier) {
    const std::string_view region = trimmed(row.credential.region);
    const auto same_region = [&](const RegionCredential& other) { return trimmed(other.region) == region; };
    if (region.empty())
        row.add("region", "Choose a region.");
    else if (!is_region_id(region))
        row.add("region", "This is not a region of AWS. Choose one such as us-east-1, or global.");
    else if (std::ranges::any_of(earlier, same_region))
        row.add("region", "This region is already in the list. Choose another one.");
}

void check_access_key(const RegionRow& row) {
    const std::string_view id = trimmed(row.credential.access_key_id);
    const std::string_view secret = trimmed(row.credential.secret_access_key.reveal());

    if (are_swapped(id, secret)) {
        row.add("access_key_id", "The access key ID and the secret access key are swapped.");
        row.add("secret_access_key", "The access key ID and the secret access key are swapped.");
        return;
    }

    if (const auto problem = key_text_problem(id, "access key ID", access_key_id_bytes_max))
        row.add("access_key_id", *problem);
    else if (id.size() < access_key_id_bytes_min || !std::ranges::all_of(id, is_word))
        row.add("access_key_id", "An access key ID has 16 to 128 letters, digits or underscores, such as AKIA….");

    if (is_access_key_id(secret))
        row.add("secret_access_key", "This is an access key ID. Enter the secret access key that belongs to it.");
    else if (!keeps_stored(row))
        if (const auto problem = key_text_problem(secret, "secret access key", api_key_bytes_max))
            row.add("secret_access_key", *problem);
}

void check_session_token(const RegionRow& row) {
    const std::string_view token = trimmed(row.credential.session_token.reveal());
    if (token.empty()) {
        if (is_temporary_access_key_id(row.credential.access_key_id) && !keeps_stored(row))
            row.add("session_token",
                    "A temporary key (ASIA…) needs its session token. Enter it, or use a key that begins with AKIA.");
    } else if (const auto problem = key_text_problem(token, "session token", session_token_bytes_max)) {
        row.add("session_token", *problem);
    } else if (keeps_stored(row)) {
        // Otherwise it would be stored beside the secret of another session.
        row.add("secret_access_key", "Enter the secret access key that belongs to the session token.");
    }
}

const BedrockHint::Region* find_stored(const BedrockHint* stored, std::string_view region) {
    if (!stored) return nullptr;
    const auto found = std::ranges::find(stored->regions, trimmed(region), &BedrockHint::Region::region);
    return found == stored->regions.end() ? nullptr : &*found;
}

// ── by kind: `stored` is null for a new key ──────────────────────────────────────────────────────────────────

void check(FieldErrors& problems, const ApiKeyCredential& credential, const CredentialHint* stored) {
    if (stored && is_blank(credential.api_key)) return;
    check_api_key(problems, whole, credential.api_key);
}

void check(FieldErrors& problems, const BedrockCredential& credential, const CredentialHint* stored) {
    const std::span<const RegionCredential> regions = credential.regions;
    if (regions.empty()) return add(problems, whole, "Add at least one region.");
    if (regions.size() > bedrock_regions_max)
        return add(problems, whole, "Enter at most " + std::to_string(bedrock_regions_max) + " regions.");
    const BedrockHint* hint = stored ? std::get_if<BedrockHint>(stored) : nullptr;
    for (std::size_t i = 0; i < regions.size(); ++i) {
        const RegionRow row{regions[i], i, find_stored(hint, regions[i].region), problems};
        check_region(row, regions.first(i));
        check_access_key(row);
        check_session_token(row);
    }
}

void check(FieldErrors& problems, const ServiceAccountCredential& credential, const CredentialHint* stored) {
    if (stored && is_blank(credential.json)) return;
    if (const auto facts = read_service_account(credential.json.reveal()); !facts)
        add(problems, whole, facts.error().message);
}

void check(FieldErrors& problems, const AzureCredential& credential, const CredentialHint* stored) {
    if (const auto problem = azure_endpoint_problem(credential.endpoint))
        add(problems, "provider_key.endpoint", *problem);
    const AzureHint* hint = stored ? std::get_if<AzureHint>(stored) : nullptr;
    if (!hint || !is_blank(credential.api_key)) {
        check_api_key(problems, "provider_key.api_key", credential.api_key);
    } else if (problems.empty() &&
               canonical_azure_endpoint(credential.endpoint) != canonical_azure_endpoint(hint->endpoint)) {
        add(problems, "provider_key.api_key", "Enter the API key of the new endpoint.");
    }
}

// ── what an untouched form looks like ────────────────────────────────────────────────────────────────────────

bool untouched(const ApiKeyCredential& credential, const CredentialHint&) {
    return is_blank(credential.api_key);
}

bool untouched(const ServiceAccountCredential& credential, const CredentialHint&) {
    return is_blank(credential.json);
}

bool untouched(const AzureCredential& credential, const CredentialHint& stored) {
    if (!is_blank(credential.api_key)) return false;
    const AzureHint* hint = std::get_if<AzureHint>(&stored);
    if (!hint) return trimmed(credential.endpoint).empty();
    return canonical_azure_endpoint(credential.endpoint) == canonical_azure_endpoint(hint->endpoint);
}

bool untouched(const BedrockCredential& credential, const CredentialHint& stored) {
    const auto& rows = credential.regions;
    const bool no_secrets = std::ranges::all_of(rows, [](const RegionCredential& row) {
        return is_blank(row.secret_access_key) && is_blank(row.session_token);
    });
    if (!no_secrets) return false;

    const BedrockHint* hint = std::get_if<BedrockHint>(&stored);
    if (!hint)
        return std::ranges::all_of(rows, [](const RegionCredential& row) {
            return trimmed(row.region).empty() && trimmed(row.access_key_id).empty();
        });
    return rows.size() == hint->regions.size() &&
           std::ranges::all_of(hint->regions, [&](const BedrockHint::Region& region) {
               return std::ranges::any_of(rows, [&](const RegionCredential& row) {
                   return trimmed(row.region) == region.region && trimmed(row.access_key_id) == region.access_key_id;
               });
           });
}

bool is_seen(std::string_view text) {
    while (!text.empty()) {
        const CodePoint next = first_code_point(text);
        if (!is_invisible(next.value) && next.value != ' ') return true;
        text.remove_prefix(next.bytes);
    }
    return false;
}

bool has_control(std::string_view text) {
    while (!text.empty()) {
        const CodePoint next = first_code_point(text);
        if (is_control(next.value)) return true;
        text.remove_prefix(next.bytes);
    }
    return false;
}

}  // namespace

FieldErrors check_name(std::string_view name) {
    name = trimmed(name);
    FieldErrors problems;
    if (!is_utf8(name))
        add(problems, "name", "The name is not valid UTF-8 text.");
    else if (!is_seen(name))
        add(problems, "name", "Enter a name.");
    else if (has_control(name))
        add(problems, "name", "Remove the line break or control character from the name.");
    else if (count_code_points(name) > name_chars_max)
        add(problems, "name", "Shorten the name to " + std::to_string(name_chars_max) + " characters.");
    return problems;
}

FieldErrors check_new_credential(const Credential& credential) {
    FieldErrors problems;
    std::visit([&](const auto& parts) { check(problems, parts, nullptr); }, credential);
    return problems;
}

FieldErrors check_changed_credential(const Credential& credential, const CredentialHint& stored) {
    FieldErrors problems;
    if (is_unchanged(credential, stored)) return problems;
    std::visit([&](const auto& parts) { check(problems, parts, &stored); }, credential);
    return problems;
}

bool is_unchanged(const Credential& credential, const CredentialHint& stored) {
    return std::visit([&](const auto& parts) { return untouched(parts, stored); }, credential);
}

FieldErrors check_assignment(bool whole_organization, std::span<const std::string> api_key_ids) {
    FieldErrors problems;
    if (whole_organization) return problems;
    if (api_key_ids.empty())
        add(problems, "api_key_ids", "Assign it to the entire organization, or choose at least one API key.");
    else if (api_key_ids.size() > assigned_api_keys_max)
        add(problems, "api_key_ids",
            "Choose at most " + std::to_string(assigned_api_keys_max) +
                " API keys, or assign it to the entire organization.");
    return problems;
}

}  // namespace byok::core
