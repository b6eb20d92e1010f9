#include "service/api.h"

#include <doctest/doctest.h>

#include "core/contract.h"
#include "core/samples.h"
#include "service/service_world.h"

using namespace byok;
using namespace byok::service;
using namespace byok::service::test;
using core::Secret;

namespace {

/// The API as somebody of Acme with a good token sees it.
struct ApiWorld : ServiceWorld {
    Api api{store, vault, clock, random};
    Secret token = *tokens.mint(acme, "admin", 3600);

    const std::string provider_keys_path = "/v1/organizations/org_acme/provider-keys";
    const std::string api_keys_path = "/v1/organizations/org_acme/api_keys";

    ApiAnswer ask(std::string_view method, std::string_view path, std::string_view body = "") {
        return api.handle({method, path, token.clone(), true, body});
    }
};

std::string text_of(const ApiAnswer& answer) {
    return std::string(answer.body.reveal());
}

core::Error error_of(const ApiAnswer& answer) {
    return core::decode_error(answer.status, answer.body.reveal());
}

const std::string new_key = R"({"provider":"anthropic","name":"Key","provider_key":")" +
                            std::string(core::samples::api_key) + R"(","api_key_ids":[]})";

}  // namespace

TEST_SUITE("service/api") {
    TEST_CASE("a provider key lives from POST to DELETE") {
        ApiWorld world;
        const ApiAnswer created = world.ask("POST", world.provider_keys_path, new_key);
        CHECK(created.status == 201);
        const auto key = core::decode_provider_key(created.body.reveal());
        REQUIRE(key);
        const std::string path = world.provider_keys_path + "/" + key->id;

        CHECK(core::decode_provider_keys(world.ask("GET", world.provider_keys_path).body.reveal()) ==
              std::vector{*key});
        CHECK(core::decode_provider_key(world.ask("GET", path).body.reveal()) == *key);
        CHECK(text_of(world.ask("HEAD", path)) == text_of(world.ask("GET", path)));

        const ApiAnswer updated = world.ask("POST", path, R"({"name":"Renamed","active":false,"provider_key":""})");
        CHECK(updated.status == 200);
        CHECK(core::decode_provider_key(updated.body.reveal())->name == "Renamed");
        CHECK(core::decode_provider_key(updated.body.reveal())->active == false);
        CHECK(world.stored_credential(world.acme, key->id) == core::samples::api_key);

        const ApiAnswer deleted = world.ask("DELETE", path);
        CHECK(deleted.status == 200);
        CHECK(text_of(deleted) == R"({"object":"provider_key","id":")" + key->id + R"(","deleted":true})");
        CHECK(world.ask("GET", path).status == 404);
        CHECK(world.ask("DELETE", path).status == 404);
        CHECK(world.ask("POST", path, "{}").status == 404);
    }

    TEST_CASE("an API key lives from POST to DELETE, and tells its gateway key twice") {
        ApiWorld world;
        const ApiAnswer created = world.ask("POST", world.api_keys_path, R"({"name":"CI","type":"api"})");
        CHECK(created.status == 201);
        const auto key = core::decode_created_api_key(created.body.reveal());
        REQUIRE(key);
        const std::string path = world.api_keys_path + "/" + key->api_key.id;

        const ApiAnswer listed = world.ask("GET", world.api_keys_path);
        CHECK(core::decode_api_keys(listed.body.reveal()) == std::vector{key->api_key});
        const ApiAnswer revealed = world.ask("GET", path + "/reveal");
        CHECK(revealed.status == 200);
        CHECK(core::decode_created_api_key(revealed.body.reveal())->key == key->key);
        for (const ApiAnswer* answer : {&listed}) CHECK_FALSE(text_of(*answer).contains(key->key.reveal()));
        CHECK_FALSE(text_of(world.ask("GET", path)).contains(key->key.reveal()));

        const ApiAnswer updated = world.ask("POST", path, R"({"active":false})");
        CHECK(updated.status == 200);
        CHECK(core::decode_api_key(updated.body.reveal())->active == false);
        CHECK_FALSE(text_of(updated).contains(key->key.reveal()));

        CHECK(text_of(world.ask("DELETE", path)) ==
              R"({"object":"ai_gateway_api_key","id":")" + key->api_key.id + R"(","deleted":true})");
        CHECK(world.ask("GET", path + "/reveal").status == 404);
    }

    TEST_CASE("a caller sees its own organization") {
        ApiWorld world;
        const ApiAnswer listed = world.ask("GET", "/v1/organizations");
        CHECK(listed.status == 200);
        CHECK(core::decode_organizations(listed.body.reveal())->size() == 1);
        CHECK(world.ask("GET", "/v1/organizations/org_acme").status == 200);
        for (const char* path : {"/v1/organizations/org_stranger", "/v1/organizations/org_stranger/provider-keys",
                                 "/v1/organizations/org_nobody/api_keys"}) {
            CAPTURE(path);
            CHECK(world.ask("GET", path).status == 404);
            CHECK(error_of(world.ask("GET", path)) == error_of(world.ask("GET", "/v1/organizations/org_nobody")));
        }
        CHECK(world.ask("POST", "/v1/organizations/org_stranger/provider-keys", new_key).status == 404);
        CHECK(world.provider_keys.list(world.stranger)->empty());
    }

    TEST_CASE("what is not a path of the API is not found, whoever asks") {
        ApiWorld world;
        for (const char* path :
             {"", "/", "/v1", "/v1/", "/v2/organizations", "/v1/organizations/", "/v1/organizations//provider-keys",
              "/v1/organizations/org_acme/", "/v1/organizations/org_acme/provider_keys",
              "/v1/organizations/org_acme/provider-keys/", "/v1/organizations/org_acme/provider-keys//",
              "/v1/organizations/org_acme/provider-keys/pk_1/tests",
              "/v1/organizations/org_acme/provider-keys/pk_1/pk_2", "/v1/organizations/org_acme/api_keys/ak_1/reveal/",
              "/V1/organizations", "/v1%2forganizations", "v1/organizations"}) {
            CAPTURE(path);
            CHECK(world.ask("GET", path).status == 404);
            CHECK(world.api.handle({"GET", path, {}, true, ""}).status == 404);
            CHECK(error_of(world.ask("POST", path, "{}")).code == core::ErrorCode::NotFound);
        }
    }

    TEST_CASE("an id with slashes, dots or percent signs in it is an id that nothing has") {
        ApiWorld world;
        const auto key = world.add_provider_key(world.acme, "Key");
        for (const std::string& id : {std::string("."), std::string(".."), std::string("pk%5F1"), key.id + "%00",
                                      key.id + ".", "%2e%2e%2f" + key.id, std::string("test")}) {
            CAPTURE(id);
            CHECK(world.ask("GET", world.provider_keys_path + "/" + id).status == 404);
            CHECK(world.ask("DELETE", world.provider_keys_path + "/" + id).status == 404);
        }
        CHECK(world.ask("GET", world.provider_keys_path + "/a/../" + key.id).status == 404);
        CHECK(world.provider_keys.list(world.acme)->size() == 1);
    }

    TEST_CASE("a wrong method is told the right ones, whoever asks") {
        struct Row {
            const char* method;
            const char* path;
            const char* allow;
        };
        const Row rows[] = {
            {"POST", "/v1/organizations", "GET, HEAD"},
            {"DELETE", "/v1/organizations/org_acme", "GET, HEAD"},
            {"PUT", "/v1/organizations/org_acme/provider-keys", "GET, HEAD, POST"},
            {"PATCH", "/v1/organizations/org_acme/provider-keys/pk_1", "GET, HEAD, POST, DELETE"},
            {"OPTIONS", "/v1/organizations/org_acme/api_keys", "GET, HEAD, POST"},
            {"POST", "/v1/organizations/org_acme/api_keys/ak_1/reveal", "GET, HEAD"},
            {"", "/v1/organizations", "GET, HEAD"},
            {"get", "/v1/organizations", "GET, HEAD"},
        };
        ApiWorld world;
        for (const Row& row : rows) {
            CAPTURE(row.method);
            CAPTURE(row.path);
            const ApiAnswer refused = world.api.handle({row.method, row.path, {}, true, ""});
            CHECK(refused.status == 405);
            CHECK(refused.allow == row.allow);
            CHECK(error_of(refused).code == core::ErrorCode::MethodNotAllowed);
        }
    }

    TEST_CASE("without a good token every path of the API is refused, and nothing is done") {
        ApiWorld world;
        const auto api_key = world.api_keys.create(world.acme, {"CI"});
        const auto foreign = world.tokens.mint(world.stranger, "admin", 3600);
        const std::string paths[] = {"/v1/organizations", "/v1/organizations/org_acme", world.provider_keys_path,
                                     world.provider_keys_path + "/pk_1",
                                     world.api_keys_path + "/" + api_key->api_key.id + "/reveal"};
        for (const std::string& path : paths) {
            CAPTURE(path);
            CHECK(world.api.handle({"GET", path, {}, true, ""}).status == 401);
            CHECK(world.api.handle({"GET", path, Secret("wrong"), true, ""}).status == 401);
            CHECK(world.api.handle({"GET", path, api_key->key.clone(), true, ""}).status == 401);
        }
        CHECK(world.api.handle({"POST", world.provider_keys_path, {}, true, new_key}).status == 401);
        CHECK(world.api.handle({"POST", world.provider_keys_path, foreign->clone(), true, new_key}).status == 404);
        CHECK(world.api.handle({"DELETE", world.api_keys_path + "/" + api_key->api_key.id, {}, true, ""}).status ==
              401);
        CHECK(world.provider_keys.list(world.acme)->empty());
        CHECK(world.api_keys.list(world.acme)->size() == 1);
    }

    TEST_CASE("a body that does not say it is JSON is not read") {
        ApiWorld world;
        for (const std::string& path :
             {world.provider_keys_path, world.api_keys_path, world.provider_keys_path + "/x"}) {
            CAPTURE(path);
            const ApiAnswer refused = world.api.handle({"POST", path, world.token.clone(), false, new_key});
            CHECK(refused.status == 415);
            CHECK(error_of(refused).code == core::ErrorCode::UnsupportedMediaType);
        }
        CHECK(world.api.handle({"GET", world.provider_keys_path, world.token.clone(), false, ""}).status == 200);
    }

    TEST_CASE("a body that is not of the contract is refused at its field and never repeated") {
        struct Row {
            const char* body;
            const char* param;  // empty when it belongs to no field
        };
        const Row rows[] = {
            {"", ""},
            {"{", ""},
            {"null", ""},
            {"[]", ""},
            {R"("text")", ""},
            {R"({"provider":"anthropic","name":"A","name":"B","provider_key":"sk-test-4f9a8b7c","api_key_ids":[]})",
             "name"},
            {R"({"provider":"anthropic","name":"A","provider_key":"sk-test-4f9a8b7c","api_key_ids":[],"extra":1})",
             "extra"},
            {R"({"provider":"cohere","name":"A","provider_key":"sk-test-4f9a8b7c","api_key_ids":[]})", "provider"},
            {R"({"provider":7,"name":"A","provider_key":"sk-test-4f9a8b7c","api_key_ids":[]})", "provider"},
            {R"({"provider":"anthropic","name":"","provider_key":"sk-test-4f9a8b7c","api_key_ids":[]})", "name"},
            {R"({"provider":"anthropic","name":"A","provider_key":"","api_key_ids":[]})", "provider_key"},
            {R"({"provider":"anthropic","name":"A","provider_key":{},"api_key_ids":[]})", "provider_key"},
            {R"({"provider":"anthropic","name":"A","provider_key":"sk-test-4f9a8b7c"})", "api_key_ids"},
            {R"({"provider":"anthropic","name":"A","provider_key":"sk-test-4f9a8b7c","api_key_ids":[1]})",
             "api_key_ids"},
            {R"({"provider":"anthropic","name":"A","provider_key":"sk-test-4f9a8b7c","api_key_ids":["ak_x"]})",
             "api_key_ids"},
            {R"({"provider":"bedrock","name":"A","provider_key":"sk-test-4f9a8b7c","api_key_ids":[]})", "provider_key"},
            {R"({"provider":"google_vertex_ai","name":"A","provider_key":"sk-test-4f9a8b7c","api_key_ids":[]})",
             "provider_key"},
        };
        ApiWorld world;
        for (const Row& row : rows) {
            CAPTURE(row.body);
            const ApiAnswer refused = world.ask("POST", world.provider_keys_path, row.body);
            CHECK(refused.status == 400);
            const core::Error error = error_of(refused);
            CHECK(error.code == core::ErrorCode::InvalidRequest);
            CHECK_FALSE(error.message.empty());
            CHECK((error.fields.empty() ? "" : error.fields.front().param) == row.param);
            CHECK_FALSE(text_of(refused).contains("4f9a8b7c"));
        }
        CHECK(world.provider_keys.list(world.acme)->empty());
    }

    TEST_CASE("no answer ever holds a provider's secret, of any kind") {
        ApiWorld world;
        const auto anthropic = world.add_provider_key(world.acme, "Key");
        const auto bedrock = world.add_bedrock_key(world.acme, {"global", "us-east-1"});
        const auto azure = world.add_azure_key(world.acme);
        std::string said = text_of(world.ask("GET", world.provider_keys_path));
        for (const auto& key : {anthropic, bedrock, azure}) {
            said += text_of(world.ask("GET", world.provider_keys_path + "/" + key.id));
            said += text_of(world.ask("POST", world.provider_keys_path + "/" + key.id, R"({"name":"Renamed"})"));
        }
        CHECK_FALSE(said.contains(core::samples::api_key));
        CHECK_FALSE(said.contains(secret_of("global")));
        CHECK_FALSE(said.contains(secret_of("us-east-1")));
        CHECK(said.contains(core::samples::access_key_id));
    }
}
