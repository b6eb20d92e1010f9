#include "core/json_writer.h"

#include <doctest/doctest.h>

#include <string>

#include "core/freed_memory.h"
#include "core/json.h"

using namespace byok::core;

TEST_SUITE("core/json_writer") {
    TEST_CASE("commas stand between values and nowhere else") {
        JsonWriter json;
        json.begin_object().key("a").null().key("b").begin_array();
        json.boolean(true).string("x").begin_object().end_object().begin_array().end_array().boolean(false);
        json.end_array().key("c").string("").end_object();
        CHECK(json.take_text() == R"({"a":null,"b":[true,"x",{},[],false],"c":""})");
    }

    TEST_CASE("strings that look like JSON do not confuse the commas") {
        JsonWriter json;
        json.begin_array().string("{").string("[").string(":").string(",").end_array();
        CHECK(json.take_text() == R"(["{","[",":",","])");
    }

    TEST_CASE("what has to be escaped is escaped and the rest is left alone") {
        JsonWriter json;
        json.string("\"\\/\n\x1F\x7F é 日本 🔑 \u2028 <b>");
        CHECK(json.take_text() == "\"\\\"\\\\/\\u000a\\u001f\x7F é 日本 🔑 \u2028 <b>\"");
    }

    TEST_CASE("a NUL and every other control character survive the way there and back") {
        std::string all;
        for (int c = 0; c < 0x80; ++c) all += static_cast<char>(c);
        JsonWriter json;
        json.string(all);
        const auto read = parse_json(json.take_text());
        REQUIRE(read);
        CHECK(read->text() == all);
    }

    TEST_CASE("invalid UTF-8 becomes replacement characters, so that the text stays JSON") {
        JsonWriter json;
        json.string("a\xFF\xED\xA0\x80z\xC3");
        const std::string text = json.take_text();
        CHECK(text == "\"a\uFFFD\uFFFD\uFFFD\uFFFDz\uFFFD\"");
        CHECK(parse_json(text));
    }

    TEST_CASE("a writer can be used again after its text was taken") {
        JsonWriter json;
        json.string("one");
        CHECK(json.take_text() == "\"one\"");
        json.string("two");
        CHECK(json.take_secret().reveal() == "\"two\"");
        CHECK(json.take_text().empty());
    }

    TEST_CASE("no memory is freed with a secret in it, however often the text grows") {
        constexpr std::string_view secret = "needle in a haystack";
        const FreedMemory freed(secret);
        {
            JsonWriter json;
            json.begin_array().string(secret);
            for (int i = 0; i < 1000; ++i) json.string("some more text to make it grow");
            json.end_array();
            CHECK(json.take_secret().reveal().contains(secret));
            json.string(secret);
        }
        CHECK(freed.blocks_with_needle() == 0);
    }
}
