/// Wiring of the console: the page over fetch, with the settings of config.json.

#include <utility>

#include "app/settings.h"
#include "platform/browser.h"
#include "platform/browser_host.h"
#include "platform/console_page.h"
#include "platform/fetch_transport.h"

namespace byok {
namespace {

/// What a page asks first: to sign in with the token of its link, or who is signed in.
app::Actions first_actions(core::Secret token) {
    app::Actions actions;
    if (token.empty())
        actions.emplace_back(app::ResumeSession{});
    else
        actions.emplace_back(app::SignIn{std::move(token)});
    return actions;
}

}  // namespace
}  // namespace byok

int main() {
    using namespace byok;
    core::Result<app::Settings> settings = app::settings_from_json(platform::config_text());
    if (!settings) {
        platform::show_failure("The settings in config.json cannot be used. " + settings.error().message);
        return 0;
    }
    // Whose cookie would not be sent to (app::Transport).
    if (platform::origin_of(settings->api_base) != platform::origin_of("")) settings->session_by_cookie = false;
    // All of it stays as long as the page.
    auto* host = new platform::BrowserHost;
    auto* transport = new platform::FetchTransport(*host);
    auto* page = new platform::ConsolePage(*transport, *host, *std::move(settings),
                                           app::route_from_fragment(platform::address_fragment()),
                                           first_actions(platform::take_sign_in_token()));
    page->open();
    return 0;
}
