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

}  // namespace

TEST_SUITE("app/update_provider_keys") {
    TEST_CASE("a row is switched once, shows that it is being switched, and says how it went") {
        for (const bool active : {false, true}) {
            CAPTURE(active);
            State state = test::ready_state();
            (*state.provider_keys.value)[0].active = !active;
            const Effects effects = update(state, SetProviderKeyActive{"pk_1", active});
            REQUIRE(are<PostProviderKeyChange>(effects));
            const PostProviderKeyChange& post = *only<PostProviderKeyChange>(effects);
            CHECK(post.change.active == active);
            CHECK_FALSE(post.change.name.has_value());
            CHECK_FALSE(post.change.credential.has_value());
            CHECK_FALSE(post.change.api_key_ids.has_value());
            REQUIRE(state.provider_key_rows.contains("pk_1"));
            CHECK(state.provider_key_rows["pk_1"].saving());
            CHECK(state.provider_key_rows["pk_1"].active == active);
            CHECK(update(state, SetProviderKeyActive{"pk_1", active}).empty());
            CHECK(update(state, DeleteProviderKey{"pk_1"}).empty());

            core::ProviderKey answer = provider_key("pk_1", "Production");
            answer.active = active;
            CHECK(are<ExpireNotice>(update(state, ProviderKeyChanged{post.request, answer})));
            CHECK(find_provider_key(state, "pk_1")->active == active);
            CHECK(newest_notice(state) == (active ? "Production was enabled." : "Production was disabled."));
            CHECK_FALSE(state.provider_key_rows.contains("pk_1"));
        }
    }

    TEST_CASE("a switched row is shown as switched, also when the answer is empty") {
        State state = test::ready_state();
        update(state, SetProviderKeyActive{"pk_1", false});
        core::ProviderKey nothing;
        nothing.id = "pk_1";
        const Effects effects = update(state, ProviderKeyChanged{state.provider_key_rows["pk_1"].request, nothing});
        CHECK(find_provider_key(state, "pk_1")->active == false);
        CHECK(find_provider_key(state, "pk_1")->name == "Production");
        CHECK(only<FetchProviderKeys>(effects) != nullptr);
    }

    TEST_CASE("a status that the server does not report is not made up") {
        State state = test::ready_state();
        (*state.provider_keys.value)[0].active.reset();
        update(state, SetProviderKeyActive{"pk_1", false});
        core::ProviderKey answer = provider_key("pk_1", "Production");
        answer.active.reset();
        update(state, ProviderKeyChanged{state.provider_key_rows["pk_1"].request, answer});
        CHECK_FALSE(find_provider_key(state, "pk_1")->active.has_value());
    }

    TEST_CASE("two rows are switched independently, in whatever order the answers come") {
        State state = test::ready_state();
        update(state, SetProviderKeyActive{"pk_1", false});
        update(state, DeleteProviderKey{"pk_2"});
        const RequestId first = state.provider_key_rows["pk_1"].request;
        const RequestId second = state.provider_key_rows["pk_2"].request;
        update(state, ProviderKeyDeleted{second, "pk_2"});
        CHECK(state.provider_key_rows["pk_1"].saving());
        update(state, ProviderKeyWriteFailed{first, "pk_1", error(ErrorCode::Conflict, "Busy.")});
        CHECK(names(state) == Names{"Production"});
        CHECK(state.provider_key_rows["pk_1"].error->message == "Busy.");
    }

    TEST_CASE("a row that could not be written says so, keeps the key as it was, and may be tried again") {
        State state = test::ready_state();
        update(state, SetProviderKeyActive{"pk_1", false});
        const Effects effects = update(
            state, ProviderKeyWriteFailed{
                       state.provider_key_rows["pk_1"].request, "pk_1",
                       error(ErrorCode::MethodNotAllowed, "This server does not offer changing provider keys.")});
        CHECK(effects.empty());
        CHECK(newest_notice(state) == "Production: This server does not offer changing provider keys.");
        CHECK(state.notices.back().kind == NoticeKind::Failure);
        CHECK(find_provider_key(state, "pk_1")->active == true);
        CHECK(state.provider_key_rows["pk_1"].error.has_value());
        CHECK_FALSE(state.provider_key_rows["pk_1"].saving());
        CHECK(are<PostProviderKeyChange>(update(state, SetProviderKeyActive{"pk_1", false})));
        CHECK_FALSE(state.provider_key_rows["pk_1"].error.has_value());
    }

    TEST_CASE("a key is deleted once, leaves the list when the server says so, and is announced") {
        State state = test::ready_state();
        const Effects asked = update(state, DeleteProviderKey{"pk_1"});
        REQUIRE(are<RequestProviderKeyDeletion>(asked));
        const RequestId request = state.provider_key_rows["pk_1"].request;
        CHECK(*only<RequestProviderKeyDeletion>(asked) == RequestProviderKeyDeletion{request, "org_1", "pk_1"});
        CHECK(update(state, DeleteProviderKey{"pk_1"}).empty());
        CHECK(names(state) == Names{"Production", "Staging"});
        CHECK(are<ExpireNotice>(update(state, ProviderKeyDeleted{request, "pk_1"})));
        CHECK(names(state) == Names{"Staging"});
        CHECK(newest_notice(state) == "Production was deleted.");
        CHECK(state.provider_key_rows.empty());
        CHECK(update(state, ProviderKeyDeleted{request, "pk_1"}).empty());
    }

    TEST_CASE("a list on its way does not bring a deleted key back") {
        State state = test::ready_state();
        update(state, DeleteProviderKey{"pk_1"});
        update(state, RefreshProviderKeys{});
        const RequestId before = state.provider_keys.request;
        const Effects effects = update(state, ProviderKeyDeleted{state.provider_key_rows["pk_1"].request, "pk_1"});
        CHECK(only<CancelRequest>(effects) != nullptr);
        CHECK(only<FetchProviderKeys>(effects) != nullptr);
        update(state, ProviderKeysArrived{before, {provider_key("pk_1", "Production")}});
        CHECK(names(state) == Names{"Staging"});
    }

    TEST_CASE("the form of a key that is deleted closes") {
        State state = test::ready_state();
        update(state, DeleteProviderKey{"pk_1"});
        update(state, Navigate{{Page::EditProviderKey, "pk_1"}});
        const Effects effects = update(state, ProviderKeyDeleted{state.provider_key_rows["pk_1"].request, "pk_1"});
        CHECK(are<ExpireNotice, ShowAddress>(effects));
        CHECK(state.route == Route{});
        CHECK(state.notices.size() == 1);
    }

    TEST_CASE("a key that is not in the list is neither switched nor deleted") {
        State state = test::ready_state();
        for (const std::string id : {"pk_9", "", "PK_1", "ak_1"}) {
            CHECK(update(state, SetProviderKeyActive{id, false}).empty());
            CHECK(update(state, DeleteProviderKey{id}).empty());
        }
        CHECK(state.provider_key_rows.empty());
    }

    TEST_CASE("what is remembered about a row goes with the row, unless its answer is still awaited") {
        State state = test::ready_state();
        update(state, DeleteProviderKey{"pk_1"});
        update(state,
               ProviderKeyWriteFailed{state.provider_key_rows["pk_1"].request, "pk_1", error(ErrorCode::Conflict)});
        update(state, SetProviderKeyActive{"pk_2", false});
        update(state, RefreshProviderKeys{});
        update(state, ProviderKeysArrived{state.provider_keys.request, {}});
        CHECK_FALSE(state.provider_key_rows.contains("pk_1"));
        CHECK(state.provider_key_rows.contains("pk_2"));
    }
}
