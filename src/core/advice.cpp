#include "core/advice.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/aws_access_key.h"
#include "core/key_format.h"
#include "core/provider.h"
#include "core/region.h"
#include "core/service_account.h"
#include "core/text.h"

namespace byok::core {
namespace {

constexpr std::string_view whole = "provider_key";
constexpr std::string_view secret_access_key_pattern = "{b 40 40}";

/// AWS ids of things that are no keys (IAM user guide, "unique identifiers"), by how they begin.
struct Identifier {
    std::string_view prefix;
    std::string_view message;
};
constexpr Identifier identifiers[] = {
    {"AIDA", "This is the ID of a user (AIDA…). Enter the ID of an access key, which begins with AKIA."},
    {"AROA", "This is the ID of a role (AROA…). Enter the ID of an access key, which begins with AKIA."},
    {"AGPA", "This is the ID of a group (AGPA…). Enter the ID of an access key, which begins with AKIA."},
    {"AIPA", "This is the ID of an instance profile (AIPA…). Enter the ID of an access key, which begins with AKIA."},
    {"ANPA", "This is the ID of a policy (ANPA…). Enter the ID of an access key, which begins with AKIA."},
    {"ANVA", "This is the ID of a policy (ANVA…). Enter the ID of an access key, which begins with AKIA."},
    {"APKA", "This is the ID of a public key (APKA…). Enter the ID of an access key, which begins with AKIA."},
    {"ASCA", "This is the ID of a certificate (ASCA…). Enter the ID of an access key, which begins with AKIA."},
};

/// Of Google's own universe.
constexpr std::string_view email_ends[] = {".iam.gserviceaccount.com", "@developer.gserviceaccount.com",
                                           "@appspot.gserviceaccount.com"};

Advice unusual(std::string_view param, std::string_view message) {
    return {std::string(param), AdviceCode::UnusualFormat, std::string(message), {}};
}

/// What is told by a key that is surely somebody's: a warning of its own, or that it is not the provider's.
std::optional<Advice> owner_advice(std::string_view param, std::string_view slug, std::string_view key) {
    const KeyFormat* format = recognised(key);
    if (!format) return std::nullopt;
    if (!format->warning.empty())
        return Advice{std::string(param), AdviceCode::OtherKind, std::string(format->warning), {}};
    if (format->slug == slug) return std::nullopt;
    return Advice{std::string(param), AdviceCode::OtherVendor, "This looks like " + std::string(format->vendor) + ".",
                  format->slug};
}

std::optional<Advice> key_advice(std::string_view param, std::string_view slug, const Secret& secret) {
    const std::string_view key = trimmed(secret.reveal());
    if (key.empty() || looks_usual(slug, key)) return std::nullopt;
    if (auto advice = owner_advice(param, slug, key)) return advice;
    return unusual(param, "This does not look like the keys that " + std::string(provider_display_name(slug)) +
                              " gives out today. Check that all of it is here.");
}

// ── Bedrock ──────────────────────────────────────────────────────────────────────────────────────────────────

std::optional<Advice> region_advice(std::string_view param, std::string_view region) {
    if (find_region(region) || !is_region_id(region)) return std::nullopt;
    return Advice{std::string(param),
                  AdviceCode::UnknownRegion,
                  "This region is not known to offer Bedrock. Check its spelling, unless it is new.",
                  {}};
}

std::optional<Advice> access_key_id_advice(std::string_view param, std::string_view id) {
    if (id.empty() || is_access_key_id(id)) return std::nullopt;
    for (const Identifier& identifier : identifiers)
        if (id.starts_with(identifier.prefix))
            return Advice{std::string(param), AdviceCode::OtherKind, std::string(identifier.message), {}};
    if (auto advice = owner_advice(param, "bedrock", id)) return advice;
    return unusual(param,
                   "An access key ID begins with AKIA or ASIA and has 20 characters. Check that all of it is here.");
}

std::optional<Advice> secret_access_key_advice(std::string_view param, std::string_view secret) {
    if (secret.empty() || fits(secret_access_key_pattern, secret)) return std::nullopt;
    if (auto advice = owner_advice(param, "bedrock", secret)) return advice;
    return unusual(param, "A secret access key has 40 letters, digits, + and /. Check that all of it is here.");
}

std::optional<Advice> session_token_advice(std::string_view param, const RegionCredential& row) {
    if (trimmed(row.session_token.reveal()).empty() || !is_access_key_id(row.access_key_id) ||
        is_temporary_access_key_id(row.access_key_id))
        return std::nullopt;
    return Advice{std::string(param),
                  AdviceCode::UnusedToken,
                  "Only temporary keys (ASIA…) come with a session token. Check which key this is.",
                  {}};
}

// ── by kind ──────────────────────────────────────────────────────────────────────────────────────────────────

void add(std::vector<Advice>& all, std::optional<Advice> advice) {
    if (advice) all.push_back(std::move(*advice));
}

void advise_on(std::vector<Advice>& all, std::string_view slug, const ApiKeyCredential& credential) {
    add(all, key_advice(whole, slug, credential.api_key));
}

void advise_on(std::vector<Advice>& all, std::string_view, const BedrockCredential& credential) {
    for (std::size_t i = 0; i < credential.regions.size(); ++i) {
        const RegionCredential& row = credential.regions[i];
        const auto path = [&](std::string_view member) {
            return "provider_key.regions[" + std::to_string(i) + "]." + std::string(member);
        };
        add(all, region_advice(path("region"), trimmed(row.region)));
        add(all, access_key_id_advice(path("access_key_id"), trimmed(row.access_key_id)));
        add(all, secret_access_key_advice(path("secret_access_key"), trimmed(row.secret_access_key.reveal())));
        add(all, session_token_advice(path("session_token"), row));
    }
}

void advise_on(std::vector<Advice>& all, std::string_view slug, const ServiceAccountCredential& credential) {
    const std::string_view text = trimmed(credential.json.reveal());
    if (text.empty()) return;
    const auto facts = read_service_account(text);
    if (!facts) return add(all, owner_advice(whole, slug, text));
    const auto is_end = [&](std::string_view end) { return facts->client_email.ends_with(end); };
    if (std::ranges::none_of(email_ends, is_end))
        all.push_back(
            {std::string(whole),
             AdviceCode::UnusualEmail,
             "The file's client_email is not at Google's usual domain (gserviceaccount.com). Check that it is "
             "yours.",
             {}});
}

void advise_on(std::vector<Advice>& all, std::string_view slug, const AzureCredential& credential) {
    add(all, key_advice("provider_key.api_key", slug, credential.api_key));
}

}  // namespace

std::vector<Advice> advise(std::string_view slug, const Credential& credential) {
    std::vector<Advice> all;
    std::visit([&](const auto& parts) { advise_on(all, slug, parts); }, credential);
    return all;
}

}  // namespace byok::core
