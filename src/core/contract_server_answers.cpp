// The encode_ functions of core/contract_server.h: what the server answers.

#include <type_traits>
#include <variant>

#include "core/contract_server.h"
#include "core/json_writer.h"

namespace byok::core {
namespace {

/// How the contract writes that a key never expires.
constexpr std::string_view never = "0001-01-01T00:00:00Z";

void write_text_or_null(JsonWriter& json, std::string_view name, std::string_view text) {
    json.key(name);
    text.empty() ? json.null() : json.string(text);
}

void write_last4(JsonWriter& json, const std::optional<std::string>& last4) {
    write_text_or_null(json, "last4", last4.value_or(""));
}

void write(JsonWriter& json, const std::monostate&) {
    json.null();
}

void write(JsonWriter& json, const ApiKeyHint& hint) {
    json.begin_object().key("kind").string("api_key");
    write_last4(json, hint.last4);
    json.end_object();
}

void write(JsonWriter& json, const BedrockHint& hint) {
    json.begin_object().key("kind").string("bedrock").key("regions").begin_array();
    for (const BedrockHint::Region& region : hint.regions) {
        json.begin_object().key("region").string(region.region);
        json.key("access_key_id").string(region.access_key_id).end_object();
    }
    json.end_array().end_object();
}

void write(JsonWriter& json, const ServiceAccountHint& hint) {
    json.begin_object().key("kind").string("vertex");
    json.key("project_id").string(hint.project_id);
    json.key("client_email").string(hint.client_email);
    json.key("private_key_id").string(hint.private_key_id).end_object();
}

void write(JsonWriter& json, const AzureHint& hint) {
    json.begin_object().key("kind").string("azure").key("endpoint").string(hint.endpoint);
    write_last4(json, hint.last4);
    json.end_object();
}

void write(JsonWriter& json, const Organization& organization) {
    json.begin_object().key("id").string(organization.id).key("name").string(organization.name);
    if (!organization.slug.empty()) json.key("slug").string(organization.slug);
    json.end_object();
}

void write_finding(JsonWriter& json, const Finding& finding) {
    json.key("verdict").string(wire_name(finding.verdict)).key("reason").string(finding.reason);
    json.key("message").string(finding.message);
    write_text_or_null(json, "fix", finding.fix);
}

void write(JsonWriter& json, const TestResult& test) {
    json.begin_object();
    write_finding(json, test.finding);
    json.key("tested_at").string(test.tested_at).key("latency_ms").integer(test.latency_ms);
    write_text_or_null(json, "request_id", test.request_id);
    json.key("regions").begin_array();
    for (const RegionResult& region : test.regions) {
        json.begin_object().key("region").string(region.region);
        write_finding(json, region.finding);
        json.end_object();
    }
    json.end_array().end_object();
}

void write(JsonWriter& json, const ProviderKey& key) {
    json.begin_object().key("object").string("provider_key");
    json.key("id").string(key.id).key("provider").string(key.provider).key("name").string(key.name);
    json.key("created_at").string(key.created_at).key("created_by").string(key.created_by);
    json.key("updated_at").string(key.updated_at);
    write_text_or_null(json, "updated_by", key.updated_by);
    if (key.active) json.key("active").boolean(*key.active);
    if (key.api_key_ids) {
        json.key("api_key_ids").begin_array();
        for (const std::string& id : *key.api_key_ids) json.string(id);
        json.end_array();
    }
    json.key("credential");
    std::visit([&](const auto& hint) { write(json, hint); }, key.credential);
    json.key("last_test");
    key.last_test ? write(json, *key.last_test) : void(json.null());
    json.key("credential_state").string(key.credential_unreadable ? "unreadable" : "ok");
    write_text_or_null(json, "etag", key.etag);
    json.end_object();
}

void write(JsonWriter& json, const AuditEvent& event) {
    json.begin_object().key("object").string("audit_event");
    json.key("id").string(event.id).key("at").string(event.at).key("action").string(event.action);
    json.key("actor").begin_object().key("name").string(event.actor);
    write_text_or_null(json, "token_id", event.token_id);
    write_text_or_null(json, "role", event.role);
    json.key("via").string(event.via).end_object();
    json.key("target").begin_object();
    write_text_or_null(json, "type", event.target_type);
    write_text_or_null(json, "id", event.target_id);
    write_text_or_null(json, "name", event.target_name);
    json.end_object().key("result").string(event.result).key("changes").begin_array();
    for (const std::string& change : event.changes) json.string(change);
    json.end_array();
    write_text_or_null(json, "detail", event.detail);
    write_text_or_null(json, "ip", event.ip);
    write_text_or_null(json, "request_id", event.request_id);
    json.end_object();
}

/// `key` is the gateway key itself; null except where it may be read.
void write(JsonWriter& json, const ApiKey& api_key, std::string_view organization_id, const Secret* key) {
    json.begin_object().key("object").string("ai_gateway_api_key");
    json.key("id").string(api_key.id).key("organization_id").string(organization_id);
    json.key("name").string(api_key.name).key("type").string(api_key.type);
    json.key("coding_assistant").null().key("models").begin_array().end_array().key("max_usage").null();
    json.key("active").boolean(api_key.active).key("debug_mode").boolean(false);
    json.key("created_at").string(api_key.created_at);
    json.key("expires_at").string(api_key.expires_at.empty() ? never : std::string_view(api_key.expires_at));
    write_text_or_null(json, "last_used_at", api_key.last_used_at);
    json.key("byok_only").boolean(false);
    write_text_or_null(json, "etag", api_key.etag);
    if (key) json.key("key").string(key->reveal());
    json.end_object();
}

}  // namespace

std::string encode_organizations(const std::vector<Organization>& organizations) {
    JsonWriter json;
    json.begin_object().key("data").begin_array();
    for (const Organization& organization : organizations) write(json, organization);
    json.end_array().end_object();
    return json.take_text();
}

std::string encode_organization(const Organization& organization) {
    JsonWriter json;
    write(json, organization);
    return json.take_text();
}

std::string encode_provider_keys(const std::vector<ProviderKey>& keys) {
    JsonWriter json;
    json.begin_array();
    for (const ProviderKey& key : keys) write(json, key);
    json.end_array();
    return json.take_text();
}

std::string encode_provider_key(const ProviderKey& key) {
    JsonWriter json;
    write(json, key);
    return json.take_text();
}

std::string encode_test_result(const TestResult& test) {
    JsonWriter json;
    write(json, test);
    return json.take_text();
}

std::string encode_session(const SessionInfo& session) {
    JsonWriter json;
    json.begin_object().key("object").string("session").key("name").string(session.name);
    json.key("role").string(wire_name(session.role)).key("organization_id").string(session.organization_id);
    json.key("kind").string(session.by_cookie ? "cookie" : "token").key("expires_at").string(session.expires_at);
    json.key("idle_timeout_s").integer(session.idle_timeout_s).end_object();
    return json.take_text();
}

std::string encode_audit_page(const AuditPage& page) {
    JsonWriter json;
    json.begin_object().key("data").begin_array();
    for (const AuditEvent& event : page.events) write(json, event);
    json.end_array().key("has_more").boolean(!page.next_cursor.empty());
    write_text_or_null(json, "next_cursor", page.next_cursor);
    json.end_object();
    return json.take_text();
}

std::string encode_credential_hint(const CredentialHint& hint) {
    JsonWriter json;
    std::visit([&](const auto& kind) { write(json, kind); }, hint);
    return json.take_text();
}

std::string encode_api_keys(const std::vector<ApiKey>& keys, std::string_view organization_id) {
    JsonWriter json;
    json.begin_object().key("data").begin_array();
    for (const ApiKey& key : keys) write(json, key, organization_id, nullptr);
    json.end_array().end_object();
    return json.take_text();
}

std::string encode_api_key(const ApiKey& key, std::string_view organization_id) {
    JsonWriter json;
    write(json, key, organization_id, nullptr);
    return json.take_text();
}

Secret encode_created_api_key(const CreatedApiKey& created, std::string_view organization_id) {
    JsonWriter json;
    write(json, created.api_key, organization_id, &created.key);
    return json.take_secret();
}

std::string encode_deleted(std::string_view object, std::string_view id) {
    JsonWriter json;
    json.begin_object().key("object").string(object).key("id").string(id);
    json.key("deleted").boolean(true).end_object();
    return json.take_text();
}

std::string encode_error(const Error& error) {
    JsonWriter json;
    json.begin_object().key("error").begin_object();
    json.key("type").string(wire_name(error.code)).key("message").string(error.message);
    json.key("params").begin_array();
    for (const FieldError& field : error.fields)
        json.begin_object().key("param").string(field.param).key("message").string(field.message).end_object();
    json.end_array().end_object().end_object();
    return json.take_text();
}

}  // namespace byok::core
