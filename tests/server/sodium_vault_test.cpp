#include "server/sodium_vault.h"

#include <doctest/doctest.h>
#include <sodium.h>

#include "server/temporary_folder.h"

using namespace byok;
using namespace byok::server;
using namespace byok::server::test;
using core::Secret;
using service::Sealed;
using service::SealedPlace;

namespace {

constexpr SealedPlace place{"provider_key", "org_1", "pk_1", 1};

struct Fixture {
    TemporaryFolder folder;
    MasterKey key = *MasterKey::create(folder / "key");
    SodiumVault vault{key};
};

}  // namespace

TEST_SUITE("server/sodium_vault") {
    TEST_CASE("a secret opens again, whatever is in it") {
        REQUIRE(sodium_init() >= 0);
        Fixture fixture;
        for (const std::string& text :
             {std::string(), std::string("sk-test"), std::string("\0\xff", 2), std::string(16 * 1024, 'x')}) {
            CAPTURE(text.size());
            const auto sealed = fixture.vault.seal(place, Secret(text));
            REQUIRE(sealed);
            CHECK(sealed->sealed_with == fixture.key.id());
            const auto opened = fixture.vault.open(place, *sealed);
            REQUIRE(opened);
            CHECK(opened->reveal() == text);
        }
    }

    TEST_CASE("sealed bytes hold nothing of the secret, and are never the same twice") {
        Fixture fixture;
        const auto first = fixture.vault.seal(place, Secret("sk-test-sk-test"));
        const auto second = fixture.vault.seal(place, Secret("sk-test-sk-test"));
        CHECK_FALSE(first->bytes.contains("sk-test"));
        CHECK(first->bytes != second->bytes);
    }

    TEST_CASE("a sealed secret that was moved does not open") {
        Fixture fixture;
        const auto sealed = fixture.vault.seal(place, Secret("sk-test"));
        const SealedPlace elsewhere[] = {
            {"api_key", "org_1", "pk_1", 1},        {"provider_key", "org_2", "pk_1", 1},
            {"provider_key", "org_1", "pk_2", 1},   {"provider_key", "org_1", "pk_1", 2},
            {"provider_key", "org_1pk", "_1", 1},   {"provider_keyorg_1", "", "pk_1", 1},
            {"provider_key", "org_1", "pk_1", 256},
        };
        for (const SealedPlace& other : elsewhere) {
            CAPTURE(other.field);
            CAPTURE(other.organization_id);
            CAPTURE(other.id);
            CAPTURE(other.revision);
            CHECK_FALSE(fixture.vault.open(other, *sealed));
        }
    }

    TEST_CASE("a sealed secret of which one bit has changed does not open") {
        Fixture fixture;
        const auto sealed = fixture.vault.seal(place, Secret("sk-test"));
        for (std::size_t i = 0; i < sealed->bytes.size(); ++i) {
            CAPTURE(i);
            Sealed damaged = *sealed;
            damaged.bytes[i] = static_cast<char>(damaged.bytes[i] ^ 1);
            CHECK_FALSE(fixture.vault.open(place, damaged));
        }
    }

    TEST_CASE("a sealed secret that was cut short or made longer does not open") {
        Fixture fixture;
        const auto sealed = fixture.vault.seal(place, Secret("sk-test"));
        for (std::size_t size = 0; size < sealed->bytes.size(); ++size) {
            CAPTURE(size);
            CHECK_FALSE(fixture.vault.open(place, {sealed->sealed_with, sealed->bytes.substr(0, size)}));
        }
        CHECK_FALSE(fixture.vault.open(place, {sealed->sealed_with, sealed->bytes + '\0'}));
    }

    TEST_CASE("a secret that was sealed with another key is refused by the name of that key") {
        Fixture fixture;
        Fixture other;
        const auto sealed = other.vault.seal(place, Secret("sk-test"));
        const auto refused = fixture.vault.open(place, *sealed);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().message.contains(other.key.id()));
        CHECK_FALSE(fixture.vault.open(place, {fixture.key.id(), sealed->bytes}));
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
