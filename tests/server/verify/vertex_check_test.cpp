#include "server/verify/vertex_check.h"

#include <doctest/doctest.h>

#include "core/json_writer.h"
#include "core/samples.h"

using namespace byok;
using namespace byok::server;

namespace {

/// What follows when Google answers with that access token.
ProviderCheck::Step after_token(std::string_view token) {
    const core::Secret file(core::samples::service_account_json());
    core::JsonWriter json;
    json.begin_object().key("access_token").string(token).end_object();
    return vertex_check(file, "")->next({HttpFailure::None, 200, json.take_secret(), {}}, 0);
}

}  // namespace

TEST_SUITE("server/verify/vertex_check") {
    TEST_CASE("with its token the account is asked what it may do") {
        const auto step = after_token("ya29.made-up_token");
        REQUIRE(std::holds_alternative<HttpCall>(step));
        CHECK(std::get<HttpCall>(step).fields.back().value == core::Secret("Bearer ya29.made-up_token"));
    }

    TEST_CASE("a token that would be more than one line of a request is sent nowhere") {
        for (const std::string_view token : {"a\r\nx: y", "a\nb", "a b", "a\tb", "\x01", "a\x7f", "\xc3\xa9", ""}) {
            CAPTURE(token);
            const auto step = after_token(token);
            REQUIRE(std::holds_alternative<core::Finding>(step));
            CHECK(std::get<core::Finding>(step).reason == "accepted");
        }
    }
}
