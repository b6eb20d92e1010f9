// What one side of the contract writes, the other side reads back.

#include <doctest/doctest.h>

#include <string>
#include <utility>
#include <vector>

#include "core/contract.h"
#include "core/contract_server.h"
#include "core/samples.h"
#include "core/validate.h"

using namespace byok::core;

namespace {

/// Names and other texts that people really enter, and some that only attackers do.
const std::vector<std::string> texts = {
    "My key",
    "🔑 prod 👩‍💻",
    "مفتاح الإنتاج",
    "日本語",
    "<script>alert('x')</script>",
    "\"quoted\" \\ back/slash",
    "line\u2028separator\u2029here",
    "\u202Ereversed",
    "{\"json\":[1,2]}",
    "tab\there \x01 \x7F",
    std::string("nul\0inside", 10),
    std::string(100, 'n'),
};

Credential credential_of(CredentialKind kind, const std::string& text) {
    switch (kind) {
        case CredentialKind::ApiKey:
            return ApiKeyCredential{Secret(text)};
        case CredentialKind::Bedrock: {
            BedrockCredential credential;
            credential.regions.push_back({"us-east-1", text, Secret(text), Secret(text)});
            credential.regions.push_back({text, "AKIA1", Secret(), Secret()});
            return credential;
        }
        case CredentialKind::ServiceAccount:
            return ServiceAccountCredential{Secret(text)};
        case CredentialKind::Azure:
            return AzureCredential{text, Secret(text)};
    }
    std::unreachable();
}

/// Credentials cannot be compared as such; what is sent of them can.
bool same(const Credential& a, const Credential& b) {
    return kind_of(a) == kind_of(b) && encode_credential(a) == encode_credential(b);
}

const std::vector<CredentialHint> hints = {
    {},
    ApiKeyHint{"wxyz"},
    ApiKeyHint{},
    BedrockHint{},
    BedrockHint{{{"us-east-1", "AKIA1"}, {"global", "AKIA2"}}},
    ServiceAccountHint{"project", "a@b.example", "id"},
    ServiceAccountHint{},
    AzureHint{"https://a.openai.azure.com/", "wxyz"},
    AzureHint{"https://a.openai.azure.com/", {}},
};

}  // namespace

TEST_SUITE("core/contract_round_trip") {
    TEST_CASE("a new provider key arrives as it was sent, for every provider and every text") {
        for (const Provider& provider : providers()) {
            for (const std::string& text : texts) {
                CAPTURE(provider.slug);
                CAPTURE(text);
                const NewProviderKey sent{
                    std::string(provider.slug), text, credential_of(provider.kind, text), {"a", text}};
                const auto received = decode_new_provider_key(encode_new_provider_key(sent).reveal());
                REQUIRE(received);
                CHECK(received->provider == sent.provider);
                CHECK(received->name == sent.name);
                CHECK(received->api_key_ids == sent.api_key_ids);
                CHECK(same(received->credential, sent.credential));
            }
        }
    }

    TEST_CASE("the parts of a credential arrive one by one") {
        const auto credential =
            decode_credential(CredentialKind::Bedrock,
                              encode_credential(credential_of(CredentialKind::Bedrock, "line\u2028\"x\" {")).reveal());
        REQUIRE(credential);
        const auto& regions = std::get<BedrockCredential>(*credential).regions;
        REQUIRE(regions.size() == 2);
        CHECK(regions[0].region == "us-east-1");
        CHECK(regions[0].access_key_id == "line\u2028\"x\" {");
        CHECK(regions[0].secret_access_key.reveal() == "line\u2028\"x\" {");
        CHECK(regions[0].session_token.reveal() == "line\u2028\"x\" {");
        CHECK(regions[1].region == "line\u2028\"x\" {");
        CHECK(regions[1].secret_access_key.empty());
        CHECK(regions[1].session_token.empty());
    }

    TEST_CASE("a service account's file arrives byte by byte") {
        const std::string file(trimmed(samples::service_account_json()));
        const NewProviderKey sent{"google_vertex_ai", "n", ServiceAccountCredential{Secret(file)}, {}};
        const auto received = decode_new_provider_key(encode_new_provider_key(sent).reveal());
        REQUIRE(received);
        CHECK(std::get<ServiceAccountCredential>(received->credential).json.reveal() == file);
        CHECK(check_new_credential(received->credential).empty());
    }

    TEST_CASE("every change arrives as it was sent") {
        for (const Provider& provider : providers()) {
            for (int parts = 0; parts < 16; ++parts) {
                CAPTURE(provider.slug);
                CAPTURE(parts);
                ProviderKeyChange sent;
                if (parts & 1) sent.name = "🔑 \"name\"";
                if (parts & 2) sent.credential = credential_of(provider.kind, "text");
                if (parts & 4) sent.api_key_ids = std::vector<std::string>{"a", "b"};
                if (parts & 8) sent.active = false;
                const auto received =
                    decode_provider_key_change(encode_provider_key_change(sent).reveal(), provider.slug);
                REQUIRE(received);
                CHECK(received->name == sent.name);
                CHECK(received->api_key_ids == sent.api_key_ids);
                CHECK(received->active == sent.active);
                REQUIRE(received->credential.has_value() == sent.credential.has_value());
                if (sent.credential) CHECK(same(*received->credential, *sent.credential));
            }
        }
    }

    TEST_CASE("requests about API keys arrive as they were sent") {
        for (const std::string& text : texts) {
            CAPTURE(text);
            CHECK(decode_new_api_key(encode_new_api_key({text})) == NewApiKey{text});
            for (const ApiKeyChange& change :
                 {ApiKeyChange{}, ApiKeyChange{text, {}}, ApiKeyChange{{}, true}, ApiKeyChange{text, false}})
                CHECK(decode_api_key_change(encode_api_key_change(change)) == change);
        }
    }

    TEST_CASE("provider keys are read as they were answered") {
        std::vector<ProviderKey> keys;
        for (const CredentialHint& hint : hints) {
            for (const std::string& text : texts) {
                keys.push_back({.id = "pk/" + text,
                                .provider = text,
                                .name = text,
                                .created_at = "2026-01-02T03:04:05Z",
                                .created_by = text,
                                .updated_at = "",
                                .active = true,
                                .api_key_ids = std::vector<std::string>{text},
                                .credential = hint});
                keys.push_back({.id = "2",
                                .provider = "xai",
                                .name = "n",
                                .created_at = "",
                                .created_by = "",
                                .updated_at = "2026-01-02T03:04:05Z",
                                .active = {},
                                .api_key_ids = {},
                                .credential = hint,
                                .credential_unreadable = true,
                                .updated_by = text,
                                .etag = "\"" + text + "\""});
            }
        }
        for (ProviderKey& key : keys) key.reports_tests = true;  // as every answer of ours says
        CHECK(decode_provider_keys(encode_provider_keys(keys)) == keys);
        for (const ProviderKey& key : keys) CHECK(decode_provider_key(encode_provider_key(key)) == key);
    }

    TEST_CASE("what may be shown of a credential is read by itself as it was written") {
        const CredentialHint hints[] = {
            ApiKeyHint{"0d9e"},
            ApiKeyHint{std::nullopt},
            BedrockHint{{{"global", "AKIAMADEUPFORTESTS23"}, {"us-east-1", "\"quoted\""}}},
            BedrockHint{},
            ServiceAccountHint{"project", "a@b.iam.gserviceaccount.com", "0123"},
            AzureHint{"https://contoso.openai.azure.com/", "0d9e"},
            AzureHint{"https://contoso.openai.azure.com/", std::nullopt},
            CredentialHint{},
        };
        for (const CredentialHint& hint : hints) {
            CAPTURE(encode_credential_hint(hint));
            CHECK(decode_credential_hint(encode_credential_hint(hint)) == hint);
        }
    }

    TEST_CASE("a text that is no hint shows nothing") {
        for (const char* text : {"", "{", "[]", "null", "7", "{}", R"({"kind":7})", R"({"kind":"unheard of"})",
                                 R"({"kind":"bedrock","regions":"none"})", R"({"kind":"azure","endpoint":7})"}) {
            CAPTURE(text);
            CHECK(decode_credential_hint(text) == CredentialHint{});
        }
    }

    TEST_CASE("API keys and organizations are read as they were answered") {
        std::vector<ApiKey> keys;
        std::vector<Organization> organizations;
        for (const std::string& text : texts) {
            keys.push_back({text, text, "api", "2026-01-02T03:04:05Z", "", "", false});
            keys.push_back({"k", text, text, text, "2027-01-02T03:04:05Z", text, true, "\"7\""});
            organizations.push_back({text, text, text});
            organizations.push_back({"o", text, ""});
        }
        CHECK(decode_api_keys(encode_api_keys(keys, "org")) == keys);
        for (const ApiKey& key : keys) CHECK(decode_api_key(encode_api_key(key, "org")) == key);
        CHECK(decode_organizations(encode_organizations(organizations)) == organizations);
    }

    TEST_CASE("a key just made is read as it was answered") {
        for (const std::string& text : texts) {
            const CreatedApiKey created{{"k", text, "api", "2026-01-02T03:04:05Z", "", "", true}, Secret(text)};
            const auto read = decode_created_api_key(encode_created_api_key(created, "org").reveal());
            REQUIRE(read);
            CHECK(read->api_key == created.api_key);
            CHECK(read->key == created.key);
        }
    }

    TEST_CASE("a session is read as it was answered, for every role") {
        for (const Role role : {Role::Viewer, Role::Editor, Role::Admin}) {
            for (const std::string& text : texts) {
                const SessionInfo session{text, role, "org_1", text.size() % 2 == 0, "2026-01-02T03:04:05Z", 900};
                CAPTURE(text);
                const auto read = decode_session(encode_session(session));
                REQUIRE(read);
                CHECK(*read == session);
            }
        }
    }

    TEST_CASE("the audit trail is read as it was answered") {
        AuditPage page;
        for (const std::string& text : texts) {
            AuditEvent& event = page.events.emplace_back();
            event.id = text, event.at = "2026-01-02T03:04:05Z", event.action = text, event.actor = text;
            event.token_id = text, event.role = text, event.via = text, event.ip = text, event.request_id = text;
            event.target_type = text, event.target_id = text, event.target_name = text, event.result = text;
            event.changes = {text, "name"}, event.detail = text;
        }
        AuditEvent& bare = page.events.emplace_back();
        bare.id = "e0", bare.action = "sealing_key.added", bare.via = "command_line", bare.result = "done";
        for (const std::string_view cursor : {"", "c1"}) {
            page.next_cursor = cursor;
            const auto read = decode_audit_page(encode_audit_page(page));
            REQUIRE(read);
            CHECK(*read == page);
        }
    }

    TEST_CASE("an error is read as it was answered") {
        for (int i = 0; i <= static_cast<int>(ErrorCode::Internal); ++i) {
            const auto code = static_cast<ErrorCode>(i);
            const Error error{code, "A sentence, \"quoted\" 🔑.", {{"name", "Wrong."}, {"provider_key", "Bad."}}, 7};
            CHECK(decode_error(http_status(code), encode_error(error), "7") == error);
        }
    }

    TEST_CASE("every problem that the rules find survives the way to the form") {
        const Credential wrong = credential_of(CredentialKind::Bedrock, "two words");
        const FieldErrors problems = check_new_credential(wrong);
        REQUIRE(problems.size() >= 4);
        const Error error{ErrorCode::InvalidRequest, problems.front().message, problems, 0};
        CHECK(decode_error(400, encode_error(error)) == error);
    }
}
