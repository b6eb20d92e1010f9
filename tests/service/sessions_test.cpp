#include "service/sessions.h"

#include <doctest/doctest.h>

#include "service/service_world.h"

using namespace byok;
using namespace byok::service;
using namespace byok::service::test;
using core::ErrorCode;
using core::Secret;

namespace {

constexpr SessionLimits limits{.idle_s = 600, .absolute_s = 3600, .opened_per_minute_and_token = 3};

struct SessionWorld : ServiceWorld {
    Sessions sessions{store, vault, clock, random, limits};
    Secret token = *tokens.mint(acme, "Ann", 86'400, core::Role::Editor);
    Caller ann = *tokens.check(token);
    Secret cookie = std::move(sessions.open(ann)->cookie);

    void check_over(std::string_view sentence) {
        const auto refused = sessions.check(cookie);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::Authentication);
        CHECK(refused.error().message == sentence);
    }
};

}  // namespace

TEST_SUITE("service/sessions") {
    TEST_CASE("a session is its token's holder, in another credential") {
        SessionWorld world;
        CHECK(world.cookie.reveal() != world.token.reveal());
        CHECK(world.cookie.size() == 43);
        const auto caller = world.sessions.check(world.cookie);
        REQUIRE(caller);
        CHECK(caller->organization_id == world.acme);
        CHECK(caller->name == "Ann");
        CHECK(caller->role == core::Role::Editor);
        CHECK(caller->token_id == world.ann.token_id);
        CHECK_FALSE(caller->session_id.empty());
        CHECK_FALSE(world.tokens.check(world.cookie).has_value());
        CHECK_FALSE(world.sessions.check(world.token).has_value());
    }

    TEST_CASE("a session says who it is, how long it lasts, and that it is one") {
        SessionWorld world;
        const core::SessionInfo info = world.sessions.info(*world.sessions.check(world.cookie));
        CHECK(info == core::SessionInfo{"Ann", core::Role::Editor, world.acme, true, "2026-01-14T10:30:00Z", 600});
        const core::SessionInfo by_token = world.sessions.info(world.ann);
        CHECK(by_token == core::SessionInfo{"Ann", core::Role::Editor, world.acme, false, "2026-01-15T09:30:00Z", 0});
    }

    TEST_CASE("a session ends when nothing happens, and not before") {
        SessionWorld world;
        world.clock.now_s += 599;
        REQUIRE(world.sessions.check(world.cookie));
        world.clock.now_s += 599;
        REQUIRE(world.sessions.check(world.cookie));
        world.clock.now_s += 600;
        world.check_over("Nothing happened for 10 minutes. Sign in again.");
    }

    TEST_CASE("a session ends at its longest time however busy it is") {
        SessionWorld world;
        for (int minute = 1; minute < 60; ++minute) {
            world.clock.now_s += 60;
            REQUIRE(world.sessions.check(world.cookie));
        }
        world.clock.now_s += 59;
        CHECK(world.sessions.check(world.cookie).has_value());
        world.clock.now_s += 1;
        world.check_over("This session has reached its longest time. Sign in again.");
    }

    TEST_CASE("a session never outlives its token") {
        ServiceWorld world;
        Sessions sessions{world.store, world.vault, world.clock, world.random, limits};
        const Secret token = *world.tokens.mint(world.acme, "Ann", 300);
        const auto opened = sessions.open(*world.tokens.check(token));
        CHECK(opened->info.expires_at == "2026-01-14T09:35:00Z");
        world.clock.now_s += 300;
        CHECK_FALSE(sessions.check(opened->cookie).has_value());
    }

    TEST_CASE("a session ends when its token is revoked") {
        SessionWorld world;
        REQUIRE(*world.store.delete_token(world.ann.token_id));
        world.check_over("This session has ended. Sign in again.");
    }

    TEST_CASE("a session that was closed is over, and no other") {
        SessionWorld world;
        const auto other = world.sessions.open(world.ann);
        REQUIRE(world.sessions.close(*world.sessions.check(world.cookie)));
        world.check_over("This session has ended. Sign in again.");
        CHECK(world.sessions.check(other->cookie).has_value());
        CHECK(world.sessions.close(world.ann).has_value());
        CHECK(world.tokens.check(world.token).has_value());
    }

    TEST_CASE("a token opens only so many sessions in a minute") {
        SessionWorld world;
        CHECK(world.sessions.open(world.ann).has_value());
        CHECK(world.sessions.open(world.ann).has_value());
        const auto refused = world.sessions.open(world.ann);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::RateLimit);
        CHECK(refused.error().retry_after_s == 60);
        world.clock.now_s += 60;
        CHECK(world.sessions.open(world.ann).has_value());
    }

    TEST_CASE("a session goes on when nothing can be written, and is not tried to be noted with each request") {
        struct FullStore final : MemoryStore {
            int tried = 0;
            core::Result<void> set_session_used(std::string_view, std::int64_t) override {
                ++tried;
                return std::unexpected(core::Error{ErrorCode::Internal, "Disk full.", {}, 0});
            }
        } store;
        SessionWorld world;
        REQUIRE(store.insert_organization({world.acme, "Acme", ""}, 0));
        ConsoleTokens tokens{store, world.vault, world.clock, world.random};
        Sessions sessions{store, world.vault, world.clock, world.random, limits};
        const Secret token = *tokens.mint(world.acme, "Ann", 86'400);
        const auto opened = sessions.open(*tokens.check(token));
        world.clock.now_s += 60;
        for (int i = 0; i < 5; ++i) CHECK(sessions.check(opened->cookie).has_value());
        CHECK(store.tried == 1);
        world.clock.now_s += 60;
        CHECK(sessions.check(opened->cookie).has_value());
        CHECK(store.tried == 2);
    }

    TEST_CASE("what is no session is refused in the same words as one that has ended") {
        SessionWorld world;
        for (const std::string& wrong : {std::string("x"), std::string(world.cookie.reveal()) + "A",
                                         std::string(world.cookie.reveal()).substr(1), std::string(5000, 'a')}) {
            const auto refused = world.sessions.check(Secret(wrong));
            REQUIRE_FALSE(refused);
            CHECK(refused.error().message == "This session has ended. Sign in again.");
        }
    }
}
