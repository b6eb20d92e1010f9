#include "server/hint_text.h"

#include <optional>
#include <utility>
#include <variant>

#include "core/json.h"
#include "core/json_writer.h"

namespace byok::server {

namespace {

using core::JsonWriter;

void write_last4(JsonWriter& json, const std::optional<std::string>& last4) {
    json.key("last4");
    last4 ? json.string(*last4) : json.null();
}

void write(JsonWriter&, const std::monostate&) {}

void write(JsonWriter& json, const core::ApiKeyHint& hint) {
    json.key("kind").string("api_key");
    write_last4(json, hint.last4);
}

void write(JsonWriter& json, const core::BedrockHint& hint) {
    json.key("kind").string("bedrock").key("regions").begin_array();
    for (const auto& region : hint.regions) {
        json.begin_object().key("region").string(region.region);
        json.key("access_key_id").string(region.access_key_id).end_object();
    }
    json.end_array();
}

void write(JsonWriter& json, const core::ServiceAccountHint& hint) {
    json.key("kind").string("vertex").key("project_id").string(hint.project_id);
    json.key("client_email").string(hint.client_email).key("private_key_id").string(hint.private_key_id);
}

void write(JsonWriter& json, const core::AzureHint& hint) {
    json.key("kind").string("azure").key("endpoint").string(hint.endpoint);
    write_last4(json, hint.last4);
}

std::optional<std::string> optional_text(const core::Json& json, std::string_view name) {
    const core::Json* const member = json.find(name);
    const auto text = member == nullptr ? std::nullopt : member->text();
    return text ? std::optional<std::string>(*text) : std::nullopt;
}

std::string text_of(const core::Json& json, std::string_view name) {
    return optional_text(json, name).value_or("");
}

core::BedrockHint read_bedrock(const core::Json& json) {
    core::BedrockHint hint;
    const core::Json* const regions = json.find("regions");
    if (regions != nullptr && regions->items() != nullptr) {
        for (const core::Json& region : *regions->items()) {
            hint.regions.push_back({text_of(region, "region"), text_of(region, "access_key_id")});
        }
    }
    return hint;
}

}  // namespace

std::string write_hint(const core::CredentialHint& hint) {
    JsonWriter json;
    json.begin_object();
    std::visit([&](const auto& kind) { write(json, kind); }, hint);
    json.end_object();
    return json.take_text();
}

core::CredentialHint read_hint(std::string_view text) {
    const auto json = core::parse_json(text);
    if (!json) { return {}; }
    const std::string kind = text_of(*json, "kind");
    if (kind == "api_key") { return core::ApiKeyHint{optional_text(*json, "last4")}; }
    if (kind == "bedrock") { return read_bedrock(*json); }
    if (kind == "vertex") {
        return core::ServiceAccountHint{text_of(*json, "project_id"), text_of(*json, "client_email"),
                                        text_of(*json, "private_key_id")};
    }
    if (kind == "azure") { return core::AzureHint{text_of(*json, "endpoint"), optional_text(*json, "last4")}; }
    return {};
}

}  // namespace byok::server
