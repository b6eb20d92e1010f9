#include <doctest/doctest.h>

#include "app/samples.h"

using namespace byok;
using namespace byok::app;
using core::ErrorCode;
using core::Role;
using test::are;
using test::error;
using test::only;
using test::who;

namespace {

State signing_in(Settings settings = {}) {
    State state;
    state.settings = std::move(settings);
    update(state, SignIn{core::Secret("tok_1")});
    return state;
}

Settings opening(std::string organization) {
    Settings settings;
    settings.organization = std::move(organization);
    return settings;
}

Settings by_cookie() {
    Settings settings;
    settings.session_by_cookie = true;
    return settings;
}

/// A page that was opened without a token, and looks for a session.
State resuming() {
    State state;
    state.settings = by_cookie();
    update(state, ResumeSession{});
    return state;
}

/// Signed in by a cookie, in the first of two organizations.
State in_session() {
    State state = resuming();
    update(state, SessionArrived{state.session.request, who(Role::Admin, true)});
    update(state, SignedIn{state.session.request, {{"org_1", "Acme", ""}, {"org_2", "Umbrella", ""}}});
    return state;
}

/// Whether nothing of a session is left but what `State` says of itself.
void check_forgotten(const State& state) {
    CHECK(state.session.phase == SessionPhase::SignedOut);
    CHECK(state.session.organizations.empty());
    CHECK(state.session.organization_id.empty());
    CHECK_FALSE(state.provider_keys.value.has_value());
    CHECK_FALSE(state.provider_keys.loading());
    CHECK_FALSE(state.api_keys.value.has_value());
    CHECK_FALSE(state.api_keys.loading());
    CHECK_FALSE(state.created_api_key.has_value());
    CHECK_FALSE(state.session.who.has_value());
    CHECK_FALSE(state.activity.trail.value.has_value());
    CHECK_FALSE(is_writing(state));
    CHECK(state.provider_key_rows.empty());
    CHECK(state.api_key_rows.empty());
    CHECK(state.notices.empty());
    CHECK(current_organization(state) == nullptr);
}

}  // namespace

TEST_SUITE("app/update_session") {
    TEST_CASE("signing in sends the token and keeps none of it") {
        State state;
        const Effects effects = update(state, SignIn{core::Secret(" \ttok_1\r\n")});
        REQUIRE(are<OpenSession>(effects));
        CHECK(only<OpenSession>(effects)->token.reveal() == "tok_1");
        CHECK(only<OpenSession>(effects)->request == state.session.request);
        CHECK(state.session.phase == SessionPhase::SigningIn);
    }

    TEST_CASE("a second click while signing in asks nothing") {
        State state = signing_in();
        const RequestId request = state.session.request;
        CHECK(update(state, SignIn{core::Secret("tok_2")}).empty());
        CHECK(state.session.request == request);
    }

    TEST_CASE("what cannot be a token is refused without asking the server") {
        for (const std::string_view token :
             {"", "   ", "\n", "two words", "tok\nen", "tok\r\nX-Evil: 1", "tök", "日本", "tok\x01", "tok\x7f"}) {
            CAPTURE(token);
            State state;
            CHECK(update(state, SignIn{core::Secret(token)}).empty());
            CHECK(state.session.phase == SessionPhase::SignedOut);
            REQUIRE(state.session.error.has_value());
            CHECK(state.session.error->message.ends_with('.'));
            if (token.size() > 2 && token != "   ") CHECK_FALSE(state.session.error->message.contains(token));
        }
    }

    TEST_CASE("an old error goes when a person tries again") {
        State state;
        update(state, SignIn{core::Secret("")});
        update(state, SignIn{core::Secret("tok_1")});
        CHECK_FALSE(state.session.error.has_value());
    }

    TEST_CASE("signed in, the first organization is opened, lists and role are asked for, the address is written") {
        State state = signing_in();
        state.route = {Page::ApiKeys, {}};
        const Effects effects =
            update(state, SignedIn{state.session.request, {{"org_1", "Acme", ""}, {"org_2", "Umbrella", ""}}});
        REQUIRE(are<ShowAddress, FetchProviderKeys, FetchApiKeys, FetchSession>(effects));
        CHECK(*only<ShowAddress>(effects) == ShowAddress{{Page::ApiKeys, {}}, HistoryPlace::Present});
        CHECK(*only<FetchProviderKeys>(effects) == FetchProviderKeys{state.provider_keys.request, "org_1"});
        CHECK(*only<FetchApiKeys>(effects) == FetchApiKeys{state.api_keys.request, "org_1"});
        CHECK(state.provider_keys.request != state.api_keys.request);
        CHECK(state.session.signed_in());
        REQUIRE(current_organization(state) != nullptr);
        CHECK(current_organization(state)->name == "Acme");
    }

    TEST_CASE("the organization of the settings is opened when the token may see it") {
        State state = signing_in(opening("org_2"));
        const Effects effects =
            update(state, SignedIn{state.session.request, {{"org_1", "Acme", ""}, {"org_2", "Umbrella", ""}}});
        REQUIRE(only<FetchProviderKeys>(effects) != nullptr);
        CHECK(only<FetchProviderKeys>(effects)->organization_id == "org_2");
        CHECK(current_organization(state)->name == "Umbrella");
    }

    TEST_CASE("an organization that the token may not open is an error at sign-in, and the token is forgotten") {
        for (const bool any : {false, true}) {
            CAPTURE(any);
            State state = signing_in(opening("org_9"));
            std::vector<core::Organization> organizations;
            if (any) organizations.push_back({"org_1", "Acme", ""});
            CHECK(are<CloseSession>(update(state, SignedIn{state.session.request, std::move(organizations)})));
            check_forgotten(state);
            REQUIRE(state.session.error.has_value());
            CHECK(state.session.error->message ==
                  "This console is set up for the organization \"org_9\", which that token may not open.");
        }
    }

    TEST_CASE("a token of no organization is an error at sign-in") {
        State state = signing_in();
        CHECK(are<CloseSession>(update(state, SignedIn{state.session.request, {}})));
        check_forgotten(state);
        CHECK(state.session.error->message == "That console token belongs to no organization.");
    }

    TEST_CASE("why signing in failed is said in a sentence") {
        struct Row {
            ErrorCode code;
            std::string_view message;
        };
        const Row rows[] = {
            {ErrorCode::Authentication, "That console token is wrong or has expired."},
            {ErrorCode::Forbidden, "That console token is wrong or has expired."},
            {ErrorCode::Network,
             "https://api.example could not be reached. Check that it runs, that it allows this page (CORS), and "
             "\"api_base\" in config.json."},
            {ErrorCode::Prevented, "Said by the server."},
            {ErrorCode::Timeout, "https://api.example did not answer in time. Try again in a moment."},
            {ErrorCode::NotFound,
             "https://api.example lists no organizations. Check \"api_base\" in config.json; for an API without that "
             "list, set \"organization\"."},
            {ErrorCode::MethodNotAllowed,
             "https://api.example lists no organizations. Check \"api_base\" in config.json; for an API without that "
             "list, set \"organization\"."},
            {ErrorCode::RateLimit, "Said by the server."},
            {ErrorCode::Internal, "Said by the server."},
            {ErrorCode::BadAnswer,
             "https://api.example does not answer as the API does. Check \"api_base\" in config.json."},
        };
        for (const Row& row : rows) {
            CAPTURE(row.message);
            Settings settings;
            settings.api_base = "https://api.example";
            State state = signing_in(std::move(settings));
            CHECK(are<CloseSession>(
                update(state, SignInFailed{state.session.request, error(row.code, "Said by the server.")})));
            check_forgotten(state);
            REQUIRE(state.session.error.has_value());
            CHECK(state.session.error->code == row.code);
            CHECK(state.session.error->message == row.message);
        }
        State state = signing_in();
        update(state, SignInFailed{state.session.request, error(ErrorCode::Timeout)});
        CHECK(state.session.error->message == "The server did not answer in time. Try again in a moment.");
    }

    TEST_CASE("a server that lists no organizations still lets in, when the settings name the one to open") {
        for (const ErrorCode code : {ErrorCode::NotFound, ErrorCode::MethodNotAllowed}) {
            State state = signing_in(opening("org_7"));
            const Effects effects = update(state, SignInFailed{state.session.request, error(code)});
            REQUIRE(are<ShowAddress, FetchProviderKeys, FetchApiKeys, FetchSession>(effects));
            CHECK(only<FetchProviderKeys>(effects)->organization_id == "org_7");
            CHECK(state.session.signed_in());
            CHECK(*current_organization(state) == core::Organization{"org_7", "org_7", ""});
        }
        State state = signing_in(opening("org_7"));
        update(state, SignInFailed{state.session.request, error(ErrorCode::Authentication)});
        CHECK_FALSE(state.session.signed_in());
    }

    TEST_CASE("with cookies wanted, the token is exchanged for a session, and the organizations are asked for in it") {
        State state = signing_in(by_cookie());
        CHECK(state.session.phase == SessionPhase::SigningIn);
        const Effects effects = update(state, SessionArrived{state.session.request, who(Role::Editor, true)});
        REQUIRE(are<FetchOrganizations>(effects));
        CHECK(only<FetchOrganizations>(effects)->request == state.session.request);
        const Effects entered = update(state, SignedIn{state.session.request, {{"org_1", "Acme", ""}}});
        CHECK(are<ShowAddress, FetchProviderKeys, FetchApiKeys>(entered));
        CHECK(state.session.signed_in());
        CHECK(state.session.who->role == Role::Editor);
    }

    TEST_CASE("where no session is to be had, the token itself has to do") {
        for (const ErrorCode code : {ErrorCode::NotFound, ErrorCode::MethodNotAllowed, ErrorCode::Forbidden}) {
            CAPTURE(static_cast<int>(code));
            State state = signing_in(by_cookie());
            CHECK(are<FetchOrganizations>(update(state, SessionFailed{state.session.request, error(code)})));
            CHECK(state.session.phase == SessionPhase::SigningIn);
            update(state, SignedIn{state.session.request, {{"org_1", "Acme", ""}}});
            CHECK(state.session.signed_in());
            CHECK(are<CloseSession, AnnounceSignOut, ShowAddress>(update(state, SignOut{})));
        }
    }

    TEST_CASE("a token that is refused, or a server that cannot be asked, is an error as ever") {
        for (const auto& [code, sentence] :
             {std::pair{ErrorCode::Authentication, "That console token is wrong or has expired."},
              {ErrorCode::Network, "The server could not be reached. Check the network, and that it runs."},
              {ErrorCode::RateLimit, "No."}}) {
            State state = signing_in(by_cookie());
            CHECK(are<CloseSession>(update(state, SessionFailed{state.session.request, error(code)})));
            check_forgotten(state);
            REQUIRE(state.session.error.has_value());
            CHECK(state.session.error->message == sentence);
        }
    }

    TEST_CASE("a browser that keeps no cookies is told apart from a wrong token") {
        State state = signing_in(by_cookie());
        update(state, SessionArrived{state.session.request, who(Role::Editor, true)});
        update(state, SignInFailed{state.session.request, error(ErrorCode::Authentication)});
        CHECK(state.session.error->message ==
              "The browser did not keep the session. Allow cookies for this site and sign in again.");
    }

    TEST_CASE("a page opened without a token goes on in the session that the browser holds") {
        State state = resuming();
        state.route = {Page::EditProviderKey, "pk_1"};
        REQUIRE(are<FetchOrganizations>(update(state, SessionArrived{state.session.request, who(Role::Admin, true)})));
        CHECK(state.session.phase == SessionPhase::Resuming);
        update(state, SignedIn{state.session.request, {{"org_1", "Acme", ""}}});
        CHECK(state.session.signed_in());
        CHECK(state.route == Route{Page::EditProviderKey, "pk_1"});
    }

    TEST_CASE("without a session the sign-in page comes up and complains of nothing") {
        for (const ErrorCode code : {ErrorCode::Authentication, ErrorCode::NotFound, ErrorCode::MethodNotAllowed}) {
            State state = resuming();
            CHECK(update(state, SessionFailed{state.session.request, error(code)}).empty());
            check_forgotten(state);
            CHECK_FALSE(state.session.error.has_value());
        }
        State state = resuming();
        update(state, SessionFailed{state.session.request, error(ErrorCode::Network)});
        check_forgotten(state);
        CHECK(state.session.error->message.starts_with("The server could not be reached."));
    }

    TEST_CASE("with tokens wanted, or while somebody signs in, there is no session to look for") {
        State state;
        CHECK(update(state, ResumeSession{}).empty());
        CHECK(state.session.phase == SessionPhase::SignedOut);
        State busy = signing_in(by_cookie());
        CHECK(update(busy, ResumeSession{}).empty());
        CHECK(busy.session.phase == SessionPhase::SigningIn);
    }

    TEST_CASE("who signs in while a session is looked for does not wait for it") {
        State state = resuming();
        const RequestId early = state.session.request;
        CHECK(are<CloseSession, ExchangeToken>(update(state, SignIn{core::Secret("tok_1")})));
        CHECK(update(state, SessionArrived{early, who(Role::Admin, true)}).empty());
        CHECK(update(state, SessionFailed{early, error(ErrorCode::Authentication)}).empty());
        CHECK(state.session.phase == SessionPhase::SigningIn);
    }

    TEST_CASE("signing out of a session ends it on the server") {
        State state = in_session();
        CHECK(are<RequestSessionEnd, CloseSession, AnnounceSignOut, ShowAddress>(update(state, SignOut{})));
        check_forgotten(state);
    }

    TEST_CASE("signing out in another tab forgets everything here, and says so") {
        State state = in_session();
        update(state, Navigate{{Page::ApiKeys, {}}});
        CHECK(are<CloseSession>(update(state, SignedOutElsewhere{})));
        check_forgotten(state);
        CHECK(state.session.error->message == "You signed out in another tab.");
        State signed_out;
        CHECK(update(signed_out, SignedOutElsewhere{}).empty());
        CHECK_FALSE(signed_out.session.error.has_value());
        State entering = signing_in();
        CHECK(update(entering, SignedOutElsewhere{}).empty());
        CHECK(entering.session.phase == SessionPhase::SigningIn);
    }

    TEST_CASE("who did nothing for too long is signed out, and told for how long") {
        State state = test::ready_state();
        update(state, Navigate{{Page::ApiKeys, {}}});
        CHECK(idle_limit_ms(state) == 15 * 60'000);
        CHECK(are<CloseSession>(update(state, IdledOut{})));
        check_forgotten(state);
        CHECK(state.route.page == Page::ApiKeys);
        CHECK(state.session.error->message == "You were signed out, because nothing was done here for 15 minutes.");
        CHECK(idle_limit_ms(state) == 0);
        CHECK(update(state, IdledOut{}).empty());
    }

    TEST_CASE("in a session it is the server that says how long one may do nothing") {
        State state = in_session();
        state.settings.idle_minutes = 5;
        CHECK(idle_limit_ms(state) == 900'000);
        state.session.who->idle_timeout_s = 0;
        CHECK(idle_limit_ms(state) == 0);
        state.session.who->by_cookie = false;
        CHECK(idle_limit_ms(state) == 300'000);
        state.session.who->by_cookie = true, state.session.who->idle_timeout_s = 60;
        update(state, IdledOut{});
        CHECK(state.session.error->message == "You were signed out, because nothing was done here for a minute.");
    }

    TEST_CASE("leaving the page forgets everything here, and neither ends the session nor tells anybody") {
        State state = in_session();
        CHECK(are<CloseSession>(update(state, LeavePage{})));
        check_forgotten(state);
        CHECK_FALSE(state.session.error.has_value());
    }

    TEST_CASE("with a token, the server is asked what it allows; until it says so, everything is offered") {
        State state = test::ready_state();
        CHECK(may_write(state));
        CHECK_FALSE(may_read_activity(state));
        CHECK(update(state, SessionArrived{999, who(Role::Viewer)}).empty());
        CHECK(may_write(state));
        update(state, SessionArrived{state.session.who_request, who(Role::Viewer)});
        CHECK_FALSE(may_write(state));
        CHECK_FALSE(may_read_activity(test::state_of_role(Role::Editor)));
        CHECK(may_write(test::state_of_role(Role::Editor)));
        CHECK(may_read_activity(test::state_of_role(Role::Admin)));
        State foreign = test::ready_state();
        CHECK(update(foreign, SessionFailed{foreign.session.who_request, error(ErrorCode::NotFound)}).empty());
        CHECK(may_write(foreign));
        CHECK(foreign.session.signed_in());
    }

    TEST_CASE("who signs out and in again is not taken for who was there before") {
        State state = test::state_of_role(Role::Viewer);
        const RequestId early = state.session.who_request;
        update(state, SignOut{});
        update(state, SignIn{core::Secret("tok_2")});
        update(state, SignedIn{state.session.request, {{"org_1", "Acme", ""}}});
        update(state, SessionArrived{early, who(Role::Viewer)});
        CHECK(may_write(state));
        CHECK_FALSE(state.session.who.has_value());
    }

    TEST_CASE("answers to an earlier sign-in are dropped") {
        State state = signing_in();
        const RequestId early = state.session.request;
        update(state, SignOut{});
        CHECK(update(state, SignedIn{early, {{"org_1", "Acme", ""}}}).empty());
        CHECK(state.session.phase == SessionPhase::SignedOut);
        update(state, SignIn{core::Secret("tok_2")});
        CHECK(state.session.request != early);
        CHECK(update(state, SignedIn{early, {{"org_1", "Acme", ""}}}).empty());
        CHECK(update(state, SignInFailed{early, error(ErrorCode::Authentication)}).empty());
        CHECK(state.session.phase == SessionPhase::SigningIn);
        CHECK_FALSE(state.session.error.has_value());
    }

    TEST_CASE("signing out forgets everything but the settings and the theme") {
        State state = test::ready_state();
        state.settings.title = "Acme keys";
        update(state, ChooseTheme{ThemeChoice::Dark});
        update(state, SetProviderKeyActive{"pk_1", false});
        update(state, CreateApiKey{{"Website"}});
        update(state,
               ApiKeyCreated{state.api_key_form.request, {test::api_key("ak_3", "New"), core::Secret("gw-once")}});
        update(state, Navigate{{Page::EditProviderKey, "pk_1"}});
        update(state, RefreshProviderKeys{});
        const std::uint64_t ids = state.ids;
        const Effects effects = update(state, SignOut{});
        REQUIRE(are<CloseSession, AnnounceSignOut, ShowAddress>(effects));
        CHECK(*only<ShowAddress>(effects) == ShowAddress{{}, HistoryPlace::Present});
        check_forgotten(state);
        CHECK_FALSE(state.session.error.has_value());
        CHECK(state.route == Route{});
        CHECK(state.settings.title == "Acme keys");
        CHECK(state.theme == ThemeChoice::Dark);
        CHECK(state.ids == ids);
    }

    TEST_CASE("answers that come after signing out change nothing, also in the next session") {
        State state = test::ready_state();
        update(state, RefreshProviderKeys{});
        update(state, RefreshApiKeys{});
        update(state, CreateProviderKey{test::new_provider_key("Prod")});
        update(state, CreateApiKey{{"Website"}});
        update(state, SetProviderKeyActive{"pk_1", false});
        const RequestId lists[] = {state.provider_keys.request, state.api_keys.request};
        const RequestId forms[] = {state.provider_key_form.request, state.api_key_form.request};
        const RequestId row = state.provider_key_rows["pk_1"].request;
        update(state, SignOut{});
        for (const bool next_session : {false, true}) {
            CAPTURE(next_session);
            if (next_session) {
                update(state, SignIn{core::Secret("tok_2")});
                update(state, SignedIn{state.session.request, {{"org_2", "Umbrella", ""}}});
            }
            CHECK(update(state, ProviderKeysArrived{lists[0], {test::provider_key("pk_1", "Old")}}).empty());
            CHECK(update(state, ApiKeysArrived{lists[1], {test::api_key("ak_1", "Old")}}).empty());
            CHECK(update(state, ProviderKeyCreated{forms[0], test::provider_key("pk_9", "Old")}).empty());
            CHECK(update(state, ApiKeyCreated{forms[1], {test::api_key("ak_9", "Old"), core::Secret("x")}}).empty());
            CHECK(update(state, ProviderKeyChanged{row, test::provider_key("pk_1", "Old")}).empty());
            CHECK(update(state, ProviderKeyWriteFailed{row, "pk_1", error(ErrorCode::Network)}).empty());
            CHECK_FALSE(state.provider_keys.value.has_value());
            CHECK_FALSE(state.api_keys.value.has_value());
            CHECK_FALSE(state.created_api_key.has_value());
            CHECK(state.notices.empty());
        }
    }

    TEST_CASE("a session that ended keeps the place and says why on the sign-in page") {
        State state = test::ready_state();
        update(state, Navigate{{Page::EditProviderKey, "pk_1"}});
        CHECK(
            are<CloseSession>(update(state, SessionEnded{error(ErrorCode::Authentication, "The token was revoked.")})));
        check_forgotten(state);
        CHECK(state.route == Route{Page::EditProviderKey, "pk_1"});
        REQUIRE(state.session.error.has_value());
        CHECK(state.session.error->message == "Your session has ended. The token was revoked.");
    }

    TEST_CASE("the end of a session that is over already changes nothing") {
        State state = test::ready_state();
        update(state, SignOut{});
        CHECK(update(state, SessionEnded{error(ErrorCode::Authentication)}).empty());
        CHECK_FALSE(state.session.error.has_value());
        update(state, SignIn{core::Secret("tok_2")});
        CHECK(update(state, SessionEnded{error(ErrorCode::Authentication)}).empty());
        CHECK(state.session.phase == SessionPhase::SigningIn);
    }

    TEST_CASE("signing in with another token first forgets the session that is open") {
        State state = test::ready_state();
        update(state, Navigate{{Page::ApiKeys, {}}});
        const Effects effects = update(state, SignIn{core::Secret("tok_2")});
        REQUIRE(are<CloseSession, OpenSession>(effects));
        CHECK_FALSE(state.provider_keys.value.has_value());
        CHECK(state.session.phase == SessionPhase::SigningIn);
        CHECK(state.route == Route{Page::ApiKeys, {}});
    }

    TEST_CASE("another organization is opened with its own lists; the old ones are neither shown nor awaited") {
        State state = test::ready_state();
        update(state, Navigate{{Page::EditProviderKey, "pk_1"}});
        update(state, RefreshProviderKeys{});
        const RequestId early = state.provider_keys.request;
        const Effects effects = update(state, ChooseOrganization{"org_2"});
        REQUIRE(are<CancelRequest, ShowAddress, FetchProviderKeys, FetchApiKeys>(effects));
        CHECK(only<CancelRequest>(effects)->request == early);
        CHECK(only<FetchProviderKeys>(effects)->organization_id == "org_2");
        CHECK(only<FetchApiKeys>(effects)->organization_id == "org_2");
        CHECK_FALSE(state.provider_keys.value.has_value());
        CHECK(current_organization(state)->name == "Umbrella");
        CHECK(state.route == Route{});
        update(state, ProviderKeysArrived{early, {test::provider_key("pk_1", "Of the other one")}});
        CHECK_FALSE(state.provider_keys.value.has_value());
    }

    TEST_CASE("choosing an organization stays on the tab of the API keys") {
        State state = test::ready_state();
        update(state, Navigate{{Page::ApiKeys, {}}});
        update(state, ChooseOrganization{"org_2"});
        CHECK(state.route == Route{Page::ApiKeys, {}});
    }

    TEST_CASE("a key that can be read only now outlives the choice of another organization") {
        State state = test::ready_state();
        update(state, CreateApiKey{{"Website"}});
        update(state,
               ApiKeyCreated{state.api_key_form.request, {test::api_key("ak_3", "New"), core::Secret("gw-once")}});
        update(state, ChooseOrganization{"org_2"});
        REQUIRE(state.created_api_key.has_value());
        CHECK(state.created_api_key->key.reveal() == "gw-once");
    }

    TEST_CASE("the organization cannot be left while a change is being saved: its answer would be lost") {
        State state = test::ready_state();
        update(state, CreateApiKey{{"Website"}});
        CHECK(update(state, ChooseOrganization{"org_2"}).empty());
        CHECK(state.session.organization_id == "org_1");
        REQUIRE(state.notices.size() == 1);
        CHECK(state.notices[0].kind == NoticeKind::Failure);
    }

    TEST_CASE("choosing the organization on screen, one that is not listed, or any before sign-in, does nothing") {
        State state = test::ready_state();
        CHECK(update(state, ChooseOrganization{"org_1"}).empty());
        CHECK(update(state, ChooseOrganization{"org_3"}).empty());
        CHECK(update(state, ChooseOrganization{""}).empty());
        CHECK(state.provider_keys.value.has_value());
        State fresh;
        CHECK(update(fresh, ChooseOrganization{"org_1"}).empty());
    }

    TEST_CASE("before sign-in nothing is asked of the server") {
        State state;
        CHECK(update(state, RefreshProviderKeys{}).empty());
        CHECK(update(state, RefreshApiKeys{}).empty());
        CHECK(update(state, CreateProviderKey{test::new_provider_key("Prod")}).empty());
        CHECK(update(state, ChangeProviderKey{"pk_1", {}}).empty());
        CHECK(update(state, SetProviderKeyActive{"pk_1", true}).empty());
        CHECK(update(state, DeleteProviderKey{"pk_1"}).empty());
        CHECK(update(state, CreateApiKey{{"Website"}}).empty());
        CHECK(update(state, SetApiKeyActive{"ak_1", true}).empty());
        CHECK(update(state, DeleteApiKey{"ak_1"}).empty());
        CHECK_FALSE(is_writing(state));
    }
}
