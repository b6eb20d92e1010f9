#include "server/verify/answer_rules.h"

#include <doctest/doctest.h>

using namespace byok;
using namespace byok::server;
using core::Verdict;

namespace {

struct Row {
    const char* step;
    int status;
    const char* body;
    Verdict verdict;
    const char* reason;
};

core::Finding read(const char* step, int status, std::string_view body) {
    HttpAnswer answer;
    answer.status = status;
    answer.body = core::Secret(body);
    return read_answer(step, "Vendor", answer);
}

void check_rows(std::initializer_list<Row> rows) {
    for (const auto& [step, status, body, verdict, reason] : rows) {
        CAPTURE(step);
        CAPTURE(status);
        CAPTURE(body);
        const core::Finding finding = read(step, status, body);
        CHECK(core::wire_name(finding.verdict) == core::wire_name(verdict));
        CHECK(finding.reason == reason);
        CHECK(finding.message.ends_with('.'));
        CHECK_FALSE(finding.message.contains("{}"));
        CHECK_FALSE(finding.fix.contains("{}"));
    }
}

}  // namespace

TEST_SUITE("server/verify/answer_rules") {
    TEST_CASE("a key that the provider accepts is valid") {
        check_rows({
            {"anthropic", 200, R"({"data": [ {"id":"m"} ],"has_more":true})", Verdict::Valid, "accepted"},
            {"openai", 200, "{\n  \"object\": \"list\",\n  \"data\": []\n}", Verdict::Valid, "accepted"},
            {"mistral", 200, R"({"object":"list","data":[]})", Verdict::Valid, "accepted"},
            {"deepseek", 200, R"({"object":"list","data":[]})", Verdict::Valid, "accepted"},
            {"xai", 200,
             R"({"redacted_api_key":"xai-...","acls":["api-key:model:*"],"api_key_blocked":false,)"
             R"("api_key_disabled":false,"team_blocked":false})",
             Verdict::Valid, "accepted"},
            {"zai", 200, R"({"object":"list","data":[]})", Verdict::Valid, "accepted"},
            {"azure", 200, R"({"data":[]})", Verdict::Valid, "accepted"},
            {"bedrock/sts", 200, "<GetCallerIdentityResponse><GetCallerIdentityResult>", Verdict::Valid, "accepted"},
            {"bedrock/models", 200, R"({"modelSummaries":[]})", Verdict::Valid, "accepted"},
            {"google_vertex_ai/token", 200, R"({"access_token": "ya29","expires_in":3599})", Verdict::Valid,
             "accepted"},
            {"google_vertex_ai/permissions", 200, R"({"permissions":["aiplatform.endpoints.predict"]})", Verdict::Valid,
             "accepted"},
        });
    }

    TEST_CASE("a key that the provider refuses is invalid") {
        check_rows({
            {"anthropic", 401, R"({"error":{"type":"authentication_error"}})", Verdict::Invalid, "wrong_key"},
            {"openai", 401, R"({"error":{"code":"invalid_api_key"}})", Verdict::Invalid, "wrong_key"},
            {"openai", 401, R"({"error":{"code":"account_deactivated"}})", Verdict::Invalid, "account_closed"},
            {"mistral", 401, R"({"detail":"Unauthorized"})", Verdict::Invalid, "wrong_key"},
            {"deepseek", 401, "", Verdict::Invalid, "wrong_key"},
            {"xai", 400, R"({"error":"Incorrect API key provided: xa***"})", Verdict::Invalid, "wrong_key"},
            {"xai", 401, "", Verdict::Invalid, "wrong_key"},
            {"xai", 200, R"({"acls":[],"api_key_disabled": true})", Verdict::Invalid, "key_disabled"},
            {"xai", 200, R"({"acls":[],"api_key_blocked": true})", Verdict::Invalid, "key_blocked"},
            {"zai", 401, R"({"error":{"code":"1002","message":"x"}})", Verdict::Invalid, "wrong_key"},
            {"zai", 200, R"({"error":{"code":1000}})", Verdict::Invalid, "wrong_key"},
            {"zai", 401, "", Verdict::Invalid, "wrong_key"},
            {"azure", 401, R"({"error":{"code":"401"}})", Verdict::Invalid, "wrong_key"},
            {"bedrock/sts", 403, "<Code>InvalidClientTokenId</Code>", Verdict::Invalid, "wrong_key"},
            {"bedrock/sts", 403, "<Code>SignatureDoesNotMatch</Code>", Verdict::Invalid, "wrong_secret"},
            {"bedrock/sts", 403, "<Code>ExpiredToken</Code>", Verdict::Invalid, "expired"},
            {"bedrock/models", 403, R"({"__type":"ExpiredTokenException"})", Verdict::Invalid, "expired"},
            {"google_vertex_ai/token", 400, R"({"error":"invalid_grant","error_description":"Invalid JWT Signature."})",
             Verdict::Invalid, "wrong_key"},
            {"google_vertex_ai/token", 400,
             R"({"error":"invalid_grant","error_description":"Invalid grant: account not found"})", Verdict::Invalid,
             "wrong_key"},
        });
    }

    TEST_CASE("a key that works with something in its way is valid, and the way is named") {
        check_rows({
            {"anthropic", 403, R"({"error":{"type":"permission_error"}})", Verdict::ValidLimited, "no_permission"},
            {"anthropic", 402, R"({"error":{"type":"billing_error"}})", Verdict::ValidLimited, "no_credit"},
            {"openai", 401, R"({"error":{"code":"missing_scope"}})", Verdict::Valid, "restricted_key"},
            {"openai", 403, R"({"error":{"message":"Missing scopes: api.model.read"}})", Verdict::Valid,
             "restricted_key"},
            {"openai", 401, R"({"error":{"code":"incorrect_hostname"}})", Verdict::Valid, "regional_host"},
            {"openai", 401, R"({"error":{"message":"You must be a member of an organization to use the API"}})",
             Verdict::ValidLimited, "no_organization"},
            {"openai", 403, R"({"error":{"code":"unsupported_country_region_territory"}})", Verdict::ValidLimited,
             "country"},
            {"mistral", 402, "", Verdict::ValidLimited, "no_credit"},
            {"mistral", 403, "", Verdict::ValidLimited, "no_permission"},
            {"deepseek", 402, R"({"error":{"message":"Insufficient Balance"}})", Verdict::ValidLimited, "no_credit"},
            {"deepseek/balance", 200, R"({"is_available": false})", Verdict::ValidLimited, "no_credit"},
            {"xai", 403, "", Verdict::ValidLimited, "no_permission"},
            {"xai", 200, R"({"acls":[],"team_blocked":true})", Verdict::ValidLimited, "team_blocked"},
            {"zai", 429, R"({"error":{"code":"1113","message":"Insufficient balance"}})", Verdict::ValidLimited,
             "no_credit"},
            {"zai", 429, R"({"error":{"message":"Insufficient balance or no resource package"}})",
             Verdict::ValidLimited, "no_credit"},
            {"zai", 400, R"({"error":{"code":"1110"}})", Verdict::ValidLimited, "account"},
            {"zai", 400, R"({"error":{"code":"1121"}})", Verdict::ValidLimited, "account"},
            {"zai", 429, R"({"error":{"code":"1302"}})", Verdict::ValidLimited, "throttled"},
            {"zai", 403, R"({"error":{"code":"1309"}})", Verdict::ValidLimited, "plan_expired"},
            {"azure", 403, "", Verdict::ValidLimited, "network_rules"},
            {"bedrock/models", 403, R"({"__type":"AccessDeniedException"})", Verdict::ValidLimited, "no_permission"},
            {"bedrock/models", 404, R"({"message":"FTUFormNotFilled"})", Verdict::ValidLimited, "use_case_details"},
            {"bedrock/models", 404, R"({"message":"Model use case details have not been submitted"})",
             Verdict::ValidLimited, "use_case_details"},
            {"bedrock/models", 403, R"({"__type":"UnrecognizedClientException"})", Verdict::ValidLimited,
             "region_disabled"},
            {"google_vertex_ai/permissions", 200, "{}", Verdict::ValidLimited, "no_permission"},
            {"google_vertex_ai/permissions", 403, R"({"error":{"details":[{"reason":"SERVICE_DISABLED"}]}})",
             Verdict::ValidLimited, "api_disabled"},
            {"google_vertex_ai/permissions", 404, "", Verdict::ValidLimited, "no_project"},
            {"openai", 429, R"({"error":{"code":"insufficient_quota"}})", Verdict::ValidLimited, "no_credit"},
            {"openai", 429, "", Verdict::ValidLimited, "throttled"},
            {"anthropic", 429, "", Verdict::ValidLimited, "throttled"},
        });
    }

    TEST_CASE("trouble of the provider, of the network or of our clock decides nothing") {
        check_rows({
            {"anthropic", 529, R"({"error":{"type":"overloaded_error"}})", Verdict::Unknown, "provider_down"},
            {"openai", 500, "", Verdict::Unknown, "provider_down"},
            {"azure", 503, "<html>", Verdict::Unknown, "provider_down"},
            {"azure", 404, "", Verdict::Unknown, "wrong_endpoint"},
            {"bedrock/sts", 403,
             "<Code>SignatureDoesNotMatch</Code><Message>Signature expired: 2015 is now earlier</Message>",
             Verdict::Unknown, "our_clock"},
            {"bedrock/models", 403,
             R"({"__type":"InvalidSignatureException","message":"Signature not yet current: x"})", Verdict::Unknown,
             "our_clock"},
            {"bedrock/sts", 400, "<Code>RequestExpired</Code>", Verdict::Unknown, "our_clock"},
            {"bedrock/sts", 400, "<Code>Throttling</Code>", Verdict::Unknown, "throttled"},
            {"bedrock/models", 429, R"({"__type":"ThrottlingException"})", Verdict::Unknown, "throttled"},
            {"google_vertex_ai/token", 400,
             R"({"error":"invalid_grant","error_description":"Invalid JWT: Token must be a short-lived token of 60 minutes"})",
             Verdict::Unknown, "our_clock"},
            {"xai", 302, "", Verdict::Unknown, "redirected"},
        });
    }

    TEST_CASE("what no row knows decides nothing, least of all that a key is wrong") {
        for (const char* step : {"anthropic", "openai", "mistral", "deepseek", "xai", "zai", "azure", "bedrock/sts",
                                 "bedrock/models", "google_vertex_ai/token", "nobody"}) {
            CAPTURE(step);
            for (const int status : {200, 204, 405, 418, 999})
                for (const char* body : {"", "<html>Please sign in to the wireless network</html>", "{", "\xff\xfe"}) {
                    CAPTURE(status);
                    CHECK(read(step, status, body).verdict == Verdict::Unknown);
                }
        }
        CHECK(read("openai", 401, "{}").verdict == Verdict::Unknown);
        CHECK(read("zai", 400, R"({"error":{"code":"999"}})").verdict == Verdict::Unknown);
        CHECK(read("zai", 400, R"({"error":{"code":"1005"}})").verdict == Verdict::Unknown);
    }

    TEST_CASE("no answer at all decides nothing, and says what is in the way") {
        for (const HttpFailure failure :
             {HttpFailure::NoAddress, HttpFailure::Forbidden, HttpFailure::Connect, HttpFailure::Tls,
              HttpFailure::Timeout, HttpFailure::TooLarge, HttpFailure::Broken, HttpFailure::Cancelled}) {
            HttpAnswer answer;
            answer.failure = failure;
            for (const char* step : {"anthropic", "bedrock/sts", "azure"}) {
                const core::Finding finding = read_answer(step, "Vendor", answer);
                CHECK(finding.verdict == Verdict::Unknown);
                CHECK_FALSE(finding.reason.empty());
                CHECK(finding.message.ends_with('.'));
            }
        }
    }

    TEST_CASE("nothing of the provider's answer is passed on") {
        for (const int status : {200, 400, 401, 403, 404, 429, 500})
            for (const char* step :
                 {"anthropic", "openai", "xai", "zai", "azure", "bedrock/sts", "google_vertex_ai/token"}) {
                const core::Finding finding =
                    read(step, status, R"({"error":"canary-in-the-answer","code":"invalid_api_key"})");
                CHECK_FALSE((finding.message + finding.fix + finding.reason).contains("canary"));
            }
    }
}
