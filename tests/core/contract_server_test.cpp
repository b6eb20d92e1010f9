#include "core/contract_server.h"

#include <doctest/doctest.h>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "core/contract.h"
#include "core/samples.h"
#include "core/validate.h"

using namespace byok::core;

namespace {

std::vector<std::string> params(const Error& error) {
    std::vector<std::string> result;
    for (const FieldError& field : error.fields) result.push_back(field.param);
    return result;
}

using Params = std::vector<std::string>;

template <class T>
Error refusal(const Result<T>& result) {
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ErrorCode::InvalidRequest);
    CHECK_FALSE(result.error().message.empty());
    return result.error();
}

Error new_key_refusal(std::string_view body) {
    return refusal(decode_new_provider_key(body));
}

}  // namespace

TEST_SUITE("core/contract_server") {
    TEST_CASE("a request for a new provider key is read") {
        const auto key = decode_new_provider_key(
            R"({"provider":"openai","provider_key":" sk-1\n","name":" My key ","api_key_ids":["a","b"]})");
        REQUIRE(key);
        CHECK(key->provider == "openai");
        CHECK(key->name == "My key");
        CHECK(key->api_key_ids == std::vector<std::string>{"a", "b"});
        CHECK(std::get<ApiKeyCredential>(key->credential).api_key.reveal() == "sk-1");
    }

    TEST_CASE("a body that is not an object is refused, in words that say why") {
        struct Row {
            std::string_view body;
            std::string_view message;
        };
        for (const auto& [body, message] : {
                 Row{"", "The body is empty. Send a JSON object."},
                 Row{" \n", "The body is empty. Send a JSON object."},
                 Row{"null", "The body has to be a JSON object."},
                 Row{"[]", "The body has to be a JSON object."},
                 Row{"\"{}\"", "The body has to be a JSON object."},
                 Row{"{", "The body is not valid JSON (byte 1)."},
                 Row{"{}{}", "The body is not valid JSON (byte 2)."},
                 Row{"provider=openai", "The body is not valid JSON (byte 0)."},
                 Row{"{\"name\":\"\xFF\"}", "The body is not valid UTF-8."},
                 Row{"{\"name\":\"\xED\xA0\x80\"}", "The body is not valid UTF-8."},
             }) {
            CAPTURE(body);
            for (const Error& error : {new_key_refusal(body), refusal(decode_provider_key_change(body, "openai")),
                                       refusal(decode_new_api_key(body)), refusal(decode_api_key_change(body))}) {
                CHECK(error.message == message);
                CHECK(error.fields.empty());
            }
        }
    }

    TEST_CASE("a body nested too deeply is refused without exhausting anything") {
        CHECK(new_key_refusal(std::string(250'000, '[')).message == "The body is nested deeper than 16 levels.");
        CHECK(new_key_refusal(R"({"name":)" + std::string(16, '[') + std::string(16, ']') + "}").message ==
              "The body is nested deeper than 16 levels.");
    }

    TEST_CASE("a member that is there twice is refused, wherever it is") {
        CHECK(params(new_key_refusal(
                  R"({"provider":"openai","provider_key":"a","name":"x","name":"y","api_key_ids":[]})")) ==
              Params{"name"});
        CHECK(params(new_key_refusal(R"({"provider":"openai","provider_key":"a","n\u0061me":"x","name":"y"})")) ==
              Params{"name"});
        CHECK(params(refusal(decode_provider_key_change(R"({"active":true,"active":false})", "openai"))) ==
              Params{"active"});
        const Error error = refusal(decode_credential(
            CredentialKind::Bedrock,
            R"({"us-east-1":{"access_key_id":"a","secret_access_key":"b","secret_access_key":"c"}})"));
        CHECK(params(error) == Params{"provider_key"});
        CHECK(error.message == "The credential has a member twice.");
        CHECK(params(refusal(decode_credential(CredentialKind::Bedrock,
                                               R"({"us-east-1":{"access_key_id":"a","secret_access_key":"b"},
                                               "us-east-1":{"access_key_id":"a","secret_access_key":"b"}})"))) ==
              Params{"provider_key"});
        CHECK(params(refusal(
                  decode_credential(CredentialKind::Azure, R"({"endpoint":"a","endpoint":"b","api_key":"c"})"))) ==
              Params{"provider_key"});
    }

    TEST_CASE("members that are missing, unknown or of the wrong type are named") {
        struct Row {
            std::string_view body;
            Params params;
        };
        for (const auto& [body, expected] : {
                 Row{"{}", {"provider", "provider_key", "name", "api_key_ids"}},
                 Row{R"({"provider_key":"k","name":"n","api_key_ids":[]})", {"provider"}},
                 Row{R"({"provider":"openai","name":"n","api_key_ids":[]})", {"provider_key"}},
                 Row{R"({"provider":"openai","provider_key":"k","api_key_ids":[]})", {"name"}},
                 Row{R"({"provider":"openai","provider_key":"k","name":"n"})", {"api_key_ids"}},
                 Row{R"({"provider":1,"provider_key":2,"name":3,"api_key_ids":4})",
                     {"provider", "provider_key", "name", "api_key_ids"}},
                 Row{R"({"provider":null,"provider_key":null,"name":null,"api_key_ids":null})",
                     {"provider", "provider_key", "name", "api_key_ids"}},
                 Row{R"({"provider":"openai","provider_key":{"a":1},"name":"n","api_key_ids":[]})", {"provider_key"}},
                 Row{R"({"provider":"openai","provider_key":"k","name":"n","api_key_ids":"a"})", {"api_key_ids"}},
                 Row{R"({"provider":"openai","provider_key":"k","name":"n","api_key_ids":["a",1]})", {"api_key_ids"}},
                 Row{R"({"provider":"openai","provider_key":"k","name":"n","api_key_ids":[["a"]]})", {"api_key_ids"}},
                 Row{R"({"provider":"openai","provider_key":"k","name":"n","api_key_ids":["a","b","a"]})",
                     {"api_key_ids"}},
                 Row{R"({"provider":"openai","provider_key":"k","name":"n","api_key_ids":[],"active":true})",
                     {"active"}},
                 Row{R"({"provider":"openai","provider_key":"k","name":"n","api_key_ids":[],"id":"pk_1"})", {"id"}},
                 Row{R"({"provider":"groq","provider_key":"k","name":"n","api_key_ids":[]})", {"provider"}},
                 Row{R"({"provider":"","provider_key":"k","name":"n","api_key_ids":[]})", {"provider"}},
                 Row{R"({"provider":"OpenAI","provider_key":"k","name":"n","api_key_ids":[]})", {"provider"}},
                 Row{R"({"provider":"groq","provider_key":"k","api_key_ids":[]})", {"name", "provider"}},
                 Row{R"({"provider":"azure","provider_key":"k","name":"n","api_key_ids":[]})", {"provider_key"}},
                 Row{R"({"provider":"bedrock","provider_key":"","name":"n","api_key_ids":[]})", {"provider_key"}},
             }) {
            CAPTURE(body);
            CHECK(params(new_key_refusal(body)) == expected);
        }
    }

    TEST_CASE("an unknown provider is answered with those that are known") {
        CHECK(new_key_refusal(R"({"provider":"groq","provider_key":"k","name":"n","api_key_ids":[]})").message ==
              "There is no such provider. Known are anthropic, openai, google_vertex_ai, mistral, deepseek, xai, zai, "
              "bedrock, azure.");
    }

    TEST_CASE("a member whose name could be a value is not repeated in the answer") {
        const Error error = new_key_refusal(
            R"({"provider":"openai","provider_key":"k","name":"n","api_key_ids":[],"sk-secret-0123":1})");
        CHECK(params(error) == Params{""});
        CHECK_FALSE(encode_error(error).contains("sk-secret"));
        CHECK_FALSE(encode_error(new_key_refusal(R"({"sk-secret-0123":1,"sk-secret-0123":1})")).contains("sk-secret"));
    }

    TEST_CASE("no refusal repeats a secret") {
        for (const std::string_view body : {
                 R"({"provider":"sk-secret","provider_key":"sk-secret","name":"n","api_key_ids":[]})",
                 R"({"provider":"openai","provider_key":["sk-secret"],"name":"n","api_key_ids":[]})",
                 R"({"provider":"azure","provider_key":"sk-secret","name":"n","api_key_ids":[]})",
                 R"({"provider":"azure","provider_key":"{\"sk-secret\":1}","name":"n","api_key_ids":[]})",
                 R"({"provider":"bedrock","provider_key":"{\"sk-secret\":\"sk-secret\"}","name":"n","api_key_ids":[]})",
                 R"({"provider":"openai","provider_key":"sk-secret)",
             }) {
            CAPTURE(body);
            CHECK_FALSE(encode_error(new_key_refusal(body)).contains("sk-secret"));
        }
    }

    TEST_CASE("only the shape is judged here, the rules come after") {
        const auto key =
            decode_new_provider_key(R"({"provider":"openai","provider_key":"a b","name":"","api_key_ids":[""]})");
        REQUIRE(key);
        CHECK_FALSE(check_new_credential(key->credential).empty());
        CHECK_FALSE(check_name(key->name).empty());
    }

    TEST_CASE("a change holds what the body holds") {
        const auto nothing = decode_provider_key_change("{}", "openai");
        REQUIRE(nothing);
        CHECK_FALSE(nothing->name.has_value());
        CHECK_FALSE(nothing->credential.has_value());
        CHECK_FALSE(nothing->api_key_ids.has_value());
        CHECK_FALSE(nothing->active.has_value());

        const auto all = decode_provider_key_change(
            R"({"name":" n ","provider_key":"k","api_key_ids":[],"active":false})", "openai");
        REQUIRE(all);
        CHECK(all->name == "n");
        CHECK(all->api_key_ids->empty());
        CHECK(all->active == false);
        CHECK(std::get<ApiKeyCredential>(*all->credential).api_key.reveal() == "k");
    }

    TEST_CASE("a blank credential leaves the stored one, for every provider") {
        for (const Provider& provider : providers()) {
            for (const std::string_view body : {R"({"provider_key":""})", R"({"provider_key":" \n"})"}) {
                CAPTURE(provider.slug);
                const auto change = decode_provider_key_change(body, provider.slug);
                REQUIRE(change);
                CHECK_FALSE(change->credential.has_value());
            }
        }
    }

    TEST_CASE("a region with a blank secret is read as one that keeps its secret") {
        const auto change = decode_provider_key_change(
            R"({"provider_key":"{\"us-east-1\":{\"access_key_id\":\"AKIA1\",\"secret_access_key\":\"\"}}"})",
            "bedrock");
        REQUIRE(change);
        const auto& regions = std::get<BedrockCredential>(*change->credential).regions;
        REQUIRE(regions.size() == 1);
        CHECK(regions[0].access_key_id == "AKIA1");
        CHECK(regions[0].secret_access_key.empty());
    }

    TEST_CASE("a change with a wrong member is refused") {
        struct Row {
            std::string_view body;
            Params params;
        };
        for (const auto& [body, expected] : {
                 Row{R"({"name":1})", {"name"}},
                 Row{R"({"name":null})", {"name"}},
                 Row{R"({"provider_key":1})", {"provider_key"}},
                 Row{R"({"provider_key":null})", {"provider_key"}},
                 Row{R"({"api_key_ids":null})", {"api_key_ids"}},
                 Row{R"({"api_key_ids":[1]})", {"api_key_ids"}},
                 Row{R"({"api_key_ids":["a","a"]})", {"api_key_ids"}},
                 Row{R"({"active":"true"})", {"active"}},
                 Row{R"({"active":1})", {"active"}},
                 Row{R"({"active":null})", {"active"}},
                 Row{R"({"provider":"openai"})", {"provider"}},
                 Row{R"({"created_by":"me"})", {"created_by"}},
             }) {
            CAPTURE(body);
            CHECK(params(refusal(decode_provider_key_change(body, "openai"))) == expected);
        }
        CHECK(params(refusal(decode_provider_key_change(R"({"provider_key":"k"})", "groq"))) == Params{"provider_key"});
        CHECK(decode_provider_key_change(R"({"name":"n"})", "groq"));
    }

    TEST_CASE("the parts of Bedrock credentials are checked by type, each under its path") {
        struct Row {
            std::string_view text;
            Params params;
        };
        for (
            const auto& [text, expected] : {
                Row{"", {"provider_key"}},
                Row{"AKIA", {"provider_key"}},
                Row{"[]", {"provider_key"}},
                Row{"null", {"provider_key"}},
                Row{"{", {"provider_key"}},
                Row{R"({"us-east-1":"AKIA"})", {"provider_key.regions[0]"}},
                Row{R"({"us-east-1":null})", {"provider_key.regions[0]"}},
                Row{R"({"us-east-1":[]})", {"provider_key.regions[0]"}},
                Row{R"({"us-east-1":{}})",
                    {"provider_key.regions[0].access_key_id", "provider_key.regions[0].secret_access_key"}},
                Row{R"({"a":{"access_key_id":"a","secret_access_key":"b"},"b":{"access_key_id":1,"secret_access_key":"b"}})",
                    {"provider_key.regions[1].access_key_id"}},
                Row{R"({"a":{"access_key_id":"a","secret_access_key":null}})",
                    {"provider_key.regions[0].secret_access_key"}},
                Row{R"({"a":{"access_key_id":"a","secret_access_key":"b","session_token":5}})",
                    {"provider_key.regions[0].session_token"}},
                Row{R"({"a":{"access_key_id":"a","secret_access_key":"b","session_token":null}})",
                    {"provider_key.regions[0].session_token"}},
                Row{R"({"a":{"access_key_id":"a","secret_access_key":"b","region":"c"}})",
                    {"provider_key.regions[0].region"}},
                Row{R"({"a":{"access_key_id":"a","secret_access_key":"b","XYZ":"c"}})", {"provider_key.regions[0]"}},
            }) {
            CAPTURE(text);
            CHECK(params(refusal(decode_credential(CredentialKind::Bedrock, text))) == expected);
        }
    }

    TEST_CASE("10,000 regions are refused quickly") {
        std::string text = "{";
        for (int i = 0; i < 10'000; ++i) text += "\"us-x-" + std::to_string(i) + "\":{},";
        text.back() = '}';
        const auto start = std::chrono::steady_clock::now();
        const Error error = refusal(decode_credential(CredentialKind::Bedrock, text));
        CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(5));
        CHECK(error.fields == std::vector<FieldError>{{"provider_key", "Enter at most 100 regions."}});
    }

    TEST_CASE("the parts of an Azure credential are checked by type") {
        struct Row {
            std::string_view text;
            Params params;
        };
        for (const auto& [text, expected] : {
                 Row{"key", {"provider_key"}},
                 Row{"[]", {"provider_key"}},
                 Row{"{}", {"provider_key.endpoint", "provider_key.api_key"}},
                 Row{R"({"endpoint":1,"api_key":"k"})", {"provider_key.endpoint"}},
                 Row{R"({"endpoint":"e","api_key":false})", {"provider_key.api_key"}},
                 Row{R"({"endpoint":"e","api_key":"k","deployment":"d"})", {"provider_key.deployment"}},
             }) {
            CAPTURE(text);
            CHECK(params(refusal(decode_credential(CredentialKind::Azure, text))) == expected);
        }
    }

    TEST_CASE("a new API key needs a name and the type that this server makes") {
        const auto key = decode_new_api_key(R"({"name":" Prod ","type":"api"})");
        REQUIRE(key);
        CHECK(key->name == "Prod");
        CHECK(decode_new_api_key(R"({"name":"n","type":"api","coding_assistant":null,"models":[],"max_usage":null})"));
        struct Row {
            std::string_view body;
            Params params;
        };
        for (const auto& [body, expected] : {
                 Row{"{}", {"name", "type"}},
                 Row{R"({"name":"n"})", {"type"}},
                 Row{R"({"type":"api"})", {"name"}},
                 Row{R"({"name":"n","type":"coding_agent"})", {"type"}},
                 Row{R"({"name":"n","type":7})", {"type"}},
                 Row{R"({"name":"n","type":"api","models":["m"]})", {"models"}},
                 Row{R"({"name":"n","type":"api","max_usage":0})", {"max_usage"}},
                 Row{R"({"name":"n","type":"api","expires_in_days":30})", {"expires_in_days"}},
                 Row{R"({"name":"n","type":"api","email":"a@b.example"})", {"email"}},
                 Row{R"({"name":"n","type":"api","key":"mine"})", {"key"}},
             }) {
            CAPTURE(body);
            CHECK(params(refusal(decode_new_api_key(body))) == expected);
        }
    }

    TEST_CASE("a change of an API key is read strictly") {
        const auto change = decode_api_key_change(R"({"name":" n ","active":false})");
        REQUIRE(change);
        CHECK(*change == ApiKeyChange{"n", false});
        CHECK(*decode_api_key_change("{}") == ApiKeyChange{});
        for (const std::string_view body :
             {R"({"name":1})", R"({"active":"no"})", R"({"active":null})", R"({"key":"x"})", R"({"expires_at":""})"}) {
            CAPTURE(body);
            CHECK(refusal(decode_api_key_change(body)).fields.size() == 1);
        }
    }

    TEST_CASE("a provider key is answered with every member of the contract and no secret") {
        ProviderKey key{.id = "pk_1",
                        .provider = "openai",
                        .name = "My \"key\"",
                        .created_at = "2026-01-02T03:04:05Z",
                        .created_by = "admin",
                        .updated_at = "2026-01-03T03:04:05Z",
                        .active = true,
                        .api_key_ids = std::vector<std::string>{"a"},
                        .credential = ApiKeyHint{"wxyz"}};
        const std::string expected =
            R"({"object":"provider_key","id":"pk_1","provider":"openai","name":"My \"key\"",)"
            R"("created_at":"2026-01-02T03:04:05Z","created_by":"admin","updated_at":"2026-01-03T03:04:05Z",)"
            R"("updated_by":null,"active":true,"api_key_ids":["a"],"credential":{"kind":"api_key","last4":"wxyz"},)"
            R"("last_test":null,"credential_state":"ok","etag":null})";
        CHECK(encode_provider_key(key) == expected);
        CHECK(encode_provider_keys({key, key}) == '[' + expected + ',' + expected + ']');
        CHECK(encode_provider_keys({}) == "[]");
        key.credential = ApiKeyHint{};
        CHECK(encode_provider_key(key).contains(R"("credential":{"kind":"api_key","last4":null})"));
        key.credential = BedrockHint{{{"global", "AKIA1"}}};
        CHECK(encode_provider_key(key).contains(
            R"("credential":{"kind":"bedrock","regions":[{"region":"global","access_key_id":"AKIA1"}]})"));
        key.credential = ServiceAccountHint{"p", "e", "k"};
        CHECK(encode_provider_key(key).contains(
            R"("credential":{"kind":"vertex","project_id":"p","client_email":"e","private_key_id":"k"})"));
        key.credential = AzureHint{"https://a.openai.azure.com/", "wxyz"};
        CHECK(encode_provider_key(key).contains(
            R"("credential":{"kind":"azure","endpoint":"https://a.openai.azure.com/","last4":"wxyz"})"));
        key.updated_by = "Ann";
        key.credential_unreadable = true;
        key.etag = "\"7\"";
        CHECK(encode_provider_key(key).contains(R"("updated_by":"Ann")"));
        CHECK(encode_provider_key(key).ends_with(R"("credential_state":"unreadable","etag":"\"7\""})"));
    }

    TEST_CASE("a body with nothing in it is an empty object and nothing else") {
        CHECK(decode_nothing("{}").has_value());
        CHECK(decode_nothing(" { } ").has_value());
        for (const std::string_view body : {"", "null", "[]", "{", R"({"token":"x"})", "{}{}"}) {
            CAPTURE(body);
            CHECK_FALSE(decode_nothing(body).has_value());
        }
    }

    TEST_CASE("a session is answered with who and how long") {
        CHECK(encode_session({"Ann", Role::Editor, "org_1", true, "2026-01-02T03:04:05Z", 1800}) ==
              R"({"object":"session","name":"Ann","role":"editor","organization_id":"org_1","kind":"cookie",)"
              R"("expires_at":"2026-01-02T03:04:05Z","idle_timeout_s":1800})");
        CHECK(encode_session({}).contains(R"("role":"viewer","organization_id":"","kind":"token")"));
    }

    TEST_CASE("a page of the audit trail is answered with every member, what there is not as null") {
        AuditEvent event;
        event.id = "ev_1";
        event.at = "2026-01-02T03:04:05Z";
        event.action = "a.b";
        event.actor = "Ann";
        event.via = "token";
        event.result = "done";
        CHECK(encode_audit_page({{event}, "7"}) ==
              R"({"data":[{"object":"audit_event","id":"ev_1","at":"2026-01-02T03:04:05Z","action":"a.b",)"
              R"("actor":{"name":"Ann","token_id":null,"role":null,"via":"token"},)"
              R"("target":{"type":null,"id":null,"name":null},"result":"done","changes":[],"detail":null,)"
              R"("ip":null,"request_id":null}],"has_more":true,"next_cursor":"7"})");
        event.token_id = "tok_1";
        event.target_type = "provider_key";
        event.changes = {"name", "active"};
        const std::string text = encode_audit_page({{event}, ""});
        CHECK(text.contains(R"("token_id":"tok_1")"));
        CHECK(text.contains(R"("type":"provider_key")"));
        CHECK(text.contains(R"("changes":["name","active"])"));
        CHECK(text.ends_with(R"("has_more":false,"next_cursor":null})"));
    }

    TEST_CASE("an API key is answered with every documented member, the key itself only once") {
        const ApiKey key{"k1", "Prod", "api", "2026-01-02T03:04:05Z", "", "", true};
        const std::string members =
            R"("object":"ai_gateway_api_key","id":"k1","organization_id":"org_1","name":"Prod","type":"api",)"
            R"("coding_assistant":null,"models":[],"max_usage":null,"active":true,"debug_mode":false,)"
            R"("created_at":"2026-01-02T03:04:05Z","expires_at":"0001-01-01T00:00:00Z","last_used_at":null,)"
            R"("byok_only":false,"etag":null)";
        CHECK(encode_api_key(key, "org_1") == '{' + members + '}');
        CHECK(encode_api_keys({key}, "org_1") == R"({"data":[{)" + members + "}]}");
        CHECK(encode_created_api_key({key, Secret("gw-1")}, "org_1").reveal() == '{' + members + R"(,"key":"gw-1"})");
        CHECK(encode_api_key({"k", "n", "api", "", "2027-01-01T00:00:00Z", "2026-05-05T00:00:00Z", false}, "o")
                  .contains(R"("expires_at":"2027-01-01T00:00:00Z","last_used_at":"2026-05-05T00:00:00Z")"));
    }

    TEST_CASE("organizations, deletions and errors are answered in their shapes") {
        CHECK(encode_organizations({{"o1", "One", "one"}, {"o2", "Two", ""}}) ==
              R"({"data":[{"id":"o1","name":"One","slug":"one"},{"id":"o2","name":"Two"}]})");
        CHECK(encode_organization({"o1", "One", ""}) == R"({"id":"o1","name":"One"})");
        CHECK(encode_deleted("provider_key", "pk_1") == R"({"object":"provider_key","id":"pk_1","deleted":true})");
        CHECK(encode_error({ErrorCode::InvalidRequest, "Enter a name.", {{"name", "Enter a name."}}, 0}) ==
              R"({"error":{"type":"invalid_request_error","message":"Enter a name.",)"
              R"("params":[{"param":"name","message":"Enter a name."}]}})");
        CHECK(encode_error({ErrorCode::NotFound, "Gone.", {}, 0}) ==
              R"({"error":{"type":"not_found_error","message":"Gone.","params":[]}})");
    }
}
