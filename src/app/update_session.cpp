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
    fresh.page_id = std::move(state.page_id);
    state = std::move(fresh);
}

/// Likewise, but where one was in the console stays, for whoever signs in next.
void forget_session_but_place(State& state) {
    Route route = std::move(state.route);
    forget_session(state);
    state.route = std::move(route);
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
            error.message = server + (settings.api_base.empty()
                                          ? " could not be reached. Check the network, and that it runs."
                                          : " could not be reached. Check that it runs, that it allows this page "
                                            "(CORS), and \"api_base\" in config.json.");
            break;
        case ErrorCode::Timeout:
            error.message = server + " did not answer in time. Try again in a moment.";
            break;
        case ErrorCode::NotFound:
        case ErrorCode::MethodNotAllowed:
            error.message = server +
                            " lists no organizations. Check \"api_base\" in config.json; for an API without "
                            "that list, set \"organization\".";
            break;
        case ErrorCode::BadAnswer:
            error.message = server + " does not answer as the API does. Check \"api_base\" in config.json.";
            break;
        default:
            break;
    }
    return error;
}

/// Whether nobody offers a session there, or not over this connection, so that the token itself has to do.
bool offers_no_session(const Error& error) {
    return error.code == ErrorCode::NotFound || error.code == ErrorCode::MethodNotAllowed ||
           error.code == ErrorCode::Forbidden;
}

Effects refuse_sign_in(State& state, Error error) {
    state.session = {};
    state.session.error = std::move(error);
    return effects_of(CloseSession{});
}

/// Says in words that the session ended without the person.
Effects end_session(State& state, Error error) {
    forget_session_but_place(state);
    state.session.error = std::move(error);
    return effects_of(CloseSession{});
}

std::string in_words(std::int64_t limit_ms) {
    const std::int64_t minutes = limit_ms / 60'000;
    if (minutes == 0) return std::to_string(limit_ms / 1000) + " seconds";
    return minutes == 1 ? "a minute" : std::to_string(minutes) + " minutes";
}

void ask_who(State& state, Effects& effects) {
    state.session.who_request = next_id(state);
    effects.emplace_back(FetchSession{state.session.who_request});
}

void load_lists(State& state, Effects& effects) {
    refresh_provider_keys(state, effects);
    refresh_api_keys(state, effects);
}

/// Whether who wants in is on their way.
bool is_entering(const Session& session) {
    return session.phase == SessionPhase::SigningIn || session.phase == SessionPhase::Resuming;
}

Effects enter(State& state, std::vector<core::Organization> organizations, std::string organization_id) {
    std::optional<core::SessionInfo> who = std::move(state.session.who);
    state.session = {};
    state.session.phase = SessionPhase::SignedIn;
    state.session.organizations = std::move(organizations);
    state.session.organization_id = std::move(organization_id);
    state.session.who = std::move(who);
    Effects effects;
    if (state.session.who) leave_what_is_forbidden(state, effects);
    effects.emplace_back(ShowAddress{state.route, HistoryPlace::Present});
    load_lists(state, effects);
    if (state.session.who)
        load_page(state, effects);
    else
        ask_who(state, effects);
    return effects;
}

}  // namespace

Effects on(State& state, SignIn action) {
    if (state.session.phase == SessionPhase::SigningIn) return {};
    Effects effects;
    if (state.session.signed_in() || state.session.phase == SessionPhase::Resuming) {
        forget_session_but_place(state);
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
    if (state.settings.session_by_cookie)
        effects.emplace_back(ExchangeToken{state.session.request, core::Secret(token)});
    else
        effects.emplace_back(OpenSession{state.session.request, core::Secret(token)});
    return effects;
}

Effects on(State& state, ResumeSession) {
    if (!state.settings.session_by_cookie || state.session.phase != SessionPhase::SignedOut) return {};
    state.session.phase = SessionPhase::Resuming;
    state.session.request = next_id(state);
    return effects_of(FetchSession{state.session.request});
}

Effects on(State& state, SessionArrived action) {
    Session& session = state.session;
    Effects effects;
    if (session.signed_in()) {
        if (session.who_request == 0 || session.who_request != action.request) return {};
        session.who_request = 0;
        session.who = std::move(action.session);
        leave_what_is_forbidden(state, effects);
        load_page(state, effects);
    } else if (is_entering(session) && session.request == action.request) {
        session.who = std::move(action.session);
        session.request = next_id(state);
        effects.emplace_back(FetchOrganizations{session.request});
    }
    return effects;
}

Effects on(State& state, SessionFailed action) {
    Session& session = state.session;
    if (session.signed_in()) {
        if (session.who_request == 0 || session.who_request != action.request) return {};
        session.who_request = 0;
        Effects effects;
        leave_what_is_forbidden(state, effects);
        return effects;
    }
    if (!is_entering(session) || session.request != action.request) return {};
    if (session.phase == SessionPhase::Resuming) {
        const bool nobody = action.error.code == ErrorCode::Authentication || offers_no_session(action.error);
        session = {};
        if (!nobody) session.error = sign_in_error(state.settings, std::move(action.error));
        return {};
    }
    if (!offers_no_session(action.error))
        return refuse_sign_in(state, sign_in_error(state.settings, std::move(action.error)));
    session.request = next_id(state);
    return effects_of(FetchOrganizations{session.request});
}

Effects on(State& state, SignedIn action) {
    if (!is_entering(state.session) || state.session.request != action.request) return {};
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
    if (!is_entering(state.session) || state.session.request != action.request) return {};
    const std::string& wanted = state.settings.organization;
    const bool no_list = action.error.code == ErrorCode::NotFound || action.error.code == ErrorCode::MethodNotAllowed;
    // Listing organizations is not part of the documented API, and not needed where the settings name the one to open.
    if (no_list && !wanted.empty()) return enter(state, {core::Organization{wanted, wanted, {}}}, wanted);
    const bool has_session = state.session.who && state.session.who->by_cookie;
    if (has_session && action.error.code == ErrorCode::Authentication) {
        return refuse_sign_in(
            state, refusal(ErrorCode::Authentication,
                           "The browser did not keep the session. Allow cookies for this site and sign in again."));
    }
    return refuse_sign_in(state, sign_in_error(state.settings, std::move(action.error)));
}

Effects on(State& state, SignOut) {
    const bool has_session = state.session.who && state.session.who->by_cookie;
    forget_session(state);
    Effects effects;
    if (has_session) effects.emplace_back(RequestSessionEnd{});
    effects.emplace_back(CloseSession{});
    effects.emplace_back(AnnounceSignOut{});
    effects.emplace_back(ShowAddress{state.route, HistoryPlace::Present});
    return effects;
}

Effects on(State& state, SignedOutElsewhere) {
    if (!state.session.signed_in() && state.session.phase != SessionPhase::Resuming) return {};
    return end_session(state, refusal(ErrorCode::Authentication, "You signed out in another tab."));
}

Effects on(State& state, IdledOut) {
    if (!state.session.signed_in()) return {};
    return end_session(state,
                       refusal(ErrorCode::Authentication, "You were signed out, because nothing was done here for " +
                                                              in_words(idle_limit_ms(state)) + "."));
}

Effects on(State& state, LeavePage) {
    forget_session(state);
    return effects_of(CloseSession{});
}

Effects on(State& state, SessionEnded action) {
    if (!state.session.signed_in()) return {};
    action.error.message = "Your session has ended. " + action.error.message;
    return end_session(state, std::move(action.error));
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
    for (const RequestId request : {state.provider_keys.request, state.api_keys.request, state.activity.trail.request,
                                    state.activity.older_request}) {
        if (request != 0) effects.emplace_back(CancelRequest{request});
    }
    const Page page = state.route.page;
    std::optional<core::CreatedApiKey> created = std::move(state.created_api_key);
    forget_session(state);
    state.session = std::move(session);
    state.created_api_key = std::move(created);
    state.session.organization_id = std::move(action.organization_id);
    if (page == Page::ApiKeys || page == Page::Activity) state.route.page = page;
    effects.emplace_back(ShowAddress{state.route, HistoryPlace::New});
    load_lists(state, effects);
    load_page(state, effects);
    return effects;
}

}  // namespace byok::app
