#include "demo/scenario.h"

#include <doctest/doctest.h>

using namespace byok;
using namespace byok::demo;

TEST_SUITE("demo/scenario") {
    TEST_CASE("the query says what is shown") {
        CHECK(scenario_from_query("") == Scenario{});
        CHECK(scenario_from_query("?") == Scenario{});
        const Scenario all = scenario_from_query("?scenario=bedrock&theme=dark&open=new&provider=bedrock&role=viewer");
        CHECK(all ==
              Scenario{Sample::Bedrock, app::ThemeChoice::Dark, Opened::NewProviderKey, "bedrock", core::Role::Viewer});
        CHECK_MESSAGE(scenario_from_query("open=edit&scenario=many").opened == Opened::EditProviderKey,
                      "in any order, with or without the question mark");
        CHECK(scenario_from_query("?scenario=empty").sample == Sample::Empty);
        CHECK(scenario_from_query("?scenario=errors").sample == Sample::Errors);
        CHECK(scenario_from_query("?open=api-keys").opened == Opened::ApiKeys);
        CHECK(scenario_from_query("?open=activity").opened == Opened::Activity);
        CHECK(scenario_from_query("?theme=light").theme == app::ThemeChoice::Light);
        CHECK(scenario_from_query("?theme=auto").theme == app::ThemeChoice::System);
    }

    TEST_CASE("what is not known is passed over, so that an old link shows the demo all the same") {
        for (const char* query :
             {"?scenario=nothing", "?scenario=", "?scenario", "?=empty", "?&&&", "?scenario=EMPTY", "?Scenario=empty",
              "?theme=blue", "?open=delete", "?provider=nobody", "?role=root", "?scenario=%65mpty", "?embed=&anyway"})
            CHECK_MESSAGE(scenario_from_query(query) == Scenario{}, query);
        CHECK(scenario_from_query("?x=1&scenario=empty&y").sample == Sample::Empty);
        CHECK_MESSAGE(scenario_from_query("?scenario=empty&scenario=many").sample == Sample::Many, "the last counts");
    }
}
