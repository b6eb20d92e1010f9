#include "core/region.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>

using namespace byok::core;

TEST_SUITE("core/region") {
    TEST_CASE("global comes first, then each region once") {
        CHECK(regions().front().id == global_region);
        CHECK(regions().front().partition.empty());
        std::set<std::string_view> ids;
        std::set<std::string_view> names;
        for (const Region& region : regions()) {
            CAPTURE(region.id);
            CHECK(ids.insert(region.id).second);
            CHECK(names.insert(region.name).second);
            CHECK(is_region_id(region.id));
            CHECK(find_region(region.id) == &region);
        }
    }

    TEST_CASE("the partitions hold as many regions as their source") {
        const auto count = [](std::string_view partition) {
            return std::ranges::count(regions(), partition, &Region::partition);
        };
        CHECK(count("aws") == 33);
        CHECK(count("aws-us-gov") == 2);
        CHECK(count("aws-eusc") == 1);
        CHECK(regions().size() == 37);
    }

    TEST_CASE("regions have AWS's own names and say whether they have to be enabled") {
        CHECK(find_region("us-east-1")->name == "US East (N. Virginia)");
        CHECK_FALSE(find_region("us-east-1")->opt_in);
        CHECK(find_region("eu-central-2")->opt_in);
        CHECK(find_region("mx-central-1")->opt_in);
        CHECK_FALSE(find_region("eu-west-3")->opt_in);
        CHECK(find_region("eusc-de-east-1")->partition == "aws-eusc");
    }

    TEST_CASE("a region newer than the table fits its partition's pattern") {
        for (const std::string_view id :
             {"us-east-3", "ap-southeast-12", "us-gov-central-1", "eusc-de-west-1", "eu-north_2-1", "me-x-9"}) {
            CAPTURE(id);
            CHECK_FALSE(find_region(id));
            CHECK(is_region_id(id));
        }
    }

    TEST_CASE("everything else is no region") {
        const std::string too_long = "us-" + std::string(70, 'a') + "-1";
        for (const std::string_view id : {
                 std::string_view(""),
                 std::string_view("us"),
                 std::string_view("us-east"),
                 std::string_view("us-east-"),
                 std::string_view("us--1"),
                 std::string_view("us-east-1a"),
                 std::string_view("us-east-1-2"),
                 std::string_view("US-EAST-1"),
                 std::string_view("Global"),
                 std::string_view(" us-east-1"),
                 std::string_view("us-east-1\n"),
                 std::string_view("us-east.evil-1"),
                 std::string_view("us-east-1.evil.example"),
                 std::string_view("xx-east-1"),
                 std::string_view("cn-north-1"),
                 std::string_view("us-iso-east-1"),
                 std::string_view("eu-isoe-west-1"),
                 std::string_view("us-gov-east"),
                 std::string_view("eusc-fr-east-1"),
                 std::string_view("us-é-1"),
                 std::string_view("us-east-\xD9\xA1"),
                 std::string_view(too_long),
             }) {
            CAPTURE(id);
            CHECK_FALSE(is_region_id(id));
        }
    }
}
