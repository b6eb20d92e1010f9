#include <doctest/doctest.h>

#include "app/notices.h"
#include "app/samples.h"

using namespace byok;
using namespace byok::app;
using core::ErrorCode;
using test::are;
using test::error;
using test::only;

TEST_SUITE("app/update_page") {
    TEST_CASE("a chosen place is written into the address, as a step that Back undoes") {
        State state = test::ready_state();
        for (const Route& route : {Route{Page::NewProviderKey, {}}, Route{Page::EditProviderKey, "pk_2"},
                                   Route{Page::ApiKeys, {}}, Route{Page::ProviderKeys, {}}}) {
            const Effects effects = update(state, Navigate{route});
            REQUIRE(are<ShowAddress>(effects));
            CHECK(*only<ShowAddress>(effects) == ShowAddress{route, HistoryPlace::New});
            CHECK(state.route == route);
        }
    }

    TEST_CASE("closing a form goes back to before it, so that Back does not open it again") {
        for (const Route& form : {Route{Page::NewProviderKey, {}}, Route{Page::EditProviderKey, "pk_2"}}) {
            State state = test::ready_state();
            update(state, Navigate{form});
            const Effects effects = update(state, Navigate{});
            REQUIRE(are<ShowAddress>(effects));
            CHECK(*only<ShowAddress>(effects) == ShowAddress{{}, HistoryPlace::Before});
        }
    }

    TEST_CASE("a page that was out of sight for long reads its lists again, and keeps showing what it has") {
        State state = test::ready_state();
        state.route = {Page::EditProviderKey, "pk_2"};
        const Effects effects = update(state, PageReturned{5 * 60 * 1000 + 1});
        CHECK(effects.size() == 2);
        CHECK(only<FetchProviderKeys>(effects) != nullptr);
        CHECK(only<FetchApiKeys>(effects) != nullptr);
        CHECK(state.provider_keys.value.has_value());
        CHECK(state.route == Route{Page::EditProviderKey, "pk_2"});
        CHECK(update(state, PageReturned{1e9}).empty());  // it is asking already
    }

    TEST_CASE("a page that was out of sight shortly, or shows nothing of anybody, asks for nothing") {
        State state = test::ready_state();
        CHECK(update(state, PageReturned{5 * 60 * 1000}).empty());
        State signed_out;
        CHECK(update(signed_out, PageReturned{1e9}).empty());
    }

    TEST_CASE("an address that changed, but is not followed, is written again") {
        State state = test::ready_state();
        update(state, Navigate{{Page::NewProviderKey, {}}});
        const Effects effects = update(state, KeepAddress{});
        REQUIRE(are<ShowAddress>(effects));
        CHECK(*only<ShowAddress>(effects) == ShowAddress{{Page::NewProviderKey, {}}, HistoryPlace::New});
        CHECK(state.route.page == Page::NewProviderKey);
    }

    TEST_CASE("an address that changed is followed, and not written again") {
        State state = test::ready_state();
        CHECK(update(state, AddressChanged{{Page::EditProviderKey, "pk_2"}}).empty());
        CHECK(state.route == Route{Page::EditProviderKey, "pk_2"});
        CHECK(update(state, AddressChanged{{}}).empty());
        CHECK(state.route == Route{});
    }

    TEST_CASE("the place where one is already is no step") {
        State state = test::ready_state();
        CHECK(update(state, Navigate{{Page::ProviderKeys, {}}}).empty());
    }

    TEST_CASE("the address of a form of a key that is gone leads to the list and says so") {
        State state = test::ready_state();
        SUBCASE("typed") {
            const Effects effects = update(state, AddressChanged{{Page::EditProviderKey, "pk_9"}});
            REQUIRE(are<ShowAddress>(effects));
            CHECK(*only<ShowAddress>(effects) == ShowAddress{{}, HistoryPlace::Present});
        }
        SUBCASE("chosen") {
            const Effects effects = update(state, Navigate{{Page::EditProviderKey, "pk_9"}});
            REQUIRE(are<ShowAddress, ShowAddress>(effects));
            CHECK(std::get<ShowAddress>(effects.back()) == ShowAddress{{}, HistoryPlace::Present});
        }
        CHECK(state.route == Route{});
        REQUIRE(state.notices.size() == 1);
        CHECK(state.notices[0].kind == NoticeKind::Failure);
        CHECK(state.notices[0].text == "That provider key does not exist any more.");
    }

    TEST_CASE("whether a key is gone is not judged before the list has arrived") {
        State state = test::state_with_lists_under_way();
        CHECK(update(state, AddressChanged{{Page::EditProviderKey, "pk_1"}}).empty());
        CHECK(state.route == Route{Page::EditProviderKey, "pk_1"});
        SUBCASE("it is there") {
            CHECK(update(state, ProviderKeysArrived{state.provider_keys.request, {test::provider_key("pk_1", "A")}})
                      .empty());
            CHECK(state.route == Route{Page::EditProviderKey, "pk_1"});
        }
        SUBCASE("it is not") {
            const Effects effects = update(state, ProviderKeysArrived{state.provider_keys.request, {}});
            REQUIRE(are<ShowAddress>(effects));
            CHECK(state.route == Route{});
            CHECK(test::newest_notice(state) == "That provider key does not exist any more.");
        }
        SUBCASE("the list fails") {
            CHECK(update(state, ProviderKeysFailed{state.provider_keys.request, error(ErrorCode::Network)}).empty());
            CHECK(state.route == Route{Page::EditProviderKey, "pk_1"});
        }
    }

    TEST_CASE("nor while the list is being asked for again: the key may be a new one") {
        State state = test::ready_state();
        update(state, RefreshProviderKeys{});
        CHECK(update(state, AddressChanged{{Page::EditProviderKey, "pk_3"}}).empty());
        CHECK(state.route == Route{Page::EditProviderKey, "pk_3"});
    }

    TEST_CASE("opening a form clears the error of the one before") {
        State state = test::ready_state();
        update(state, Navigate{{Page::NewProviderKey, {}}});
        update(state, CreateProviderKey{test::new_provider_key("Prod")});
        update(state, ProviderKeyWriteFailed{state.provider_key_form.request, "", error(ErrorCode::InvalidRequest)});
        REQUIRE(state.provider_key_form.error.has_value());
        update(state, AddressChanged{{}});
        update(state, Navigate{{Page::NewProviderKey, {}}});
        CHECK_FALSE(state.provider_key_form.error.has_value());
    }

    TEST_CASE("leaving the tab of the API keys clears the error of its form, but not a key that is being made") {
        State state = test::ready_state();
        update(state, Navigate{{Page::ApiKeys, {}}});
        update(state, CreateApiKey{{"Website"}});
        const RequestId request = state.api_key_form.request;
        update(state, Navigate{{}});
        CHECK(state.api_key_form.request == request);
        update(state, ApiKeyWriteFailed{request, "", error(ErrorCode::Conflict)});
        REQUIRE(state.api_key_form.error.has_value());
        update(state, Navigate{{Page::ApiKeys, {}}});
        CHECK_FALSE(state.api_key_form.error.has_value());
    }

    TEST_CASE("the chosen theme is remembered") {
        State state;
        for (const ThemeChoice theme : {ThemeChoice::Dark, ThemeChoice::Light, ThemeChoice::System}) {
            CHECK(update(state, ChooseTheme{theme}).empty());
            CHECK(state.theme == theme);
        }
    }

    TEST_CASE("copying hands the text to the browser and keeps none of it") {
        State state = test::ready_state();
        const Effects effects = update(state, CopyText{core::Secret("gw-once"), "API key"});
        REQUIRE(are<WriteClipboard>(effects));
        CHECK(only<WriteClipboard>(effects)->text.reveal() == "gw-once");
        CHECK(only<WriteClipboard>(effects)->what == "API key");
        CHECK(state.notices.empty());
    }

    TEST_CASE("whether copying worked is said") {
        State state = test::ready_state();
        const Effects copied = update(state, TextCopied{"API key", true});
        REQUIRE(are<ExpireNotice>(copied));
        CHECK(only<ExpireNotice>(copied)->id == state.notices.at(0).id);
        CHECK(state.notices[0].text == "API key copied.");
        CHECK(state.notices[0].kind == NoticeKind::Success);
        CHECK(update(state, TextCopied{"API key", false}).empty());
        CHECK(state.notices[1].text == "Could not copy. Select the key and copy it yourself.");
        CHECK(state.notices[1].kind == NoticeKind::Failure);
    }

    TEST_CASE("a copy that was finished after signing out is not spoken of on the sign-in page") {
        State state = test::ready_state();
        update(state, SignOut{});
        CHECK(update(state, TextCopied{"API key", true}).empty());
        CHECK(state.notices.empty());
    }

    TEST_CASE("a notice goes when it is dismissed, and twice does no harm") {
        State state = test::ready_state();
        update(state, TextCopied{"API key", false});
        update(state, TextCopied{"Id", true});
        const std::uint64_t id = state.notices[0].id;
        CHECK(update(state, DismissNotice{id}).empty());
        REQUIRE(state.notices.size() == 1);
        CHECK(state.notices[0].text == "Id copied.");
        update(state, DismissNotice{id});
        update(state, DismissNotice{12345});
        CHECK(state.notices.size() == 1);
    }

    TEST_CASE("there are never more than four notices: the oldest makes room") {
        State state = test::ready_state();
        for (const char* what : {"1", "2", "3", "4", "5", "6"}) update(state, TextCopied{what, true});
        REQUIRE(state.notices.size() == notices_max);
        CHECK(state.notices.front().text == "3 copied.");
        CHECK(state.notices.back().text == "6 copied.");
    }

    TEST_CASE("success goes by itself, failure stays until it is read") {
        State state = test::ready_state();
        const Effects success = update(state, TextCopied{"API key", true});
        REQUIRE(only<ExpireNotice>(success) != nullptr);
        CHECK(only<ExpireNotice>(success)->after_ms == notice_shown_ms);
        CHECK(only<ExpireNotice>(update(state, TextCopied{"API key", false})) == nullptr);
    }
}
