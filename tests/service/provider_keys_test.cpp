#include "service/provider_keys.h"

#include <doctest/doctest.h>

#include "core/samples.h"
#include "service/service_world.h"

using namespace byok;
using namespace byok::service;
using namespace byok::service::test;
using core::ErrorCode;
using core::Secret;
using Params = std::vector<std::string>;

namespace {

core::ProviderKeyChange change_name(std::string_view name) {
    core::ProviderKeyChange change;
    change.name = name;
    return change;
}

core::ProviderKeyChange change_assignment(std::vector<std::string> api_key_ids) {
    core::ProviderKeyChange change;
    change.api_key_ids = std::move(api_key_ids);
    return change;
}

template <class Credential>
core::ProviderKeyChange change_credential(Credential credential) {
    core::ProviderKeyChange change;
    change.credential = std::move(credential);
    return change;
}

core::ProviderKeyChange change_regions(std::vector<core::RegionCredential> regions) {
    return change_credential(core::BedrockCredential{std::move(regions)});
}

/// The regions, one after another; initializer lists cannot hold what cannot be copied.
template <class... Region>
std::vector<core::RegionCredential> regions_of(Region... region) {
    std::vector<core::RegionCredential> regions;
    (regions.push_back(std::move(region)), ...);
    return regions;
}

}  // namespace

TEST_SUITE("service/provider_keys") {
    TEST_CASE("a new provider key is active, belongs to whoever made it, and shows no more than a hint") {
        ServiceWorld world;
        const auto key = world.provider_keys.create(world.acme, "admin", new_anthropic_key("  Production\t"));
        REQUIRE(key);
        CHECK(key->provider == "anthropic");
        CHECK(key->name == "Production");
        CHECK(key->active == true);
        CHECK(key->created_by == "admin");
        CHECK(key->created_at == "2026-01-14T09:30:00Z");
        CHECK(key->updated_at == key->created_at);
        CHECK(key->api_key_ids == Params{});
        CHECK(key->credential == core::CredentialHint(core::ApiKeyHint{"0d9e"}));
        CHECK(world.provider_keys.get(world.acme, key->id) == *key);
        CHECK(world.stored_credential(world.acme, key->id) == core::samples::api_key);
    }

    TEST_CASE("provider keys are listed in the order in which they were made, each opened once and never again") {
        ServiceWorld world;
        const auto first = world.add_provider_key(world.acme, "First");
        const auto second = world.add_bedrock_key(world.acme, {"global", "us-east-1"});
        world.vault.opened = 0;
        for (int i = 0; i < 3; ++i) CHECK(world.provider_keys.list(world.acme) == std::vector{first, second});
        CHECK(world.vault.opened == 2);
    }

    TEST_CASE("what surrounds a credential and cannot be sent is taken off, what might be right stays as it is") {
        ServiceWorld world;
        const auto stored = [&](std::string_view entered) {
            core::NewProviderKey key = new_anthropic_key("Key");
            key.credential = core::ApiKeyCredential{Secret(entered)};
            const auto made = world.provider_keys.create(world.acme, "admin", key);
            REQUIRE(made);
            return world.stored_credential(world.acme, made->id);
        };
        CHECK(stored("Bearer sk-ant-key\n") == "sk-ant-key");
        CHECK(stored("\"sk-ant-key\"") == "sk-ant-key");
        CHECK(stored("KEY=sk-ant-key") == "KEY=sk-ant-key");

        const auto key = world.add_provider_key(world.acme, "Key");
        REQUIRE(world.provider_keys.update(world.acme, key.id, "admin",
                                           change_credential(core::ApiKeyCredential{Secret("x-api-key: sk-ant-new")})));
        CHECK(world.stored_credential(world.acme, key.id) == "sk-ant-new");
    }

    TEST_CASE("the same name may be given twice") {
        ServiceWorld world;
        const auto first = world.add_provider_key(world.acme, "Production");
        const auto second = world.add_provider_key(world.acme, "Production");
        CHECK(first.id != second.id);
    }

    TEST_CASE("a new provider key with something wrong is refused at each of its fields and leaves nothing behind") {
        ServiceWorld world;
        const auto foreign = world.add_api_key(world.stranger, "Theirs");
        core::NewProviderKey key{"anthropic", " ", core::ApiKeyCredential{Secret(" ")}, {foreign.id}};
        const auto refused = world.provider_keys.create(world.acme, "admin", key);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::InvalidRequest);
        CHECK(params_of(refused.error()) == Params{"name", "provider_key", "api_key_ids"});
        CHECK(refused.error().message == refused.error().fields.front().message);
        CHECK(world.provider_keys.list(world.acme)->empty());
    }

    TEST_CASE("a provider that is not known, or whose credential is of another kind, is refused at its field") {
        ServiceWorld world;
        core::NewProviderKey unknown = new_anthropic_key("Key");
        unknown.provider = "cohere";
        core::NewProviderKey mismatched = new_anthropic_key("Key");
        mismatched.provider = "bedrock";
        for (const auto* key : {&unknown, &mismatched}) {
            CAPTURE(key->provider);
            const auto refused = world.provider_keys.create(world.acme, "admin", *key);
            REQUIRE_FALSE(refused);
            CHECK(params_of(refused.error()) == Params{"provider"});
        }
    }

    TEST_CASE("an API key of another organization and one that does not exist are refused in the same words") {
        ServiceWorld world;
        const auto own = world.add_api_key(world.acme, "Ours");
        const auto foreign = world.add_api_key(world.stranger, "Theirs");
        const auto key = world.add_provider_key(world.acme, "Key");
        const auto create_with = [&](const std::string& id) {
            return world.provider_keys.create(world.acme, "admin", new_anthropic_key("Key", {own.id, id})).error();
        };
        const core::Error unknown_error = create_with("ak_nobody");
        CHECK(params_of(unknown_error) == Params{"api_key_ids"});
        CHECK(unknown_error.message == "Entry 2 is not an API key of this organization.");
        CHECK(create_with(foreign.id) == unknown_error);
        CHECK(create_with("") == unknown_error);
        CHECK(
            world.provider_keys.update(world.acme, key.id, "admin", change_assignment({own.id, foreign.id})).error() ==
            unknown_error);
        CHECK(world.provider_keys.get(world.acme, key.id) == key);
    }

    TEST_CASE("what was sent in place of an id is not repeated: it may be a key") {
        ServiceWorld world;
        const auto refused =
            world.provider_keys.create(world.acme, "admin", new_anthropic_key("Key", {"sk-live-pasted-by-mistake"}));
        REQUIRE_FALSE(refused);
        CHECK_FALSE(refused.error().message.contains("sk-live"));
    }

    TEST_CASE("another organization's provider key cannot be read, changed or deleted") {
        ServiceWorld world;
        const auto theirs = world.add_provider_key(world.stranger, "Theirs");
        CHECK(world.provider_keys.list(world.acme)->empty());
        const core::Error unknown = world.provider_keys.get(world.acme, "pk_nobody").error();
        CHECK(unknown.code == ErrorCode::NotFound);
        CHECK(world.provider_keys.get(world.acme, theirs.id).error() == unknown);
        CHECK(world.provider_keys.update(world.acme, theirs.id, "admin", change_name("Mine")).error() == unknown);
        CHECK(world.provider_keys.remove(world.acme, theirs.id).error() == unknown);
        CHECK(world.provider_keys.get(world.stranger, theirs.id) == theirs);
    }

    TEST_CASE("an update changes what it holds and nothing else") {
        ServiceWorld world;
        const auto api_key = world.add_api_key(world.acme, "Ours");
        const auto before = world.add_provider_key(world.acme, "Before", {api_key.id});
        world.clock.now_s += 60;

        core::ProviderKey expected = before;
        expected.updated_at = "2026-01-14T09:31:00Z";
        expected.updated_by = "editor";
        expected.etag = "\"2\"";
        SUBCASE("the name") {
            expected.name = "After";
            CHECK(world.provider_keys.update(world.acme, before.id, "editor", change_name(" After ")) == expected);
        }
        SUBCASE("the assignment, each API key once") {
            const auto other = world.add_api_key(world.acme, "Other");
            expected.api_key_ids = Params{other.id, api_key.id};
            CHECK(world.provider_keys.update(world.acme, before.id, "editor",
                                             change_assignment({other.id, api_key.id, other.id})) == expected);
        }
        SUBCASE("the assignment, to the whole organization") {
            expected.api_key_ids = Params{};
            CHECK(world.provider_keys.update(world.acme, before.id, "editor", change_assignment({})) == expected);
        }
        SUBCASE("whether it is active") {
            core::ProviderKeyChange change;
            change.active = false;
            expected.active = false;
            CHECK(world.provider_keys.update(world.acme, before.id, "editor", change) == expected);
        }
        CHECK(world.provider_keys.get(world.acme, before.id) == expected);
        CHECK(world.stored_credential(world.acme, before.id) == core::samples::api_key);
    }

    TEST_CASE("a changed credential is sealed for a new revision, so that the older one does not open in its place") {
        ServiceWorld world;
        const auto key = world.add_provider_key(world.acme, "Key");
        const auto before = world.store.provider_key(world.acme, key.id);
        REQUIRE(world.provider_keys.update(world.acme, key.id, "admin",
                                           change_credential(core::ApiKeyCredential{Secret("sk-test-0123456789")})));
        CHECK(world.revision(world.acme, key.id) == 2);
        CHECK_FALSE(world.vault.open({"provider_key", world.acme, key.id, 2}, (**before).credential));
        CHECK(world.stored_credential(world.acme, key.id) == "sk-test-0123456789");
    }

    TEST_CASE("a new credential replaces the stored one and its hint, even one that cannot be opened") {
        ServiceWorld world;
        const auto key = world.add_provider_key(world.acme, "Key");
        const auto replace = [&] {
            return world.provider_keys.update(world.acme, key.id, "admin",
                                              change_credential(core::ApiKeyCredential{Secret("sk-test-0123456789")}));
        };
        SUBCASE("opened") {}
        SUBCASE("broken") {
            world.vault.broken = true;
        }
        const auto updated = replace();
        REQUIRE(updated);
        CHECK(updated->credential == core::CredentialHint(core::ApiKeyHint{"6789"}));
        world.vault.broken = false;
        CHECK(world.stored_credential(world.acme, key.id) == "sk-test-0123456789");
    }

    TEST_CASE("a change that needs no credential neither opens nor seals one") {
        ServiceWorld world;
        const auto key = world.add_provider_key(world.acme, "Key");
        world.vault.broken = true;
        world.vault.before_seal = [] { FAIL("sealed"); };
        REQUIRE(world.provider_keys.update(world.acme, key.id, "admin", change_name("Renamed")));
        world.vault.broken = false;
        CHECK(world.revision(world.acme, key.id) == 1);
        CHECK(world.stored_credential(world.acme, key.id) == core::samples::api_key);
    }

    TEST_CASE("a stored credential that is needed and cannot be opened is said, and the row stays as it is") {
        ServiceWorld world;
        const auto key = world.add_azure_key(world.acme);
        const auto bedrock = world.add_bedrock_key(world.acme, {"us-east-1"});
        world.vault.broken = true;
        const auto refused =
            world.provider_keys.update(world.acme, bedrock.id, "admin",
                                       change_regions(regions_of(region_credential("us-east-1", ""),
                                                                 region_credential("eu-west-1", secret_of("eu")))));
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::Conflict);
        CHECK(params_of(refused.error()) == Params{"provider_key"});
        world.vault.broken = false;
        CHECK(world.provider_keys.get(world.acme, bedrock.id) == bedrock);
        CHECK(world.provider_keys.get(world.acme, key.id) == key);
    }

    TEST_CASE("a credential that is damaged after it was listed is listed as such") {
        ServiceWorld world;
        const auto key = world.add_provider_key(world.acme, "Key");
        CHECK_FALSE(world.provider_keys.list(world.acme)->front().credential_unreadable);
        auto record = **world.store.provider_key(world.acme, key.id);
        record.credential.bytes = "damaged";
        REQUIRE(*world.store.replace_provider_key(world.acme, record, 1));
        CHECK(world.provider_keys.list(world.acme)->front().credential_unreadable);
    }

    TEST_CASE("what cannot be opened is in the list as such, until it can be opened again") {
        ServiceWorld world;
        const auto good = world.add_provider_key(world.acme, "Good");
        auto record = **world.store.provider_key(world.acme, world.add_provider_key(world.acme, "Bad").id);
        const Sealed right = record.credential;
        record.credential = {"lost key", "bytes"};
        REQUIRE(*world.store.replace_provider_key(world.acme, record, 1));
        auto listed = world.provider_keys.list(world.acme);
        REQUIRE(listed->size() == 2);
        CHECK(listed->front() == good);
        CHECK(listed->back().credential_unreadable);
        record.credential = right;
        REQUIRE(*world.store.replace_provider_key(world.acme, record, 1));
        CHECK_FALSE(world.provider_keys.list(world.acme)->back().credential_unreadable);
    }

    TEST_CASE("Bedrock: a blank secret keeps that region's, a region left out is gone, a new one is added") {
        ServiceWorld world;
        const auto key = world.add_bedrock_key(world.acme, {"global", "us-east-1", "eu-west-1"});
        const auto updated = world.provider_keys.update(
            world.acme, key.id, "admin",
            change_regions(regions_of(region_credential("eu-west-1", ""),
                                      region_credential("us-east-1", secret_of("us-east-1/new")),
                                      region_credential("sa-east-1", secret_of("sa-east-1")))));
        REQUIRE(updated);
        const std::string stored = world.stored_credential(world.acme, key.id);
        CHECK(stored.contains(secret_of("eu-west-1")));
        CHECK(stored.contains(secret_of("us-east-1/new")));
        CHECK(stored.contains(secret_of("sa-east-1")));
        CHECK_FALSE(stored.contains(secret_of("us-east-1")));
        CHECK_FALSE(stored.contains("global"));
        const auto* hint = std::get_if<core::BedrockHint>(&updated->credential);
        REQUIRE(hint != nullptr);
        REQUIRE(hint->regions.size() == 3);
        CHECK(hint->regions[0].region == "eu-west-1");
    }

    TEST_CASE("Bedrock: a secret that stays keeps its session token; a new one does not inherit it") {
        ServiceWorld world;
        core::BedrockCredential temporary;
        temporary.regions.push_back({"us-east-1", std::string(core::samples::temporary_access_key_id),
                                     Secret(core::samples::secret_access_key), Secret(core::samples::session_token)});
        const auto key = world.provider_keys.create(world.acme, "admin", {"bedrock", "AWS", std::move(temporary), {}});
        REQUIRE(key);
        auto kept = region_credential("us-east-1", "");
        kept.access_key_id = core::samples::temporary_access_key_id;
        REQUIRE(world.provider_keys.update(
            world.acme, key->id, "admin",
            change_regions(regions_of(std::move(kept), region_credential("global", secret_of("global"))))));
        CHECK(world.stored_credential(world.acme, key->id).contains(core::samples::session_token));

        REQUIRE(world.provider_keys.update(
            world.acme, key->id, "admin",
            change_regions(regions_of(region_credential("us-east-1", secret_of("us-east-1"))))));
        CHECK_FALSE(world.stored_credential(world.acme, key->id).contains(core::samples::session_token));
    }

    TEST_CASE("Bedrock: a blank secret for a region that has none stored is refused at its field") {
        ServiceWorld world;
        const auto key = world.add_bedrock_key(world.acme, {"global"});
        const auto refused = world.provider_keys.update(
            world.acme, key.id, "admin",
            change_regions(regions_of(region_credential("global", ""), region_credential("us-east-1", ""))));
        REQUIRE_FALSE(refused);
        CHECK(params_of(refused.error()) == Params{"provider_key.regions[1].secret_access_key"});
        CHECK(world.stored_credential(world.acme, key.id).contains(secret_of("global")));
    }

    TEST_CASE("Azure: the key stays while the endpoint does; another endpoint demands it again") {
        ServiceWorld world;
        const auto key = world.add_azure_key(world.acme);
        const auto change_endpoint = [&](std::string_view endpoint, std::string_view api_key) {
            return world.provider_keys.update(
                world.acme, key.id, "admin",
                change_credential(core::AzureCredential{std::string(endpoint), Secret(api_key)}));
        };
        const auto refused = change_endpoint("https://attacker.openai.azure.com/", "");
        REQUIRE_FALSE(refused);
        CHECK(params_of(refused.error()) == Params{"provider_key.api_key"});
        CHECK(world.stored_credential(world.acme, key.id).contains(core::samples::azure_endpoint));

        REQUIRE(change_endpoint(core::samples::azure_endpoint, ""));
        CHECK(world.stored_credential(world.acme, key.id).contains(core::samples::api_key));

        REQUIRE(change_endpoint("https://fabrikam.openai.azure.com/", "sk-test-0123456789"));
        CHECK(world.stored_credential(world.acme, key.id).contains("fabrikam"));
        CHECK_FALSE(world.stored_credential(world.acme, key.id).contains(core::samples::api_key));
    }

    TEST_CASE("a change that somebody else makes at the same moment is not overwritten") {
        ServiceWorld world;
        const auto key = world.add_provider_key(world.acme, "Key");
        world.vault.before_seal = [&] {
            auto record = world.store.provider_key(world.acme, key.id);
            (**record).version = 7;
            REQUIRE(*world.store.replace_provider_key(world.acme, **record, 1));
        };
        const auto refused = world.provider_keys.update(
            world.acme, key.id, "admin", change_credential(core::ApiKeyCredential{Secret("sk-test-0123456789")}));
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::Conflict);
        CHECK(world.provider_keys.get(world.acme, key.id) == key);
    }

    TEST_CASE("an update with something wrong is refused at each of its fields and changes nothing") {
        ServiceWorld world;
        const auto key = world.add_provider_key(world.acme, "Key");
        core::ProviderKeyChange change;
        change.name = "";
        change.credential = core::ApiKeyCredential{Secret("with a blank")};
        change.api_key_ids = {"ak_nobody"};
        change.active = false;
        const auto refused = world.provider_keys.update(world.acme, key.id, "admin", change);
        REQUIRE_FALSE(refused);
        CHECK(params_of(refused.error()) == Params{"name", "provider_key", "api_key_ids"});
        CHECK(world.provider_keys.get(world.acme, key.id) == key);
    }

    TEST_CASE("a deleted provider key is gone, once") {
        ServiceWorld world;
        const auto key = world.add_provider_key(world.acme, "Key");
        const auto other = world.add_provider_key(world.acme, "Other");
        REQUIRE(world.provider_keys.remove(world.acme, key.id));
        CHECK(world.provider_keys.list(world.acme) == std::vector{other});
        CHECK(world.provider_keys.remove(world.acme, key.id).error().code == ErrorCode::NotFound);
    }
}
