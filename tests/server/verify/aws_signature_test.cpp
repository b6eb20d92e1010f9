#include "server/verify/aws_signature.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using namespace byok::server;
using byok::core::Secret;

namespace {

// The published test suite of Signature Version 4 ("aws-sig-v4-test-suite"): its key, time, host and scope.
constexpr std::int64_t suite_time_s = 1'440'938'160;  // 20150830T123600Z
const Secret suite_secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
const Secret no_token;

AwsSigner suite_signer(const Secret& token = no_token) {
    return {.access_key_id = "AKIDEXAMPLE",
            .secret_access_key = suite_secret,
            .session_token = token,
            .region = "us-east-1",
            .service = "service"};
}

AwsRequest suite_request(std::string_view method) {
    return {.method = method, .host = "example.amazonaws.com"};
}

std::string field(const std::vector<HttpField>& fields, std::string_view name) {
    const auto found = std::ranges::find(fields, name, &HttpField::name);
    return found == fields.end() ? "" : std::string(found->value.reveal());
}

std::string authorization(const AwsRequest& request) {
    return field(sign(request, suite_signer(), suite_time_s), "authorization");
}

}  // namespace

TEST_SUITE("server/verify/aws_signature") {
    TEST_CASE("requests of the published suite are signed as it says") {
        const std::string credential =
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, ";
        CHECK(authorization(suite_request("GET")) ==
              credential +
                  "SignedHeaders=host;x-amz-date, "
                  "Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
        CHECK(authorization(suite_request("POST")) ==
              credential +
                  "SignedHeaders=host;x-amz-date, "
                  "Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b");
        AwsRequest query = suite_request("GET");
        query.query = "Param1=value1&Param2=value2";
        CHECK(authorization(query).ends_with("b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"));
        AwsRequest form = suite_request("POST");
        form.content_type = "application/x-www-form-urlencoded";
        form.body = "Param1=value1";
        CHECK(authorization(form) == credential +
                                         "SignedHeaders=content-type;host;x-amz-date, "
                                         "Signature=ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a");
    }

    TEST_CASE("the time is sent as it was signed, and a session token with its signature") {
        const auto fields = sign(suite_request("GET"), suite_signer(), suite_time_s);
        CHECK(field(fields, "x-amz-date") == "20150830T123600Z");
        CHECK(field(fields, "x-amz-security-token").empty());
        const Secret token("token+with/signs=");
        const auto temporary = sign(suite_request("GET"), suite_signer(token), suite_time_s);
        CHECK(field(temporary, "x-amz-security-token") == "token+with/signs=");
        CHECK(field(temporary, "authorization").contains("SignedHeaders=host;x-amz-date;x-amz-security-token,"));
    }

    TEST_CASE("whatever is signed changes the signature") {
        const std::string signed_as_it_is = authorization(suite_request("GET"));
        AwsRequest changed = suite_request("GET");
        changed.path = "/foundation-models";
        CHECK(authorization(changed) != signed_as_it_is);
        changed = suite_request("GET");
        changed.host = "example.amazonaws.com:8080";
        CHECK(authorization(changed) != signed_as_it_is);
        changed = suite_request("GET");
        changed.body = "x";
        CHECK(authorization(changed) != signed_as_it_is);
        CHECK(field(sign(suite_request("GET"), suite_signer(), suite_time_s + 1), "authorization") != signed_as_it_is);
        AwsSigner elsewhere = suite_signer();
        elsewhere.region = "eu-west-1";
        CHECK(field(sign(suite_request("GET"), elsewhere, suite_time_s), "authorization") != signed_as_it_is);
    }

    TEST_CASE("the secret itself is in nothing that is sent") {
        for (const HttpField& each : sign(suite_request("GET"), suite_signer(), suite_time_s))
            CHECK_FALSE(each.value.reveal().contains("wJalrXUtnFEMI"));
    }
}
