#include "server/sealing_keys.h"

#include <doctest/doctest.h>
#include <sodium.h>

#include "server/temporary_folder.h"

using namespace byok;
using namespace byok::server;
using namespace byok::server::test;
namespace fs = std::filesystem;

namespace {

constexpr std::string_view now = "2026-01-14T09:30:00Z";

struct Fixture {
    TemporaryFolder folder;
    std::unique_ptr<SqliteStore> store =
        (static_cast<void>(sodium_init()), *SqliteStore::open(folder / "byok.sqlite", 0));

    core::Result<SealingKeys> open(std::vector<KeySource> sources = {}) {
        return SealingKeys::open({std::move(sources), folder / "master.key", folder / "sealing-keys"}, *store, now);
    }
    std::string active() { return *store->active_sealing_key(); }
    KeySource make_key(const std::string& name) {
        REQUIRE(MasterKey::create(folder / name));
        return {KeySource::Kind::File, (folder / name).string()};
    }
};

}  // namespace

TEST_SUITE("server/sealing_keys") {
    TEST_CASE("the first start makes a key, and the next ones accept it") {
        Fixture fixture;
        const auto made = fixture.open();
        REQUIRE(made);
        CHECK(fs::exists(fixture.folder / "master.key"));
        const std::string id = fixture.active();
        REQUIRE(fixture.open());
        CHECK(fixture.active() == id);
        CHECK(fixture.store->sealing_keys()->size() == 1);
    }

    TEST_CASE("a first start that stopped between the key and the database is taken up again") {
        Fixture fixture;
        const std::string id = MasterKey::create(fixture.folder / "master.key")->id();
        REQUIRE(fixture.open());
        CHECK(fixture.active() == id);
    }

    TEST_CASE("a missing key is not made anew while something is sealed with it") {
        Fixture fixture;
        REQUIRE(fixture.open());
        fs::remove(fixture.folder / "master.key");
        const auto refused = fixture.open();
        REQUIRE_FALSE(refused);
        for (const std::string& part : {std::string("is missing"), std::string("backup"),
                                        std::string("BYOK_MASTER_KEY_FILE"), std::string("--data"), fixture.active()}) {
            CAPTURE(part);
            CHECK(refused.error().message.contains(part));
        }
        CHECK_FALSE(fs::exists(fixture.folder / "master.key"));
    }

    TEST_CASE("another key is refused, by the names of both") {
        Fixture fixture;
        REQUIRE(fixture.open());
        fs::remove(fixture.folder / "master.key");
        const std::string wrong = MasterKey::create(fixture.folder / "master.key")->id();
        const auto refused = fixture.open();
        REQUIRE_FALSE(refused);
        CHECK(refused.error().message.contains(fixture.active()));
        CHECK(refused.error().message.contains(wrong));
    }

    TEST_CASE("a named key is read, never made, and none is made beside it") {
        Fixture fixture;
        const fs::path named = fixture.folder / "named.key";
        const auto refused = fixture.open({{KeySource::Kind::File, named.string()}});
        REQUIRE_FALSE(refused);
        CHECK(refused.error().message.contains("openssl rand -hex 32"));
        CHECK_FALSE(fs::exists(named));
        CHECK_FALSE(fs::exists(fixture.folder / "master.key"));
        const std::string id = MasterKey::create(named)->id();
        REQUIRE(fixture.open({{KeySource::Kind::File, named.string()}}));
        CHECK(fixture.active() == id);
        CHECK_FALSE(fs::exists(fixture.folder / "master.key"));
    }

    TEST_CASE("all sources are read, and the active key is the database's choice") {
        Fixture fixture;
        REQUIRE(fixture.open());
        const KeySource second = fixture.make_key("second.key");
        REQUIRE(add_key_source(fixture.folder / "sealing-keys", second));
        const std::string id = read_key(second)->id();
        const std::string first = fixture.active();
        REQUIRE(fixture.store->insert_sealing_key({id, false, std::string(now), sealed_canary(*read_key(second))}));
        auto keys = fixture.open();
        REQUIRE(keys);
        CHECK(keys->find(first) != nullptr);
        CHECK(keys->find(id) != nullptr);
        CHECK(keys->find("nothing") == nullptr);
        CHECK((*keys->active())->id() == first);
        REQUIRE(*fixture.store->activate_sealing_key(id));
        CHECK((*keys->active())->id() == id);
        CHECK_FALSE(*fixture.store->activate_sealing_key("nothing"));
        CHECK(fixture.active() == id);
    }

    TEST_CASE("a missing key that is not the active one is told, and the server starts") {
        Fixture fixture;
        REQUIRE(fixture.open());
        const std::string first = fixture.active();
        const KeySource second = fixture.make_key("second.key");
        REQUIRE(add_key_source(fixture.folder / "sealing-keys", second));
        const std::string id = read_key(second)->id();
        REQUIRE(fixture.store->insert_sealing_key({id, false, std::string(now), sealed_canary(*read_key(second))}));
        REQUIRE(*fixture.store->activate_sealing_key(id));
        fs::remove(fixture.folder / "master.key");
        auto keys = fixture.open();
        REQUIRE(keys);
        CHECK(*keys->missing() == std::vector{first});
        CHECK(keys->find(first) == nullptr);
    }

    TEST_CASE("a key whose canary does not open is refused: the database is damaged, not the key lost") {
        Fixture fixture;
        REQUIRE(fixture.open());
        const KeySource second = fixture.make_key("second.key");
        REQUIRE(add_key_source(fixture.folder / "sealing-keys", second));
        const std::string id = read_key(second)->id();
        REQUIRE(fixture.store->insert_sealing_key({id, false, std::string(now), "no canary"}));
        const auto refused = fixture.open();
        REQUIRE_FALSE(refused);
        CHECK(refused.error().message.contains("damaged"));
        CHECK(refused.error().message.contains(id));
    }
}
