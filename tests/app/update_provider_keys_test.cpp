#include <doctest/doctest.h>

#include "app/samples.h"

using namespace byok;
using namespace byok::app;
using core::ErrorCode;
using test::are;
using test::error;
using test::newest_notice;
using test::only;
using test::provider_key;

namespace {

std::vector<std::string> names(const State& state) {
    std::vector<std::string> all;
    for (const core::ProviderKey& key : state.provider_keys.value.value_or(std::vector<core::ProviderKey>())) {
        all.push_back(key.name);
    }
    return all;
}

using Names = std::vector<std::string>;

/// The form for a new key is open and saving.
State creating() {
    State state = test::ready_state();
    update(state, Navigate{{Page::NewProviderKey, {}}});
    update(state, CreateProviderKey{test::new_provider_key("Fresh")});
    return state;
}

/// The form of "pk_1" is open and saving a new name.
State changing() {
    State state = test::ready_state();
    update(state, Navigate{{Page::EditProviderKey, "pk_1"}});
    core::ProviderKeyChange change;
    change.name = "Renamed";
    update(state, ChangeProviderKey{"pk_1", std::move(change)});
    return state;
}

core::ProviderKey renamed() {
    return provider_key("pk_1", "Renamed");
}

}  // namespace

TEST_SUITE("app/update_provider_keys") {
    TEST_CASE("a refresh asks the server once, however often it is clicked") {
        State state = test::ready_state();
        const Effects effects = update(state, RefreshProviderKeys{});
        REQUIRE(are<FetchProviderKeys>(effects));
        CHECK(*only<FetchProviderKeys>(effects) == FetchProviderKeys{state.provider_keys.request, "org_1"});
        CHECK(update(state, RefreshProviderKeys{}).empty());
        CHECK(update(state, RefreshProviderKeys{}).empty());
    }

    TEST_CASE("a failed refresh keeps the old keys on screen and says why") {
        State state = test::ready_state();
        update(state, RefreshProviderKeys{});
        CHECK(update(state, ProviderKeysFailed{state.provider_keys.request, error(ErrorCode::Internal, "Down.")})
                  .empty());
        CHECK(names(state) == Names{"Production", "Staging"});
        REQUIRE(state.provider_keys.error.has_value());
        CHECK(state.provider_keys.error->message == "Down.");
        CHECK_FALSE(state.provider_keys.loading());
        update(state, RefreshProviderKeys{});
        CHECK_FALSE(state.provider_keys.error.has_value());
    }

    TEST_CASE("an answer to an earlier question is dropped, good or bad") {
        State state = test::ready_state();
        const RequestId early = state.provider_keys.request;
        update(state, RefreshProviderKeys{});
        const RequestId current = state.provider_keys.request;
        for (const RequestId other : {early, current - 1, current + 1, RequestId{0}}) {
            CHECK(update(state, ProviderKeysArrived{other, {}}).empty());
            CHECK(update(state, ProviderKeysFailed{other, error(ErrorCode::Network)}).empty());
        }
        CHECK(names(state) == Names{"Production", "Staging"});
        CHECK(state.provider_keys.awaits(current));
        update(state, ProviderKeysArrived{current, {}});
        CHECK(names(state).empty());
        update(state, ProviderKeysArrived{current, {provider_key("pk_1", "Twice")}});
        CHECK(names(state).empty());
    }

    TEST_CASE("no answer to no question is accepted") {
        State state = test::ready_state();
        CHECK(update(state, ProviderKeysArrived{0, {}}).empty());
        CHECK(update(state, ProviderKeyCreated{0, provider_key("pk_9", "X")}).empty());
        CHECK(update(state, ProviderKeyChanged{0, provider_key("pk_1", "X")}).empty());
        CHECK(update(state, ProviderKeyDeleted{0, "pk_1"}).empty());
        CHECK(update(state, ProviderKeyWriteFailed{0, "pk_1", error(ErrorCode::Network)}).empty());
        CHECK(update(state, ProviderKeyWriteFailed{0, "", error(ErrorCode::Network)}).empty());
        CHECK(names(state) == Names{"Production", "Staging"});
        CHECK(state.notices.empty());
    }

    TEST_CASE("a new key is sent once, with its credential, however often Save is clicked") {
        State state = test::ready_state();
        const Effects effects = update(state, CreateProviderKey{test::new_provider_key("Fresh", "sk-ant-typed")});
        REQUIRE(are<PostProviderKey>(effects));
        const PostProviderKey& post = *only<PostProviderKey>(effects);
        CHECK(post.request == state.provider_key_form.request);
        CHECK(post.organization_id == "org_1");
        CHECK(post.key.name == "Fresh");
        CHECK(std::get<core::ApiKeyCredential>(post.key.credential).api_key.reveal() == "sk-ant-typed");
        CHECK(update(state, CreateProviderKey{test::new_provider_key("Fresh")}).empty());
        CHECK(update(state, ChangeProviderKey{"pk_1", {}}).empty());
    }

    TEST_CASE("a created key stands in the list, its form is gone, and it is announced") {
        State state = creating();
        const Effects effects =
            update(state, ProviderKeyCreated{state.provider_key_form.request, provider_key("pk_3", "Fresh")});
        REQUIRE(are<ExpireNotice, ShowAddress>(effects));
        CHECK(*only<ShowAddress>(effects) == ShowAddress{{}, HistoryPlace::Before});
        CHECK(only<ExpireNotice>(effects)->id == state.notices.back().id);
        CHECK(names(state) == Names{"Fresh", "Production", "Staging"});
        CHECK(state.route == Route{});
        CHECK_FALSE(state.provider_key_form.saving());
        CHECK(newest_notice(state) == "Fresh was added.");
        CHECK(state.notices.back().kind == NoticeKind::Success);
    }

    TEST_CASE("in a list that runs from old to new, a created key stands at its end") {
        State state = test::ready_state();
        (*state.provider_keys.value)[1].created_at = "2026-04-01T10:00:00Z";
        update(state, CreateProviderKey{test::new_provider_key("Fresh")});
        update(state, ProviderKeyCreated{state.provider_key_form.request, provider_key("pk_3", "Fresh")});
        CHECK(names(state) == Names{"Production", "Staging", "Fresh"});
    }

    TEST_CASE("a created key that the list has already is not listed twice") {
        State state = creating();
        update(state, ProviderKeyCreated{state.provider_key_form.request, provider_key("pk_2", "Fresh")});
        CHECK(names(state) == Names{"Production", "Fresh"});
    }

    TEST_CASE("a key that is created before there is a list makes no list of one: the whole list is asked for") {
        State state = test::state_with_lists_under_way();
        update(state, ProviderKeysFailed{state.provider_keys.request, error(ErrorCode::Internal)});
        update(state, CreateProviderKey{test::new_provider_key("Fresh")});
        const Effects effects =
            update(state, ProviderKeyCreated{state.provider_key_form.request, provider_key("pk_3", "Fresh")});
        CHECK(only<FetchProviderKeys>(effects) != nullptr);
        CHECK_FALSE(state.provider_keys.value.has_value());
    }

    TEST_CASE("a list that was asked for before a change does not undo it") {
        State state = creating();
        update(state, RefreshProviderKeys{});
        const RequestId before = state.provider_keys.request;
        const Effects effects =
            update(state, ProviderKeyCreated{state.provider_key_form.request, provider_key("pk_3", "Fresh")});
        REQUIRE(only<CancelRequest>(effects) != nullptr);
        CHECK(only<CancelRequest>(effects)->request == before);
        REQUIRE(only<FetchProviderKeys>(effects) != nullptr);
        CHECK(only<FetchProviderKeys>(effects)->request == state.provider_keys.request);
        update(state, ProviderKeysArrived{before, {provider_key("pk_1", "Production")}});
        CHECK(names(state) == Names{"Fresh", "Production", "Staging"});
    }

    TEST_CASE("a refused key keeps its form open, with the server's sentence and its fields") {
        State state = creating();
        core::Error refused = error(ErrorCode::InvalidRequest, "Not valid.");
        refused.fields = {{"name", "That name is taken."}};
        CHECK(update(state, ProviderKeyWriteFailed{state.provider_key_form.request, "", refused}).empty());
        CHECK(state.route == Route{Page::NewProviderKey, {}});
        REQUIRE(state.provider_key_form.error.has_value());
        CHECK(*state.provider_key_form.error == refused);
        CHECK_FALSE(state.provider_key_form.saving());
        CHECK(names(state) == Names{"Production", "Staging"});
        CHECK(state.notices.empty());
        CHECK(are<PostProviderKey>(update(state, CreateProviderKey{test::new_provider_key("Fresh")})));
        CHECK_FALSE(state.provider_key_form.error.has_value());
    }

    TEST_CASE("a write whose outcome is unknown asks for the list, which alone can tell") {
        struct Row {
            ErrorCode code;
            bool asks;
        };
        const Row rows[] = {
            {ErrorCode::Network, true},    {ErrorCode::Timeout, true},          {ErrorCode::BadAnswer, true},
            {ErrorCode::Internal, true},   {ErrorCode::NotFound, true},         {ErrorCode::InvalidRequest, false},
            {ErrorCode::Forbidden, false}, {ErrorCode::Conflict, false},        {ErrorCode::MethodNotAllowed, false},
            {ErrorCode::RateLimit, false}, {ErrorCode::PayloadTooLarge, false}, {ErrorCode::PreconditionFailed, true},
            {ErrorCode::Prevented, true},
        };
        for (const Row& row : rows) {
            CAPTURE(static_cast<int>(row.code));
            State form = creating();
            const Effects of_form =
                update(form, ProviderKeyWriteFailed{form.provider_key_form.request, "", error(row.code)});
            CHECK((only<FetchProviderKeys>(of_form) != nullptr) == row.asks);
            CHECK(form.route.page == Page::NewProviderKey);
            State rows_state = test::ready_state();
            update(rows_state, DeleteProviderKey{"pk_1"});
            const Effects of_row =
                update(rows_state,
                       ProviderKeyWriteFailed{rows_state.provider_key_rows["pk_1"].request, "pk_1", error(row.code)});
            CHECK((only<FetchProviderKeys>(of_row) != nullptr) == row.asks);
        }
    }

    TEST_CASE("a change is sent once and only as what was changed") {
        State state = test::ready_state();
        core::ProviderKeyChange change;
        change.name = "Renamed";
        const Effects effects = update(state, ChangeProviderKey{"pk_1", std::move(change)});
        REQUIRE(are<PostProviderKeyChange>(effects));
        const PostProviderKeyChange& post = *only<PostProviderKeyChange>(effects);
        CHECK(post.request == state.provider_key_form.request);
        CHECK(post.id == "pk_1");
        CHECK(post.change.name == "Renamed");
        CHECK_FALSE(post.change.credential.has_value());
        CHECK_FALSE(post.change.active.has_value());
        CHECK(update(state, ChangeProviderKey{"pk_1", {}}).empty());
    }

    TEST_CASE("a saved change replaces the row in its place, closes the form and is announced") {
        State state = changing();
        const Effects effects = update(state, ProviderKeyChanged{state.provider_key_form.request, renamed()});
        REQUIRE(are<ExpireNotice, ShowAddress>(effects));
        CHECK(*only<ShowAddress>(effects) == ShowAddress{{}, HistoryPlace::Before});
        CHECK(names(state) == Names{"Renamed", "Staging"});
        CHECK(newest_notice(state) == "Changes to Renamed were saved.");
        CHECK(state.route == Route{});
    }

    TEST_CASE("what the answer to a change leaves out stays as it was, until the list says more") {
        State state = changing();
        core::ProviderKey answer;
        answer.id = "pk_1";
        SUBCASE("the documented members alone") {
            answer.provider = "anthropic";
            answer.name = "Renamed";
            answer.created_at = "2026-03-01T10:00:00Z";
            answer.created_by = "ada";
        }
        SUBCASE("nothing at all") {}
        const core::ProviderKey before = *find_provider_key(state, "pk_1");
        const Effects effects = update(state, ProviderKeyChanged{state.provider_key_form.request, answer});
        core::ProviderKey expected = before;
        if (!answer.name.empty()) expected.name = "Renamed";
        CHECK(*find_provider_key(state, "pk_1") == expected);
        REQUIRE(only<FetchProviderKeys>(effects) != nullptr);
        CHECK(newest_notice(state) == "Changes to " + expected.name + " were saved.");
    }

    TEST_CASE("a server that never reports more is not asked again") {
        State state = changing();
        core::ProviderKey sparse;
        sparse.id = "pk_1";
        sparse.provider = "anthropic";
        sparse.name = "Production";
        (*state.provider_keys.value)[0] = sparse;
        sparse.name = "Renamed";
        const Effects effects = update(state, ProviderKeyChanged{state.provider_key_form.request, sparse});
        CHECK(are<ExpireNotice, ShowAddress>(effects));
        CHECK(*find_provider_key(state, "pk_1") == sparse);
    }

    TEST_CASE("an empty assignment in the answer is the whole organization, not something left out") {
        State state = changing();
        core::ProviderKey answer = renamed();
        answer.api_key_ids = std::vector<std::string>();
        update(state, ProviderKeyChanged{state.provider_key_form.request, answer});
        CHECK(find_provider_key(state, "pk_1")->api_key_ids == std::vector<std::string>());
    }

    TEST_CASE("a change of a key that has left the list meanwhile asks for the list") {
        State state = changing();
        state.provider_keys.value->erase(state.provider_keys.value->begin());
        const Effects effects = update(state, ProviderKeyChanged{state.provider_key_form.request, renamed()});
        CHECK(only<FetchProviderKeys>(effects) != nullptr);
        CHECK(names(state) == Names{"Staging"});
        CHECK(newest_notice(state) == "Changes to Renamed were saved.");
    }

    TEST_CASE("a form that was left while it saves: the key still appears, and no other form is touched") {
        State state = creating();
        const RequestId left = state.provider_key_form.request;
        update(state, Navigate{{Page::EditProviderKey, "pk_2"}});
        CHECK_FALSE(state.provider_key_form.saving());
        SUBCASE("the other form is idle") {}
        SUBCASE("the other form is saving") {
            update(state, ChangeProviderKey{"pk_2", {}});
        }
        const RequestId saving = state.provider_key_form.request;
        const Effects effects = update(state, ProviderKeyCreated{left, provider_key("pk_3", "Fresh")});
        CHECK(are<ExpireNotice>(effects));
        CHECK(names(state) == Names{"Fresh", "Production", "Staging"});
        CHECK(newest_notice(state) == "Fresh was added.");
        CHECK(state.route == Route{Page::EditProviderKey, "pk_2"});
        CHECK(state.provider_key_form.request == saving);
        CHECK(update(state, ProviderKeyCreated{left, provider_key("pk_4", "Again")}).empty());
    }

    TEST_CASE("a form that was left while it saves a change: the row still changes") {
        State state = changing();
        const RequestId left = state.provider_key_form.request;
        update(state, AddressChanged{{Page::NewProviderKey, {}}});
        CHECK(are<ExpireNotice>(update(state, ProviderKeyChanged{left, renamed()})));
        CHECK(names(state) == Names{"Renamed", "Staging"});
        CHECK(state.route == Route{Page::NewProviderKey, {}});
    }

    TEST_CASE("a form that was left and then refused says so in a notice, not in the next form") {
        SUBCASE("a new key") {
            State state = creating();
            const RequestId left = state.provider_key_form.request;
            update(state, Navigate{{}});
            update(state, Navigate{{Page::NewProviderKey, {}}});
            CHECK(update(state, ProviderKeyWriteFailed{left, "", error(ErrorCode::Conflict, "Taken.")}).empty());
            CHECK_FALSE(state.provider_key_form.error.has_value());
            CHECK(newest_notice(state) == "The new provider key: Taken.");
            CHECK(state.notices.back().kind == NoticeKind::Failure);
        }
        SUBCASE("a change") {
            State state = changing();
            const RequestId left = state.provider_key_form.request;
            update(state, Navigate{{}});
            const Effects effects =
                update(state, ProviderKeyWriteFailed{left, "pk_1", error(ErrorCode::Timeout, "No answer.")});
            CHECK(are<FetchProviderKeys>(effects));
            CHECK(newest_notice(state) == "Production: No answer.");
        }
    }

    TEST_CASE("a key that turns out to be gone while it is edited: the list is asked for and the form leaves") {
        State state = changing();
        const Effects effects =
            update(state, ProviderKeyWriteFailed{state.provider_key_form.request, "pk_1", error(ErrorCode::NotFound)});
        REQUIRE(are<FetchProviderKeys>(effects));
        update(state, ProviderKeysArrived{state.provider_keys.request, {provider_key("pk_2", "Staging")}});
        CHECK(state.route == Route{});
        CHECK(newest_notice(state) == "That provider key was deleted meanwhile, so the changes could not be saved.");
    }

    TEST_CASE("a change says which version it changes: of the form what was edited, of a row what is listed") {
        State state = test::ready_state();
        (*state.provider_keys.value)[0].etag = "\"7\"";
        CHECK(only<PostProviderKeyChange>(update(state, SetProviderKeyActive{"pk_1", false}))->etag == "\"7\"");
        CHECK(only<PostProviderKeyChange>(update(state, SetProviderKeyActive{"pk_2", false}))->etag.empty());
        update(state, Navigate{{Page::EditProviderKey, "pk_1"}});
        core::ProviderKeyChange change;
        change.name = "Renamed";
        CHECK(only<PostProviderKeyChange>(update(state, ChangeProviderKey{"pk_1", std::move(change), "\"6\""}))->etag ==
              "\"6\"");
        State other = test::ready_state();
        (*other.provider_keys.value)[0].etag = "\"8\"";
        CHECK(only<RequestProviderKeyDeletion>(update(other, DeleteProviderKey{"pk_1"}))->etag == "\"8\"");
    }

    TEST_CASE("an answer without a version is followed by the list: the version that was known is of the past") {
        State state = changing();
        (*state.provider_keys.value)[0].etag = "\"7\"";
        const Effects effects = update(state, ProviderKeyChanged{state.provider_key_form.request, renamed()});
        CHECK(only<FetchProviderKeys>(effects) != nullptr);
        CHECK(state.provider_keys.value->front().etag.empty());
    }

    TEST_CASE("what was sent and may have arrived is sent again under the same key; other contents are not") {
        State state = test::state_of_role(core::Role::Editor);
        state.page_id = "page";
        const auto sent = [&](std::string name, std::string_view secret = "sk-ant-typed") {
            const Effects effects = update(state, CreateProviderKey{test::new_provider_key(std::move(name), secret)});
            return only<PostProviderKey>(effects)->idempotency_key;
        };
        const auto fails = [&](ErrorCode code) {
            update(state, ProviderKeyWriteFailed{state.provider_key_form.request, "", error(code)});
        };
        update(state, Navigate{{Page::NewProviderKey, {}}});
        const std::string first = sent("Fresh");
        CHECK(first.starts_with("page-"));
        for (const ErrorCode code : {ErrorCode::Network, ErrorCode::Timeout, ErrorCode::Internal, ErrorCode::BadAnswer,
                                     ErrorCode::RateLimit, ErrorCode::InvalidRequest}) {
            fails(code);
            CHECK(sent("Fresh") == first);
        }
        fails(ErrorCode::Network);
        const std::string renamed_key = sent("Fresher");
        CHECK(renamed_key != first);
        fails(ErrorCode::Network);
        const std::string other_secret = sent("Fresher", "sk-ant-other");
        CHECK(other_secret != renamed_key);
        for (const ErrorCode code : {ErrorCode::Conflict, ErrorCode::IdempotencyMismatch}) {
            fails(code);
            CHECK(sent("Fresher", "sk-ant-other") != other_secret);
        }
        update(state, ProviderKeyCreated{state.provider_key_form.request, provider_key("pk_9", "Fresher")});
        update(state, Navigate{{Page::NewProviderKey, {}}});
        CHECK(sent("Fresh") != first);
    }

    TEST_CASE("a server that is not known to understand it gets no such key") {
        State state = test::ready_state();
        CHECK(only<PostProviderKey>(update(state, CreateProviderKey{test::new_provider_key("Fresh")}))
                  ->idempotency_key.empty());
    }

    TEST_CASE("who may only look is sent back from a form, and told why") {
        for (const Page page : {Page::NewProviderKey, Page::EditProviderKey}) {
            State state = test::state_of_role(core::Role::Viewer);
            CHECK(only<ShowAddress>(update(state, AddressChanged{{page, "pk_1"}})) != nullptr);
            CHECK(state.route == Route{});
            CHECK(newest_notice(state) == "You may look at provider keys, but not change them.");
        }
        State state = test::state_of_role(core::Role::Editor);
        update(state, AddressChanged{{Page::EditProviderKey, "pk_1"}});
        CHECK(state.route.page == Page::EditProviderKey);
    }

    TEST_CASE("a form opened before the role was known is left when it turns out that one may only look") {
        State state = test::ready_state();
        update(state, Navigate{{Page::NewProviderKey, {}}});
        CHECK(state.route.page == Page::NewProviderKey);
        update(state, SessionArrived{state.session.who_request, test::who(core::Role::Viewer)});
        CHECK(state.route == Route{});
    }
}
