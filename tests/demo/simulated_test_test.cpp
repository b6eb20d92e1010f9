#include "demo/simulated_test.h"

#include <doctest/doctest.h>

#include "core/key_samples.h"
#include "core/samples.h"

using namespace byok;
using namespace byok::demo;
using core::Verdict;

namespace {

core::TestResult tested(std::string_view provider, std::string_view key) {
    return simulated_test(provider, core::ApiKeyCredential{core::Secret(key)});
}

core::RegionCredential region(std::string name, std::string_view id = core::samples::access_key_id,
                              std::string_view secret = core::samples::secret_access_key) {
    return {std::move(name), std::string(id), core::Secret(secret), {}};
}

}  // namespace

TEST_SUITE("demo/simulated_test") {
    TEST_CASE("the format decides, and the message says that it is simulated") {
        for (const auto& [slug, key] : core::samples::usual_keys()) {
            if (slug == "azure") continue;
            const core::TestResult result = tested(slug, key);
            CHECK_MESSAGE(result.finding.verdict == Verdict::Valid, key);
            CHECK(result.finding.message.starts_with(simulated));
            CHECK(result.latency_ms > 0);
            CHECK(result.regions.empty());
        }
        for (const auto& [slug, key] :
             {std::pair<std::string_view, std::string>{"anthropic", core::samples::usual_key("openai")},
              {"openai", core::samples::usual_key("anthropic")},
              {"anthropic", "sk-ant-oat01-abcdefghijklmnop"},
              {"mistral", "too-short"},
              {"zai", "0123456789abcdef"}}) {
            const core::TestResult result = tested(slug, key);
            CHECK_MESSAGE(result.finding.verdict == Verdict::Invalid, key);
            CHECK(result.finding.message.starts_with(simulated));
            CHECK_MESSAGE(result.finding.message.find(key) == std::string::npos, "no message quotes a secret");
        }
    }

    TEST_CASE("each region of a Bedrock key has a result of its own, in its order, and the worst counts") {
        core::BedrockCredential credential;
        credential.regions.push_back(region("global"));
        credential.regions.push_back(region("eu-west-1", "AKIATOOSHORT"));
        credential.regions.push_back(region("eu-nowhere-1"));
        const core::TestResult result = simulated_test("bedrock", std::move(credential));
        REQUIRE(result.regions.size() == 3);
        CHECK(result.regions[0].region == "global");
        CHECK(result.regions[0].finding.verdict == Verdict::Valid);
        CHECK(result.regions[1].finding.verdict == Verdict::Invalid);
        CHECK(result.regions[2].finding.verdict == Verdict::Unknown);
        CHECK(result.finding.verdict == Verdict::Invalid);
        CHECK(result.finding.message.starts_with("eu-west-1: "));
    }

    TEST_CASE("a service account's file and an Azure key as well") {
        const std::string file = core::samples::service_account_json(core::samples::private_key());
        const core::TestResult vertex =
            simulated_test("google_vertex_ai", core::ServiceAccountCredential{core::Secret(file)});
        CHECK(vertex.finding.verdict == Verdict::Valid);
        const core::TestResult azure = simulated_test(
            "azure", core::AzureCredential{std::string(core::samples::azure_endpoint), core::Secret("short")});
        CHECK(azure.finding.verdict == Verdict::Invalid);
    }
}
