#include "server/envelope.h"

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
    MasterKey key = (static_cast<void>(sodium_init()), *MasterKey::create(folder / "key"));
    MasterKey other = *MasterKey::create(folder / "other");
};

/// What the first version wrote: the secret sealed with the sealing key itself.
Sealed sealed_in_first_format(const MasterKey& key, const SealedPlace& at, std::string_view text) {
    std::string with;
    const auto append_number = [&](std::uint64_t number) {
        for (int i = 0; i < 8; ++i, number >>= 8) with.push_back(static_cast<char>(number & 0xff));
    };
    for (const std::string_view part :
         {std::string_view("byok-sealed-1"), at.field, at.organization_id, at.id, std::string_view(key.id())}) {
        append_number(part.size());
        with += part;
    }
    append_number(at.revision);
    std::string bytes(24 + text.size() + 16, '\0');
    auto* const out = reinterpret_cast<unsigned char*>(bytes.data());
    randombytes_buf(out, 24);
    crypto_aead_xchacha20poly1305_ietf_encrypt(out + 24, nullptr, reinterpret_cast<const unsigned char*>(text.data()),
                                               text.size(), reinterpret_cast<const unsigned char*>(with.data()),
                                               with.size(), nullptr, out, key.key().data());
    return {key.id(), bytes};
}

}  // namespace

TEST_SUITE("server/envelope") {
    TEST_CASE("a secret opens again, whatever is in it") {
        const Fixture fixture;
        for (const std::string& text :
             {std::string(), std::string("sk-test"), std::string("\0\xff", 2), std::string(16 * 1024, 'x')}) {
            CAPTURE(text.size());
            const Sealed sealed = seal_envelope(fixture.key, place, Secret(text));
            CHECK(sealed.sealed_with == fixture.key.id());
            CHECK(is_current_format(sealed.bytes));
            const auto opened = open_envelope(fixture.key, place, sealed);
            REQUIRE(opened);
            CHECK(opened->reveal() == text);
        }
    }

    TEST_CASE("sealed bytes hold nothing of the secret, and are never the same twice") {
        const Fixture fixture;
        const Sealed first = seal_envelope(fixture.key, place, Secret("sk-test-sk-test"));
        const Sealed second = seal_envelope(fixture.key, place, Secret("sk-test-sk-test"));
        CHECK_FALSE(first.bytes.contains("sk-test"));
        CHECK(first.bytes.substr(5) != second.bytes.substr(5));
        // Neither the nonces nor the wrapped keys nor the secrets have a block in common.
        for (const std::size_t at : {5U, 29U, 77U, 101U})
            CHECK(first.bytes.substr(at, 8) != second.bytes.substr(at, 8));
    }

    TEST_CASE("a sealed secret that was moved does not open, nor is it rewrapped") {
        const Fixture fixture;
        const Sealed sealed = seal_envelope(fixture.key, place, Secret("sk-test"));
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
            CHECK_FALSE(open_envelope(fixture.key, other, sealed));
            CHECK_FALSE(rewrap_envelope(fixture.key, fixture.other, other, sealed));
        }
    }

    TEST_CASE("a sealed secret of which one bit has changed does not open") {
        const Fixture fixture;
        const Sealed sealed = seal_envelope(fixture.key, place, Secret("sk-test"));
        for (std::size_t i = 0; i < sealed.bytes.size(); ++i) {
            CAPTURE(i);
            Sealed damaged = sealed;
            damaged.bytes[i] = static_cast<char>(damaged.bytes[i] ^ 1);
            CHECK_FALSE(open_envelope(fixture.key, place, damaged));
        }
    }

    TEST_CASE("a sealed secret that was cut short or made longer does not open") {
        const Fixture fixture;
        const Sealed sealed = seal_envelope(fixture.key, place, Secret("sk-test"));
        for (std::size_t size = 0; size < sealed.bytes.size(); ++size) {
            CAPTURE(size);
            CHECK_FALSE(open_envelope(fixture.key, place, {sealed.sealed_with, sealed.bytes.substr(0, size)}));
        }
        CHECK_FALSE(open_envelope(fixture.key, place, {sealed.sealed_with, sealed.bytes + '\0'}));
    }

    TEST_CASE("parts of two envelopes do not make a third") {
        const Fixture fixture;
        const Sealed one = seal_envelope(fixture.key, place, Secret("sk-one"));
        const Sealed two = seal_envelope(fixture.key, place, Secret("sk-two"));
        CHECK_FALSE(
            open_envelope(fixture.key, place, {one.sealed_with, one.bytes.substr(0, 77) + two.bytes.substr(77)}));
    }

    TEST_CASE("another sealing key opens nothing") {
        const Fixture fixture;
        const Sealed sealed = seal_envelope(fixture.key, place, Secret("sk-test"));
        CHECK_FALSE(open_envelope(fixture.other, place, sealed));
    }

    TEST_CASE("what is rewrapped opens with the new key alone, its secret untouched") {
        const Fixture fixture;
        const Sealed sealed = seal_envelope(fixture.key, place, Secret("sk-test"));
        const auto wrapped = rewrap_envelope(fixture.key, fixture.other, place, sealed);
        REQUIRE(wrapped);
        CHECK(wrapped->sealed_with == fixture.other.id());
        CHECK(open_envelope(fixture.other, place, *wrapped)->reveal() == "sk-test");
        CHECK_FALSE(open_envelope(fixture.key, place, *wrapped));
        CHECK(wrapped->bytes.substr(77) == sealed.bytes.substr(77));
        CHECK(wrapped->bytes.substr(0, 77) != sealed.bytes.substr(0, 77));
        CHECK_FALSE(rewrap_envelope(fixture.other, fixture.key, place, sealed));
    }

    TEST_CASE("what the first version sealed opens, and is rewrapped into an envelope") {
        const Fixture fixture;
        const Sealed old = sealed_in_first_format(fixture.key, place, "sk-old");
        CHECK_FALSE(is_current_format(old.bytes));
        REQUIRE(open_envelope(fixture.key, place, old));
        CHECK(open_envelope(fixture.key, place, old)->reveal() == "sk-old");
        CHECK_FALSE(open_envelope(fixture.key, {"provider_key", "org_1", "pk_1", 2}, old));
        const auto wrapped = rewrap_envelope(fixture.key, fixture.other, place, old);
        REQUIRE(wrapped);
        CHECK(is_current_format(wrapped->bytes));
        CHECK(open_envelope(fixture.other, place, *wrapped)->reveal() == "sk-old");
    }
}
