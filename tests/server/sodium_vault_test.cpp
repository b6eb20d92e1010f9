#include "server/sodium_vault.h"

#include <doctest/doctest.h>
#include <sodium.h>

#include "server/envelope.h"
#include "server/temporary_folder.h"

using namespace byok;
using namespace byok::server;
using namespace byok::server::test;
using core::Secret;
using service::SealedPlace;

namespace {

constexpr SealedPlace place{"provider_key", "org_1", "pk_1", 1};
constexpr std::string_view now = "2026-01-14T09:30:00Z";

/// A data folder, and the vault of a server that was started on it.
struct Fixture {
    TemporaryFolder folder;
    std::unique_ptr<SqliteStore> store =
        (static_cast<void>(sodium_init()), *SqliteStore::open(folder / "byok.sqlite", 0));
    SealingKeys keys = *SealingKeys::open({{}, folder / "master.key", folder / "sealing-keys"}, *store, now);
    SodiumVault vault = *SodiumVault::open(keys, *store);

    std::string add_key(const std::string& name) {
        const auto key = MasterKey::create(folder / name);
        REQUIRE(key);
        REQUIRE(add_key_source(folder / "sealing-keys", {KeySource::Kind::File, (folder / name).string()}));
        REQUIRE(store->insert_sealing_key({key->id(), false, std::string(now), sealed_canary(*key)}));
        return key->id();
    }
};

std::string print_of(const SodiumVault& vault) {
    return vault.fingerprint("org_1", "anthropic", Secret("sk-test"));
}

}  // namespace

TEST_SUITE("server/sodium_vault") {
    TEST_CASE("what it seals it opens, in its place and nowhere else") {
        Fixture fixture;
        const auto sealed = fixture.vault.seal(place, Secret("sk-test"));
        REQUIRE(sealed);
        CHECK(fixture.vault.open(place, *sealed)->reveal() == "sk-test");
        CHECK_FALSE(fixture.vault.open({"provider_key", "org_2", "pk_1", 1}, *sealed));
    }

    TEST_CASE("another active key seals what is new, and the one before still opens what it sealed") {
        Fixture fixture;
        const auto old = fixture.vault.seal(place, Secret("sk-old"));
        const std::string id = fixture.add_key("second.key");
        REQUIRE(*fixture.store->activate_sealing_key(id));
        // Also for a server that was running: its file of sources has changed.
        const auto fresh = fixture.vault.seal(place, Secret("sk-new"));
        REQUIRE(fresh);
        CHECK(fresh->sealed_with == id);
        CHECK(fixture.vault.open(place, *fresh)->reveal() == "sk-new");
        CHECK(fixture.vault.open(place, *old)->reveal() == "sk-old");
    }

    TEST_CASE("a secret that was sealed with a key that is not there is refused by the name of that key") {
        Fixture fixture;
        const Fixture other;
        const auto sealed = seal_envelope(**const_cast<Fixture&>(other).keys.active(), place, Secret("sk-test"));
        const auto refused = fixture.vault.open(place, sealed);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().message.contains(sealed.sealed_with));
    }

    TEST_CASE("a fingerprint tells organization, kind and secret, and no other database has the same") {
        Fixture fixture;
        Fixture other;
        const std::string print = print_of(fixture.vault);
        CHECK(print.size() == 32);
        CHECK(print_of(fixture.vault) == print);
        CHECK(print_of(other.vault) != print);
        CHECK(fixture.vault.fingerprint("org_2", "anthropic", Secret("sk-test")) != print);
        CHECK(fixture.vault.fingerprint("org_1", "openai", Secret("sk-test")) != print);
        CHECK(fixture.vault.fingerprint("org_1", "anthropic", Secret("sk-tesu")) != print);
        CHECK(fixture.vault.fingerprint("org_1anthropic", "", Secret("sk-test")) != print);
    }

    TEST_CASE("fingerprints stay the same over starts and another active key") {
        Fixture fixture;
        const std::string print = print_of(fixture.vault);
        REQUIRE(*fixture.store->activate_sealing_key(fixture.add_key("second.key")));
        SealingKeys keys = *SealingKeys::open({{}, fixture.folder / "master.key", fixture.folder / "sealing-keys"},
                                              *fixture.store, now);
        CHECK(print_of(*SodiumVault::open(keys, *fixture.store)) == print);
    }

    TEST_CASE("fingerprints are those of the first version, which derived their key from the one sealing key") {
        const TemporaryFolder folder;
        write_file(folder / "master.key", std::string(64, '7') + "\n");
        std::filesystem::permissions(folder / "master.key", std::filesystem::perms::owner_read);
        const auto store = *SqliteStore::open(folder / "byok.sqlite", 0);
        SealingKeys keys = *SealingKeys::open({{}, folder / "master.key", folder / "sealing-keys"}, *store, now);
        const std::string print = print_of(*SodiumVault::open(keys, *store));
        // From Python's hashlib: kdf = blake2b(b"", digest_size=32, key=b"\x77"*32, salt=(1).to_bytes(16, "little"),
        // person=b"byok-fpr" + bytes(8)); blake2b(le64(5) + b"org_1" + le64(9) + b"anthropic" + b"sk-test",
        // digest_size=32, key=kdf.digest()).
        char hex[65];
        sodium_bin2hex(hex, sizeof hex, reinterpret_cast<const unsigned char*>(print.data()), print.size());
        CHECK(std::string(hex) == "915f2d671ffc5199f6f9d656a2bdd67f88360bfc3bd45c18d784b31ccff4ccd0");
    }

    TEST_CASE("without the key that seals its own secret it does not open, and says which is missing") {
        Fixture fixture;
        const std::string first = (*fixture.keys.active())->id();
        REQUIRE(*fixture.store->activate_sealing_key(fixture.add_key("second.key")));
        std::filesystem::remove(fixture.folder / "master.key");
        SealingKeys keys = *SealingKeys::open({{}, fixture.folder / "master.key", fixture.folder / "sealing-keys"},
                                              *fixture.store, now);
        const auto refused = SodiumVault::open(keys, *fixture.store);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().message.contains(first));
        CHECK(refused.error().message.contains("rewrap"));
    }

    TEST_CASE("a digest is 32 bytes, the same for the same token under every key") {
        Fixture fixture;
        Fixture other;
        const std::string digest = fixture.vault.digest(Secret("byok_console_a"));
        CHECK(digest.size() == 32);
        CHECK(other.vault.digest(Secret("byok_console_a")) == digest);
        CHECK(fixture.vault.digest(Secret("byok_console_b")) != digest);
        // BLAKE2b-256 of the empty text, from `b2sum -l 256 /dev/null`.
        CHECK(static_cast<unsigned char>(fixture.vault.digest(Secret())[0]) == 0x0e);
    }
}
