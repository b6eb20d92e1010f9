#include "core/aws_access_key.h"

#include <doctest/doctest.h>

using namespace byok::core;

TEST_SUITE("core/aws_access_key") {
    TEST_CASE("an access key id tells whose account it is") {
        // The examples of trufflehog's own test, and AWS's published one.
        CHECK(aws_account_of("ASIAY34FZKBOKMUTVV7A") == "609629065308");
        CHECK(aws_account_of("AKIAQYLPMN5HNM4OZ56B") == "052310077262");
        CHECK(aws_account_of("  ASIAY34FZKBOKMUTVV7A\n") == "609629065308");
    }

    TEST_CASE("ids that hold no account, and texts that are no ids, tell nothing") {
        for (const std::string_view id :
             {"AKIAIOSFODNN7EXAMPLE", "AKIAJ44QH7DHBEXAMPLE", "", "AKIA", "AIDAY34FZKBOKMUTVV7A",
              "ASIAY34FZKBOKMUTVV78", "ASIAY34FZKBOKMUTVV7AA", "asiay34fzkbokmutvv7a", "ASIAY34FZKBOKMUTVV7"}) {
            CAPTURE(id);
            CHECK_FALSE(aws_account_of(id));
        }
    }

    TEST_CASE("temporary keys begin with ASIA") {
        CHECK(is_temporary_access_key_id(" ASIAY34FZKBOKMUTVV7A"));
        CHECK(is_temporary_access_key_id("ASIA"));
        CHECK_FALSE(is_temporary_access_key_id("AKIAY34FZKBOKMUTVV7A"));
        CHECK_FALSE(is_temporary_access_key_id("XASIA"));
        CHECK_FALSE(is_temporary_access_key_id(""));
    }

    TEST_CASE("id and secret are swapped only when it is certain") {
        CHECK(are_swapped("madeup+secret/for/tests/opens0nothing001", "AKIAMADEUPFORTESTS23"));
        CHECK_FALSE(are_swapped("AKIAMADEUPFORTESTS23", "madeup+secret/for/tests/opens0nothing001"));
        CHECK_FALSE(are_swapped("AKIAMADEUPFORTESTS23", "AKIAMADEUPFORTESTS45"));
        CHECK_FALSE(are_swapped("", "AKIAMADEUPFORTESTS23"));
        CHECK_FALSE(are_swapped("madeup", "secret"));
    }
}
