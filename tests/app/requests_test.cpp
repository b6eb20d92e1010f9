#include "app/requests.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "app/samples.h"
#include "core/contract.h"

using namespace byok;
using namespace byok::app;
using core::ErrorCode;

namespace {

constexpr std::string_view provider_key_json =
    R"({"id":"pk_1","provider":"openai","name":"Prod","created_at":"2026-03-01T10:00:00Z","active":true,"api_key_ids":[]})";
constexpr std::string_view api_key_json =
    R"({"id":"ak_1","name":"Website","type":"api","active":true,"created_at":"2026-03-01T10:00:00Z"})";
constexpr std::string_view created_api_key_json =
    R"({"id":"ak_1","name":"Website","type":"api","active":true,"created_at":"2026-03-01T10:00:00Z","key":"gw-once"})";

constexpr Endpoint all_endpoints[] = {
    Endpoint::Organizations,
    Endpoint::ProviderKeys,
    Endpoint::NewProviderKey,
    Endpoint::ProviderKeyChange,
    Endpoint::ProviderKeyDeletion,
    Endpoint::CredentialTest,
    Endpoint::ProviderKeyTest,
    Endpoint::ApiKeys,
    Endpoint::NewApiKey,
    Endpoint::ApiKeyChange,
    Endpoint::ApiKeyDeletion,
    Endpoint::NewSession,
    Endpoint::Session,
    Endpoint::Activity,
};

/// One of each request, to the organization and key of these ids; in the order of Endpoint.
Effects one_of_each(const std::string& organization, const std::string& id) {
    core::ProviderKeyChange change;
    change.name = "New name";
    core::ApiKeyChange api_key_change;
    api_key_change.active = false;
    return effects_of(
        OpenSession{1, core::Secret("tok")}, FetchProviderKeys{2, organization},
        PostProviderKey{3, organization, test::new_provider_key("Prod", "sk-typed")},
        PostProviderKeyChange{4, organization, id, std::move(change)}, RequestProviderKeyDeletion{5, organization, id},
        PostCredentialTest{6, organization, {"mistral", core::ApiKeyCredential{core::Secret("sk-typed")}}},
        PostProviderKeyTest{7, organization, id, std::nullopt}, FetchApiKeys{8, organization},
        PostApiKey{9, organization, {"Website"}}, PostApiKeyChange{10, organization, id, api_key_change},
        RequestApiKeyDeletion{11, organization, id});
}

bool changes_or_deletes(Endpoint endpoint) {
    return endpoint == Endpoint::ProviderKeyChange || endpoint == Endpoint::ProviderKeyDeletion ||
           endpoint == Endpoint::ProviderKeyTest || endpoint == Endpoint::ApiKeyChange ||
           endpoint == Endpoint::ApiKeyDeletion;
}

bool changes_something(Endpoint endpoint) {
    return !is_read(endpoint) && endpoint != Endpoint::NewSession && endpoint != Endpoint::CredentialTest &&
           endpoint != Endpoint::ProviderKeyTest;
}

HttpResponse response(int status, std::string_view body = {}) {
    HttpResponse made;
    made.status = status;
    made.body = core::Secret(body);
    return made;
}

HttpResponse no_answer(bool timed_out) {
    HttpResponse made;
    made.timed_out = timed_out;
    return made;
}

/// The error in the failure that `asked` is answered with; its code and message are empty when that was no failure.
core::Error failure_in(Action action) {
    core::Error found;
    std::visit(
        [&](auto& arrived) {
            if constexpr (requires { arrived.error.code; }) found = std::move(arrived.error);
        },
        action);
    return found;
}

}  // namespace

TEST_SUITE("app/requests") {
    TEST_CASE("every request of the console is one call of the API") {
        struct Row {
            Endpoint endpoint;
            std::string_view method;
            std::string_view url;
            std::string_view id;
        };
        const Row rows[] = {
            {Endpoint::Organizations, "GET", "https://api.example/v1/organizations", ""},
            {Endpoint::ProviderKeys, "GET", "https://api.example/v1/organizations/org_1/provider-keys", ""},
            {Endpoint::NewProviderKey, "POST", "https://api.example/v1/organizations/org_1/provider-keys", ""},
            {Endpoint::ProviderKeyChange, "POST", "https://api.example/v1/organizations/org_1/provider-keys/pk_1",
             "pk_1"},
            {Endpoint::ProviderKeyDeletion, "DELETE", "https://api.example/v1/organizations/org_1/provider-keys/pk_1",
             "pk_1"},
            {Endpoint::CredentialTest, "POST", "https://api.example/v1/organizations/org_1/provider-keys/test", ""},
            {Endpoint::ProviderKeyTest, "POST", "https://api.example/v1/organizations/org_1/provider-keys/pk_1/test",
             "pk_1"},
            {Endpoint::ApiKeys, "GET", "https://api.example/v1/organizations/org_1/api_keys", ""},
            {Endpoint::NewApiKey, "POST", "https://api.example/v1/organizations/org_1/api_keys", ""},
            {Endpoint::ApiKeyChange, "POST", "https://api.example/v1/organizations/org_1/api_keys/pk_1", "pk_1"},
            {Endpoint::ApiKeyDeletion, "DELETE", "https://api.example/v1/organizations/org_1/api_keys/pk_1", "pk_1"},
        };
        const Effects effects = one_of_each("org_1", "pk_1");
        REQUIRE(effects.size() == std::size(rows));
        for (std::size_t i = 0; i < effects.size(); ++i) {
            const Row& row = rows[i];
            CAPTURE(i);
            CHECK(asked_by(effects[i]) == Asked{row.endpoint, i + 1, std::string(row.id)});
            const HttpRequest http = request_for(effects[i], "https://api.example", core::Secret("tok"));
            CHECK(http.method == row.method);
            CHECK(http.url == row.url);
            CHECK(http.token.reveal() == "tok");
            const bool tests = row.url.ends_with("/test");
            CHECK(http.timeout_ms == (tests ? test_timeout_ms : request_timeout_ms));
            CHECK(http.body.empty() == (row.method != "POST"));
            CHECK(is_read(row.endpoint) == (row.method == "GET"));
        }
    }

    TEST_CASE("a session is asked for beside /v1, begun with a token, and ended without one") {
        const HttpRequest begun = request_for(ExchangeToken{1, {}}, "https://api.example", core::Secret("tok"));
        CHECK(begun.method == "POST");
        CHECK(begun.url == "https://api.example/auth/session");
        CHECK(begun.token.reveal() == "tok");
        CHECK(begun.body.reveal() == "{}");
        CHECK(asked_by(ExchangeToken{1, {}}) == Asked{Endpoint::NewSession, 1, ""});
        const HttpRequest asked = request_for(FetchSession{2}, "", {});
        CHECK(asked.method == "GET");
        CHECK(asked.url == "/auth/session");
        CHECK(asked.token.empty());
        CHECK(asked.body.empty());
        CHECK(request_for(FetchOrganizations{3}, "", {}).url == "/v1/organizations");
        const HttpRequest ended = session_end_request("https://api.example");
        CHECK(ended.method == "DELETE");
        CHECK(ended.url == "https://api.example/auth/session");
        CHECK(ended.token.empty());
        const Action action = action_from({Endpoint::Session, 2, ""}, response(200, R"({"role":"editor"})"));
        REQUIRE(std::holds_alternative<SessionArrived>(action));
        CHECK(std::get<SessionArrived>(action).session.role == core::Role::Editor);
        CHECK(std::holds_alternative<SessionFailed>(action_from({Endpoint::NewSession, 1, ""}, response(401))));
    }

    TEST_CASE("the audit trail is read page by page, and a cursor stays one part of the address") {
        CHECK(request_for(FetchActivity{1, "org_1", ""}, "", {}).url == "/v1/organizations/org_1/audit?limit=50");
        CHECK(request_for(FetchActivity{1, "org_1", "a&b=c/d"}, "", {}).url ==
              "/v1/organizations/org_1/audit?limit=50&cursor=a%26b%3Dc%2Fd");
        const Action action = action_from({Endpoint::Activity, 2, ""}, response(200, R"({"data":[]})"));
        CHECK(std::holds_alternative<ActivityArrived>(action));
        CHECK(std::holds_alternative<ActivityFailed>(action_from({Endpoint::Activity, 2, ""}, response(403))));
    }

    TEST_CASE("a change and a deletion name the version they mean, and what is made the attempt it belongs to") {
        const HttpRequest change = request_for(PostProviderKeyChange{1, "o", "pk_1", {}, "\"7\""}, "", {});
        CHECK(change.if_match == "\"7\"");
        CHECK(change.idempotency_key.empty());
        CHECK(request_for(RequestProviderKeyDeletion{1, "o", "pk_1", "\"7\""}, "", {}).if_match == "\"7\"");
        CHECK(request_for(PostApiKeyChange{1, "o", "ak_1", {}, "\"7\""}, "", {}).if_match == "\"7\"");
        CHECK(request_for(RequestApiKeyDeletion{1, "o", "ak_1", "\"7\""}, "", {}).if_match == "\"7\"");
        CHECK(request_for(PostProviderKeyChange{1, "o", "pk_1", {}}, "", {}).if_match.empty());
        CHECK(request_for(PostProviderKey{1, "o", test::new_provider_key("n"), "k1"}, "", {}).idempotency_key == "k1");
        CHECK(request_for(PostApiKey{1, "o", {"n"}, "k2"}, "", {}).idempotency_key == "k2");
    }

    TEST_CASE("what is made under a key of its own may be saved again, and that is said") {
        const Effects effects =
            effects_of(PostProviderKey{1, "o", test::new_provider_key("n"), "k1"}, PostApiKey{1, "o", {"n"}, "k2"});
        for (const Effect& effect : effects) {
            const Asked asked = *asked_by(effect);
            CHECK(error_from(asked, no_answer(false)).message ==
                  "The server cannot be reached. It may have been saved. Saving again is safe: it is not made twice.");
            CHECK(error_from(asked, response(504)).message.ends_with("Saving again is safe: it is not made twice."));
            CHECK(failure_in(action_from(asked, response(201, "<html>"))).message.ends_with("it is not made twice."));
        }
    }

    TEST_CASE("a change that came too late says what came in between") {
        const core::Error error =
            error_from({Endpoint::ProviderKeyChange, 7, "k"},
                       response(412, R"({"error":{"type":"precondition_failed_error","message":"ETag."}})"));
        CHECK(error.code == ErrorCode::PreconditionFailed);
        CHECK(error.message ==
              "Somebody else changed this key meanwhile, so it was left as it is. Look at it and try again.");
    }

    TEST_CASE("without an address of the API, calls go to the page's own origin") {
        CHECK(request_for(FetchApiKeys{1, "org_1"}, "", {}).url == "/v1/organizations/org_1/api_keys");
        CHECK(request_for(OpenSession{1, {}}, "", {}).url == "/v1/organizations");
    }

    TEST_CASE("an id stays one segment of the path, whatever is in it") {
        const Effects effects = one_of_each("a/../b", "1%2F2?x=#é");
        for (std::size_t i = 1; i < effects.size(); ++i) {
            CAPTURE(i);
            const std::string url = request_for(effects[i], "", {}).url;
            CHECK(url.starts_with("/v1/organizations/a%2F..%2Fb/"));
            const int of_one = changes_or_deletes(all_endpoints[i]) ? 1 : 0;
            const int verbs = url.ends_with("/test") ? 1 : 0;
            CHECK(std::ranges::count(url, '/') == 4 + of_one + verbs);
            if (of_one == 1) CHECK(url.contains("/1%252F2%3Fx%3D%23%C3%A9"));
        }
    }

    TEST_CASE("the credential is in the body, and nowhere else") {
        const HttpRequest http = request_for(PostProviderKey{1, "org_1", test::new_provider_key("Prod", "sk-typed")},
                                             "", core::Secret("tok"));
        CHECK(http.body.reveal().contains("sk-typed"));
        CHECK(http.body.reveal().contains("\"Prod\""));
        CHECK_FALSE(http.url.contains("sk-typed"));
        CHECK_FALSE(http.body.reveal().contains("tok"));
    }

    TEST_CASE("what the browser is asked for is no call of the API") {
        const Effects effects = effects_of(CloseSession{}, CancelRequest{1}, ShowAddress{{}, HistoryPlace::New},
                                           WriteClipboard{core::Secret("x"), "API key"}, ExpireNotice{1, 10});
        for (const Effect& effect : effects) CHECK_FALSE(asked_by(effect).has_value());
    }

    TEST_CASE("any 2xx with a body of the contract is what was asked for") {
        for (const int status : {200, 201, 202, 299}) {
            CAPTURE(status);
            const auto list = [&](Endpoint endpoint, std::string_view body) {
                return action_from({endpoint, 7, ""}, response(status, body));
            };
            const Action organizations = list(Endpoint::Organizations, R"({"data":[{"id":"org_1","name":"Acme"}]})");
            REQUIRE(std::holds_alternative<SignedIn>(organizations));
            CHECK(std::get<SignedIn>(organizations).request == 7);
            CHECK(std::get<SignedIn>(organizations).organizations.at(0).id == "org_1");

            const Action keys = list(Endpoint::ProviderKeys, "[" + std::string(provider_key_json) + "]");
            REQUIRE(std::holds_alternative<ProviderKeysArrived>(keys));
            CHECK(std::get<ProviderKeysArrived>(keys).keys.at(0).name == "Prod");

            const Action api_keys = list(Endpoint::ApiKeys, "{\"data\":[" + std::string(api_key_json) + "]}");
            REQUIRE(std::holds_alternative<ApiKeysArrived>(api_keys));
            CHECK(std::get<ApiKeysArrived>(api_keys).keys.at(0).name == "Website");

            const Action created = list(Endpoint::NewProviderKey, provider_key_json);
            REQUIRE(std::holds_alternative<ProviderKeyCreated>(created));
            CHECK(std::get<ProviderKeyCreated>(created).key.id == "pk_1");

            const Action made = list(Endpoint::NewApiKey, created_api_key_json);
            REQUIRE(std::holds_alternative<ApiKeyCreated>(made));
            CHECK(std::get<ApiKeyCreated>(made).created.key.reveal() == "gw-once");

            const Action changed =
                action_from({Endpoint::ProviderKeyChange, 7, "pk_1"}, response(status, provider_key_json));
            REQUIRE(std::holds_alternative<ProviderKeyChanged>(changed));
            CHECK(std::get<ProviderKeyChanged>(changed).key.name == "Prod");

            const Action switched = action_from({Endpoint::ApiKeyChange, 7, "ak_1"}, response(status, api_key_json));
            REQUIRE(std::holds_alternative<ApiKeyChanged>(switched));
            CHECK(std::get<ApiKeyChanged>(switched).key.name == "Website");
        }
    }

    TEST_CASE("a deletion is done with any 2xx, whatever its body") {
        for (const auto& [status, body] : {std::pair{204, ""},
                                           {200, ""},
                                           {202, "accepted"},
                                           {200, R"({"object":"provider_key","id":"k","deleted":true})"}}) {
            CAPTURE(status);
            const Action provider_key = action_from({Endpoint::ProviderKeyDeletion, 7, "k"}, response(status, body));
            REQUIRE(std::holds_alternative<ProviderKeyDeleted>(provider_key));
            CHECK(std::get<ProviderKeyDeleted>(provider_key).id == "k");
            CHECK(std::get<ProviderKeyDeleted>(provider_key).request == 7);
            const Action api_key = action_from({Endpoint::ApiKeyDeletion, 8, "k"}, response(status, body));
            REQUIRE(std::holds_alternative<ApiKeyDeleted>(api_key));
            CHECK(std::get<ApiKeyDeleted>(api_key).id == "k");
        }
    }

    TEST_CASE("a change answered by an empty body is a change of which only the id is known") {
        const Action action = action_from({Endpoint::ProviderKeyChange, 7, "pk_1"}, response(204));
        REQUIRE(std::holds_alternative<ProviderKeyChanged>(action));
        core::ProviderKey nothing_but_id;
        nothing_but_id.id = "pk_1";
        CHECK(std::get<ProviderKeyChanged>(action).key == nothing_but_id);
        const Action api_key = action_from({Endpoint::ApiKeyChange, 7, "ak_1"}, response(200, " \r\n"));
        REQUIRE(std::holds_alternative<ApiKeyChanged>(api_key));
        CHECK(std::get<ApiKeyChanged>(api_key).key.id == "ak_1");
        CHECK(std::get<ApiKeyChanged>(api_key).key.name.empty());
    }

    TEST_CASE("an answer about another key than the one that was changed is not believed") {
        CHECK(
            failure_in(action_from({Endpoint::ProviderKeyChange, 7, "pk_2"}, response(200, provider_key_json))).code ==
            ErrorCode::BadAnswer);
        CHECK(failure_in(action_from({Endpoint::ApiKeyChange, 7, "ak_2"}, response(200, api_key_json))).code ==
              ErrorCode::BadAnswer);
    }

    TEST_CASE("a 2xx that is not of the contract is a bad answer, and a write that may have happened") {
        for (const Endpoint endpoint : all_endpoints) {
            if (endpoint == Endpoint::ProviderKeyDeletion || endpoint == Endpoint::ApiKeyDeletion) continue;
            for (const std::string_view body :
                 {"<html>OK</html>", "null", "7", "{}", "[7]", "{\"data\":7}", "{\"id\":7}"}) {
                CAPTURE(static_cast<int>(endpoint));
                CAPTURE(body);
                const core::Error error = failure_in(action_from({endpoint, 7, "pk_1"}, response(200, body)));
                CHECK(error.code == ErrorCode::BadAnswer);
                CHECK(error.message.ends_with("It may have been saved; refresh to see.") ==
                      changes_something(endpoint));
            }
        }
        CHECK(failure_in(action_from({Endpoint::ProviderKeys, 7, ""}, response(200))).code == ErrorCode::BadAnswer);
        CHECK(failure_in(action_from({Endpoint::NewProviderKey, 7, ""}, response(200))).code == ErrorCode::BadAnswer);
    }

    TEST_CASE("each failure goes back to the one who asked") {
        const auto failure = [](Endpoint endpoint) {
            return failure_of({endpoint, 7, "k"}, test::error(ErrorCode::Conflict));
        };
        CHECK(std::get<SignInFailed>(failure(Endpoint::Organizations)).request == 7);
        CHECK(std::get<ProviderKeysFailed>(failure(Endpoint::ProviderKeys)).request == 7);
        CHECK(std::get<ApiKeysFailed>(failure(Endpoint::ApiKeys)).error.code == ErrorCode::Conflict);
        for (const Endpoint endpoint :
             {Endpoint::NewProviderKey, Endpoint::ProviderKeyChange, Endpoint::ProviderKeyDeletion}) {
            const Action action = failure(endpoint);
            REQUIRE(std::holds_alternative<ProviderKeyWriteFailed>(action));
            CHECK(std::get<ProviderKeyWriteFailed>(action).request == 7);
            CHECK(std::get<ProviderKeyWriteFailed>(action).id == "k");
        }
        for (const Endpoint endpoint : {Endpoint::NewApiKey, Endpoint::ApiKeyChange, Endpoint::ApiKeyDeletion}) {
            const Action action = failure(endpoint);
            REQUIRE(std::holds_alternative<ApiKeyWriteFailed>(action));
            CHECK(std::get<ApiKeyWriteFailed>(action).id == "k");
        }
    }

    TEST_CASE("a write without an answer is not called failed: it may have happened") {
        for (const Endpoint endpoint : all_endpoints) {
            for (const bool timed_out : {false, true}) {
                CAPTURE(static_cast<int>(endpoint));
                CAPTURE(timed_out);
                const core::Error error = error_from({endpoint, 7, "k"}, no_answer(timed_out));
                CHECK(error.code == (timed_out ? ErrorCode::Timeout : ErrorCode::Network));
                CHECK(error.message.contains("It may have been") == changes_something(endpoint));
                CHECK(error.message.ends_with('.'));
            }
        }
        CHECK(error_from({Endpoint::ApiKeys, 7, ""}, no_answer(true)).message == "No answer came in time.");
        CHECK(error_from({Endpoint::ProviderKeyChange, 7, "k"}, no_answer(false)).message ==
              "The server cannot be reached. It may have been saved; refresh to see.");
        CHECK(error_from({Endpoint::NewProviderKey, 7, ""}, no_answer(true)).message ==
              "No answer came in time. It may have been saved; refresh to see.");
        CHECK(error_from({Endpoint::ApiKeyDeletion, 7, "k"}, no_answer(true)).message ==
              "No answer came in time. It may have been deleted; refresh to see.");
    }

    TEST_CASE("why no answer could arrive is said with what mends it, where it is known") {
        struct Row {
            NoAnswer no_answer;
            std::string_view sentence;
        };
        const Row rows[] = {
            {NoAnswer::Offline, "This device is offline."},
            {NoAnswer::PolicyOfPage,
             "This page may not call https://api.example: add that to connect-src in its Content-Security-Policy."},
            {NoAnswer::OriginRefused,
             "https://api.example does not allow pages of https://console.example (CORS). Start byok-server there with "
             "--allow-origin https://console.example."},
        };
        for (const Row& row : rows) {
            for (const Endpoint endpoint : all_endpoints) {
                CAPTURE(row.sentence);
                CAPTURE(static_cast<int>(endpoint));
                HttpResponse response = no_answer(false);
                response.no_answer = row.no_answer;
                response.page_origin = "https://console.example";
                response.asked_origin = "https://api.example";
                const core::Error error = error_from({endpoint, 7, "k"}, response);
                CHECK(error.code == ErrorCode::Prevented);
                CHECK(error.message.starts_with(row.sentence));
                CHECK((error.message == row.sentence) == !changes_something(endpoint));
                CHECK(error.message.contains("It may have been") == changes_something(endpoint));
                // What came in time, or too late, is what counts.
                response.timed_out = true;
                CHECK(error_from({endpoint, 7, "k"}, response).code == ErrorCode::Timeout);
                response.timed_out = false;
                response.status = 403;
                CHECK(error_from({endpoint, 7, "k"}, response).code == ErrorCode::Forbidden);
            }
        }
    }

    TEST_CASE("a list that is not there, in words of another server, is looked for in the wrong place") {
        for (const Endpoint endpoint : {Endpoint::ProviderKeys, Endpoint::ApiKeys}) {
            for (const std::string_view body : {"", "<h1>404</h1>", "{}", R"({"message":"no route"})"}) {
                CAPTURE(body);
                const core::Error error = error_from({endpoint, 7, ""}, response(404, body));
                CHECK(error.code == ErrorCode::NotFound);
                CHECK(error.message ==
                      "The server has no such list. Check \"api_base\" and \"organization\" in config.json.");
            }
        }
        CHECK_FALSE(error_from({Endpoint::Activity, 7, ""}, response(404)).message.contains("config.json"));
    }

    TEST_CASE("nor is one whose answer a proxy in between lost") {
        for (const int status : {502, 504}) {
            CAPTURE(status);
            const core::Error error =
                error_from({Endpoint::NewProviderKey, 7, ""}, response(status, "<html>Oops</html>"));
            CHECK(error.code == ErrorCode::Internal);
            CHECK(error.message == "A proxy had no answer from the server. It may have been saved; refresh to see.");
            CHECK_FALSE(error_from({Endpoint::ApiKeys, 7, ""}, response(status)).message.contains("It may have been"));
        }
        for (const int status : {500, 503, 400, 429}) {
            CAPTURE(status);
            CHECK_FALSE(
                error_from({Endpoint::NewProviderKey, 7, ""}, response(status)).message.contains("It may have been"));
        }
    }

    TEST_CASE("a change or deletion that the server does not know is said to be not offered") {
        struct Row {
            Endpoint endpoint;
            std::string_view sentence;
        };
        const Row rows[] = {
            {Endpoint::ProviderKeyChange, "This server does not offer changing provider keys."},
            {Endpoint::ProviderKeyDeletion, "This server does not offer deleting provider keys."},
            {Endpoint::ApiKeyChange, "This server does not offer changing API keys."},
            {Endpoint::ApiKeyDeletion, "This server does not offer deleting API keys."},
        };
        for (const Row& row : rows) {
            for (const auto& [status, body] :
                 {std::pair{405, ""},
                  {405, R"({"error":{"type":"invalid_request_error","message":"Method not allowed."}})"},
                  {501, ""},
                  {404, ""},
                  {404, "<html>404 page not found</html>"},
                  {404, "not_found_error"},
                  {404, R"({"error":"not_found_error"})"},
                  {404, R"({"error":"Not Found","message":"Cannot POST /v1/x"})"},
                  {404, R"({"error":{"code":"not_found","message":"no route"}})"}}) {
                CAPTURE(row.sentence);
                CAPTURE(status);
                CAPTURE(body);
                const core::Error error = error_from({row.endpoint, 7, "k"}, response(status, body));
                CHECK(error.code == ErrorCode::MethodNotAllowed);
                CHECK(error.message == row.sentence);
            }
        }
    }

    TEST_CASE("a key that is gone is not mistaken for a call that is not offered") {
        for (const Endpoint endpoint : all_endpoints) {
            CAPTURE(static_cast<int>(endpoint));
            const core::Error error =
                error_from({endpoint, 7, "k"},
                           response(404, R"({"error":{"type":"not_found_error","message":"No such provider key."}})"));
            CHECK(error.code == ErrorCode::NotFound);
            CHECK(error.message == "No such provider key.");
        }
    }

    TEST_CASE("the calls that every server has are never said to be not offered") {
        for (const Endpoint endpoint : all_endpoints) {
            if (changes_or_deletes(endpoint) || endpoint == Endpoint::CredentialTest) continue;
            CAPTURE(static_cast<int>(endpoint));
            CHECK(error_from({endpoint, 7, ""}, response(404)).code == ErrorCode::NotFound);
            CHECK(error_from({endpoint, 7, ""}, response(405)).code == ErrorCode::MethodNotAllowed);
            CHECK(error_from({endpoint, 7, ""}, response(405)).message == core::decode_error(405, "").message);
        }
    }

    TEST_CASE("a refusal keeps the server's sentence and its fields") {
        const core::Error error =
            error_from({Endpoint::NewProviderKey, 7, ""},
                       response(400, R"({"error":{"type":"invalid_request_error","message":"Not valid.",
                              "params":[{"param":"name","message":"That name is taken."}]}})"));
        CHECK(error.code == ErrorCode::InvalidRequest);
        CHECK(error.message == "Not valid.");
        CHECK(error.fields == std::vector<core::FieldError>{{"name", "That name is taken."}});
    }

    TEST_CASE("an answer that is neither 2xx nor an error is no success") {
        for (const int status : {100, 199, 300, 302, 304, 399, 600}) {
            CAPTURE(status);
            CHECK(failure_in(action_from({Endpoint::ProviderKeyDeletion, 7, "k"}, response(status))).code ==
                  ErrorCode::BadAnswer);
        }
    }
}
