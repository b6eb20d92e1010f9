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
namespace fs = std::filesystem;

namespace {

struct Fixture {
    TemporaryFolder folder;
    std::unique_ptr<SqliteStore> store = *SqliteStore::open(folder / "byok.sqlite", 0);
    SystemClock clock;
    SystemRandom random;

    Fixture() { REQUIRE(sodium_init() >= 0); }

    core::Result<MasterKey> open_key(const fs::path& named = "") {
        return open_master_key(named, folder / "master.key", *store);
    }

    core::Result<void> check(const MasterKey& key) {
        SodiumVault vault(key);
        return check_master_key(key, vault, *store);
    }
};

}  // namespace

TEST_SUITE("server/start") {
    TEST_CASE("the first start makes a master key, and the next ones accept it") {
        Fixture fixture;
        const auto made = fixture.open_key();
        REQUIRE(made);
        CHECK(fixture.check(*made));
        const auto read = fixture.open_key();
        REQUIRE(read);
        CHECK(read->id() == made->id());
        CHECK(fixture.check(*read));
    }

    TEST_CASE("a first start that stopped between the key and the database is taken up again") {
        Fixture fixture;
        const std::string id = fixture.open_key()->id();
        const auto again = fixture.open_key();
        REQUIRE(again);
        CHECK(again->id() == id);
        CHECK(fixture.check(*again));
    }

    TEST_CASE("a missing master key is not made anew while something is sealed with it") {
        Fixture fixture;
        const auto made = fixture.open_key();
        REQUIRE(fixture.check(*made));
        fs::remove(fixture.folder / "master.key");
        const auto refused = fixture.open_key();
        REQUIRE_FALSE(refused);
        CHECK(refused.error().message.contains("is missing"));
        CHECK(refused.error().message.contains("backup"));
        CHECK(refused.error().message.contains(made->id()));
        CHECK_FALSE(fs::exists(fixture.folder / "master.key"));
    }

    TEST_CASE("another master key is refused, by the names of both") {
        Fixture fixture;
        const auto right = fixture.open_key();
        REQUIRE(fixture.check(*right));
        const auto wrong = MasterKey::create(fixture.folder / "other.key");
        const auto refused = fixture.check(*wrong);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().message.contains(right->id()));
        CHECK(refused.error().message.contains(wrong->id()));
        CHECK(fixture.check(*right));
    }

    TEST_CASE("a named master key is read, never made") {
        Fixture fixture;
        const fs::path named = fixture.folder / "named.key";
        const auto refused = fixture.open_key(named);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().message.contains("openssl rand -hex 32"));
        CHECK_FALSE(fs::exists(named));
        CHECK_FALSE(fs::exists(fixture.folder / "master.key"));

        const std::string id = MasterKey::create(named)->id();
        const auto read = fixture.open_key(named);
        REQUIRE(read);
        CHECK(read->id() == id);
        CHECK_FALSE(fs::exists(fixture.folder / "master.key"));
    }

    TEST_CASE("each start lets an administrator of the one organization sign in") {
        Fixture fixture;
        const auto key = fixture.open_key();
        SodiumVault vault(*key);
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
