#include "app/api_client.h"

#include <doctest/doctest.h>

#include "app/fake_transport.h"
#include "app/samples.h"

using namespace byok;
using namespace byok::app;
using core::ErrorCode;

namespace {

constexpr std::string_view organizations_url = "https://api.example/v1/organizations";
constexpr std::string_view keys_url = "https://api.example/v1/organizations/org_1/provider-keys";
constexpr std::string_view key_url = "https://api.example/v1/organizations/org_1/provider-keys/pk_1";
constexpr std::string_view api_keys_url = "https://api.example/v1/organizations/org_1/api_keys";

core::Error waiting(ErrorCode code, int retry_after_s) {
    core::Error error = test::error(code);
    error.retry_after_s = retry_after_s;
    return error;
}

/// A client that is signed in with "tok_1", and what arrived since.
struct Fixture {
    test::FakeTransport transport;
    Actions arrived;
    ApiClient client{transport, transport, "https://api.example",
                     [this](Action action) { arrived.push_back(std::move(action)); }};

    Fixture() {
        client.perform(OpenSession{1, core::Secret("tok_1")});
        transport.answer("GET", organizations_url, {200, R"({"data":[{"id":"org_1","name":"Acme"}]})", {}});
        arrived.clear();
    }

    template <class T>
    const T* only_arrival() const {
        return arrived.size() == 1 ? std::get_if<T>(&arrived.front()) : nullptr;
    }
};

}  // namespace

TEST_SUITE("app/api_client") {
    TEST_CASE("the pause before the next attempt grows, follows Retry-After, and comes to an end") {
        struct Row {
            core::Error error;
            int attempt;
            std::optional<int> delay_ms;
        };
        const Row rows[] = {
            {waiting(ErrorCode::Network, 0), 1, 500},
            {waiting(ErrorCode::Network, 0), 2, 1000},
            {waiting(ErrorCode::Network, 0), 3, 2000},
            {waiting(ErrorCode::Network, 0), 4, std::nullopt},
            {waiting(ErrorCode::Network, 0), 5, std::nullopt},
            {waiting(ErrorCode::Network, 0), 1000, std::nullopt},
            {waiting(ErrorCode::Network, 0), 0, std::nullopt},
            {waiting(ErrorCode::Network, 0), -1, std::nullopt},
            {waiting(ErrorCode::Timeout, 0), 1, 500},
            {waiting(ErrorCode::Internal, 0), 2, 1000},
            {waiting(ErrorCode::RateLimit, 0), 3, 2000},
            {waiting(ErrorCode::RateLimit, 1), 1, 1000},
            {waiting(ErrorCode::RateLimit, 7), 3, 7000},
            {waiting(ErrorCode::Internal, 30), 1, 30000},
            {waiting(ErrorCode::RateLimit, 31), 1, std::nullopt},
            {waiting(ErrorCode::RateLimit, 2'000'000'000), 1, std::nullopt},
            {waiting(ErrorCode::RateLimit, -5), 1, 500},
            {waiting(ErrorCode::RateLimit, 1), 4, std::nullopt},
            {waiting(ErrorCode::Prevented, 0), 1, std::nullopt},
            {waiting(ErrorCode::InvalidRequest, 0), 1, std::nullopt},
            {waiting(ErrorCode::Authentication, 1), 1, std::nullopt},
            {waiting(ErrorCode::Forbidden, 0), 1, std::nullopt},
            {waiting(ErrorCode::NotFound, 0), 1, std::nullopt},
            {waiting(ErrorCode::MethodNotAllowed, 0), 1, std::nullopt},
            {waiting(ErrorCode::Conflict, 1), 1, std::nullopt},
            {waiting(ErrorCode::PreconditionFailed, 0), 1, std::nullopt},
            {waiting(ErrorCode::PayloadTooLarge, 0), 1, std::nullopt},
            {waiting(ErrorCode::UnsupportedMediaType, 0), 1, std::nullopt},
            {waiting(ErrorCode::BadAnswer, 0), 1, std::nullopt},
        };
        for (const Row& row : rows) {
            CAPTURE(static_cast<int>(row.error.code));
            CAPTURE(row.error.retry_after_s);
            CAPTURE(row.attempt);
            CHECK(retry_delay_ms(row.error, row.attempt) == row.delay_ms);
        }
    }

    TEST_CASE("signing in lists the organizations with the token, which goes with every later call") {
        test::FakeTransport transport;
        Actions arrived;
        ApiClient client(transport, transport, "https://api.example",
                         [&](Action action) { arrived.push_back(std::move(action)); });
        client.perform(OpenSession{1, core::Secret("tok_1")});
        REQUIRE(transport.in_flight().size() == 1);
        CHECK(transport.sent()[0].token == "tok_1");
        CHECK(arrived.empty());
        CHECK(transport.answer("GET", organizations_url, {200, R"({"data":[{"id":"org_1","name":"Acme"}]})", {}}));
        REQUIRE(arrived.size() == 1);
        REQUIRE(std::holds_alternative<SignedIn>(arrived[0]));
        CHECK(std::get<SignedIn>(arrived[0]).request == 1);
        client.perform(FetchProviderKeys{2, "org_1"});
        CHECK(transport.sent().back().token == "tok_1");
    }

    TEST_CASE("a wrong token is a failed sign-in, not the end of a session") {
        test::FakeTransport transport;
        Actions arrived;
        ApiClient client(transport, transport, "", [&](Action action) { arrived.push_back(std::move(action)); });
        client.perform(OpenSession{1, core::Secret("tok_1")});
        transport.answer("GET", "/v1/organizations", {401, "", ""});
        REQUIRE(arrived.size() == 1);
        REQUIRE(std::holds_alternative<SignInFailed>(arrived[0]));
        CHECK(std::get<SignInFailed>(arrived[0]).error.code == ErrorCode::Authentication);
        CHECK(transport.timers() == 0);
    }

    TEST_CASE("a token that was exchanged for a session is sent once and never again") {
        test::FakeTransport transport;
        Actions arrived;
        ApiClient client(transport, transport, "", [&](Action action) { arrived.push_back(std::move(action)); });
        client.perform(ExchangeToken{1, core::Secret("tok_1")});
        CHECK(transport.sent().back().token == "tok_1");
        transport.answer("POST", "/auth/session", {201, R"({"role":"editor","kind":"cookie"})", ""});
        REQUIRE(std::holds_alternative<SessionArrived>(arrived.at(0)));
        client.perform(FetchOrganizations{2});
        CHECK(transport.sent().back().token.empty());
    }

    TEST_CASE("a token that could not be exchanged goes with the calls that follow") {
        test::FakeTransport transport;
        ApiClient client(transport, transport, "", [](const Action&) {});
        client.perform(ExchangeToken{1, core::Secret("tok_1")});
        transport.answer("POST", "/auth/session", {404, "", ""});
        client.perform(FetchOrganizations{2});
        CHECK(transport.sent().back().token == "tok_1");
        client.perform(CloseSession{});
        client.perform(FetchOrganizations{3});
        CHECK(transport.sent().back().token.empty());
    }

    TEST_CASE_FIXTURE(Fixture, "who is asked for who they are and is nobody has not lost a session") {
        client.perform(FetchSession{2});
        client.perform(FetchProviderKeys{3, "org_1"});
        transport.answer("GET", "https://api.example/auth/session", {401, "", ""});
        REQUIRE(only_arrival<SessionFailed>() != nullptr);
        CHECK(transport.in_flight().size() == 1);
    }

    TEST_CASE_FIXTURE(Fixture, "the end of a session goes out whatever else is dropped, and nobody waits for it") {
        client.perform(FetchProviderKeys{2, "org_1"});
        client.perform(RequestSessionEnd{});
        client.perform(CloseSession{});
        REQUIRE(transport.in_flight().size() == 1);
        CHECK(transport.in_flight()[0].method == "DELETE");
        CHECK(transport.in_flight()[0].url == "https://api.example/auth/session");
        transport.answer("DELETE", "https://api.example/auth/session", {401, "", ""});
        CHECK(arrived.empty());
        client.perform(RequestSessionEnd{});
        transport.run_for(request_timeout_ms);
        CHECK(arrived.empty());
        CHECK(transport.timers() == 0);
    }

    TEST_CASE_FIXTURE(Fixture,
                      "a GET is tried again after trouble that passes, and its answer is the one that counts") {
        client.perform(FetchProviderKeys{2, "org_1"});
        CHECK(transport.lose("GET", keys_url));
        CHECK(arrived.empty());
        transport.run_for(499);
        CHECK(transport.in_flight().empty());
        transport.run_for(1);
        REQUIRE(transport.in_flight().size() == 1);
        CHECK(transport.in_flight()[0].token == "tok_1");
        CHECK(transport.in_flight()[0].timeout_ms == request_timeout_ms);
        CHECK(transport.answer("GET", keys_url, {503, "", ""}));
        transport.run_for(999);
        CHECK(transport.in_flight().empty());
        transport.run_for(1);
        CHECK(transport.answer("GET", keys_url, {200, "[]", ""}));
        const auto* keys = only_arrival<ProviderKeysArrived>();
        REQUIRE(keys != nullptr);
        CHECK(keys->request == 2);
        CHECK(transport.timers() == 0);
    }

    TEST_CASE_FIXTURE(Fixture, "a GET that fails four times has failed") {
        client.perform(FetchProviderKeys{2, "org_1"});
        int attempts = 0;
        while (transport.lose("GET", keys_url)) {
            ++attempts;
            transport.run_for(10'000);
        }
        CHECK(attempts == get_attempts_max);
        const auto* failed = only_arrival<ProviderKeysFailed>();
        REQUIRE(failed != nullptr);
        CHECK(failed->error.code == ErrorCode::Network);
        CHECK(transport.timers() == 0);
    }

    TEST_CASE_FIXTURE(Fixture, "a server that never answers is given up after four timeouts") {
        client.perform(FetchApiKeys{2, "org_1"});
        transport.run_for(4 * request_timeout_ms + 3'500 - 1);
        CHECK(arrived.empty());
        transport.run_for(1);
        const auto* failed = only_arrival<ApiKeysFailed>();
        REQUIRE(failed != nullptr);
        CHECK(failed->error.code == ErrorCode::Timeout);
        CHECK(transport.in_flight().empty());
        CHECK(transport.timers() == 0);
    }

    TEST_CASE_FIXTURE(Fixture, "a server that asks for a pause gets it, within reason") {
        client.perform(FetchApiKeys{2, "org_1"});
        CHECK(transport.answer("GET", api_keys_url, {429, "", "7"}));
        transport.run_for(6'999);
        CHECK(transport.in_flight().empty());
        transport.run_for(1);
        CHECK(transport.answer("GET", api_keys_url, {429, "", "3600"}));
        const auto* failed = only_arrival<ApiKeysFailed>();
        REQUIRE(failed != nullptr);
        CHECK(failed->error.code == ErrorCode::RateLimit);
        CHECK(transport.timers() == 0);
    }

    TEST_CASE_FIXTURE(Fixture, "a write is sent once, whatever becomes of it") {
        core::ProviderKeyChange change;
        change.active = false;
        client.perform(PostProviderKey{2, "org_1", test::new_provider_key("Prod")});
        client.perform(PostProviderKeyChange{3, "org_1", "pk_1", std::move(change)});
        client.perform(RequestProviderKeyDeletion{4, "org_1", "pk_2"});
        client.perform(PostApiKey{5, "org_1", {"Website"}});
        CHECK(transport.lose("POST", keys_url));
        CHECK(transport.answer("POST", key_url, {503, "", "1"}));
        CHECK(transport.answer("POST", api_keys_url, {429, "", "1"}));
        const std::size_t sent = transport.sent().size();
        transport.run_for(10 * request_timeout_ms);
        CHECK(transport.sent().size() == sent);
        REQUIRE(arrived.size() == 4);
        CHECK(std::get<ProviderKeyWriteFailed>(arrived[0]).error.code == ErrorCode::Network);
        CHECK(std::get<ProviderKeyWriteFailed>(arrived[1]).error.code == ErrorCode::Internal);
        CHECK(std::get<ApiKeyWriteFailed>(arrived[2]).error.code == ErrorCode::RateLimit);
        CHECK(std::get<ProviderKeyWriteFailed>(arrived[3]).error.code == ErrorCode::Timeout);
        CHECK(std::get<ProviderKeyWriteFailed>(arrived[3]).id == "pk_2");
    }

    TEST_CASE_FIXTURE(Fixture, "answers that come out of order go to those who asked") {
        client.perform(FetchProviderKeys{2, "org_1"});
        client.perform(FetchApiKeys{3, "org_1"});
        client.perform(FetchProviderKeys{4, "org_1"});
        const auto requests = transport.in_flight();
        REQUIRE(requests.size() == 3);
        CHECK(transport.answer(requests[2].handle, {200, "[]", ""}));
        CHECK(transport.answer(requests[1].handle, {200, R"({"data":[]})", ""}));
        CHECK(transport.answer(requests[0].handle, {200, "[]", ""}));
        REQUIRE(arrived.size() == 3);
        CHECK(std::get<ProviderKeysArrived>(arrived[0]).request == 4);
        CHECK(std::get<ApiKeysArrived>(arrived[1]).request == 3);
        CHECK(std::get<ProviderKeysArrived>(arrived[2]).request == 2);
    }

    TEST_CASE_FIXTURE(Fixture, "a 401 ends the session once and drops everything that is under way") {
        client.perform(FetchProviderKeys{2, "org_1"});
        client.perform(FetchApiKeys{3, "org_1"});
        client.perform(PostApiKey{4, "org_1", {"Website"}});
        client.perform(FetchProviderKeys{5, "org_2"});
        CHECK(transport.lose("GET", "https://api.example/v1/organizations/org_2/provider-keys"));
        CHECK(transport.timers() == 1);
        CHECK(transport.answer("GET", keys_url, {401, "", ""}));
        const auto* ended = only_arrival<SessionEnded>();
        REQUIRE(ended != nullptr);
        CHECK(ended->error.code == ErrorCode::Authentication);
        CHECK(transport.in_flight().empty());
        CHECK(transport.timers() == 0);
        transport.run_for(100'000);
        CHECK(arrived.size() == 1);
        client.perform(FetchApiKeys{6, "org_1"});
        CHECK(transport.sent().back().token.empty());
    }

    TEST_CASE_FIXTURE(Fixture, "a 401 to a write ends the session as well") {
        client.perform(RequestApiKeyDeletion{2, "org_1", "ak_1"});
        CHECK(transport.answer("DELETE", std::string(api_keys_url) + "/ak_1", {401, "", ""}));
        CHECK(only_arrival<SessionEnded>() != nullptr);
    }

    TEST_CASE_FIXTURE(Fixture, "a 403 is an ordinary error") {
        client.perform(FetchProviderKeys{2, "org_1"});
        CHECK(transport.answer("GET", keys_url, {403, "", ""}));
        const auto* failed = only_arrival<ProviderKeysFailed>();
        REQUIRE(failed != nullptr);
        CHECK(failed->error.code == ErrorCode::Forbidden);
        client.perform(FetchProviderKeys{3, "org_1"});
        CHECK(transport.sent().back().token == "tok_1");
    }

    TEST_CASE_FIXTURE(Fixture,
                      "signing out forgets the token and drops what is in flight or waits for its next attempt") {
        client.perform(FetchProviderKeys{2, "org_1"});
        client.perform(FetchApiKeys{3, "org_1"});
        CHECK(transport.lose("GET", keys_url));
        client.perform(CloseSession{});
        CHECK(transport.in_flight().empty());
        CHECK(transport.timers() == 0);
        CHECK(transport.sent().back().cancelled);
        transport.run_for(100'000);
        CHECK(arrived.empty());
        client.perform(FetchApiKeys{4, "org_1"});
        CHECK(transport.sent().back().token.empty());
    }

    TEST_CASE_FIXTURE(Fixture, "a cancelled request is not answered, whether it is in flight or waits") {
        client.perform(FetchProviderKeys{2, "org_1"});
        client.perform(FetchApiKeys{3, "org_1"});
        CHECK(transport.lose("GET", keys_url));
        client.perform(CancelRequest{2});
        client.perform(CancelRequest{3});
        client.perform(CancelRequest{3});
        client.perform(CancelRequest{99});
        CHECK(transport.timers() == 0);
        CHECK(transport.in_flight().empty());
        transport.run_for(100'000);
        CHECK(arrived.empty());
        CHECK(transport.sent().size() == 3);
    }

    TEST_CASE("a client that goes leaves nothing behind that could call it") {
        test::FakeTransport transport;
        Actions arrived;
        {
            ApiClient client(transport, transport, "", [&](Action action) { arrived.push_back(std::move(action)); });
            client.perform(FetchProviderKeys{1, "org_1"});
            client.perform(FetchApiKeys{2, "org_1"});
            transport.lose("GET", "/v1/organizations/org_1/api_keys");
        }
        CHECK(transport.in_flight().empty());
        CHECK(transport.timers() == 0);
    }

    TEST_CASE_FIXTURE(Fixture, "what the browser is asked for sends nothing") {
        const std::size_t sent = transport.sent().size();
        client.perform(ShowAddress{{}, HistoryPlace::New});
        client.perform(ExpireNotice{1, 10});
        client.perform(WriteClipboard{core::Secret("x"), "API key"});
        CHECK(transport.sent().size() == sent);
        CHECK(arrived.empty());
    }
}
