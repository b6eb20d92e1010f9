#include "server/start.h"

#include <doctest/doctest.h>
#include <sodium.h>

#include "server/machine.h"
#include "server/sodium_vault.h"
#include "server/temporary_folder.h"
#include "service/console_tokens.h"
#include "service/organizations.h"

using namespace byok;
using namespace byok::server;
using namespace byok::server::test;

namespace {

struct Fixture {
    TemporaryFolder folder;
    std::unique_ptr<SqliteStore> store = *SqliteStore::open(folder / "byok.sqlite", 0);
    SystemClock clock;
    SystemRandom random;

    Fixture() { REQUIRE(sodium_init() >= 0); }
};

}  // namespace

TEST_SUITE("server/start") {
    TEST_CASE("each start lets an administrator of the one organization sign in") {
        Fixture fixture;
        auto keys = SealingKeys::open({{}, fixture.folder / "master.key", fixture.folder / "sealing-keys"},
                                      *fixture.store, "2026-01-14T09:30:00Z");
        REQUIRE(keys);
        auto vault_opened = SodiumVault::open(*keys, *fixture.store);
        REQUIRE(vault_opened);
        SodiumVault& vault = *vault_opened;
        const auto first = prepare_sign_in(*fixture.store, vault, fixture.clock, fixture.random);
        const auto second = prepare_sign_in(*fixture.store, vault, fixture.clock, fixture.random);
        REQUIRE(first);
        REQUIRE(second);
        CHECK_FALSE(*first == *second);
        service::ConsoleTokens tokens(*fixture.store, vault, fixture.clock, fixture.random);
        const auto caller = tokens.check(*first);
        REQUIRE(caller);
        CHECK(caller->name == "admin");
        CHECK(tokens.check(*second)->organization_id == caller->organization_id);
        CHECK(fixture.store->organizations()->size() == 1);
        CHECK(fixture.store->api_keys(caller->organization_id)->size() == 1);
    }
}
