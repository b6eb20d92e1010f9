/// Wiring of the live demo: the console's page over the rules of the server, in one program and without a network.

#include <utility>

#include "demo/demo_transport.h"
#include "demo/opening.h"
#include "platform/browser.h"
#include "platform/browser_host.h"
#include "platform/console_page.h"
#include "platform/demo_controls.h"

namespace byok {
namespace {

app::Actions first_actions(const demo::Scenario& scenario, demo::DemoServer& server) {
    app::Actions actions;
    actions.emplace_back(app::ChooseTheme{scenario.theme});
    actions.emplace_back(app::SignIn{server.token()});
    return actions;
}

app::Settings demo_settings() {
    app::Settings settings;
    settings.title = "BYOK Console demo";
    settings.sign_in_hint = "This is a demo: any token signs in.";
    settings.idle_minutes = 0;  // nothing is at stake
    return settings;
}

}  // namespace
}  // namespace byok

int main() {
    using namespace byok;
    const demo::Scenario scenario = demo::scenario_from_query(platform::address_query());
    // All of it stays as long as the page.
    auto* host = new platform::BrowserHost;
    auto* transport = new demo::DemoTransport(*host, scenario);
    auto* filled = new bool(false);
    const app::Route route = demo::opening_route(scenario, transport->server(), platform::address_fragment());
    auto* page = new platform::ConsolePage(*transport, *host, demo_settings(), route,
                                           first_actions(scenario, transport->server()),
                                           [scenario, filled](const app::State& state, ui::RootDraft& draft) {
                                               if (!*filled) *filled = demo::fill_opened_form(scenario, state, draft);
                                           });
    const auto reset = [scenario, transport, page, filled] {
        transport->reset();
        *filled = false;
        app::Actions actions = first_actions(scenario, transport->server());
        actions.emplace_back(app::Navigate{demo::opening_route(scenario, transport->server(), {})});
        page->begin_again(std::move(actions));
    };
    const auto choose_theme = [page](const std::string& name) {
        page->dispatch(app::ChooseTheme{demo::theme_from(name)});
    };
    // By then it is signed in: no form for that flashes by.
    host->after(0, [page, reset, choose_theme] {
        page->open();
        platform::watch_demo_wishes({.reset = reset, .theme = choose_theme});
    });
    return 0;
}
