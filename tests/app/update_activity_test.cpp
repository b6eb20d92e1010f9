#include <doctest/doctest.h>

#include "app/samples.h"

using namespace byok;
using namespace byok::app;
using core::ErrorCode;
using test::are;
using test::error;
using test::newest_notice;
using test::only;

namespace {

core::AuditEvent event(std::string id) {
    core::AuditEvent made;
    made.id = std::move(id);
    made.action = "provider_key.created";
    return made;
}

std::vector<std::string> ids(const State& state) {
    std::vector<std::string> all;
    for (const core::AuditEvent& each : state.activity.trail.value.value_or(core::AuditPage()).events)
        all.push_back(each.id);
    return all;
}

using Ids = std::vector<std::string>;

/// An administrator, looking at the newest page ("e3", "e2"), after which there is more.
State looking() {
    State state = test::state_of_role(core::Role::Admin);
    update(state, Navigate{{Page::Activity, {}}});
    update(state, ActivityArrived{state.activity.trail.request, {{event("e3"), event("e2")}, "c1"}});
    return state;
}

}  // namespace

TEST_SUITE("app/update_activity") {
    TEST_CASE("the page asks for the newest events whenever it is opened") {
        State state = test::state_of_role(core::Role::Admin);
        for (int i = 0; i < 2; ++i) {
            const Effects effects = update(state, Navigate{{Page::Activity, {}}});
            REQUIRE(are<ShowAddress, FetchActivity>(effects));
            CHECK(*only<FetchActivity>(effects) == FetchActivity{state.activity.trail.request, "org_1", ""});
            update(state, ActivityArrived{state.activity.trail.request, {}});
            update(state, Navigate{});
        }
    }

    TEST_CASE("a refresh asks once, however often it is clicked, and keeps what is there until it arrives") {
        State state = looking();
        CHECK(are<FetchActivity>(update(state, RefreshActivity{})));
        CHECK(update(state, RefreshActivity{}).empty());
        CHECK(ids(state) == Ids{"e3", "e2"});
        update(state, ActivityFailed{state.activity.trail.request, error(ErrorCode::Network, "Away.")});
        CHECK(ids(state) == Ids{"e3", "e2"});
        CHECK(state.activity.trail.error->message == "Away.");
    }

    TEST_CASE("older events come after those that are there, until there are no more") {
        State state = looking();
        const Effects effects = update(state, LoadOlderActivity{});
        REQUIRE(are<FetchActivity>(effects));
        CHECK(*only<FetchActivity>(effects) == FetchActivity{state.activity.older_request, "org_1", "c1"});
        CHECK(update(state, LoadOlderActivity{}).empty());
        update(state, ActivityArrived{state.activity.older_request, {{event("e1")}, ""}});
        CHECK(ids(state) == Ids{"e3", "e2", "e1"});
        CHECK(update(state, LoadOlderActivity{}).empty());
    }

    TEST_CASE("older events that could not be had say why, and can be asked for again") {
        State state = looking();
        update(state, LoadOlderActivity{});
        update(state, ActivityFailed{state.activity.older_request, error(ErrorCode::Network, "Away.")});
        CHECK(state.activity.older_error->message == "Away.");
        CHECK(ids(state) == Ids{"e3", "e2"});
        CHECK(are<FetchActivity>(update(state, LoadOlderActivity{})));
        CHECK_FALSE(state.activity.older_error.has_value());
    }

    TEST_CASE("a refresh gives up older events on their way, which would not follow on what it brings") {
        State state = looking();
        update(state, LoadOlderActivity{});
        const RequestId older = state.activity.older_request;
        CHECK(are<CancelRequest, FetchActivity>(update(state, RefreshActivity{})));
        update(state, ActivityArrived{older, {{event("e1")}, ""}});
        CHECK(ids(state) == Ids{"e3", "e2"});
        update(state, ActivityArrived{state.activity.trail.request, {{event("e4")}, "c4"}});
        CHECK(ids(state) == Ids{"e4"});
    }

    TEST_CASE("an answer to no question is dropped") {
        State state = looking();
        for (const RequestId request : {RequestId{0}, RequestId{999}}) {
            CHECK(update(state, ActivityArrived{request, {{event("e9")}, "c9"}}).empty());
            CHECK(update(state, ActivityFailed{request, error(ErrorCode::Network)}).empty());
        }
        CHECK(ids(state) == Ids{"e3", "e2"});
        CHECK_FALSE(state.activity.trail.error.has_value());
    }

    TEST_CASE("only who is known to be an administrator gets there") {
        for (const std::optional<core::Role> role :
             {std::optional<core::Role>(), std::optional(core::Role::Viewer), std::optional(core::Role::Editor)}) {
            State state = role ? test::state_of_role(*role) : test::ready_state();
            if (!role) update(state, SessionFailed{state.session.who_request, error(ErrorCode::NotFound)});
            const Effects effects = update(state, AddressChanged{{Page::Activity, {}}});
            CHECK(are<ShowAddress>(effects));
            CHECK(state.route == Route{});
            CHECK(newest_notice(state) == "Only administrators see the activity.");
            CHECK(update(state, RefreshActivity{}).empty());
        }
    }

    TEST_CASE("a link to the page waits until it is known who is signed in") {
        State state;
        state.route = {Page::Activity, {}};
        update(state, SignIn{core::Secret("tok_1")});
        const Effects effects = update(state, SignedIn{state.session.request, {{"org_1", "Acme", ""}}});
        CHECK(only<FetchActivity>(effects) == nullptr);
        CHECK(state.route.page == Page::Activity);
        const Effects known = update(state, SessionArrived{state.session.who_request, test::who(core::Role::Admin)});
        CHECK(are<FetchActivity>(known));
    }

    TEST_CASE("another organization has another trail") {
        State state = looking();
        const Effects effects = update(state, ChooseOrganization{"org_2"});
        REQUIRE(only<FetchActivity>(effects) != nullptr);
        CHECK(only<FetchActivity>(effects)->organization_id == "org_2");
        CHECK(state.route.page == Page::Activity);
        CHECK(ids(state).empty());
    }
}
