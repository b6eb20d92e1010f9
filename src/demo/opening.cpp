#include "demo/opening.h"

#include <string>
#include <utility>

namespace byok::demo {
namespace {

/// A form that somebody filled in wrong and left: every kind of complaint in one place.
void fill_in_wrong(ui::ProviderKeyDraft& key) {
    key.name.text.clear();
    key.name_suggested = false;
    key.assignment.whole_organization = false;
    ui::leave_all_fields(key);
}

}  // namespace

app::Route opening_route(const Scenario& scenario, DemoServer& server, std::string_view fragment) {
    if (fragment.size() > 1) return app::route_from_fragment(fragment);
    switch (scenario.opened) {
        case Opened::NewProviderKey:
            return {app::Page::NewProviderKey, {}};
        case Opened::EditProviderKey:
            if (std::string id = server.provider_key_of(scenario.provider); !id.empty())
                return {app::Page::EditProviderKey, std::move(id)};
            return {};
        case Opened::ApiKeys:
            return {app::Page::ApiKeys, {}};
        case Opened::Activity:
            return {app::Page::Activity, {}};
        case Opened::Nothing:
            break;
    }
    return {};
}

bool fill_opened_form(const Scenario& scenario, const app::State& state, ui::RootDraft& draft) {
    if (!state.session.signed_in()) return false;
    draft.organization_id = state.session.organization_id;
    if (state.route.page != app::Page::NewProviderKey) return true;
    ui::ProviderKeyDraft key = ui::new_provider_key_draft();
    std::string provider = scenario.provider;
    if (provider.empty() && scenario.sample == Sample::Bedrock) provider = "bedrock";
    if (!provider.empty()) ui::choose_provider(key, provider);
    if (scenario.sample == Sample::Errors) fill_in_wrong(key);
    draft.provider_key_form.key = std::move(key);
    draft.provider_key_form.route = state.route;
    return true;
}

}  // namespace byok::demo
