#include "server/verify/provider_check.h"

#include <doctest/doctest.h>

#include "core/provider.h"

using namespace byok;
using namespace byok::server;

namespace {

service::TestJob job_of(const core::Provider& provider) {
    service::TestJob job;
    job.provider = provider.slug;
    job.credential = core::empty_credential(provider.kind);
    if (auto* bedrock = std::get_if<core::BedrockCredential>(&job.credential))
        bedrock->regions.push_back({"global", "AKIAQ7NP5TESTONLY234", core::Secret("secret"), {}});
    return job;
}

}  // namespace

TEST_SUITE("server/verify/provider_check") {
    TEST_CASE("keys of every provider can be tried") {
        for (const core::Provider& provider : core::providers()) {
            CAPTURE(provider.slug);
            const service::TestJob job = job_of(provider);
            const auto checks = checks_for(job, {});
            REQUIRE(checks.size() == 1);
            const auto step = checks.front().check->begin(0);
            if (const auto* finding = std::get_if<core::Finding>(&step)) CHECK(finding->reason != "not_supported");
        }
    }

    TEST_CASE("of a provider without a row nothing is found out") {
        service::TestJob job;
        job.provider = "nobody";
        job.credential = core::ApiKeyCredential{core::Secret("key")};
        const auto step = checks_for(job, {}).front().check->begin(0);
        REQUIRE(std::holds_alternative<core::Finding>(step));
        CHECK(std::get<core::Finding>(step).verdict == core::Verdict::Unknown);
    }

    TEST_CASE("every region of a credential is tried, each by itself") {
        const core::Provider& bedrock = *core::find_provider("bedrock");
        service::TestJob job = job_of(bedrock);
        auto& regions = std::get<core::BedrockCredential>(job.credential).regions;
        regions.push_back({"eu-west-1", "AKIAQ7NP5TESTONLY234", core::Secret("secret"), {}});
        const auto checks = checks_for(job, {});
        REQUIRE(checks.size() == 2);
        CHECK(checks[0].region == "global");
        CHECK(checks[1].region == "eu-west-1");
    }

    TEST_CASE("what stands in for a provider is asked in its place") {
        service::TestJob job;
        job.provider = "openai";
        job.credential = core::ApiKeyCredential{core::Secret("key")};
        const auto step = checks_for(job, {{"openai", "http://127.0.0.1:9"}}).front().check->begin(0);
        REQUIRE(std::holds_alternative<HttpCall>(step));
        CHECK(std::get<HttpCall>(step).url == "http://127.0.0.1:9/v1/models");
        CHECK(std::get<HttpCall>(step).to_loopback);
    }
}
