#include <algorithm>

#include "app/lists.h"
#include "app/notices.h"
#include "app/reactions.h"
#include "core/text.h"

namespace byok::app {
namespace {

using core::Error;
using core::ErrorCode;

/// Back to the state of a fresh page, but for what is not the session's: settings, theme, and the numbers, so that an
/// answer from before never passes for one of the next session.
void forget_session(State& state) {
    State fresh;
    fresh.settings = std::move(state.settings);
    fresh.theme = state.theme;
    fresh.ids = state.ids;
    state = std::move(fresh);
}

Error refusal(ErrorCode code, std::string message) {
    Error error;
    error.code = code;
    error.message = std::move(message);
    return error;
}

/// What is wrong with `token` at first sight; empty when nothing is. A header holds visible ASCII alone, and a browser
/// would refuse the request without saying why.
std::string problem_of_token(std::string_view token) {
    if (token.empty()) return "Enter a console token.";
    const bool visible_ascii = std::ranges::all_of(token, [](char c) { return c > ' ' && c <= '~'; });
    return visible_ascii ? "" : "That is no console token: it holds a space or a character that no token has.";
}

/// The sentence for the sign-in page, with the cause as far as the page can know it.
Error sign_in_error(const Settings& settings, Error error) {
    const std::string server = settings.api_base.empty() ? "The server" : settings.api_base;
    switch (error.code) {
        case ErrorCode::Authentication:
        case ErrorCode::Forbidden:
            error.message = "That console token is wrong or has expired.";
            break;
        case ErrorCode::Network:
            error.message =
                server + " could not be reached. Check the network, and that this page may call that server.";
            break;
        case ErrorCode::Timeout:
            error.message = server + " did not answer in time. Try again in a moment.";
            break;
        case ErrorCode::NotFound:
        case ErrorCode::MethodNotAllowed:
            error.message = server + " does not list organizations. Set \"organization\" in config.json to open one.";
            break;
        default:
            break;
    }
    return error;
}

Effects refuse_sign_in(State& state, Error error) {
    state.session = {};
    state.session.error = std::move(error);
    return effects_of(CloseSession{});
}

void load_lists(State& state, Effects& effects) {
    refresh_provider_keys(state, effects);
    refresh_api_keys(state, effects);
}

Effects enter(State& state, std::vector<core::Organization> organizations, std::string organization_id) {
    state.session = {};
    state.session.phase = SessionPhase::SignedIn;
    state.session.organizations = std::move(organizations);
    state.session.organization_id = std::move(organization_id);
    Effects effects = effects_of(ShowAddress{state.route, HistoryPlace::Present});
    load_lists(state, effects);
    return effects;
}

}  // namespace

Effects on(State& state, SignIn action) {
    if (state.session.phase == SessionPhase::SigningIn) return {};
    Effects effects;
    if (state.session.signed_in()) {
        Route route = std::move(state.route);
        forget_session(state);
        state.route = std::move(route);
        effects.emplace_back(CloseSession{});
    }
    const std::string_view token = core::trimmed(action.token.reveal());
    if (std::string problem = problem_of_token(token); !problem.empty()) {
        state.session.error = refusal(ErrorCode::InvalidRequest, std::move(problem));
        return effects;
    }
    state.session.phase = SessionPhase::SigningIn;
    state.session.error.reset();
    state.session.request = next_id(state);
    effects.emplace_back(OpenSession{state.session.request, core::Secret(token)});
    return effects;
}

Effects on(State& state, SignedIn action) {
    if (state.session.phase != SessionPhase::SigningIn || state.session.request != action.request) return {};
    const std::string& wanted = state.settings.organization;
    if (!wanted.empty()) {
        if (std::ranges::find(action.organizations, wanted, &core::Organization::id) == action.organizations.end()) {
            return refuse_sign_in(
                state, refusal(ErrorCode::Forbidden, "This console is set up for the organization \"" + wanted +
                                                         "\", which that token may not open."));
        }
        return enter(state, std::move(action.organizations), wanted);
    }
    if (action.organizations.empty()) {
        return refuse_sign_in(state, refusal(ErrorCode::Forbidden, "That console token belongs to no organization."));
    }
    std::string first = action.organizations.front().id;
    return enter(state, std::move(action.organizations), std::move(first));
}

Effects on(State& state, SignInFailed action) {
    if (state.session.phase != SessionPhase::SigningIn || state.session.request != action.request) return {};
    const std::string& wanted = state.settings.organization;
    const bool no_list = action.error.code == ErrorCode::NotFound || action.error.code == ErrorCode::MethodNotAllowed;
    // Listing organizations is not part of the documented API, and not needed where the settings name the one to open.
    if (no_list && !wanted.empty()) return enter(state, {core::Organization{wanted, wanted, {}}}, wanted);
    return refuse_sign_in(state, sign_in_error(state.settings, std::move(action.error)));
}

Effects on(State& state, SignOut) {
    forget_session(state);
    return effects_of(CloseSession{}, ShowAddress{state.route, HistoryPlace::Present});
}

Effects on(State& state, SessionEnded action) {
    if (!state.session.signed_in()) return {};
    Route route = std::move(state.route);
    forget_session(state);
    state.route = std::move(route);
    action.error.message = "Your session has ended. " + action.error.message;
    state.session.error = std::move(action.error);
    return effects_of(CloseSession{});
}

Effects on(State& state, ChooseOrganization action) {
    const auto& known = state.session.organizations;
    if (!state.session.signed_in() || action.organization_id == state.session.organization_id ||
        std::ranges::find(known, action.organization_id, &core::Organization::id) == known.end()) {
        return {};
    }
    // Its answer would belong to an organization that is no longer on screen; that of a new API key cannot be had
    // twice.
    if (is_writing(state)) {
        announce_failure(state, "A change is still being saved. Choose the organization again in a moment.");
        return {};
    }
    Session session = std::move(state.session);
    Effects effects;
    for (const RequestId request : {state.provider_keys.request, state.api_keys.request}) {
        if (request != 0) effects.emplace_back(CancelRequest{request});
    }
    const Page page = state.route.page;
    std::optional<core::CreatedApiKey> created = std::move(state.created_api_key);
    forget_session(state);
    state.session = std::move(session);
    state.created_api_key = std::move(created);
    state.session.organization_id = std::move(action.organization_id);
    if (page == Page::ApiKeys) state.route.page = page;
    effects.emplace_back(ShowAddress{state.route, HistoryPlace::New});
    load_lists(state, effects);
    return effects;
}

}  // namespace byok::app
