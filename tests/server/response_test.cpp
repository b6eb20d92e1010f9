#include "server/response.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "core/contract.h"

using namespace byok;
using namespace byok::server;

namespace {

std::string header(const Response& response, std::string_view name) {
    const auto found = std::ranges::find(response.headers, name, [](const auto& each) { return each.first; });
    return found == response.headers.end() ? "" : found->second;
}

}  // namespace

TEST_SUITE("server/response") {
    TEST_CASE("an answer of the API is JSON that nobody may store") {
        const Response response = api_response({200, core::Secret("{}"), ""});
        CHECK(response.status == 200);
        CHECK(response.content_type == "application/json; charset=utf-8");
        CHECK(response.body == "{}");
        CHECK(header(response, "cache-control") == "no-store");
    }

    TEST_CASE("who is not signed in is told how, who used the wrong method which ones are right") {
        CHECK(header(api_response({401, core::Secret("{}"), ""}), "www-authenticate") == "Bearer");
        CHECK(header(api_response({200, core::Secret("{}"), ""}), "www-authenticate").empty());
        CHECK(header(api_response({405, core::Secret("{}"), "GET, HEAD"}), "allow") == "GET, HEAD");
    }

    TEST_CASE("a refusal of any status is an error of the contract's shape") {
        for (const int status : {400, 408, 413, 414, 417, 431, 501, 503, 505}) {
            CAPTURE(status);
            const Response response = refusal_response(status);
            CHECK(response.status == status);
            CHECK(response.body.starts_with(R"({"error":{"type":")"));
            CHECK(core::decode_error(status, response.body).message == refusal_sentence(status));
        }
        CHECK(header(refusal_response(503), "retry-after") == "1");
    }

    TEST_CASE("no inline script, no eval, no frame and no foreign origin is allowed") {
        const auto headers = fixed_headers();
        const auto policy = std::ranges::find(headers, "content-security-policy", &Header::name);
        REQUIRE(policy != headers.end());
        CHECK(policy->value.contains("default-src 'none'"));
        CHECK(policy->value.contains("frame-ancestors 'none'"));
        CHECK(policy->value.contains("require-trusted-types-for 'script'"));
        const auto header_for = [](Audience audience, std::string_view name) {
            const auto found = std::ranges::find(fixed_headers(audience), name, &Header::name);
            return found == fixed_headers(audience).end() ? std::string_view() : found->value;
        };
        CHECK(header_for(Audience::AnyFrame, "content-security-policy").contains("frame-ancestors *;"));
        CHECK(header_for(Audience::AnyFrame, "access-control-allow-origin").empty());
        CHECK(header_for(Audience::AnyOrigin, "content-security-policy").contains("frame-ancestors 'none'"));
        CHECK(header_for(Audience::AnyOrigin, "access-control-allow-origin") == "*");
        // What runs in the demo, it says itself; who is called, nobody may.
        CHECK(header_for(Audience::AnyFrame, "content-security-policy").contains("connect-src 'none'"));
        CHECK_FALSE(header_for(Audience::AnyFrame, "content-security-policy").contains("'self'"));
        for (const char* lax : {"unsafe-inline", "'unsafe-eval'", "http:", "https:", "*"}) {
            CAPTURE(lax);
            CHECK_FALSE(policy->value.contains(lax));
        }
    }
}
