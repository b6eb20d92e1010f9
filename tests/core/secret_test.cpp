#include "core/secret.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

#include "core/freed_memory.h"

using namespace byok::core;

TEST_SUITE("core/secret") {
    constexpr std::string_view text = "a secret that is longer than a small string";

    TEST_CASE("a secret shows its text only to who asks") {
        const Secret secret(text);
        CHECK(secret.reveal() == text);
        CHECK(secret.size() == text.size());
        CHECK_FALSE(secret.empty());
        CHECK(Secret().reveal().empty());
        CHECK(Secret(std::string_view()).empty());
    }

    TEST_CASE("a secret cannot be copied, printed, or turned into a string by accident") {
        CHECK_FALSE(std::is_copy_constructible_v<Secret>);
        CHECK_FALSE(std::is_copy_assignable_v<Secret>);
        CHECK_FALSE(std::is_convertible_v<Secret, std::string>);
        CHECK_FALSE(std::is_convertible_v<Secret, std::string_view>);
        CHECK_FALSE(std::is_convertible_v<std::string_view, Secret>);
    }

    TEST_CASE("moving leaves nothing behind and moving onto itself keeps the text") {
        Secret first(text);
        Secret second(std::move(first));
        CHECK(first.empty());
        CHECK(first.reveal().empty());
        CHECK(second.reveal() == text);
        Secret& same = second;
        second = std::move(same);
        CHECK(second.reveal() == text);
    }

    TEST_CASE("a clone is a second secret of the same text") {
        Secret first(text);
        const Secret second = first.clone();
        first = Secret("another");
        CHECK(second.reveal() == text);
    }

    TEST_CASE("secrets are equal when their bytes are") {
        CHECK(Secret("abc") == Secret("abc"));
        CHECK(Secret() == Secret(""));
        CHECK_FALSE(Secret("abc") == Secret("abd"));
        CHECK_FALSE(Secret("abc") == Secret("abcd"));
        CHECK_FALSE(Secret(std::string_view("a\0b", 3)) == Secret(std::string_view("a\0c", 3)));
    }

    TEST_CASE("taking over a string wipes the original") {
        std::string original(text);
        const char* memory = original.data();
        const Secret secret = Secret::take(original);
        CHECK(secret.reveal() == text);
        CHECK(original.empty());
        CHECK(std::all_of(memory, memory + text.size(), [](char c) { return c == '\0'; }));
    }

    TEST_CASE("wiping a string covers what it held before it became shorter") {
        std::string long_then_short(text);
        const char* memory = long_then_short.data();
        long_then_short.resize(3);
        wipe(long_then_short);
        CHECK(std::all_of(memory, memory + text.size(), [](char c) { return c == '\0'; }));
    }

    TEST_CASE("no memory of a secret is freed before it is wiped") {
        const FreedMemory freed(text);
        {
            Secret secret(text);
            Secret moved(std::move(secret));
            moved = moved.clone();
            moved = Secret("other");
        }
        CHECK(freed.blocks_with_needle() == 0);
    }

    TEST_CASE("the test above would notice memory that is not wiped") {
        const FreedMemory freed(text);
        { const auto careless = std::make_unique<std::string>(text); }
        CHECK(freed.blocks_with_needle() > 0);
    }
}
