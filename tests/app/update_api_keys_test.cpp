#include <doctest/doctest.h>

#include "app/samples.h"

using namespace byok;
using namespace byok::app;
using core::ErrorCode;
using test::api_key;
using test::are;
using test::error;
using test::newest_notice;
using test::only;

namespace {

using Names = std::vector<std::string>;

Names names(const State& state) {
    Names all;
    for (const core::ApiKey& key : state.api_keys.value.value_or(std::vector<core::ApiKey>())) all.push_back(key.name);
    return all;
}

ApiKeyCreated created(RequestId request) {
    return {request, {api_key("ak_3", "Mobile"), core::Secret("gw-once")}};
}

}  // namespace

TEST_SUITE("app/update_api_keys") {
    TEST_CASE("a change of an API key says which version it changes") {
        State state = test::ready_state();
        (*state.api_keys.value)[0].etag = "\"7\"";
        CHECK(only<PostApiKeyChange>(update(state, SetApiKeyActive{"ak_1", false}))->etag == "\"7\"");
        State other = test::ready_state();
        (*other.api_keys.value)[0].etag = "\"8\"";
        CHECK(only<RequestApiKeyDeletion>(update(other, DeleteApiKey{"ak_1"}))->etag == "\"8\"");
    }

    TEST_CASE("an API key whose making may have happened is asked for again under the same key") {
        State state = test::state_of_role(core::Role::Editor);
        const auto sent = [&](std::string name) {
            return only<PostApiKey>(update(state, CreateApiKey{{std::move(name)}}))->idempotency_key;
        };
        const auto is_lost = [&] {
            update(state, ApiKeyWriteFailed{state.api_key_form.request, "", error(ErrorCode::Timeout)});
        };
        const std::string first = sent("Website");
        CHECK_FALSE(first.empty());
        is_lost();
        CHECK(sent("Website") == first);
        is_lost();
        CHECK(sent("Web site") != first);
        is_lost();
        update(state, ResetApiKeyForm{});
        CHECK(sent("Website") != first);
    }

    TEST_CASE("a refresh asks the server once and keeps the old keys when it fails") {
        State state = test::ready_state();
        const Effects effects = update(state, RefreshApiKeys{});
        REQUIRE(are<FetchApiKeys>(effects));
        CHECK(*only<FetchApiKeys>(effects) == FetchApiKeys{state.api_keys.request, "org_1"});
        CHECK(update(state, RefreshApiKeys{}).empty());
        update(state, ApiKeysFailed{state.api_keys.request, error(ErrorCode::Internal, "Down.")});
        CHECK(names(state) == Names{"Website", "CI"});
        CHECK(state.api_keys.error->message == "Down.");
    }

    TEST_CASE("an answer to an earlier question is dropped") {
        State state = test::ready_state();
        update(state, RefreshApiKeys{});
        const RequestId current = state.api_keys.request;
        for (const RequestId other : {current - 1, current + 1, RequestId{0}}) {
            CHECK(update(state, ApiKeysArrived{other, {}}).empty());
            CHECK(update(state, ApiKeysFailed{other, error(ErrorCode::Network)}).empty());
        }
        CHECK(names(state) == Names{"Website", "CI"});
        CHECK(state.api_keys.awaits(current));
    }

    TEST_CASE("no answer to no question is accepted") {
        State state = test::ready_state();
        CHECK(update(state, created(0)).empty());
        CHECK(update(state, ApiKeyChanged{0, api_key("ak_1", "X")}).empty());
        CHECK(update(state, ApiKeyDeleted{0, "ak_1"}).empty());
        CHECK(update(state, ApiKeyWriteFailed{0, "ak_1", error(ErrorCode::Network)}).empty());
        CHECK_FALSE(state.created_api_key.has_value());
        CHECK(names(state) == Names{"Website", "CI"});
    }

    TEST_CASE("a new key is asked for once, shown until it is dismissed, and listed") {
        State state = test::ready_state();
        const Effects asked = update(state, CreateApiKey{{"Mobile"}});
        REQUIRE(are<PostApiKey>(asked));
        CHECK(*only<PostApiKey>(asked) == PostApiKey{state.api_key_form.request, "org_1", {"Mobile"}});
        CHECK(update(state, CreateApiKey{{"Mobile"}}).empty());
        CHECK(are<ExpireNotice>(update(state, created(state.api_key_form.request))));
        CHECK_FALSE(state.api_key_form.saving());
        CHECK(names(state) == Names{"Mobile", "Website", "CI"});
        CHECK(newest_notice(state) == "Mobile was created.");
        REQUIRE(state.created_api_key.has_value());
        CHECK(state.created_api_key->api_key.id == "ak_3");
        CHECK(state.created_api_key->key.reveal() == "gw-once");
        for (const Notice& notice : state.notices) CHECK_FALSE(notice.text.contains("gw-once"));
        CHECK(update(state, DismissCreatedApiKey{}).empty());
        CHECK_FALSE(state.created_api_key.has_value());
        CHECK(names(state) == Names{"Mobile", "Website", "CI"});
    }

    TEST_CASE("a key that is still shown is not replaced by the next one unread") {
        State state = test::ready_state();
        update(state, CreateApiKey{{"Mobile"}});
        update(state, created(state.api_key_form.request));
        CHECK(update(state, CreateApiKey{{"Another"}}).empty());
        update(state, DismissCreatedApiKey{});
        CHECK(are<PostApiKey>(update(state, CreateApiKey{{"Another"}})));
    }

    TEST_CASE("a key that was made while one went elsewhere is still shown") {
        State state = test::ready_state();
        update(state, Navigate{{Page::ApiKeys, {}}});
        update(state, CreateApiKey{{"Mobile"}});
        update(state, Navigate{{Page::ProviderKeys, {}}});
        update(state, created(state.api_key_form.request));
        CHECK(state.created_api_key.has_value());
    }

    TEST_CASE("a refused key keeps its form's error until the form is opened again") {
        State state = test::ready_state();
        update(state, CreateApiKey{{"Mobile"}});
        CHECK(update(state, ApiKeyWriteFailed{state.api_key_form.request, "", error(ErrorCode::Conflict, "Taken.")})
                  .empty());
        REQUIRE(state.api_key_form.error.has_value());
        CHECK(state.api_key_form.error->message == "Taken.");
        CHECK(state.notices.empty());
        CHECK(update(state, ResetApiKeyForm{}).empty());
        CHECK_FALSE(state.api_key_form.error.has_value());
    }

    TEST_CASE("closing the form does not give up a key that is being made") {
        State state = test::ready_state();
        update(state, CreateApiKey{{"Mobile"}});
        const RequestId request = state.api_key_form.request;
        update(state, ResetApiKeyForm{});
        update(state, created(request));
        CHECK(state.created_api_key.has_value());
    }

    TEST_CASE("a list that was asked for before a key was made does not hide it") {
        State state = test::ready_state();
        update(state, CreateApiKey{{"Mobile"}});
        update(state, RefreshApiKeys{});
        const RequestId before = state.api_keys.request;
        const Effects effects = update(state, created(state.api_key_form.request));
        REQUIRE(only<CancelRequest>(effects) != nullptr);
        CHECK(only<CancelRequest>(effects)->request == before);
        CHECK(only<FetchApiKeys>(effects) != nullptr);
        update(state, ApiKeysArrived{before, {}});
        CHECK(names(state) == Names{"Mobile", "Website", "CI"});
    }

    TEST_CASE("a row is switched once and says how it went") {
        for (const bool active : {false, true}) {
            CAPTURE(active);
            State state = test::ready_state();
            (*state.api_keys.value)[0].active = !active;
            const Effects asked = update(state, SetApiKeyActive{"ak_1", active});
            core::ApiKeyChange change;
            change.active = active;
            REQUIRE(are<PostApiKeyChange>(asked));
            const RequestId request = state.api_key_rows["ak_1"].request;
            CHECK(*only<PostApiKeyChange>(asked) == PostApiKeyChange{request, "org_1", "ak_1", change});
            CHECK(update(state, SetApiKeyActive{"ak_1", active}).empty());
            CHECK(update(state, DeleteApiKey{"ak_1"}).empty());
            core::ApiKey answer = api_key("ak_1", "Website");
            answer.active = active;
            CHECK(are<ExpireNotice>(update(state, ApiKeyChanged{request, answer})));
            CHECK(find_api_key(state, "ak_1")->active == active);
            CHECK(newest_notice(state) == (active ? "Website was enabled." : "Website was disabled."));
            CHECK(state.api_key_rows.empty());
            CHECK(update(state, ApiKeyChanged{request, answer}).empty());
        }
    }

    TEST_CASE("an empty answer to a switch keeps the key, switched, and asks for the list") {
        State state = test::ready_state();
        update(state, SetApiKeyActive{"ak_1", false});
        core::ApiKey nothing;
        nothing.id = "ak_1";
        const Effects effects = update(state, ApiKeyChanged{state.api_key_rows["ak_1"].request, nothing});
        CHECK(only<FetchApiKeys>(effects) != nullptr);
        CHECK(names(state) == Names{"Website", "CI"});
        CHECK_FALSE(find_api_key(state, "ak_1")->active);
        CHECK(newest_notice(state) == "Website was disabled.");
    }

    TEST_CASE("a deleted key leaves the list, and the provider keys are asked for: some are assigned to less now") {
        State state = test::ready_state();
        const Effects asked = update(state, DeleteApiKey{"ak_1"});
        REQUIRE(are<RequestApiKeyDeletion>(asked));
        const RequestId request = state.api_key_rows["ak_1"].request;
        CHECK(*only<RequestApiKeyDeletion>(asked) == RequestApiKeyDeletion{request, "org_1", "ak_1"});
        CHECK(update(state, DeleteApiKey{"ak_1"}).empty());
        const Effects effects = update(state, ApiKeyDeleted{request, "ak_1"});
        CHECK(are<ExpireNotice, FetchProviderKeys>(effects));
        CHECK(names(state) == Names{"CI"});
        CHECK(newest_notice(state) == "Website was deleted.");
        CHECK(state.api_key_rows.empty());
    }

    TEST_CASE("provider keys that were asked for before an API key was deleted are asked for again") {
        State state = test::ready_state();
        update(state, DeleteApiKey{"ak_1"});
        update(state, RefreshProviderKeys{});
        const RequestId before = state.provider_keys.request;
        const Effects effects = update(state, ApiKeyDeleted{state.api_key_rows["ak_1"].request, "ak_1"});
        REQUIRE(are<ExpireNotice, CancelRequest, FetchProviderKeys>(effects));
        CHECK(only<CancelRequest>(effects)->request == before);
    }

    TEST_CASE("a row that could not be written says so; where the outcome is unknown the list is asked for") {
        struct Row {
            ErrorCode code;
            bool asks;
        };
        for (const Row& row :
             {Row{ErrorCode::Network, true}, Row{ErrorCode::Prevented, true}, Row{ErrorCode::Timeout, true},
              Row{ErrorCode::NotFound, true}, Row{ErrorCode::Internal, true}, Row{ErrorCode::BadAnswer, true},
              Row{ErrorCode::MethodNotAllowed, false}, Row{ErrorCode::Forbidden, false},
              Row{ErrorCode::Conflict, false}, Row{ErrorCode::RateLimit, false}}) {
            CAPTURE(static_cast<int>(row.code));
            State state = test::ready_state();
            update(state, DeleteApiKey{"ak_1"});
            const Effects effects = update(
                state, ApiKeyWriteFailed{state.api_key_rows["ak_1"].request, "ak_1", error(row.code, "Not now.")});
            CHECK((only<FetchApiKeys>(effects) != nullptr) == row.asks);
            CHECK(only<FetchProviderKeys>(effects) == nullptr);
            CHECK(newest_notice(state) == "Website: Not now.");
            CHECK(state.api_key_rows["ak_1"].error->message == "Not now.");
            CHECK(names(state) == Names{"Website", "CI"});
            CHECK(are<RequestApiKeyDeletion>(update(state, DeleteApiKey{"ak_1"})));
        }
    }

    TEST_CASE("a key that is not in the list is neither switched nor deleted") {
        State state = test::ready_state();
        for (const std::string id : {"ak_9", "", "pk_1"}) {
            CHECK(update(state, SetApiKeyActive{id, false}).empty());
            CHECK(update(state, DeleteApiKey{id}).empty());
        }
        CHECK(state.api_key_rows.empty());
    }

    TEST_CASE("what is remembered about a row goes with the row") {
        State state = test::ready_state();
        update(state, DeleteApiKey{"ak_1"});
        update(state, ApiKeyWriteFailed{state.api_key_rows["ak_1"].request, "ak_1", error(ErrorCode::NotFound)});
        update(state, ApiKeysArrived{state.api_keys.request, {api_key("ak_2", "CI")}});
        CHECK(state.api_key_rows.empty());
    }
}
