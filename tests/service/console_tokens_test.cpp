#include "service/console_tokens.h"

#include <doctest/doctest.h>

#include "service/service_world.h"

using namespace byok;
using namespace byok::service;
using namespace byok::service::test;
using core::ErrorCode;
using core::Secret;

TEST_SUITE("service/console_tokens") {
    TEST_CASE("a token tells whose it is") {
        ServiceWorld world;
        const auto ours = world.tokens.mint(world.acme, "admin", 3600);
        const auto theirs = world.tokens.mint(world.stranger, "guest", 3600);
        REQUIRE(ours);
        REQUIRE(theirs);
        CHECK(ours->reveal().starts_with("byok_console_"));
        const auto caller = world.tokens.check(*ours);
        REQUIRE(caller);
        CHECK(caller->organization_id == world.acme);
        CHECK(caller->name == "admin");
        CHECK(world.tokens.check(*theirs)->organization_id == world.stranger);
    }

    TEST_CASE("what is not a token of this server is refused") {
        ServiceWorld world;
        const auto token = world.tokens.mint(world.acme, "admin", 3600);
        const std::string right(token->reveal());
        for (const std::string& wrong : {std::string(), std::string("x"), right.substr(1), right + "A", right + " "}) {
            CAPTURE(wrong);
            const auto refused = world.tokens.check(Secret(wrong));
            REQUIRE_FALSE(refused);
            CHECK(refused.error().code == ErrorCode::Authentication);
        }
    }

    TEST_CASE("a token is good until the second in which it expires, and then says that it has expired") {
        ServiceWorld world;
        const auto token = world.tokens.mint(world.acme, "admin", 3600);
        world.clock.now_s += 3599;
        CHECK(world.tokens.check(*token));
        world.clock.now_s += 1;
        const auto refused = world.tokens.check(*token);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::Authentication);
        CHECK(refused.error().message.contains("expired"));
    }

    TEST_CASE("expired tokens are forgotten, the others are not") {
        ServiceWorld world;
        const auto old_token = world.tokens.mint(world.acme, "admin", 60);
        world.clock.now_s += 60;
        const auto new_token = world.tokens.mint(world.acme, "admin", 60);
        REQUIRE(world.tokens.forget_expired());
        CHECK(*world.store.token_by_digest(world.vault.digest(*old_token)) == std::nullopt);
        CHECK(world.tokens.check(*new_token));
    }

    TEST_CASE("a gateway API key is refused in words that say what it is") {
        ServiceWorld world;
        const auto api_key = world.api_keys.create(world.stranger, {"CI"});
        const auto refused = world.tokens.check(api_key->key);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::Authentication);
        CHECK(refused.error().message.contains("gateway API key"));
    }
}
