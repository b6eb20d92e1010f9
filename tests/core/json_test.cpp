#include "core/json.h"

#include <doctest/doctest.h>

#include <string>

using namespace byok::core;

namespace {

std::string repeat(std::string_view piece, int times) {
    std::string text;
    for (int i = 0; i < times; ++i) text += piece;
    return text;
}

}  // namespace

TEST_SUITE("core/json") {
    TEST_CASE("each kind of value is read as what it is") {
        const auto json = parse_json(R"({"a":null,"b":true,"c":-1.5e2,"d":"text","e":[1,[]],"f":{}})");
        REQUIRE(json);
        CHECK(json->find("a")->is_null());
        CHECK(json->find("b")->boolean() == true);
        CHECK(json->find("c")->number() == -150.0);
        CHECK(json->find("d")->text() == "text");
        REQUIRE(json->find("e")->items());
        CHECK(json->find("e")->items()->size() == 2);
        CHECK(json->find("e")->items()->at(0).number() == 1.0);
        REQUIRE(json->find("f")->members());
        CHECK(json->find("f")->members()->empty());
        CHECK_FALSE(json->find("g"));
    }

    TEST_CASE("a read of the wrong type gives nothing instead of a guess") {
        const auto json = parse_json(R"(["1",1,true,null,{}])");
        REQUIRE(json);
        const Json::Array& items = *json->items();
        CHECK_FALSE(items[0].number());
        CHECK_FALSE(items[0].boolean());
        CHECK_FALSE(items[1].text());
        CHECK_FALSE(items[2].number());
        CHECK_FALSE(items[3].boolean());
        CHECK_FALSE(items[3].text());
        CHECK_FALSE(items[4].items());
        CHECK_FALSE(json->members());
        CHECK_FALSE(json->find("1"));
    }

    TEST_CASE("members keep the order of the text") {
        const auto json = parse_json(R"({"z":1,"a":2,"m":3})");
        REQUIRE(json);
        std::string order;
        for (const Json::Member& member : *json->members()) order += member.name;
        CHECK(order == "zam");
    }

    TEST_CASE("containers deep inside each other end where they end") {
        const auto json = parse_json(R"({"a":[{"b":[1,2]},{"c":{"d":"e"}}],"f":"g"})");
        REQUIRE(json);
        const Json::Array& a = *json->find("a")->items();
        REQUIRE(a.size() == 2);
        CHECK(a[0].find("b")->items()->size() == 2);
        CHECK(a[1].find("c")->find("d")->text() == "e");
        CHECK(json->find("f")->text() == "g");
    }

    TEST_CASE("escapes and a byte order mark are understood") {
        const auto json = parse_json("\uFEFF[\"\\u00e9\\ud83d\\udd11\\n\\\"\\u0000x\"]");
        REQUIRE(json);
        CHECK(json->items()->at(0).text() == std::string_view("é🔑\n\"\0x", 10));
    }

    TEST_CASE("what is not JSON is refused, with the place") {
        struct Row {
            std::string_view text;
            std::size_t offset;
        };
        for (const auto& [text, offset] : {
                 Row{"", 0},
                 Row{"{", 1},
                 Row{"[1,]", 3},
                 Row{R"({"a":1,})", 7},
                 Row{"{a:1}", 1},
                 Row{"'a'", 0},
                 Row{"1 2", 2},
                 Row{R"({"a":1 "b":2})", 7},
                 Row{R"(["a","b\"])", 10},
                 Row{R"(["a)", 3},
                 Row{"[\"a\nb\"]", 3},
                 Row{R"(["\x"])", 3},
                 Row{R"(["\ud800"])", 1},
                 Row{"[\"\xFF\"]", 2},
                 Row{"nul", 3},
                 Row{"[NaN]", 1},
                 Row{"<html>", 0},
             }) {
            CAPTURE(text);
            const auto json = parse_json(text);
            REQUIRE_FALSE(json);
            CHECK(json.error().kind == JsonProblem::Kind::Syntax);
            CHECK(json.error().offset == offset);
        }
    }

    TEST_CASE("a number that no double holds is refused") {
        CHECK_FALSE(parse_json("[1e999]"));
    }

    TEST_CASE("nesting has a limit and cannot exhaust the stack") {
        CHECK(parse_json(repeat("[", 16) + repeat("]", 16)));
        CHECK(parse_json(repeat("{\"a\":", 15) + "{}" + repeat("}", 15)));
        for (const std::string& text :
             {repeat("[", 17) + repeat("]", 17), repeat("[", 1'000'000), repeat("{\"a\":", 200'000)}) {
            const auto json = parse_json(text);
            REQUIRE_FALSE(json);
            CHECK(json.error().kind == JsonProblem::Kind::TooDeep);
        }
        CHECK(parse_json(repeat("[", 64) + repeat("]", 64), 64));
        CHECK_FALSE(parse_json("[]", 0));
        CHECK(parse_json("1", 0));
    }

    TEST_CASE("a member that is there twice is found wherever it is") {
        for (const std::string_view text : {R"({"a":1,"a":2})", R"({"a":1,"b":2,"\u0061":3})",
                                            R"([{"x":{"a":1,"a":1}}])", R"({"b":[[{"a":0,"c":0,"a":0}]]})"}) {
            CAPTURE(text);
            const auto json = parse_json(text);
            REQUIRE(json);
            CHECK(repeated_member(*json) == "a");
        }
        for (const std::string_view text : {"{}", R"({"a":{"a":1},"b":{"a":1}})", R"([{"a":1},{"a":1}])", "\"a\""}) {
            CAPTURE(text);
            const auto json = parse_json(text);
            REQUIRE(json);
            CHECK_FALSE(repeated_member(*json));
        }
    }

    TEST_CASE("100,000 members are looked through in no time") {
        std::string text = "{";
        for (int i = 0; i < 100'000; ++i) text += '"' + std::to_string(i) + "\":1,";
        text += "\"99999\":1}";
        const auto json = parse_json(text);
        REQUIRE(json);
        CHECK(repeated_member(*json) == "99999");
    }
}
