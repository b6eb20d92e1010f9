#include "app/console.h"

#include <doctest/doctest.h>

#include "app/fake_transport.h"
#include "app/notices.h"
#include "app/samples.h"

using namespace byok;
using namespace byok::app;
using test::Answer;
using test::FakeTransport;
using test::SentRequest;
using test::ShownAddress;

namespace {

constexpr std::string_view organizations_url = "/v1/organizations";
constexpr std::string_view provider_keys_url = "/v1/organizations/org_1/provider-keys";
constexpr std::string_view api_keys_url = "/v1/organizations/org_1/api_keys";
constexpr std::string_view organizations_json = R"({"data":[{"id":"org_1","name":"Acme"}]})";

std::string key_json(const std::string& id, const std::string& name) {
    return R"({"id":")" + id + R"(","provider":"anthropic","name":")" + name +
           R"(","created_at":"2026-03-01T10:00:00Z","created_by":"ada","active":true,"api_key_ids":[]})";
}

struct Fixture {
    FakeTransport transport;
    int woken = 0, woken_at_once = 0;
    Console console{transport, transport, settings(), {}, [this] { ++woken; }, [this] { ++woken_at_once; }};

    static Settings settings() {
        Settings never_idle;
        never_idle.idle_minutes = 0;
        return never_idle;
    }

    void sign_in() {
        console.dispatch(SignIn{core::Secret("tok_1")});
        console.settle();
        transport.answer("GET", organizations_url, {200, std::string(organizations_json), ""});
        console.settle();
    }

    void load() {
        sign_in();
        transport.answer("GET", "/auth/session", {404, "", ""});
        transport.answer("GET", provider_keys_url, {200, "[" + key_json("pk_1", "Production") + "]", ""});
        transport.answer("GET", api_keys_url, {200, R"({"data":[]})", ""});
        console.settle();
    }
};

/// A browser with a bug: it takes every address that it is told to show for a wish to go elsewhere.
struct RestlessTransport final : FakeTransport {
    Console* console = nullptr;
    int shown = 0;

    void show_address(const std::string&, HistoryPlace) override {
        ++shown;
        const Page elsewhere = console->state().route.page == Page::ApiKeys ? Page::ProviderKeys : Page::ApiKeys;
        console->dispatch(Navigate{{elsewhere, {}}});
    }
};

}  // namespace

TEST_SUITE("app/console") {
    TEST_CASE_FIXTURE(Fixture, "an action takes effect at the next settle, and a frame is asked for") {
        CHECK_FALSE(console.settle());
        console.dispatch(ChooseTheme{ThemeChoice::Dark});
        CHECK(woken == 1);
        CHECK(console.state().theme == ThemeChoice::System);
        CHECK(console.settle());
        CHECK(console.state().theme == ThemeChoice::Dark);
        CHECK_FALSE(console.settle());
    }

    TEST_CASE_FIXTURE(Fixture, "an answer wakes the page but changes nothing until the frame settles it") {
        sign_in();
        const int woken_before = woken;
        CHECK(transport.answer("GET", provider_keys_url, {200, "[]", ""}));
        CHECK(woken == woken_before + 1);
        CHECK_FALSE(console.state().provider_keys.value.has_value());
        CHECK(console.settle());
        CHECK(console.state().provider_keys.value.has_value());
    }

    TEST_CASE("the console begins where the address says, with the settings of its operator") {
        FakeTransport transport;
        Settings settings;
        settings.api_base = "https://api.example";
        Console console(transport, transport, settings, {Page::ApiKeys, {}}, [] {});
        CHECK(console.state().settings == settings);
        CHECK(console.state().route == Route{Page::ApiKeys, {}});
        console.dispatch(SignIn{core::Secret("tok_1")});
        console.settle();
        REQUIRE(transport.sent().size() == 1);
        CHECK(transport.sent()[0].url == "https://api.example/v1/organizations");
    }

    TEST_CASE_FIXTURE(Fixture, "a person signs in, adds a key and sees it in the list") {
        load();
        CHECK(transport.addresses() == std::vector<ShownAddress>{{"#/byok", HistoryPlace::Present}});
        console.dispatch(Navigate{{Page::NewProviderKey, {}}});
        console.dispatch(CreateProviderKey{test::new_provider_key("Fresh", "sk-ant-typed")});
        console.settle();
        REQUIRE(transport.in_flight().size() == 1);
        CHECK(transport.in_flight()[0].method == "POST");
        CHECK(transport.in_flight()[0].token == "tok_1");
        CHECK(transport.in_flight()[0].body.contains("sk-ant-typed"));
        CHECK(transport.answer("POST", provider_keys_url, {201, key_json("pk_2", "Fresh"), ""}));
        console.settle();
        REQUIRE(console.state().provider_keys.value->size() == 2);
        CHECK(console.state().provider_keys.value->front().name == "Fresh");
        CHECK(transport.addresses().back() == ShownAddress{"#/byok", HistoryPlace::Before});
        REQUIRE(console.state().notices.size() == 1);
        CHECK(console.state().notices[0].text == "Fresh was added.");
    }

    TEST_CASE("who does nothing for a quarter of an hour is signed out at once, seen or not") {
        FakeTransport transport;
        int woken_at_once = 0;
        Console console(transport, transport, {}, {}, [] {}, [&] { ++woken_at_once; });
        console.dispatch(SignIn{core::Secret("tok_1")});
        console.settle();
        CHECK(transport.timers() == 0);
        transport.answer("GET", organizations_url, {200, std::string(organizations_json), ""});
        console.settle();
        transport.answer("GET", "/auth/session", {404, "", ""});
        transport.answer("GET", provider_keys_url, {200, "[]", ""});
        transport.answer("GET", api_keys_url, {200, "[]", ""});
        console.settle();
        CHECK(transport.timers() == 1);
        transport.run_for(10 * 60'000);
        console.used();
        transport.run_for(15 * 60'000 - 1);
        CHECK(woken_at_once == 0);
        transport.run_for(1);
        CHECK(woken_at_once == 1);
        console.settle();
        CHECK(console.state().session.phase == SessionPhase::SignedOut);
        CHECK(console.state().session.error->message ==
              "You were signed out, because nothing was done here for 15 minutes.");
        CHECK(transport.timers() == 0);
        console.dispatch(RefreshProviderKeys{});
        console.settle();
        CHECK(transport.in_flight().empty());
    }

    TEST_CASE_FIXTURE(Fixture, "the end of a session is drawn at once; signing out, which somebody sees, is not") {
        load();
        console.dispatch(SignOut{});
        CHECK(woken_at_once == 0);
        console.dispatch(SignedOutElsewhere{});
        CHECK(woken_at_once == 1);
        console.dispatch(SessionEnded{test::error(core::ErrorCode::Authentication)});
        CHECK(woken_at_once == 2);
    }

    TEST_CASE_FIXTURE(Fixture, "signing out tells the other tabs; the end of a session tells nobody") {
        load();
        console.dispatch(SessionEnded{test::error(core::ErrorCode::Authentication)});
        console.settle();
        CHECK(transport.sign_outs_announced == 0);
        console.dispatch(SignOut{});
        console.settle();
        CHECK(transport.sign_outs_announced == 1);
    }

    TEST_CASE_FIXTURE(Fixture, "a success goes by itself after a while; the page is woken for it once") {
        load();
        console.dispatch(DeleteProviderKey{"pk_1"});
        console.settle();
        transport.answer("DELETE", std::string(provider_keys_url) + "/pk_1", {204, "", ""});
        console.settle();
        REQUIRE(console.state().notices.size() == 1);
        woken = 0;
        transport.run_for(notice_shown_ms - 1);
        CHECK(woken == 0);
        transport.run_for(1);
        CHECK(woken == 1);
        console.settle();
        CHECK(console.state().notices.empty());
        CHECK(transport.timers() == 0);
    }

    TEST_CASE_FIXTURE(Fixture, "a notice that a person has dismissed wakes nobody later") {
        load();
        console.dispatch(TextCopied{"API key", true});
        console.settle();
        console.dispatch(DismissNotice{console.state().notices.at(0).id});
        console.settle();
        woken = 0;
        transport.run_for(10 * notice_shown_ms);
        CHECK(woken == 0);
    }

    TEST_CASE_FIXTURE(Fixture, "copying says whether it worked") {
        load();
        for (const bool works : {true, false}) {
            CAPTURE(works);
            transport.clipboard_works = works;
            console.dispatch(CopyText{core::Secret("gw-once"), "API key"});
            console.settle();
            transport.run_for(0);
            console.settle();
            CHECK(test::newest_notice(console.state()) ==
                  (works ? "API key copied." : "Could not copy. Select the key and copy it yourself."));
        }
        CHECK(transport.copied() == std::vector<std::string>{"gw-once"});
    }

    TEST_CASE_FIXTURE(Fixture, "a revoked token ends the session once, although three calls are refused") {
        load();
        console.dispatch(RefreshProviderKeys{});
        console.dispatch(RefreshApiKeys{});
        console.dispatch(DeleteProviderKey{"pk_1"});
        console.settle();
        CHECK(transport.answer("GET", api_keys_url, {401, "", ""}));
        CHECK_FALSE(transport.answer("GET", provider_keys_url, {401, "", ""}));
        console.settle();
        CHECK(console.state().session.phase == SessionPhase::SignedOut);
        CHECK(console.state().session.error->message.starts_with("Your session has ended. "));
        CHECK(transport.in_flight().empty());
        transport.run_for(200'000);
        CHECK_FALSE(console.settle());
    }

    TEST_CASE_FIXTURE(Fixture, "an answer that is queued behind the click on Sign out is not shown afterwards") {
        load();
        console.dispatch(RefreshProviderKeys{});
        console.settle();
        console.dispatch(SignOut{});
        transport.answer("GET", provider_keys_url, {200, "[" + key_json("pk_1", "Production") + "]", ""});
        console.settle();
        CHECK_FALSE(console.state().provider_keys.value.has_value());
        CHECK(console.state().session.phase == SessionPhase::SignedOut);
    }

    TEST_CASE_FIXTURE(Fixture,
                      "a server that dies in the middle loses nothing that was on screen, and may be asked again") {
        load();
        console.dispatch(CreateProviderKey{test::new_provider_key("Fresh")});
        console.settle();
        transport.serve([](const SentRequest&) { return Answer{502, "<html>Bad gateway</html>", ""}; });
        transport.run_for(60'000);
        console.settle();
        transport.run_for(60'000);
        console.settle();
        CHECK(console.state().provider_keys.value->size() == 1);
        CHECK(console.state().provider_keys.error.has_value());
        CHECK(console.state().provider_key_form.error.has_value());
        CHECK(transport.in_flight().empty());
        transport.serve([](const SentRequest& sent) -> std::optional<Answer> {
            if (sent.method != "GET") return std::nullopt;
            return Answer{200, "[" + key_json("pk_1", "Production") + "," + key_json("pk_2", "Fresh") + "]", ""};
        });
        console.dispatch(RefreshProviderKeys{});
        console.settle();
        transport.run_for(1);
        console.settle();
        CHECK(console.state().provider_keys.value->size() == 2);
        CHECK_FALSE(console.state().provider_keys.error.has_value());
    }

    TEST_CASE_FIXTURE(Fixture, "a server that never answers a write: it is not called failed, and the list is asked") {
        load();
        console.dispatch(CreateProviderKey{test::new_provider_key("Fresh")});
        console.settle();
        transport.run_for(request_timeout_ms);
        console.settle();
        REQUIRE(console.state().provider_key_form.error.has_value());
        CHECK(console.state().provider_key_form.error->message ==
              "No answer came in time. It may have been saved; refresh to see.");
        REQUIRE(transport.in_flight().size() == 1);
        CHECK(transport.in_flight()[0].method == "GET");
        CHECK(transport.in_flight()[0].url == provider_keys_url);
    }

    TEST_CASE("a page with a bug that answers every action with another one costs a frame, not the page") {
        RestlessTransport transport;
        Console console(transport, transport, {}, {}, [] {});
        transport.console = &console;
        console.dispatch(Navigate{{Page::ApiKeys, {}}});
        CHECK(console.settle());
        CHECK(transport.shown == settle_rounds_max);
    }

    TEST_CASE("a console that goes leaves nothing behind that could call it") {
        FakeTransport transport;
        {
            Console console(transport, transport, {}, {}, [] {});
            console.dispatch(SignIn{core::Secret("tok_1")});
            console.settle();
            transport.answer("GET", organizations_url, {200, std::string(organizations_json), ""});
            console.settle();
            console.dispatch(TextCopied{"API key", true});
            console.dispatch(CopyText{core::Secret("x"), "API key"});
            console.settle();
        }
        CHECK(transport.in_flight().empty());
        transport.run_for(100'000);
        CHECK(transport.timers() == 0);
    }
}
