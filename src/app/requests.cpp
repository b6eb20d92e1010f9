#include "app/requests.h"

#include <utility>

#include "app/percent_encoding.h"
#include "core/contract.h"
#include "core/json.h"
#include "core/text.h"

namespace byok::app {
namespace {

/// Each call of the API once; the row of an Endpoint stands at its number.
struct EndpointRow {
    Endpoint endpoint;
    std::string_view method;
    std::string_view collection;  // after /v1/organizations/ORG
    std::string_view unoffered;   // what a server may lack; empty for calls that every server has
    std::string_view verb = "";   // after the id
};

constexpr EndpointRow endpoint_rows[] = {
    {Endpoint::Organizations, "GET", "", ""},
    {Endpoint::ProviderKeys, "GET", "/provider-keys", ""},
    {Endpoint::NewProviderKey, "POST", "/provider-keys", ""},
    {Endpoint::ProviderKeyChange, "POST", "/provider-keys", "changing provider keys"},
    {Endpoint::ProviderKeyDeletion, "DELETE", "/provider-keys", "deleting provider keys"},
    {Endpoint::CredentialTest, "POST", "/provider-keys/test", "testing credentials"},
    {Endpoint::ProviderKeyTest, "POST", "/provider-keys", "testing credentials", "/test"},
    {Endpoint::ApiKeys, "GET", "/api_keys", ""},
    {Endpoint::NewApiKey, "POST", "/api_keys", ""},
    {Endpoint::ApiKeyChange, "POST", "/api_keys", "changing API keys"},
    {Endpoint::ApiKeyDeletion, "DELETE", "/api_keys", "deleting API keys"},
    {Endpoint::NewSession, "POST", "", ""},
    {Endpoint::Session, "GET", "", ""},
    {Endpoint::Activity, "GET", "/audit?limit=50", ""},
};

constexpr std::string_view session_path = "/auth/session";

const EndpointRow& row_of(Endpoint endpoint) {
    return endpoint_rows[static_cast<std::size_t>(endpoint)];
}

template <class... Each>
struct Overloaded : Each... {
    using Each::operator()...;
};

/// The text of that member of the request; empty when it has none.
std::string text_of(const Effect& effect, auto member) {
    return std::visit(
        [&](const auto& request) -> std::string {
            if constexpr (requires { member(request); }) {
                return member(request);
            } else {
                return {};
            }
        },
        effect);
}

/// Whether nothing is other than before, whatever became of the request.
bool changes_nothing(Endpoint endpoint) {
    return is_read(endpoint) || endpoint == Endpoint::CredentialTest || endpoint == Endpoint::ProviderKeyTest ||
           endpoint == Endpoint::NewSession;
}

core::Secret body_of(const Effect& effect) {
    return std::visit(
        Overloaded{
            [](const PostProviderKey& post) { return core::encode_new_provider_key(post.key); },
            [](const PostProviderKeyChange& post) { return core::encode_provider_key_change(post.change); },
            [](const PostCredentialTest& post) {
                return core::encode_new_credential_test(post.test.provider, post.test.credential);
            },
            [](const PostProviderKeyTest& post) {
                return core::encode_stored_credential_test(post.credential ? &*post.credential : nullptr);
            },
            [](const PostApiKey& post) { return core::Secret(core::encode_new_api_key(post.key)); },
            [](const PostApiKeyChange& post) { return core::Secret(core::encode_api_key_change(post.change)); },
            [](const ExchangeToken&) { return core::Secret("{}"); },
            [](const auto&) { return core::Secret(); },
        },
        effect);
}

/// Whether the body says, in the contract's words, that the thing is not there. A router that does not know the path
/// says 404 as well, in words of its own.
bool names_missing_thing(std::string_view body) {
    const auto json = core::parse_json(body);
    const core::Json* error = json ? json->find("error") : nullptr;
    const core::Json* type = error != nullptr ? error->find("type") : nullptr;
    return type != nullptr && type->text() == core::wire_name(core::ErrorCode::NotFound);
}

bool is_unoffered(const Asked& asked, const HttpResponse& response) {
    if (row_of(asked.endpoint).unoffered.empty()) return false;
    if (response.status == 405 || response.status == 501) return true;
    return response.status == 404 && !names_missing_thing(response.body.reveal());
}

core::Error sentence(core::ErrorCode code, std::string message) {
    core::Error error;
    error.code = code;
    error.message = std::move(message);
    return error;
}

/// Why no answer could arrive, and what an operator can do about it; empty where that is not known.
std::string what_prevented(const HttpResponse& response) {
    if (response.status != 0 || response.timed_out) return {};
    switch (response.no_answer) {
        case NoAnswer::Offline:
            return "This device is offline.";
        case NoAnswer::PolicyOfPage:
            return "This page may not call " + response.asked_origin +
                   ": add that to connect-src in its Content-Security-Policy.";
        case NoAnswer::OriginRefused:
            return response.asked_origin + " does not allow pages of " + response.page_origin +
                   " (CORS). Start byok-server there with --allow-origin " + response.page_origin + ".";
        case NoAnswer::Unknown:
            break;
    }
    return {};
}

/// Where no answer of the server itself arrived, although the request may have reached it: how that came. Else empty.
std::string how_answer_was_lost(const HttpResponse& response) {
    if (response.status == 502 || response.status == 504) return "A proxy had no answer from the server.";
    if (response.status != 0) return {};
    return response.timed_out ? "No answer came in time." : "The server cannot be reached.";
}

/// `error` of a write that may have happened all the same, with what a person can do about it.
core::Error with_doubt(const Asked& asked, core::Error error) {
    if (changes_nothing(asked.endpoint)) return error;
    if (asked.repeatable) {
        error.message += " It may have been saved. Saving again is safe: it is not made twice.";
    } else if (row_of(asked.endpoint).method == "DELETE") {
        error.message += " It may have been deleted; refresh to see.";
    } else {
        error.message += " It may have been saved; refresh to see.";
    }
    return error;
}

/// `arrived` made from what was decoded; else the failure of the call.
template <class T, class Arrived>
Action arrived_or_failed(const Asked& asked, core::Result<T> decoded, Arrived arrived) {
    if (!decoded) return failure_of(asked, with_doubt(asked, std::move(decoded.error())));
    return arrived(std::move(*decoded));
}

/// A change is answered by the key as it is now. An empty answer is as good; one about another key is not.
template <class Changed, class Key>
Action changed_or_failed(const Asked& asked, std::string_view body, core::Result<Key> (*decode)(std::string_view)) {
    if (core::trimmed(body).empty()) {
        Key key;
        key.id = asked.id;
        return Changed{asked.request, std::move(key)};
    }
    return arrived_or_failed(asked, decode(body), [&](Key key) -> Action {
        if (key.id == asked.id) return Changed{asked.request, std::move(key)};
        return failure_of(
            asked, with_doubt(asked, sentence(core::ErrorCode::BadAnswer, "The server answered about another key.")));
    });
}

}  // namespace

std::optional<Asked> asked_by(const Effect& effect) {
    using Answer = std::optional<Asked>;
    return std::visit(
        Overloaded{
            [](const OpenSession& e) -> Answer { return Asked{Endpoint::Organizations, e.request, {}}; },
            [](const FetchOrganizations& e) -> Answer { return Asked{Endpoint::Organizations, e.request, {}}; },
            [](const ExchangeToken& e) -> Answer { return Asked{Endpoint::NewSession, e.request, {}}; },
            [](const FetchSession& e) -> Answer { return Asked{Endpoint::Session, e.request, {}}; },
            [](const FetchActivity& e) -> Answer { return Asked{Endpoint::Activity, e.request, {}}; },
            [](const FetchProviderKeys& e) -> Answer { return Asked{Endpoint::ProviderKeys, e.request, {}}; },
            [](const PostProviderKey& e) -> Answer {
                return Asked{Endpoint::NewProviderKey, e.request, {}, !e.idempotency_key.empty()};
            },
            [](const PostProviderKeyChange& e) -> Answer {
                return Asked{Endpoint::ProviderKeyChange, e.request, e.id};
            },
            [](const RequestProviderKeyDeletion& e) -> Answer {
                return Asked{Endpoint::ProviderKeyDeletion, e.request, e.id};
            },
            [](const PostCredentialTest& e) -> Answer { return Asked{Endpoint::CredentialTest, e.request, {}}; },
            [](const PostProviderKeyTest& e) -> Answer { return Asked{Endpoint::ProviderKeyTest, e.request, e.id}; },
            [](const FetchApiKeys& e) -> Answer { return Asked{Endpoint::ApiKeys, e.request, {}}; },
            [](const PostApiKey& e) -> Answer {
                return Asked{Endpoint::NewApiKey, e.request, {}, !e.idempotency_key.empty()};
            },
            [](const PostApiKeyChange& e) -> Answer { return Asked{Endpoint::ApiKeyChange, e.request, e.id}; },
            [](const RequestApiKeyDeletion& e) -> Answer { return Asked{Endpoint::ApiKeyDeletion, e.request, e.id}; },
            [](const RequestSessionEnd&) -> Answer { return std::nullopt; },
            [](const CloseSession&) -> Answer { return std::nullopt; },
            [](const CancelRequest&) -> Answer { return std::nullopt; },
            [](const ShowAddress&) -> Answer { return std::nullopt; },
            [](const WriteClipboard&) -> Answer { return std::nullopt; },
            [](const ExpireNotice&) -> Answer { return std::nullopt; },
            [](const AnnounceSignOut&) -> Answer { return std::nullopt; },
        },
        effect);
}

bool is_read(Endpoint endpoint) {
    return row_of(endpoint).method == "GET";
}

HttpRequest request_for(const Effect& effect, std::string_view api_base, const core::Secret& token) {
    const Asked asked = asked_by(effect).value_or(Asked{});
    const EndpointRow& row = row_of(asked.endpoint);
    HttpRequest http;
    http.method = row.method;
    const bool of_session = asked.endpoint == Endpoint::NewSession || asked.endpoint == Endpoint::Session;
    http.url.append(api_base).append(of_session ? session_path : "/v1/organizations");
    if (!of_session && asked.endpoint != Endpoint::Organizations) {
        const std::string organization =
            text_of(effect, [](const auto& e) -> decltype(e.organization_id) { return e.organization_id; });
        http.url.append("/").append(percent_encoded(organization)).append(row.collection);
    }
    const std::string cursor = text_of(effect, [](const auto& e) -> decltype(e.cursor) { return e.cursor; });
    if (!cursor.empty()) http.url.append("&cursor=").append(percent_encoded(cursor));
    http.if_match = text_of(effect, [](const auto& e) -> decltype(e.etag) { return e.etag; });
    http.idempotency_key =
        text_of(effect, [](const auto& e) -> decltype(e.idempotency_key) { return e.idempotency_key; });
    if (!asked.id.empty()) http.url.append("/").append(percent_encoded(asked.id)).append(row.verb);
    http.token = token.clone();
    http.body = body_of(effect);
    const bool tests = asked.endpoint == Endpoint::CredentialTest || asked.endpoint == Endpoint::ProviderKeyTest;
    http.timeout_ms = tests ? test_timeout_ms : request_timeout_ms;
    return http;
}

HttpRequest session_end_request(std::string_view api_base) {
    HttpRequest http;
    http.method = "DELETE";
    http.url.append(api_base).append(session_path);
    http.timeout_ms = request_timeout_ms;
    return http;
}

core::Error error_from(const Asked& asked, const HttpResponse& response) {
    if (is_unoffered(asked, response)) {
        return sentence(core::ErrorCode::MethodNotAllowed,
                        "This server does not offer " + std::string(row_of(asked.endpoint).unoffered) + ".");
    }
    core::Error error = core::decode_error(response.status, response.body.reveal(), response.retry_after);
    std::string prevented = what_prevented(response);
    if (!prevented.empty()) error.code = core::ErrorCode::Prevented;
    const std::string lost = prevented.empty() ? how_answer_was_lost(response) : std::move(prevented);
    if (error.code == core::ErrorCode::PreconditionFailed) {
        error.message = "Somebody else changed this key meanwhile, so it was left as it is. Look at it and try again.";
    }
    const bool is_list = asked.endpoint == Endpoint::ProviderKeys || asked.endpoint == Endpoint::ApiKeys;
    if (is_list && response.status == 404 && !names_missing_thing(response.body.reveal())) {
        error.message = "The server has no such list. Check \"api_base\" and \"organization\" in config.json.";
    }
    if (response.status == 0 && response.timed_out) error.code = core::ErrorCode::Timeout, error.message = lost;
    if (error.code == core::ErrorCode::Prevented) error.message = lost;
    if (lost.empty() || is_read(asked.endpoint)) return error;
    error.message = lost;
    return with_doubt(asked, std::move(error));
}

Action failure_of(const Asked& asked, core::Error error) {
    switch (asked.endpoint) {
        case Endpoint::Organizations:
            return SignInFailed{asked.request, std::move(error)};
        case Endpoint::NewSession:
        case Endpoint::Session:
            return SessionFailed{asked.request, std::move(error)};
        case Endpoint::Activity:
            return ActivityFailed{asked.request, std::move(error)};
        case Endpoint::ProviderKeys:
            return ProviderKeysFailed{asked.request, std::move(error)};
        case Endpoint::ApiKeys:
            return ApiKeysFailed{asked.request, std::move(error)};
        case Endpoint::NewProviderKey:
        case Endpoint::ProviderKeyChange:
        case Endpoint::ProviderKeyDeletion:
            return ProviderKeyWriteFailed{asked.request, asked.id, std::move(error)};
        case Endpoint::CredentialTest:
        case Endpoint::ProviderKeyTest:
            return CredentialTestFailed{asked.request, asked.id, std::move(error)};
        case Endpoint::NewApiKey:
        case Endpoint::ApiKeyChange:
        case Endpoint::ApiKeyDeletion:
            break;
    }
    return ApiKeyWriteFailed{asked.request, asked.id, std::move(error)};
}

Action action_from(const Asked& asked, const HttpResponse& response) {
    if (response.status < 200 || response.status > 299) return failure_of(asked, error_from(asked, response));
    const std::string_view body = response.body.reveal();
    const RequestId request = asked.request;
    switch (asked.endpoint) {
        case Endpoint::Organizations:
            return arrived_or_failed(asked, core::decode_organizations(body),
                                     [&](auto all) { return SignedIn{request, std::move(all)}; });
        case Endpoint::NewSession:
        case Endpoint::Session:
            return arrived_or_failed(asked, core::decode_session(body),
                                     [&](auto session) { return SessionArrived{request, std::move(session)}; });
        case Endpoint::Activity:
            return arrived_or_failed(asked, core::decode_audit_page(body),
                                     [&](auto page) { return ActivityArrived{request, std::move(page)}; });
        case Endpoint::ProviderKeys:
            return arrived_or_failed(asked, core::decode_provider_keys(body),
                                     [&](auto keys) { return ProviderKeysArrived{request, std::move(keys)}; });
        case Endpoint::NewProviderKey:
            return arrived_or_failed(asked, core::decode_provider_key(body),
                                     [&](auto key) { return ProviderKeyCreated{request, std::move(key)}; });
        case Endpoint::ProviderKeyChange:
            return changed_or_failed<ProviderKeyChanged>(asked, body, core::decode_provider_key);
        case Endpoint::ProviderKeyDeletion:
            return ProviderKeyDeleted{request, asked.id};
        case Endpoint::CredentialTest:
        case Endpoint::ProviderKeyTest:
            return arrived_or_failed(asked, core::decode_test_result(body), [&](auto result) {
                return CredentialTested{request, asked.id, std::move(result)};
            });
        case Endpoint::ApiKeys:
            return arrived_or_failed(asked, core::decode_api_keys(body),
                                     [&](auto keys) { return ApiKeysArrived{request, std::move(keys)}; });
        case Endpoint::NewApiKey:
            return arrived_or_failed(asked, core::decode_created_api_key(body),
                                     [&](auto created) { return ApiKeyCreated{request, std::move(created)}; });
        case Endpoint::ApiKeyChange:
            return changed_or_failed<ApiKeyChanged>(asked, body, core::decode_api_key);
        case Endpoint::ApiKeyDeletion:
            break;
    }
    return ApiKeyDeleted{request, asked.id};
}

}  // namespace byok::app
