#include "core/contract.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "core/freed_memory.h"
#include "core/samples.h"

using namespace byok::core;

namespace {

NewProviderKey new_key(std::string provider, Credential credential) {
    return {std::move(provider), "My key", std::move(credential), {}};
}

template <class T>
void check_bad_answer(const Result<T>& result) {
    REQUIRE_FALSE(result);
    CHECK(result.error().code == ErrorCode::BadAnswer);
    CHECK(result.error().message.starts_with("The server sent an answer that this console does not understand"));
}

}  // namespace

TEST_SUITE("core/contract") {
    TEST_CASE("a new provider key is sent as the documentation says") {
        NewProviderKey key = new_key("anthropic", ApiKeyCredential{Secret("sk-ant-1")});
        CHECK(encode_new_provider_key(key).reveal() ==
              R"({"provider":"anthropic","provider_key":"sk-ant-1","name":"My key","api_key_ids":[]})");
        key.api_key_ids = {"key_1", "a/b\"c"};
        CHECK(encode_new_provider_key(key).reveal() ==
              R"({"provider":"anthropic","provider_key":"sk-ant-1","name":"My key","api_key_ids":["key_1","a/b\"c"]})");
    }

    TEST_CASE("credentials of several parts are JSON in a string") {
        BedrockCredential bedrock;
        bedrock.regions.push_back({"global", "AKIA1", Secret("s\"1"), Secret()});
        bedrock.regions.push_back({"us-east-1", "ASIA2", Secret("s2"), Secret("t2")});
        CHECK(encode_credential(std::move(bedrock)).reveal() ==
              R"({"global":{"access_key_id":"AKIA1","secret_access_key":"s\"1"},)"
              R"("us-east-1":{"access_key_id":"ASIA2","secret_access_key":"s2","session_token":"t2"}})");
        CHECK(encode_credential(AzureCredential{"https://Contoso.openai.azure.com", Secret("k")}).reveal() ==
              R"({"endpoint":"https://contoso.openai.azure.com/","api_key":"k"})");
        CHECK(encode_new_provider_key(new_key("azure", AzureCredential{"https://a.openai.azure.com/", Secret("k")}))
                  .reveal() == R"({"provider":"azure","provider_key":"{\"endpoint\":\"https://a.openai.azure.com/\",)"
                               R"(\"api_key\":\"k\"}","name":"My key","api_key_ids":[]})");
    }

    TEST_CASE("a service account's file is sent whole") {
        const std::string file = samples::service_account_json();
        CHECK(encode_credential(ServiceAccountCredential{Secret("\uFEFF" + file)}).reveal() ==
              std::string_view(file).substr(0, file.size() - 1));
    }

    TEST_CASE("white space around a pasted part does not reach the server") {
        CHECK(encode_credential(ApiKeyCredential{Secret(" sk-1 \r\n")}).reveal() == "sk-1");
        CHECK(encode_credential(AzureCredential{" x ", Secret("\tk\n")}).reveal() ==
              R"({"endpoint":"x","api_key":"k"})");
        BedrockCredential bedrock;
        bedrock.regions.push_back({" us-east-1 ", "\tAKIA1\n", Secret(" s "), Secret(" \n ")});
        CHECK(encode_credential(std::move(bedrock)).reveal() ==
              R"({"us-east-1":{"access_key_id":"AKIA1","secret_access_key":"s"}})");
        CHECK(encode_new_api_key({"  spaced  "}) == R"({"name":"spaced","type":"api"})");
    }

    TEST_CASE("a change sends what changed and nothing else") {
        CHECK(encode_provider_key_change({}).reveal() == "{}");
        ProviderKeyChange change;
        change.active = false;
        CHECK(encode_provider_key_change(change).reveal() == R"({"active":false})");
        change = {};
        change.name = "New";
        change.credential = ApiKeyCredential{Secret("k")};
        change.api_key_ids = std::vector<std::string>{};
        CHECK(encode_provider_key_change(change).reveal() == R"({"name":"New","provider_key":"k","api_key_ids":[]})");
        CHECK(encode_api_key_change({}) == "{}");
        CHECK(encode_api_key_change({.name = "x", .active = true}) == R"({"name":"x","active":true})");
    }

    TEST_CASE("a region whose secret stays is sent with a blank one") {
        BedrockCredential bedrock;
        bedrock.regions.push_back({"us-east-1", "AKIA1", Secret(), Secret()});
        CHECK(encode_credential(std::move(bedrock)).reveal() ==
              R"({"us-east-1":{"access_key_id":"AKIA1","secret_access_key":""}})");
    }

    TEST_CASE("encoding leaves no secret in freed memory") {
        constexpr std::string_view secret = "a secret of decent length 0123456789";
        BedrockCredential bedrock;
        for (const std::string_view region : {"us-east-1", "us-east-2", "us-west-1"})
            bedrock.regions.push_back({std::string(region), "AKIA1", Secret(secret), Secret(secret)});
        ProviderKeyChange change;
        change.credential = std::move(bedrock);
        const NewProviderKey key = new_key("openai", ApiKeyCredential{Secret(secret)});

        const FreedMemory freed(secret);
        CHECK(encode_provider_key_change(change).reveal().contains(secret));
        CHECK(encode_new_provider_key(key).reveal().contains(secret));
        CHECK(freed.blocks_with_needle() == 0);
    }

    TEST_CASE("a provider key is read with all that a server may say") {
        const auto key = decode_provider_key(
            R"({"object":"provider_key","id":"pk_1","provider":"bedrock","name":"Prod","created_at":"2026-01-02T03:04:05Z",
                "created_by":"admin","updated_at":"2026-01-03T00:00:00Z","active":true,"api_key_ids":["a","b"],
                "credential":{"kind":"bedrock","regions":[{"region":"us-east-1","access_key_id":"AKIA1"}]},
                "last_test":null,"something_new":[1,{"x":null}]})");
        REQUIRE(key);
        CHECK(key->id == "pk_1");
        CHECK(key->provider == "bedrock");
        CHECK(key->name == "Prod");
        CHECK(key->created_at == "2026-01-02T03:04:05Z");
        CHECK(key->created_by == "admin");
        CHECK(key->updated_at == "2026-01-03T00:00:00Z");
        CHECK(key->active == true);
        CHECK(key->api_key_ids == std::vector<std::string>{"a", "b"});
        CHECK(key->credential == CredentialHint(BedrockHint{{{"us-east-1", "AKIA1"}}}));
    }

    TEST_CASE("of a server that knows only the documented part nothing is invented") {
        const auto keys = decode_provider_keys(
            R"([{"id":"8d0c","provider":"openai","name":"x","created_at":"2026-01-02T03:04:05Z","created_by":"u"}])");
        REQUIRE(keys);
        REQUIRE(keys->size() == 1);
        const ProviderKey& key = keys->front();
        CHECK_FALSE(key.active.has_value());
        CHECK_FALSE(key.api_key_ids.has_value());
        CHECK(key.credential == CredentialHint());
        CHECK(key.updated_at.empty());
    }

    TEST_CASE("null is as good as absent") {
        const auto key = decode_provider_key(
            R"({"id":"1","provider":"xai","name":"x","created_at":null,"created_by":null,"updated_at":null,
                "active":null,"api_key_ids":null,"credential":null})");
        REQUIRE(key);
        CHECK(*key == ProviderKey{.id = "1",
                                  .provider = "xai",
                                  .name = "x",
                                  .created_at = {},
                                  .created_by = {},
                                  .updated_at = {},
                                  .active = {},
                                  .api_key_ids = {},
                                  .credential = {}});
    }

    TEST_CASE("unknown providers and kinds of credential pass") {
        const auto key = decode_provider_key(
            R"({"id":"1","provider":"groq-2","name":"x","credential":{"kind":"carrier pigeon","ring":7}})");
        REQUIRE(key);
        CHECK(key->provider == "groq-2");
        CHECK(key->credential == CredentialHint());
        CHECK(decode_provider_key(R"({"id":"1","provider":"p","name":"x","credential":{}})"));
    }

    TEST_CASE("each kind of hint is read, also when parts are missing") {
        const auto hint = [](std::string credential) {
            const auto key =
                decode_provider_key(R"({"id":"1","provider":"p","name":"n","credential":)" + credential + "}");
            REQUIRE(key);
            return key->credential;
        };
        CHECK(hint(R"({"kind":"api_key","last4":"wxyz"})") == CredentialHint(ApiKeyHint{"wxyz"}));
        CHECK(hint(R"({"kind":"api_key","last4":null})") == CredentialHint(ApiKeyHint{}));
        CHECK(hint(R"({"kind":"api_key"})") == CredentialHint(ApiKeyHint{}));
        CHECK(hint(R"({"kind":"bedrock"})") == CredentialHint(BedrockHint{}));
        CHECK(hint(R"({"kind":"vertex","project_id":"p","client_email":"e","private_key_id":"k"})") ==
              CredentialHint(ServiceAccountHint{"p", "e", "k"}));
        CHECK(hint(R"({"kind":"vertex"})") == CredentialHint(ServiceAccountHint{}));
        CHECK(hint(R"({"kind":"azure","endpoint":"https://a.openai.azure.com/","last4":"wxyz"})") ==
              CredentialHint(AzureHint{"https://a.openai.azure.com/", "wxyz"}));
    }

    TEST_CASE("a provider key that is not what the contract says is a bad answer, never a guess") {
        for (const std::string_view body : {
                 "",
                 "{",
                 "null",
                 "[]",
                 "\"text\"",
                 "<html></html>",
                 "{}",
                 R"({"provider":"p","name":"n"})",
                 R"({"id":"","provider":"p","name":"n"})",
                 R"({"id":1,"provider":"p","name":"n"})",
                 R"({"id":null,"provider":"p","name":"n"})",
                 R"({"id":"1","name":"n"})",
                 R"({"id":"1","provider":7,"name":"n"})",
                 R"({"id":"1","provider":"p","name":["n"]})",
                 R"({"id":"1","provider":"p","name":"n","created_at":1767323045})",
                 R"({"id":"1","provider":"p","name":"n","created_by":{"name":"x"}})",
                 R"({"id":"1","provider":"p","name":"n","updated_at":false})",
                 R"({"id":"1","provider":"p","name":"n","active":"true"})",
                 R"({"id":"1","provider":"p","name":"n","active":1})",
                 R"({"id":"1","provider":"p","name":"n","api_key_ids":"a"})",
                 R"({"id":"1","provider":"p","name":"n","api_key_ids":{}})",
                 R"({"id":"1","provider":"p","name":"n","api_key_ids":["a",2]})",
                 R"({"id":"1","provider":"p","name":"n","api_key_ids":[null]})",
                 R"({"id":"1","provider":"p","name":"n","credential":"sk"})",
                 R"({"id":"1","provider":"p","name":"n","credential":[]})",
                 R"({"id":"1","provider":"p","name":"n","credential":{"kind":1}})",
                 R"({"id":"1","provider":"p","name":"n","credential":{"kind":"api_key","last4":1234}})",
                 R"({"id":"1","provider":"p","name":"n","credential":{"kind":"bedrock","regions":{}}})",
                 R"({"id":"1","provider":"p","name":"n","credential":{"kind":"bedrock","regions":["us-east-1"]}})",
                 R"({"id":"1","provider":"p","name":"n","credential":{"kind":"bedrock","regions":[{}]}})",
                 R"({"id":"1","provider":"p","name":"n","credential":{"kind":"vertex","project_id":1}})",
                 R"({"id":"1","provider":"p","name":"n","credential":{"kind":"azure","endpoint":null,"last4":[]}})",
                 "{\"id\":\"1\",\"provider\":\"p\",\"name\":\"\xFF\"}",
                 R"({"id":"1","provider":"p","name":"n"} trailing)",
             }) {
            CAPTURE(body);
            check_bad_answer(decode_provider_key(body));
            check_bad_answer(decode_provider_keys('[' + std::string(body) + ",]"));
        }
    }

    TEST_CASE("a bad answer says which member is to blame and no value") {
        const auto key = decode_provider_key(R"({"id":"1","provider":"p","name":"hidden","active":"hidden"})");
        REQUIRE_FALSE(key);
        CHECK(key.error().message == "The server sent an answer that this console does not understand (active).");
    }

    TEST_CASE("one bad row makes the whole list a bad answer") {
        check_bad_answer(
            decode_provider_keys(R"([{"id":"1","provider":"p","name":"n"},{"id":2,"provider":"p","name":"n"}])"));
        check_bad_answer(decode_provider_keys(R"([{"id":"1","provider":"p","name":"n"},null])"));
        check_bad_answer(decode_api_keys(R"({"data":[{"id":"1"},3]})"));
    }

    TEST_CASE("lists come bare or as data") {
        for (const std::string_view body :
             {"[]", R"({"data":[]})", R"({"object":"list","data":[],"has_more":false})"}) {
            CAPTURE(body);
            CHECK(decode_provider_keys(body)->empty());
            CHECK(decode_api_keys(body)->empty());
            CHECK(decode_organizations(body)->empty());
        }
        for (const std::string_view body :
             {"", "{}", "null", "7", R"({"data":null})", R"({"data":{}})", R"({"items":[]})", R"({"data":"[]"})"}) {
            CAPTURE(body);
            check_bad_answer(decode_provider_keys(body));
            check_bad_answer(decode_api_keys(body));
            check_bad_answer(decode_organizations(body));
        }
    }

    TEST_CASE("an API key is read, and one that never expires has no time of expiry") {
        const auto key = decode_api_key(
            R"({"object":"ai_gateway_api_key","id":"k1","organization_id":"o","name":"Prod","type":"coding_agent",
                "coding_assistant":"claude","models":["a"],"max_usage":10.5,"active":false,"debug_mode":true,
                "created_at":"2026-01-02T03:04:05Z","expires_at":"0001-01-01T00:00:00Z","last_used_at":null,
                "byok_only":true})");
        REQUIRE(key);
        CHECK(*key == ApiKey{"k1", "Prod", "coding_agent", "2026-01-02T03:04:05Z", "", "", false});
        const auto expiring = decode_api_key(
            R"({"id":"k1","name":"n","expires_at":"2027-01-01T00:00:00Z","last_used_at":"2026-06-01T00:00:00Z"})");
        REQUIRE(expiring);
        CHECK(expiring->expires_at == "2027-01-01T00:00:00Z");
        CHECK(expiring->last_used_at == "2026-06-01T00:00:00Z");
        CHECK(expiring->active);
        CHECK(decode_api_key(R"({"id":"k1","expires_at":"0001-01-01T00:00:00.000+00:00"})")->expires_at.empty());
    }

    TEST_CASE("an API key that is not what the contract says is a bad answer") {
        for (const std::string_view body :
             {"{}", R"({"id":5})", R"({"id":"1","name":5})", R"({"id":"1","active":"yes"})", R"({"id":"1","active":0})",
              R"({"id":"1","expires_at":0})", R"({"id":"1","last_used_at":17})", R"({"id":"1","type":[]})"}) {
            CAPTURE(body);
            check_bad_answer(decode_api_key(body));
            check_bad_answer(decode_created_api_key(body));
        }
    }

    TEST_CASE("a key just made has to come with the key itself") {
        const auto created = decode_created_api_key(R"({"id":"k1","name":"n","key":"gw-123"})");
        REQUIRE(created);
        CHECK(created->api_key.id == "k1");
        CHECK(created->key.reveal() == "gw-123");
        for (const std::string_view body : {R"({"id":"k1","name":"n"})", R"({"id":"k1","key":""})",
                                            R"({"id":"k1","key":null})", R"({"id":"k1","key":123})"}) {
            CAPTURE(body);
            check_bad_answer(decode_created_api_key(body));
        }
    }

    TEST_CASE("organizations are read, and one without a name goes by its id") {
        const auto organizations =
            decode_organizations(R"({"data":[{"id":"o1","name":"Contoso","slug":"contoso"},{"id":"o2"}]})");
        REQUIRE(organizations);
        CHECK(*organizations == std::vector<Organization>{{"o1", "Contoso", "contoso"}, {"o2", "o2", ""}});
        check_bad_answer(decode_organizations(R"({"data":[{"name":"x"}]})"));
        check_bad_answer(decode_organizations(R"({"data":[{"id":"o","slug":3}]})"));
    }

    TEST_CASE("who changed a key last, its version, and whether its credential can be opened are read") {
        const auto key = decode_provider_key(
            R"({"id":"1","provider":"p","name":"n","updated_by":"ann","etag":"\"7\"","credential_state":"unreadable"})");
        REQUIRE(key);
        CHECK(key->updated_by == "ann");
        CHECK(key->etag == "\"7\"");
        CHECK(key->credential_unreadable);
        const auto plain =
            decode_provider_key(R"({"id":"1","provider":"p","updated_by":null,"etag":null,"credential_state":"ok"})");
        REQUIRE(plain);
        CHECK(plain->updated_by.empty());
        CHECK(plain->etag.empty());
        CHECK_FALSE(plain->credential_unreadable);
        CHECK(decode_api_key(R"({"id":"k1","etag":"\"3\""})")->etag == "\"3\"");
        for (const std::string_view member :
             {R"("etag":7)", R"("updated_by":{})", R"("credential_state":true)", R"("etag":["\"7\""])"}) {
            CAPTURE(member);
            check_bad_answer(decode_provider_key(R"({"id":"1","provider":"p",)" + std::string(member) + "}"));
        }
        check_bad_answer(decode_api_key(R"({"id":"k1","etag":3})"));
    }

    TEST_CASE("a session is read, whether a cookie or a token stands for it") {
        const auto session = decode_session(
            R"({"object":"session","name":"ann","role":"editor","organization_id":"o","kind":"cookie",
                "expires_at":"2026-01-02T03:04:05Z","idle_timeout_s":900,"unheard_of":[1]})");
        REQUIRE(session);
        CHECK(*session == SessionInfo{"ann", Role::Editor, "o", true, "2026-01-02T03:04:05Z", 900});
        CHECK(*decode_session(R"({"role":"viewer","kind":"token","name":null,"expires_at":null})") == SessionInfo{});
        CHECK(decode_session(R"({"role":"admin","idle_timeout_s":-5})")->idle_timeout_s == 0);
        CHECK(decode_session(R"({"role":"admin","idle_timeout_s":1e300})")->idle_timeout_s > 0);
    }

    TEST_CASE("a session that is not what the contract says, or of an unknown role, is a bad answer") {
        for (const std::string_view body :
             {"", "[]", "null", "{}", R"({"role":null})", R"({"role":"owner"})", R"({"role":"Admin"})", R"({"role":7})",
              R"({"role":"admin","name":7})", R"({"role":"admin","kind":true})",
              R"({"role":"admin","idle_timeout_s":"900"})", R"({"role":"admin","expires_at":1767323045})"}) {
            CAPTURE(body);
            check_bad_answer(decode_session(body));
        }
    }

    TEST_CASE("a page of the audit trail is read, with what this version has never heard of as it is") {
        const auto page = decode_audit_page(
            R"({"data":[{"object":"audit_event","id":"e2","at":"2026-01-02T03:04:05Z","action":"moon.landed",
                "actor":{"name":"ann","token_id":"t1","role":"admin","via":"pigeon"},
                "target":{"type":"moon","id":"m1","name":"Luna"},"result":"partly","changes":["flag"],
                "detail":"dusty","ip":"::1","request_id":"r1","more":{}},
                {"id":"e1","action":"session.ended","actor":null,"target":{"id":null},"ip":null,"changes":null}],
                "has_more":true,"next_cursor":"c1"})");
        REQUIRE(page);
        REQUIRE(page->events.size() == 2);
        AuditEvent first;
        first.id = "e2", first.at = "2026-01-02T03:04:05Z", first.action = "moon.landed", first.actor = "ann";
        first.token_id = "t1", first.role = "admin", first.via = "pigeon", first.ip = "::1", first.request_id = "r1";
        first.target_type = "moon", first.target_id = "m1", first.target_name = "Luna", first.result = "partly";
        first.changes = {"flag"}, first.detail = "dusty";
        CHECK(page->events[0] == first);
        AuditEvent second;
        second.id = "e1", second.action = "session.ended";
        CHECK(page->events[1] == second);
        CHECK(page->next_cursor == "c1");
    }

    TEST_CASE("the last page of the audit trail has no cursor") {
        for (const std::string_view body :
             {R"({"data":[],"has_more":false,"next_cursor":null})", R"({"data":[]})", "[]",
              R"({"data":[],"has_more":false,"next_cursor":"c1"})", R"({"data":[],"has_more":true})"}) {
            CAPTURE(body);
            const auto page = decode_audit_page(body);
            REQUIRE(page);
            CHECK(*page == AuditPage{});
        }
    }

    TEST_CASE("a page of the audit trail that is not what the contract says is a bad answer") {
        for (const std::string_view body :
             {"", "{}", "7", R"({"data":{}})", R"({"data":[7]})", R"({"data":[{"action":"a"}]})",
              R"({"data":[{"id":"1"}]})", R"({"data":[{"id":1,"action":"a"}]})",
              R"({"data":[{"id":"1","action":"a","actor":"ann"}]})",
              R"({"data":[{"id":"1","action":"a","actor":{"name":7}}]})",
              R"({"data":[{"id":"1","action":"a","target":[]}]})",
              R"({"data":[{"id":"1","action":"a","changes":[7]}]})",
              R"({"data":[{"id":"1","action":"a","changes":"name"}]})", R"({"data":[{"id":"1","action":"a","ip":1}]})",
              R"({"data":[],"next_cursor":7})", R"({"data":[],"has_more":"yes"})"}) {
            CAPTURE(body);
            check_bad_answer(decode_audit_page(body));
        }
    }

    TEST_CASE("an answer nested beyond reason is a bad answer and not a crash") {
        check_bad_answer(decode_provider_keys(std::string(1'000'000, '[')));
        check_bad_answer(decode_provider_key(R"({"x":)" + std::string(100, '[') + std::string(100, ']') + "}"));
    }
}
