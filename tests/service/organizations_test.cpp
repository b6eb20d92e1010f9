#include "service/organizations.h"

#include <doctest/doctest.h>

#include "service/service_world.h"

using namespace byok;
using namespace byok::service;
using namespace byok::service::test;
using core::ErrorCode;

TEST_SUITE("service/organizations") {
    TEST_CASE("a caller sees its own organization and no other") {
        ServiceWorld world;
        const core::Organization acme{world.acme, "Acme", "acme"};
        CHECK(world.organizations.list(world.acme) == std::vector{acme});
        CHECK(world.organizations.get(world.acme, world.acme) == acme);
        const core::Error unknown = world.organizations.get(world.acme, "org_nobody").error();
        CHECK(unknown.code == ErrorCode::NotFound);
        CHECK(world.organizations.get(world.acme, world.stranger).error() == unknown);
    }

    TEST_CASE("a token that has outlived its organization sees nothing") {
        ServiceWorld world;
        CHECK(world.organizations.list("org_gone").error().code == ErrorCode::NotFound);
    }

    TEST_CASE("an empty store gets an organization with one API key, once") {
        MemoryStore store;
        MemoryVault vault;
        HandClock clock;
        CountingRandom random;
        Organizations organizations(store, clock, random);
        ApiKeys api_keys(store, vault, clock, random);
        const auto first = organizations.first_or_new(api_keys);
        REQUIRE(first);
        REQUIRE(api_keys.list(first->id)->size() == 1);
        CHECK(api_keys.list(first->id)->front().name == "my first key");
        CHECK(organizations.first_or_new(api_keys) == *first);
        CHECK(store.organizations()->size() == 1);
        CHECK(api_keys.list(first->id)->size() == 1);
    }

    TEST_CASE("an organization whose API key cannot be made is not made either") {
        MemoryStore store;
        HandClock clock;
        CountingRandom random;
        struct NoVault final : Vault {
            core::Result<Sealed> seal(const SealedPlace&, const core::Secret&) override {
                return std::unexpected(core::Error{ErrorCode::Internal, "Full.", {}, 0});
            }
            core::Result<core::Secret> open(const SealedPlace&, const Sealed&) override { return core::Secret(); }
            std::string fingerprint(std::string_view, std::string_view, const core::Secret&) const override {
                return {};
            }
            std::string digest(const core::Secret&) const override { return {}; }
        } vault;
        ApiKeys api_keys(store, vault, clock, random);
        CHECK_FALSE(Organizations(store, clock, random).first_or_new(api_keys));
        CHECK(store.organizations()->empty());
    }
}
