#include "ui/choice_filter.h"

#include <doctest/doctest.h>

using namespace byok::ui;

namespace {

const std::vector<Choice> regions{
    {.value = "us-east-1", .label = "US East (N. Virginia)", .detail = "us-east-1"},
    {.value = "eu-west-3", .label = "Europe (Paris)", .detail = "eu-west-3", .disabled = true},
    {.value = "ap-northeast-1", .label = "東京", .detail = "Tokyo 🗼"},
    {.value = "global", .label = "Global", .detail = "everywhere else"},
};

std::vector<std::string> found(std::string_view query) {
    std::vector<std::string> values;
    for (const std::size_t i : matching_choices(regions, query)) values.push_back(regions[i].value);
    return values;
}

using Values = std::vector<std::string>;

std::optional<std::string> step(std::string_view query, const std::optional<std::string>& from, int by) {
    return step_choice(regions, matching_choices(regions, query), from, by);
}

}  // namespace

TEST_SUITE("ui/choice_filter") {
    TEST_CASE("a query finds choices by any part of label, detail or value, in their order") {
        CHECK(found("virginia") == Values{"us-east-1"});
        CHECK(found("east") == Values{"us-east-1", "ap-northeast-1"});
        CHECK(found("everywhere") == Values{"global"});
        CHECK(found("京") == Values{"ap-northeast-1"});
        CHECK(found("🗼") == Values{"ap-northeast-1"});
    }

    TEST_CASE("the case of ASCII letters and white space around the query do not count") {
        CHECK(found("  EUROPE\t") == Values{"eu-west-3"});
        CHECK(found("uS eAsT") == Values{"us-east-1"});
    }

    TEST_CASE("an empty query finds everything, one that nothing contains finds nothing") {
        CHECK(found("").size() == 4);
        CHECK(found("   ").size() == 4);
        CHECK(found("us-east-1 and more").empty());
        CHECK(found("mars").empty());
        CHECK(found("\xFF\xFE").empty());
        CHECK(found(std::string(100'000, 'a')).empty());
        CHECK(matching_choices({}, "us").empty());
    }

    TEST_CASE("a choice is called by its value or its label, whatever the case") {
        CHECK(choice_called(regions, "US-EAST-1") == &regions[0]);
        CHECK(choice_called(regions, " us east (n. virginia) ") == &regions[0]);
        CHECK(choice_called(regions, "東京") == &regions[2]);
        CHECK(choice_called(regions, "us-east") == nullptr);
        CHECK(choice_called(regions, "") == nullptr);
    }

    TEST_CASE("nobody calls a choice that is disabled") {
        CHECK(choice_called(regions, "eu-west-3") == nullptr);
    }

    TEST_CASE("a value counts before a label that reads the same") {
        const std::vector<Choice> twisted{{.value = "b", .label = "a", .detail = {}},
                                          {.value = "a", .label = "c", .detail = {}}};
        CHECK(choice_called(twisted, "a") == &twisted[1]);
    }

    TEST_CASE("steps pass disabled choices and go around the ends") {
        CHECK(step("", {}, +1) == "us-east-1");
        CHECK(step("", {}, -1) == "global");
        CHECK(step("", "us-east-1", +1) == "ap-northeast-1");
        CHECK(step("", "ap-northeast-1", -1) == "us-east-1");
        CHECK(step("", "global", +1) == "us-east-1");
        CHECK(step("", "us-east-1", -1) == "global");
    }

    TEST_CASE("a step from a choice that no longer matches begins anew") {
        CHECK(step("east", "global", +1) == "us-east-1");
        CHECK(step("east", "global", -1) == "ap-northeast-1");
        CHECK(step("east", "gone", +1) == "us-east-1");
    }

    TEST_CASE("there is nowhere to step to when nothing matches, or all that does is disabled") {
        CHECK(step("mars", {}, +1) == std::nullopt);
        CHECK(step("paris", {}, +1) == std::nullopt);
        CHECK(step("paris", "eu-west-3", -1) == std::nullopt);
    }

    TEST_CASE("the only choice that can be taken is stepped to from itself") {
        CHECK(step("global", "global", +1) == "global");
        CHECK(step("global", "global", -1) == "global");
    }
}
