#include "demo/demo_server.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

#include "core/contract.h"
#include "core/key_samples.h"
#include "core/provider.h"
#include "demo/simulated_test.h"

using namespace byok;
using namespace byok::demo;
using core::Verdict;

namespace {

struct Demo {
    explicit Demo(Scenario scenario = {}) : server(scenario) {
        const auto organizations = core::decode_organizations(get("/v1/organizations").body.reveal());
        REQUIRE(organizations);
        REQUIRE(organizations->size() == 1);
        path = "/v1/organizations/" + organizations->front().id;
    }

    app::HttpResponse ask(std::string method, std::string url, core::Secret body = {},
                          std::string_view token = "demo") {
        app::HttpRequest request;
        request.method = std::move(method);
        request.url = std::move(url);
        request.token = core::Secret(token);
        request.body = std::move(body);
        return server.answer(request);
    }
    app::HttpResponse get(std::string url) { return ask("GET", std::move(url)); }
    std::vector<core::ProviderKey> keys() {
        auto keys = core::decode_provider_keys(get(path + "/provider-keys").body.reveal());
        REQUIRE(keys);
        return *std::move(keys);
    }
    app::HttpResponse create(std::string_view name, std::string_view provider, std::string_view key) {
        core::NewProviderKey fresh;
        fresh.provider = provider;
        fresh.name = name;
        fresh.credential = core::ApiKeyCredential{core::Secret(key)};
        return ask("POST", path + "/provider-keys", core::encode_new_provider_key(fresh));
    }

    DemoServer server;
    std::string path;
};

Scenario with(Sample sample) {
    Scenario scenario;
    scenario.sample = sample;
    return scenario;
}

}  // namespace

TEST_SUITE("demo/demo_server") {
    TEST_CASE("the sample data has every provider, both assignments and every status") {
        Demo demo;
        const auto keys = demo.keys();
        for (const core::Provider& provider : core::providers())
            CHECK_MESSAGE(std::ranges::find(keys, provider.slug, &core::ProviderKey::provider) != keys.end(),
                          provider.name);
        CHECK(std::ranges::any_of(keys, [](const auto& key) { return key.api_key_ids->empty(); }));
        CHECK(std::ranges::any_of(keys, [](const auto& key) { return key.api_key_ids->size() > 1; }));
        CHECK(std::ranges::any_of(keys, [](const auto& key) { return !*key.active; }));
        CHECK(std::ranges::any_of(keys, [](const auto& key) { return key.credential_unreadable; }));
        CHECK(std::ranges::any_of(keys, [](const auto& key) { return !key.last_test; }));
        std::set<Verdict> verdicts;
        for (const auto& key : keys) {
            if (!key.last_test) continue;
            verdicts.insert(key.last_test->finding.verdict);
            CHECK_MESSAGE(key.last_test->finding.message.find(simulated) != std::string::npos, key.name);
        }
        CHECK(verdicts.contains(Verdict::Valid));
        CHECK(verdicts.contains(Verdict::ValidLimited));
        CHECK(verdicts.contains(Verdict::Invalid));
    }

    TEST_CASE("it begins the same each time") {
        for (const Sample sample : {Sample::Everything, Sample::Empty, Sample::Bedrock, Sample::Errors}) {
            Demo one(with(sample)), other(with(sample));
            CHECK(one.get(one.path + "/provider-keys").body == other.get(other.path + "/provider-keys").body);
            CHECK(one.get(one.path + "/api_keys").body == other.get(other.path + "/api_keys").body);
            CHECK(one.get(one.path + "/audit?limit=50").body == other.get(other.path + "/audit?limit=50").body);
        }
    }

    TEST_CASE("each scenario is what it is called") {
        CHECK(Demo(with(Sample::Empty)).keys().empty());
        const auto bedrock = Demo(with(Sample::Bedrock)).keys();
        REQUIRE(bedrock.size() > 1);
        CHECK(std::ranges::all_of(bedrock, [](const auto& key) { return key.provider == "bedrock"; }));
        CHECK(std::ranges::any_of(bedrock,
                                  [](const auto& key) { return key.last_test && key.last_test->regions.size() > 2; }));
        const auto many = Demo(with(Sample::Many)).keys();
        CHECK(many.size() == 2000);
        CHECK(std::ranges::all_of(many, [](const auto& key) { return key.created_at < "2026-03-02T09:00:00Z"; }));
        const auto troubled = Demo(with(Sample::Errors)).keys();
        CHECK(std::ranges::none_of(troubled, [](const auto& key) {
            return key.last_test && key.last_test->finding.verdict == Verdict::Valid && !key.credential_unreadable;
        }));
    }

    TEST_CASE("the people who made the keys stand in the activity log") {
        Demo demo;
        const auto page = core::decode_audit_page(demo.get(demo.path + "/audit?limit=50").body.reveal());
        REQUIRE(page);
        CHECK(page->events.size() > 20);
        CHECK(std::ranges::any_of(page->events, [](const auto& event) { return event.actor == "Ada"; }));
    }

    TEST_CASE("the rules are the server's: what is wrong is refused, a duplicate is noticed, an untouched key stays") {
        Demo demo(with(Sample::Empty));
        CHECK(demo.create("", "anthropic", "sk-ant-x").status == 400);
        CHECK(demo.create("A key", "nobody", "sk-ant-x").status == 400);
        const std::string key = core::samples::usual_key("anthropic");
        const auto made = demo.create("A key", "anthropic", key);
        REQUIRE(made.status == 201);
        CHECK(demo.create("The same", "anthropic", key).status == 409);
        const auto keys = demo.keys();
        REQUIRE(keys.size() == 1);
        // Renaming keeps the credential: a test of the stored one still finds its format right.
        core::ProviderKeyChange change;
        change.name = "Renamed";
        CHECK(demo.ask("POST", demo.path + "/provider-keys/" + keys[0].id, core::encode_provider_key_change(change))
                  .status == 200);
        const auto tested = demo.ask("POST", demo.path + "/provider-keys/" + keys[0].id + "/test",
                                     core::encode_stored_credential_test(nullptr));
        REQUIRE(tested.status == 200);
        CHECK(core::decode_test_result(tested.body.reveal())->finding.verdict == Verdict::Valid);
        REQUIRE(demo.keys()[0].last_test);
        CHECK_MESSAGE(demo.keys()[0].last_test->finding.verdict == Verdict::Valid, "and is kept with the key");
        CHECK(demo.get(demo.path + "/nothing").status == 404);
        CHECK(demo.get("/v1/organizations/org_of_somebody_else/provider-keys").status == 404);
    }

    TEST_CASE("a test of what is typed says what its format tells") {
        Demo demo(with(Sample::Empty));
        const auto ask = [&](std::string_view key) {
            const auto answer =
                demo.ask("POST", demo.path + "/provider-keys/test",
                         core::encode_new_credential_test("xai", core::ApiKeyCredential{core::Secret(key)}));
            return core::decode_test_result(answer.body.reveal())->finding.verdict;
        };
        CHECK(ask(core::samples::usual_key("xai")) == Verdict::Valid);
        CHECK(ask(core::samples::usual_key("openai")) == Verdict::Invalid);
    }

    TEST_CASE("anything signs in, but nobody without anything") {
        Demo demo;
        CHECK(demo.ask("GET", "/v1/organizations", {}, "whatever").status == 200);
        CHECK(demo.ask("GET", "/v1/organizations", {}, "").status == 401);
    }

    TEST_CASE("a viewer may not write") {
        Scenario scenario;
        scenario.role = core::Role::Viewer;
        Demo demo(scenario);
        CHECK(demo.create("A key", "anthropic", core::samples::usual_key("anthropic")).status == 403);
    }

    TEST_CASE("the server of the errors scenario refuses each write once, with a sentence, and tests none") {
        Demo demo(with(Sample::Errors));
        const std::string key = core::samples::usual_key("anthropic");
        const auto refused = demo.create("A key", "anthropic", key);
        CHECK(refused.status == 503);
        CHECK(core::decode_error(refused.status, refused.body.reveal()).message ==
              "The server is being updated. Try again in a moment.");
        CHECK(demo.create("A key", "anthropic", key).status == 201);
        const auto tested =
            demo.ask("POST", demo.path + "/provider-keys/test",
                     core::encode_new_credential_test("anthropic", core::ApiKeyCredential{core::Secret(key)}));
        CHECK(tested.status == 200);
    }

    TEST_CASE("time goes on from the day of the demo") {
        Demo demo(with(Sample::Empty));
        demo.server.set_elapsed_s(90);
        REQUIRE(demo.create("A key", "anthropic", core::samples::usual_key("anthropic")).status == 201);
        CHECK(demo.keys()[0].created_at == "2026-03-02T09:01:30Z");
    }
}
