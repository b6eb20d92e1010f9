#include "core/contract.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/answer_reader.h"
#include "core/azure_endpoint.h"
#include "core/json_writer.h"
#include "core/text.h"

namespace byok::core {
namespace {

/// More is as good as a day.
constexpr double latency_max_ms = 86'400'000;

/// Longer than any session lasts.
constexpr double idle_timeout_max_s = 86'400 * 366;

/// How the time of expiry begins of a key that never expires: the zero time of the language of many servers.
constexpr std::string_view never = "0001-01-01T00:00:00";

// ── writing ──────────────────────────────────────────────────────────────────────────────────────────────────

void write_texts(JsonWriter& json, const std::vector<std::string>& texts) {
    json.begin_array();
    for (const std::string& text : texts) json.string(text);
    json.end_array();
}

Secret encode(const ApiKeyCredential& credential) {
    return Secret(trimmed(credential.api_key.reveal()));
}

Secret encode(const BedrockCredential& credential) {
    JsonWriter json;
    json.begin_object();
    for (const RegionCredential& region : credential.regions) {
        json.key(trimmed(region.region)).begin_object();
        json.key("access_key_id").string(trimmed(region.access_key_id));
        json.key("secret_access_key").string(trimmed(region.secret_access_key.reveal()));
        const std::string_view session_token = trimmed(region.session_token.reveal());
        if (!session_token.empty()) json.key("session_token").string(session_token);
        json.end_object();
    }
    json.end_object();
    return json.take_secret();
}

Secret encode(const ServiceAccountCredential& credential) {
    return Secret(trimmed(credential.json.reveal()));
}

Secret encode(const AzureCredential& credential) {
    JsonWriter json;
    json.begin_object();
    json.key("endpoint").string(canonical_azure_endpoint(credential.endpoint));
    json.key("api_key").string(trimmed(credential.api_key.reveal()));
    json.end_object();
    return json.take_secret();
}

// ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────

std::optional<std::vector<std::string>> read_texts(AnswerReader& reader, std::string_view name) {
    const Json::Array* items = reader.items(name);
    if (!items) return std::nullopt;
    std::vector<std::string> texts;
    for (const Json& item : *items) {
        const auto text = item.text();
        if (!text) reader.remember(name);
        texts.emplace_back(text.value_or(""));
    }
    return texts;
}

BedrockHint read_bedrock_hint(AnswerReader& credential) {
    BedrockHint hint;
    const Json::Array* regions = credential.items("regions");
    if (!regions) return hint;
    for (const Json& region : *regions) {
        AnswerReader reader(region);
        hint.regions.push_back({reader.needed_text("region"), reader.text("access_key_id")});
        credential.remember(reader.bad());
    }
    return hint;
}

CredentialHint read_hint(AnswerReader& reader) {
    const std::string kind = reader.text("kind");
    CredentialHint hint;
    if (kind == "api_key") hint = ApiKeyHint{reader.optional_text("last4")};
    if (kind == "bedrock") hint = read_bedrock_hint(reader);
    if (kind == "vertex")
        hint =
            ServiceAccountHint{reader.text("project_id"), reader.text("client_email"), reader.text("private_key_id")};
    if (kind == "azure") hint = AzureHint{reader.text("endpoint"), reader.optional_text("last4")};
    return hint;
}

Finding read_finding(AnswerReader& reader) {
    return {verdict_from(reader.needed_text("verdict")), reader.text("reason"), reader.text("message"),
            reader.text("fix")};
}

TestResult read_test_result(AnswerReader& reader) {
    TestResult test;
    test.finding = read_finding(reader);
    test.tested_at = reader.text("tested_at");
    test.latency_ms = static_cast<int>(std::clamp(reader.number("latency_ms").value_or(0), 0.0, latency_max_ms));
    test.request_id = reader.text("request_id");
    const Json::Array* regions = reader.items("regions");
    if (!regions) return test;
    for (const Json& region : *regions) {
        AnswerReader row(region);
        std::string name = row.needed_text("region");
        test.regions.push_back({std::move(name), read_finding(row)});
        if (!row.bad().empty()) reader.remember("regions");
    }
    return test;
}

Organization read_organization(AnswerReader& reader) {
    Organization organization;
    organization.id = reader.needed_text("id");
    organization.name = reader.text("name");
    organization.slug = reader.text("slug");
    if (organization.name.empty()) organization.name = organization.id;
    return organization;
}

/// The object of that name, read by `read`; as if it were empty when it is absent.
void read_part(AnswerReader& around, std::string_view name, const auto& read) {
    const Json* part = around.find(name);
    if (!part) return;
    AnswerReader reader(*part);
    read(reader);
    if (!reader.bad().empty()) around.remember(name);
}

ProviderKey read_provider_key(AnswerReader& reader) {
    ProviderKey key;
    key.id = reader.needed_text("id");
    key.provider = reader.needed_text("provider");
    key.name = reader.text("name");
    key.created_at = reader.text("created_at");
    key.created_by = reader.text("created_by");
    key.updated_at = reader.text("updated_at");
    key.active = reader.boolean("active");
    key.api_key_ids = read_texts(reader, "api_key_ids");
    read_part(reader, "credential", [&](AnswerReader& hint) { key.credential = read_hint(hint); });
    key.reports_tests = reader.has("last_test");
    read_part(reader, "last_test", [&](AnswerReader& test) { key.last_test = read_test_result(test); });
    key.credential_unreadable = reader.text("credential_state") == "unreadable";
    key.updated_by = reader.text("updated_by");
    key.etag = reader.text("etag");
    return key;
}

ApiKey read_api_key(AnswerReader& reader) {
    ApiKey key;
    key.id = reader.needed_text("id");
    key.name = reader.text("name");
    key.type = reader.text("type");
    key.created_at = reader.text("created_at");
    key.expires_at = reader.text("expires_at");
    key.last_used_at = reader.text("last_used_at");
    key.active = reader.boolean("active").value_or(true);
    key.etag = reader.text("etag");
    if (key.expires_at.starts_with(never)) key.expires_at.clear();
    return key;
}

CreatedApiKey read_created_api_key(AnswerReader& reader) {
    CreatedApiKey created;
    created.api_key = read_api_key(reader);
    const Json* key = reader.find("key");
    const std::string_view text = key ? key->text().value_or("") : "";
    if (text.empty()) reader.remember("key");
    created.key = Secret(text);
    return created;
}

SessionInfo read_session(AnswerReader& reader) {
    SessionInfo session;
    session.name = reader.text("name");
    const std::optional<Role> role = find_role(reader.needed_text("role"));
    if (!role) reader.remember("role");
    session.role = role.value_or(Role::Viewer);
    session.organization_id = reader.text("organization_id");
    session.by_cookie = reader.text("kind") == "cookie";
    session.expires_at = reader.text("expires_at");
    session.idle_timeout_s =
        static_cast<int>(std::clamp(reader.number("idle_timeout_s").value_or(0), 0.0, idle_timeout_max_s));
    return session;
}

AuditEvent read_audit_event(AnswerReader& reader) {
    AuditEvent event;
    event.id = reader.needed_text("id");
    event.at = reader.text("at");
    event.action = reader.needed_text("action");
    read_part(reader, "actor", [&](AnswerReader& actor) {
        event.actor = actor.text("name");
        event.token_id = actor.text("token_id");
        event.role = actor.text("role");
        event.via = actor.text("via");
    });
    event.ip = reader.text("ip");
    event.request_id = reader.text("request_id");
    read_part(reader, "target", [&](AnswerReader& target) {
        event.target_type = target.text("type");
        event.target_id = target.text("id");
        event.target_name = target.text("name");
    });
    event.result = reader.text("result");
    event.changes = read_texts(reader, "changes").value_or(std::vector<std::string>());
    event.detail = reader.text("detail");
    return event;
}

template <class Thing>
Result<Thing> decode_one(std::string_view body, Thing (*read)(AnswerReader&)) {
    const auto json = parse_json(body, answer_depth_max);
    if (!json) return bad_answer("not JSON");
    AnswerReader reader(*json);
    Thing thing = read(reader);
    if (!reader.bad().empty()) return bad_answer(reader.bad());
    return thing;
}

template <class Thing>
Result<std::vector<Thing>> read_list(const Json& json, Thing (*read)(AnswerReader&)) {
    const Json* data = json.find("data");
    const Json::Array* items = data ? data->items() : json.items();
    if (!items) return bad_answer("a list was expected");
    std::vector<Thing> things;
    things.reserve(items->size());
    for (const Json& item : *items) {
        AnswerReader reader(item);
        things.push_back(read(reader));
        if (!reader.bad().empty()) return bad_answer(reader.bad());
    }
    return things;
}

/// Lists come bare or as `data` of an object; which one depends on the endpoint, and on the server.
template <class Thing>
Result<std::vector<Thing>> decode_list(std::string_view body, Thing (*read)(AnswerReader&)) {
    const auto json = parse_json(body, answer_depth_max);
    if (!json) return bad_answer("not JSON");
    return read_list(*json, read);
}

}  // namespace

Secret encode_new_provider_key(const NewProviderKey& key) {
    JsonWriter json;
    json.begin_object();
    json.key("provider").string(key.provider);
    json.key("provider_key").string(encode_credential(key.credential).reveal());
    json.key("name").string(trimmed(key.name));
    json.key("api_key_ids");
    write_texts(json, key.api_key_ids);
    if (key.allow_duplicate) json.key("allow_duplicate").boolean(true);
    json.end_object();
    return json.take_secret();
}

Secret encode_new_credential_test(std::string_view provider, const Credential& credential) {
    JsonWriter json;
    json.begin_object().key("provider").string(provider);
    json.key("provider_key").string(encode_credential(credential).reveal()).end_object();
    return json.take_secret();
}

Secret encode_stored_credential_test(const Credential* credential) {
    JsonWriter json;
    json.begin_object();
    if (credential) json.key("provider_key").string(encode_credential(*credential).reveal());
    json.end_object();
    return json.take_secret();
}

Secret encode_provider_key_change(const ProviderKeyChange& change) {
    JsonWriter json;
    json.begin_object();
    if (change.name) json.key("name").string(trimmed(*change.name));
    if (change.credential) json.key("provider_key").string(encode_credential(*change.credential).reveal());
    if (change.api_key_ids) {
        json.key("api_key_ids");
        write_texts(json, *change.api_key_ids);
    }
    if (change.active) json.key("active").boolean(*change.active);
    if (change.allow_duplicate) json.key("allow_duplicate").boolean(true);
    json.end_object();
    return json.take_secret();
}

std::string encode_new_api_key(const NewApiKey& key) {
    JsonWriter json;
    json.begin_object().key("name").string(trimmed(key.name)).key("type").string("api").end_object();
    return json.take_text();
}

std::string encode_api_key_change(const ApiKeyChange& change) {
    JsonWriter json;
    json.begin_object();
    if (change.name) json.key("name").string(trimmed(*change.name));
    if (change.active) json.key("active").boolean(*change.active);
    json.end_object();
    return json.take_text();
}

Secret encode_credential(const Credential& credential) {
    return std::visit([](const auto& parts) { return encode(parts); }, credential);
}

Result<std::vector<Organization>> decode_organizations(std::string_view body) {
    return decode_list(body, read_organization);
}

Result<std::vector<ProviderKey>> decode_provider_keys(std::string_view body) {
    return decode_list(body, read_provider_key);
}

Result<ProviderKey> decode_provider_key(std::string_view body) {
    return decode_one(body, read_provider_key);
}

Result<TestResult> decode_test_result(std::string_view body) {
    return decode_one(body, read_test_result);
}

CredentialHint decode_credential_hint(std::string_view text) {
    const auto json = parse_json(text);
    if (!json) return {};
    AnswerReader reader(*json);
    CredentialHint hint = read_hint(reader);
    return reader.bad().empty() ? hint : CredentialHint{};
}

Result<std::vector<ApiKey>> decode_api_keys(std::string_view body) {
    return decode_list(body, read_api_key);
}

Result<ApiKey> decode_api_key(std::string_view body) {
    return decode_one(body, read_api_key);
}

Result<CreatedApiKey> decode_created_api_key(std::string_view body) {
    return decode_one(body, read_created_api_key);
}

Result<SessionInfo> decode_session(std::string_view body) {
    return decode_one(body, read_session);
}

Result<AuditPage> decode_audit_page(std::string_view body) {
    const auto json = parse_json(body, answer_depth_max);
    if (!json) return bad_answer("not JSON");
    auto events = read_list(*json, read_audit_event);
    if (!events) return std::unexpected(std::move(events.error()));
    AuditPage page{*std::move(events), {}};
    if (json->items()) return page;
    AnswerReader reader(*json);
    if (reader.boolean("has_more").value_or(true)) page.next_cursor = reader.text("next_cursor");
    if (!reader.bad().empty()) return bad_answer(reader.bad());
    return page;
}

}  // namespace byok::core
