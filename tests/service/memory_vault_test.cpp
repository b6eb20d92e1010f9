#include "service/memory_vault.h"

#include <doctest/doctest.h>

using namespace byok;
using namespace byok::service;
using core::Secret;

TEST_SUITE("service/memory_vault") {
    TEST_CASE("a secret opens where it was sealed for and nowhere else") {
        MemoryVault vault;
        const SealedPlace place{"provider_key", "org_1", "pk_1", 1};
        const auto sealed = vault.seal(place, Secret("sk-test"));
        REQUIRE(sealed);
        CHECK(vault.open(place, *sealed)->reveal() == "sk-test");
        const SealedPlace elsewhere[] = {{"api_key", "org_1", "pk_1", 1},
                                         {"provider_key", "org_2", "pk_1", 1},
                                         {"provider_key", "org_1", "pk_2", 1},
                                         {"provider_key", "org_1", "pk_1", 2},
                                         {"provider_key", "org_1pk", "_1", 1}};
        for (const SealedPlace& other : elsewhere) {
            CAPTURE(other.organization_id);
            CAPTURE(other.id);
            CHECK_FALSE(vault.open(other, *sealed));
        }
    }

    TEST_CASE("what was sealed does not hold the secret, and what was not sealed here does not open") {
        MemoryVault vault;
        const SealedPlace place{"provider_key", "org_1", "pk_1", 1};
        const auto sealed = vault.seal(place, Secret("sk-test"));
        CHECK_FALSE(sealed->bytes.contains("sk-test"));
        for (const char* wrong : {"", "1", "-1", "0x", "99999999999999999999"}) {
            CAPTURE(wrong);
            CHECK_FALSE(vault.open(place, {"memory", wrong}));
        }
    }

    TEST_CASE("equal tokens have equal digests, others have not") {
        const MemoryVault vault;
        const std::string digest = vault.digest(Secret("a"));
        CHECK(vault.digest(Secret("b")) != digest);
        CHECK(vault.digest(Secret("a")) == digest);
    }
}
