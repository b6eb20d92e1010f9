#include "service/random.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace byok;
using namespace byok::service;

namespace {

class FixedRandom final : public Random {
public:
    explicit FixedRandom(unsigned char value) : value_(value) {}
    void fill(std::span<unsigned char> bytes) override { std::ranges::fill(bytes, value_); }

private:
    unsigned char value_;
};

}  // namespace

TEST_SUITE("service/random") {
    TEST_CASE("an id has a prefix and every one of 128 bits") {
        FixedRandom zeros(0x00);
        FixedRandom ones(0xff);
        CHECK(new_id(zeros, "pk_") == "pk_" + std::string(26, 'a'));
        CHECK(new_id(ones, "pk_") == "pk_" + std::string(25, '7') + "4");
    }

    TEST_CASE("a token has a prefix and every one of 256 bits") {
        FixedRandom zeros(0x00);
        FixedRandom ones(0xff);
        CHECK(new_token(zeros, "byok_").reveal() == "byok_" + std::string(43, 'A'));
        CHECK(new_token(ones, "byok_").reveal() == "byok_" + std::string(42, '_') + "8");
    }
}
