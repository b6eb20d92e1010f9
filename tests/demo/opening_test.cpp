#include "demo/opening.h"

#include <doctest/doctest.h>

#include "app/console.h"
#include "app/fake_transport.h"
#include "demo/demo_transport.h"
#include "ui/ui_harness.h"

using namespace byok;
using namespace byok::demo;
using ui::Role;

namespace {

/// The whole demo without a browser, wired as demo_main.cpp does.
class DemoWorld {
public:
    explicit DemoWorld(std::string_view query, std::string_view fragment = "")
        : scenario_(scenario_from_query(query)),
          transport_(host, scenario_),
          console_(transport_, host, {}, opening_route(scenario_, transport_.server(), fragment),
                   [this] { woken_ = true; }),
          screen([this](ui::Ui& ui) { draw(ui); }) {
        console_.dispatch(app::SignIn{transport_.server().token()});
        screen.settle();
        wait(3'000);
    }

    void wait(int ms) {
        for (; ms > 0; ms -= 50) {
            host.run_for(50);
            if (woken_) screen.settle();
        }
    }

    [[nodiscard]] const app::State& state() const { return console_.state(); }

    test::FakeTransport host;

private:
    Scenario scenario_;
    DemoTransport transport_;
    app::Console console_;
    ui::RootDraft draft_;
    bool woken_ = false, filled_ = false;

    void draw(ui::Ui& ui) {
        woken_ = false;
        console_.settle();
        if (!filled_) filled_ = fill_opened_form(scenario_, console_.state(), draft_);
        app::Actions actions;
        ui::root_view(console_.state(), draft_, actions, ui);
        for (app::Action& action : actions) console_.dispatch(std::move(action));
        if (console_.settle() || woken_) ui.animate();
    }

public:
    ui::UiHarness screen;  // last: it draws at once
};

}  // namespace

TEST_SUITE("demo/opening") {
    TEST_CASE("the demo is signed in by itself and lists its keys") {
        DemoWorld world("");
        CHECK(world.state().session.signed_in());
        CHECK(world.screen.shows(Role::Table, "Provider keys"));
        CHECK(world.screen.says("Anthropic production"));
        CHECK(world.screen.says("Unreadable"));
    }

    TEST_CASE("a scenario opens the form that it names, with its provider chosen and nothing typed lost by asking") {
        DemoWorld world("?open=new&provider=azure");
        CHECK(world.screen.shows(Role::Dialog, "Add Provider Key"));
        CHECK(world.screen.shows(Role::TextBox, "Endpoint"));
        CHECK_FALSE(world.screen.shows(Role::Group, "Region 1"));
    }

    TEST_CASE("of the Bedrock scenario a new key is a Bedrock key") {
        DemoWorld world("?scenario=bedrock&open=new");
        CHECK(world.screen.shows(Role::Group, "Region 1"));
    }

    TEST_CASE("of the errors scenario the form complains about every field") {
        DemoWorld world("?scenario=errors&open=new&provider=anthropic");
        CHECK(world.screen.shows(Role::Dialog, "Add Provider Key"));
        CHECK(world.screen.find(Role::TextBox, "Name").invalid);
        CHECK(world.screen.find(Role::TextBox, "API Key").invalid);
    }

    TEST_CASE("editing opens a key of that provider; where there is none, the list") {
        DemoWorld world("?open=edit&provider=bedrock");
        CHECK(world.screen.shows(Role::Dialog, "Edit Provider Key"));
        CHECK(world.screen.shows(Role::Group, "Region 3"));
        DemoWorld none("?scenario=empty&open=edit");
        CHECK_FALSE(none.screen.shows(Role::Dialog, "Edit Provider Key"));
        CHECK(none.state().route.page == app::Page::ProviderKeys);
    }

    TEST_CASE("the other pages, and an address that names one goes before the scenario") {
        CHECK(DemoWorld("?open=api-keys").state().route.page == app::Page::ApiKeys);
        CHECK(DemoWorld("?open=activity").state().route.page == app::Page::Activity);
        CHECK(DemoWorld("?open=activity", "#/api-keys").state().route.page == app::Page::ApiKeys);
        CHECK(DemoWorld("?open=activity", "#").state().route.page == app::Page::Activity);
    }

    TEST_CASE("a viewer sees keys and no way to make one") {
        DemoWorld world("?role=viewer");
        CHECK(world.screen.says("Anthropic production"));
        CHECK_FALSE(world.screen.says("Create a new Provider Key"));
    }
}
