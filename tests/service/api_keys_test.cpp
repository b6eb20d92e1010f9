#include "service/api_keys.h"

#include <doctest/doctest.h>

#include "service/service_world.h"

using namespace byok;
using namespace byok::service;
using namespace byok::service::test;
using core::ErrorCode;
using Params = std::vector<std::string>;

TEST_SUITE("service/api_keys") {
    TEST_CASE("a new API key comes with the gateway key, which only reveal tells again") {
        ServiceWorld world;
        const auto created = world.api_keys.create(world.acme, {" CI "});
        REQUIRE(created);
        CHECK(created->api_key.name == "CI");
        CHECK(created->api_key.type == "api");
        CHECK(created->api_key.active);
        CHECK(created->api_key.created_at == "2026-01-14T09:30:00Z");
        CHECK(created->api_key.expires_at.empty());
        CHECK(created->key.reveal().starts_with("byok_gateway_"));
        CHECK(world.api_keys.list(world.acme) == std::vector{created->api_key});

        const auto revealed = world.api_keys.reveal(world.acme, created->api_key.id);
        REQUIRE(revealed);
        CHECK(revealed->key == created->key);
        CHECK(revealed->api_key == created->api_key);
    }

    TEST_CASE("two API keys never have the same gateway key") {
        ServiceWorld world;
        const auto first = world.api_keys.create(world.acme, {"A"});
        const auto second = world.api_keys.create(world.acme, {"A"});
        CHECK_FALSE(first->key == second->key);
        CHECK(first->api_key.id != second->api_key.id);
    }

    TEST_CASE("a name that is not one is refused at its field, for a new API key and for an old one") {
        ServiceWorld world;
        const auto key = world.add_api_key(world.acme, "Key");
        for (const std::string& name :
             {std::string(), std::string(" \t"), std::string(101, 'x'), std::string("a\nb")}) {
            CAPTURE(name);
            CHECK(params_of(world.api_keys.create(world.acme, {name}).error()) == Params{"name"});
            CHECK(params_of(world.api_keys.update(world.acme, key.id, {name, {}}).error()) == Params{"name"});
        }
        CHECK(world.api_keys.list(world.acme) == std::vector{key});
    }

    TEST_CASE("an update changes the name, or whether it is active, and not the gateway key") {
        ServiceWorld world;
        const auto created = world.api_keys.create(world.acme, {"Before"});
        core::ApiKey expected = created->api_key;
        expected.name = "After";
        expected.etag = "\"2\"";
        CHECK(world.api_keys.update(world.acme, expected.id, {" After ", {}}) == expected);
        expected.active = false;
        expected.etag = "\"3\"";
        CHECK(world.api_keys.update(world.acme, expected.id, {{}, false}) == expected);
        CHECK(world.api_keys.get(world.acme, expected.id) == expected);
        CHECK(world.api_keys.reveal(world.acme, expected.id)->key == created->key);
    }

    TEST_CASE("another organization's API key cannot be read, revealed, changed or deleted") {
        ServiceWorld world;
        const auto theirs = world.add_api_key(world.stranger, "Theirs");
        CHECK(world.api_keys.list(world.acme)->empty());
        const core::Error unknown = world.api_keys.get(world.acme, "ak_nobody").error();
        CHECK(unknown.code == ErrorCode::NotFound);
        CHECK(world.api_keys.get(world.acme, theirs.id).error() == unknown);
        CHECK(world.api_keys.reveal(world.acme, theirs.id).error() == unknown);
        CHECK(world.api_keys.update(world.acme, theirs.id, {"Mine", {}}).error() == unknown);
        CHECK(world.api_keys.remove(world.acme, theirs.id).error() == unknown);
        CHECK(world.api_keys.get(world.stranger, theirs.id) == theirs);
    }

    TEST_CASE("a deleted API key leaves every assignment that has others") {
        ServiceWorld world;
        const auto going = world.add_api_key(world.acme, "Going");
        const auto staying = world.add_api_key(world.acme, "Staying");
        const auto shared = world.add_provider_key(world.acme, "Shared", {going.id, staying.id});
        const auto whole = world.add_provider_key(world.acme, "Whole organization");
        REQUIRE(world.api_keys.remove(world.acme, going.id));
        CHECK(world.api_keys.list(world.acme) == std::vector{staying});
        CHECK(world.provider_keys.get(world.acme, shared.id)->api_key_ids == Params{staying.id});
        CHECK(world.provider_keys.get(world.acme, whole.id)->api_key_ids == Params{});
        CHECK(world.api_keys.remove(world.acme, going.id).error().code == ErrorCode::NotFound);
    }

    TEST_CASE("the last API key of an assignment cannot be deleted: the credential would become everybody's") {
        ServiceWorld world;
        const auto only = world.add_api_key(world.acme, "Only");
        const auto other = world.add_api_key(world.acme, "Other");
        const auto first = world.add_provider_key(world.acme, "Production", {only.id});
        const auto second = world.add_provider_key(world.acme, "Staging", {only.id});
        world.add_provider_key(world.acme, "Shared", {only.id, other.id});

        const auto refused = world.api_keys.remove(world.acme, only.id);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::Conflict);
        CHECK(refused.error().message.contains("\"Production\" and \"Staging\""));
        CHECK_FALSE(refused.error().message.contains("Shared"));
        CHECK(world.api_keys.list(world.acme)->size() == 2);
        CHECK(world.provider_keys.get(world.acme, first.id)->api_key_ids == Params{only.id});

        REQUIRE(world.provider_keys.remove(world.acme, first.id));
        core::ProviderKeyChange to_everybody;
        to_everybody.api_key_ids.emplace();
        REQUIRE(world.provider_keys.update(world.acme, second.id, "admin", to_everybody));
        CHECK(world.api_keys.remove(world.acme, only.id));
    }

    TEST_CASE("a refusal names three provider keys and counts the rest") {
        ServiceWorld world;
        const auto only = world.add_api_key(world.acme, "Only");
        for (const char* name : {"A", "B", "C", "D", "E"}) world.add_provider_key(world.acme, name, {only.id});
        CHECK(world.api_keys.remove(world.acme, only.id).error().message.contains("\"A\", \"B\", \"C\" and 2 more"));
    }

    TEST_CASE("a gateway key that cannot be opened is said, and the list still works") {
        ServiceWorld world;
        const auto key = world.add_api_key(world.acme, "Key");
        world.vault.broken = true;
        CHECK(world.api_keys.reveal(world.acme, key.id).error().code == ErrorCode::Internal);
        CHECK(world.api_keys.list(world.acme) == std::vector{key});
    }
}
