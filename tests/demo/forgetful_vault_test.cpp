#include "demo/forgetful_vault.h"

#include <doctest/doctest.h>

#include "core/key_samples.h"

using namespace byok;
using namespace byok::demo;

namespace {

constexpr service::SealedPlace place{"provider_key", "org_1", "pk_1", 1};

}  // namespace

TEST_SUITE("demo/forgetful_vault") {
    TEST_CASE("what was sealed is not there any more: a stand-in of its look is") {
        ForgetfulVault vault;
        const core::Secret secret(core::samples::usual_key("anthropic"));
        const auto sealed = vault.seal(place, secret);
        REQUIRE(sealed);
        const auto opened = vault.open(place, *sealed);
        REQUIRE(opened);
        CHECK_FALSE(*opened == secret);
        CHECK(opened->size() == secret.size());
        CHECK(opened->reveal().starts_with("sk-ant-api"));
    }

    TEST_CASE("a stand-in is known as what it stands for, so that a duplicate is one and a test is of the same key") {
        ForgetfulVault vault;
        const core::Secret secret(core::samples::usual_key("mistral")), other(core::samples::usual_key("deepseek"));
        const std::string before = vault.fingerprint("org_1", "mistral", secret);
        const auto sealed = vault.seal(place, secret);
        const auto opened = vault.open(place, *sealed);
        CHECK(vault.fingerprint("org_1", "mistral", secret) == before);
        CHECK(vault.fingerprint("org_1", "mistral", *opened) == before);
        CHECK(vault.fingerprint("org_1", "mistral", other) != before);
        CHECK(vault.fingerprint("org_2", "mistral", secret) != before);
        // Sealed again (another revision), it still is the same.
        const auto again = vault.seal({"provider_key", "org_1", "pk_1", 2}, *opened);
        CHECK(vault.fingerprint("org_1", "mistral", *vault.open({"provider_key", "org_1", "pk_1", 2}, *again)) ==
              before);
    }

    TEST_CASE("it opens for its own place alone") {
        ForgetfulVault vault;
        const auto sealed = vault.seal(place, core::Secret("a secret"));
        CHECK_FALSE(vault.open({"provider_key", "org_1", "pk_2", 1}, *sealed));
        CHECK_FALSE(vault.open({"provider_key", "org_2", "pk_1", 1}, *sealed));
        CHECK_FALSE(vault.open({"api_key", "org_1", "pk_1", 1}, *sealed));
        CHECK_FALSE(vault.open({"provider_key", "org_1", "pk_1", 2}, *sealed));
        for (const char* bytes : {"", "1", "-1", "0x", " 0", "99999999999999999999"})
            CHECK_FALSE(vault.open(place, {sealed->sealed_with, bytes}));
        CHECK_FALSE(vault.open(place, {"a key that is gone", sealed->bytes}));
    }

    TEST_CASE("gateway API keys, which the demo makes itself, can be read again") {
        ForgetfulVault vault;
        const service::SealedPlace of_api_key{"api_key", "org_1", "ak_1", 1};
        const core::Secret key("sk-byok-made-here");
        const auto sealed = vault.seal(of_api_key, key);
        CHECK(*vault.open(of_api_key, *sealed) == key);
    }
}
