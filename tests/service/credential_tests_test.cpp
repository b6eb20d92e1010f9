#include "service/credential_tests.h"

#include <doctest/doctest.h>

#include "core/contract.h"
#include "core/samples.h"
#include "service/service_world.h"

using namespace byok;
using namespace byok::service;
using namespace byok::service::test;
using core::ErrorCode;
using core::Secret;
using core::Verdict;

namespace {

struct TestWorld : ServiceWorld {
    CredentialTests tests{store, vault, clock, {}};
    ProviderKeys keys{store, vault, clock, random, &tests};
    Caller caller{acme, "admin", "tok_1"};

    core::Result<TestJob> begin_new(std::string provider, core::Credential credential) {
        return tests.begin(caller, core::NewCredentialTest{std::move(provider), std::move(credential)});
    }
    /// `entered` null = as it is stored.
    core::Result<TestJob> begin_stored(const std::string& id, core::Credential* entered = nullptr) {
        std::optional<core::Credential> parts;
        if (entered) parts = std::move(*entered);
        return tests.begin(caller, id, parts);
    }
    std::optional<core::TestResult> last_test(const std::string& id) { return keys.get(acme, id)->last_test; }
};

core::TestResult said(Verdict verdict) {
    core::TestResult result;
    result.finding.verdict = verdict;
    return result;
}

std::string text_of(const TestJob& job) {
    return std::string(core::encode_credential(job.credential).reveal());
}

core::Credential azure(std::string endpoint, std::string_view key) {
    return core::AzureCredential{std::move(endpoint), Secret(key)};
}

}  // namespace

TEST_SUITE("service/credential_tests") {
    TEST_CASE("a new credential is tried whole, or not at all") {
        TestWorld world;
        const auto job = world.begin_new("anthropic", core::ApiKeyCredential{Secret(core::samples::api_key)});
        REQUIRE(job);
        CHECK(text_of(*job) == core::samples::api_key);
        CHECK(job->provider_key_id.empty());

        const auto blank = world.begin_new("anthropic", core::ApiKeyCredential{});
        REQUIRE_FALSE(blank);
        CHECK(params_of(blank.error()) == std::vector<std::string>{"provider_key"});
        CHECK_FALSE(world.begin_new("anthropic", azure("https://n.openai.azure.com", "k")));
        CHECK_FALSE(world.begin_new("nobody", core::ApiKeyCredential{Secret("k")}));
        CHECK_FALSE(world.begin_new("azure", azure("https://169.254.169.254/", core::samples::api_key)));
    }

    TEST_CASE("what a paste brings along is taken off, for a test and for keeping") {
        TestWorld world;
        const std::string pasted = "export KEY='" + std::string(core::samples::api_key) + "'";
        const auto job = world.begin_new("anthropic", core::ApiKeyCredential{Secret(pasted)});
        REQUIRE(job);
        CHECK(text_of(*job) == core::samples::api_key);
        const auto key = world.keys.create(world.acme, "admin",
                                           {"anthropic", "Key", core::ApiKeyCredential{Secret(pasted)}, {}, false});
        REQUIRE(key);
        CHECK(world.stored_credential(world.acme, key->id) == core::samples::api_key);
        core::ProviderKeyChange change;
        change.credential = core::ApiKeyCredential{Secret("Bearer sk-test-another-0123456789")};
        REQUIRE(world.keys.update(world.acme, key->id, "admin", change));
        CHECK(world.stored_credential(world.acme, key->id) == "sk-test-another-0123456789");
    }

    TEST_CASE("a stored credential is tried as it is stored, or with what was entered in place of its parts") {
        TestWorld world;
        const std::string id = world.add_bedrock_key(world.acme, {"global", "eu-west-1"}).id;
        const auto stored = world.begin_stored(id);
        REQUIRE(stored);
        CHECK(text_of(*stored) == world.stored_credential(world.acme, id));
        CHECK(stored->provider_key_id == id);

        core::BedrockCredential parts;
        parts.regions.push_back(region_credential("global", ""));
        parts.regions.push_back(region_credential("eu-west-1", secret_of("changed")));
        core::Credential entered = std::move(parts);
        const auto merged = world.begin_stored(id, &entered);
        REQUIRE(merged);
        CHECK(text_of(*merged).contains(secret_of("global")));
        CHECK(text_of(*merged).contains(secret_of("changed")));
        CHECK(world.stored_credential(world.acme, id).contains(secret_of("eu-west-1")));
    }

    TEST_CASE("a stored key is never sent to a new endpoint") {
        TestWorld world;
        const std::string id = world.add_azure_key(world.acme).id;
        core::Credential elsewhere = azure("https://attacker.openai.azure.com/", "");
        const auto refused = world.begin_stored(id, &elsewhere);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::InvalidRequest);
        core::Credential with_key = azure("https://other.openai.azure.com/", "sk-test-entered-1234567890");
        CHECK(world.begin_stored(id, &with_key));
    }

    TEST_CASE("nobody tries what belongs to somebody else, or cannot be opened") {
        TestWorld world;
        const std::string theirs = world.add_provider_key(world.stranger, "Theirs").id;
        CHECK(world.begin_stored(theirs).error().code == ErrorCode::NotFound);
        CHECK(world.begin_stored("pk_none").error().code == ErrorCode::NotFound);
        const std::string id = world.add_provider_key(world.acme, "Ours").id;
        world.vault.broken = true;
        CHECK(world.begin_stored(id).error().code == ErrorCode::Conflict);
    }

    TEST_CASE("the result is kept with the key, dated, as long as its credential is the one that was tried") {
        TestWorld world;
        const std::string id = world.add_provider_key(world.acme, "Key").id;
        const auto job = world.begin_stored(id);
        REQUIRE(job);
        world.clock.now_s += 7;
        core::ProviderKeyChange renamed;
        renamed.name = "Renamed";
        REQUIRE(world.keys.update(world.acme, id, "admin", renamed));
        const auto finished = world.tests.finish(*job, said(Verdict::ValidLimited));
        REQUIRE(finished);
        CHECK(finished->tested_at == iso_time(world.clock.now_s));
        CHECK(world.last_test(id) == *finished);
        REQUIRE(world.keys.update(world.acme, id, "admin", renamed));
        CHECK(world.last_test(id) == *finished);

        const auto late = world.begin_stored(id);
        core::ProviderKeyChange change;
        change.credential = core::ApiKeyCredential{Secret("sk-test-another-0123456789")};
        REQUIRE(world.keys.update(world.acme, id, "admin", change));
        CHECK_MESSAGE(world.last_test(id) == std::nullopt, "another credential was not tried");
        REQUIRE(world.tests.finish(*late, said(Verdict::Invalid)));
        CHECK(world.last_test(id) == std::nullopt);
    }

    TEST_CASE("what was entered for a test and not saved says nothing of the stored credential") {
        TestWorld world;
        const std::string id = world.add_provider_key(world.acme, "Key").id;
        core::Credential entered = core::ApiKeyCredential{Secret("sk-test-another-0123456789")};
        const auto job = world.begin_stored(id, &entered);
        REQUIRE(job);
        REQUIRE(world.tests.finish(*job, said(Verdict::Invalid)));
        CHECK(world.last_test(id) == std::nullopt);
    }

    TEST_CASE("a credential that was tried just before it is saved comes with its result, for a while") {
        TestWorld world;
        const auto job = world.begin_new("anthropic", core::ApiKeyCredential{Secret(core::samples::api_key)});
        REQUIRE(job);
        const auto result = world.tests.finish(*job, said(Verdict::Valid));
        const auto key = world.keys.create(world.acme, "admin", new_anthropic_key("Key"));
        REQUIRE(key);
        CHECK(key->last_test == *result);
        CHECK_MESSAGE(world.keys.create(world.stranger, "admin", new_anthropic_key("Key"))->last_test == std::nullopt,
                      "another organization knows nothing of it");
        world.clock.now_s += 3600;
        CHECK(world.keys.create(world.acme, "admin", new_anthropic_key("Later"))->last_test == std::nullopt);
    }

    TEST_CASE("who tries too many is told to wait; who goes away makes room") {
        TestWorld world;
        TestLimits limits;
        limits.under_way_per_organization = 1;
        CredentialTests tests(world.store, world.vault, world.clock, limits);
        const std::string id = world.add_provider_key(world.acme, "Key").id;
        const auto first = tests.begin(world.caller, id, std::nullopt);
        REQUIRE(first);
        const auto refused = tests.begin(world.caller, id, std::nullopt);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::RateLimit);
        tests.abandon(*first);
        CHECK(tests.begin(world.caller, id, std::nullopt));
    }

    TEST_CASE("the same credential twice is a mistake, unless it is meant") {
        TestWorld world;
        core::NewProviderKey key = new_anthropic_key("First");
        key.allow_duplicate = false;
        const auto first = world.keys.create(world.acme, "admin", key);
        REQUIRE(first);
        key.name = "Second";
        const auto refused = world.keys.create(world.acme, "admin", key);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::Conflict);
        CHECK(refused.error().message.contains("First"));
        CHECK(params_of(refused.error()) == std::vector<std::string>{"provider_key"});
        CHECK(world.keys.create(world.stranger, "admin", key));
        key.provider = "openai";
        CHECK_MESSAGE(world.keys.create(world.acme, "admin", key), "of another provider it is another credential");

        core::ProviderKeyChange same;
        same.credential = core::ApiKeyCredential{Secret(core::samples::api_key)};
        CHECK_MESSAGE(world.keys.update(world.acme, first->id, "admin", same), "it is its own");
        const std::string other =
            world.keys
                .create(world.acme, "admin",
                        {"anthropic", "Other", core::ApiKeyCredential{Secret("sk-other-0123456789")}, {}})
                ->id;
        CHECK(world.keys.update(world.acme, other, "admin", same).error().code == ErrorCode::Conflict);
        same.allow_duplicate = true;
        CHECK(world.keys.update(world.acme, other, "admin", same));
    }
}
