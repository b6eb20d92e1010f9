#include "core/test_result.h"

#include <doctest/doctest.h>

#include "core/contract.h"
#include "core/contract_server.h"

using namespace byok::core;

namespace {

TestResult result_of_two_regions() {
    TestResult result;
    result.finding = {Verdict::Invalid, "wrong_key", "AWS \"refused\" the key.", "Make a new one."};
    result.tested_at = "2026-03-01T09:05:00Z";
    result.latency_ms = 412;
    result.request_id = "req-1";
    result.regions = {{"global", {Verdict::Valid, "accepted", "Accepted.", ""}},
                      {"eu-west-1", {Verdict::Invalid, "wrong_key", "Refused.", "Make a new one."}}};
    return result;
}

RegionResult region_result(std::string region, Verdict verdict, std::string message) {
    return {std::move(region), {verdict, "code", std::move(message), "Do this."}};
}

}  // namespace

TEST_SUITE("core/test_result") {
    TEST_CASE("each verdict has a name on the wire, and a name from elsewhere decides nothing") {
        for (const Verdict verdict : {Verdict::Valid, Verdict::ValidLimited, Verdict::Invalid, Verdict::Unknown})
            CHECK(verdict_from(wire_name(verdict)) == verdict);
        for (const char* name : {"", "VALID", "valid ", "ok", "expired"}) CHECK(verdict_from(name) == Verdict::Unknown);
    }

    TEST_CASE("what the server writes of a test the console reads back") {
        const TestResult result = result_of_two_regions();
        CHECK(decode_test_result(encode_test_result(result)) == result);
        CHECK(decode_test_result(encode_test_result({})) == TestResult{});
        ProviderKey key;
        key.id = "pk_1";
        key.provider = "bedrock";
        key.last_test = result;
        CHECK(decode_provider_key(encode_provider_key(key))->last_test == result);
        CHECK(decode_provider_key(encode_provider_key(key))->reports_tests);
        key.last_test.reset();
        CHECK(decode_provider_key(encode_provider_key(key))->last_test == std::nullopt);
        CHECK_MESSAGE(decode_provider_key(encode_provider_key(key))->reports_tests, "it says that there was none");
        CHECK_FALSE(decode_provider_key(R"({"id":"1","provider":"p"})")->reports_tests);
    }

    TEST_CASE("of a test result only the verdict is needed") {
        const auto result = decode_test_result(R"({"verdict":"valid","new":[1]})");
        REQUIRE(result);
        CHECK(result->finding.verdict == Verdict::Valid);
        CHECK(result->regions.empty());
        CHECK(decode_test_result(R"({"verdict":"valid","latency_ms":1e300})")->latency_ms == 86'400'000);
        CHECK(decode_test_result(R"({"verdict":"valid","latency_ms":-5})")->latency_ms == 0);
    }

    TEST_CASE("what is not a test result is no answer") {
        for (const char* body :
             {"", "null", "[]", "{}", R"({"verdict":""})", R"({"verdict":1})", R"({"verdict":"valid","message":[]})",
              R"({"verdict":"valid","regions":{}})", R"({"verdict":"valid","regions":[{"verdict":"valid"}]})",
              R"({"verdict":"valid","regions":[1]})", R"({"verdict":"valid","latency_ms":"1"})"}) {
            CAPTURE(body);
            CHECK_FALSE(decode_test_result(body));
        }
        CHECK_FALSE(decode_provider_key(R"({"id":"1","provider":"xai","last_test":{"verdict":2}})"));
    }

    TEST_CASE("what is to be tested comes through whole") {
        const AzureCredential azure{"https://n.openai.azure.com/", Secret("k1")};
        const auto fresh = decode_new_credential_test(
            encode_new_credential_test("azure", AzureCredential{azure.endpoint, azure.api_key.clone()}).reveal());
        REQUIRE(fresh);
        CHECK(fresh->provider == "azure");
        CHECK(std::get<AzureCredential>(fresh->credential).endpoint == azure.endpoint);
        CHECK(std::get<AzureCredential>(fresh->credential).api_key == azure.api_key);

        const auto as_stored = decode_stored_credential_test(encode_stored_credential_test(nullptr).reveal(), "azure");
        REQUIRE(as_stored);
        CHECK_FALSE(*as_stored);
        const Credential entered = ApiKeyCredential{Secret("k2")};
        const auto changed = decode_stored_credential_test(encode_stored_credential_test(&entered).reveal(), "xai");
        REQUIRE(changed);
        REQUIRE(*changed);
        CHECK(std::get<ApiKeyCredential>(**changed).api_key == Secret("k2"));
    }

    TEST_CASE("a request to test that is not of the contract is refused, by its member") {
        struct Row {
            const char* body;
            const char* param;
        };
        for (const auto& [body, param] :
             {Row{R"({"provider":"xai"})", "provider_key"}, Row{R"({"provider_key":"k"})", "provider"},
              Row{R"({"provider":"nobody","provider_key":"k"})", "provider"},
              Row{R"({"provider":"azure","provider_key":"k"})", "provider_key"},
              Row{R"({"provider":"xai","provider_key":7})", "provider_key"},
              Row{R"({"provider":"xai","provider_key":"k","name":"n"})", "name"}}) {
            CAPTURE(body);
            const auto test = decode_new_credential_test(body);
            REQUIRE_FALSE(test);
            CHECK(test.error().fields.front().param == param);
        }
        for (const char* body : {"", "[]", R"({"provider":"xai"})", R"({"provider_key":1})", R"({"x":1})"}) {
            CAPTURE(body);
            CHECK_FALSE(decode_stored_credential_test(body, "xai"));
        }
        CHECK_FALSE(decode_stored_credential_test(R"({"provider_key":"k"})", "nobody"));
        CHECK(decode_stored_credential_test("{}", "nobody"));
    }

    TEST_CASE("that a duplicate is meant is said only where it is") {
        NewProviderKey key{.provider = "xai", .name = "n", .credential = ApiKeyCredential{Secret("k")}};
        CHECK_FALSE(encode_new_provider_key(key).reveal().contains("allow_duplicate"));
        CHECK_FALSE(decode_new_provider_key(encode_new_provider_key(key).reveal())->allow_duplicate);
        key.allow_duplicate = true;
        CHECK(decode_new_provider_key(encode_new_provider_key(key).reveal())->allow_duplicate);
        ProviderKeyChange change;
        change.allow_duplicate = true;
        CHECK(decode_provider_key_change(encode_provider_key_change(change).reveal(), "xai")->allow_duplicate);
    }

    TEST_CASE("of all regions the worst counts, and is named") {
        const RegionResult valid = region_result("global", Verdict::Valid, "Accepted."),
                           limited = region_result("eu-west-1", Verdict::ValidLimited, "No permission."),
                           unknown = region_result("us-west-2", Verdict::Unknown, "No answer."),
                           invalid = region_result("ap-south-1", Verdict::Invalid, "Wrong.");
        CHECK(worst_of({valid, limited, invalid, unknown}).message == "ap-south-1: Wrong.");
        CHECK(worst_of({valid, unknown, limited}).verdict == Verdict::Unknown);
        CHECK(worst_of({valid, limited}).message == "eu-west-1: No permission.");
        CHECK(worst_of({valid}) == valid.finding);
        CHECK_MESSAGE(
            worst_of({region_result("a", Verdict::Invalid, "Wrong."), region_result("b", Verdict::Invalid, "Wrong.")})
                    .message == "Wrong.",
            "where all fared the same no region is named");
        CHECK(worst_of({region_result("", Verdict::Valid, "Accepted.")}).message == "Accepted.");
    }
}
