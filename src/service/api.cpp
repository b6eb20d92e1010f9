#include "service/api.h"

#include <algorithm>
#include <span>
#include <utility>

#include "core/contract_server.h"

namespace byok::service {

namespace {

using core::ErrorCode;
using core::Result;

/// The services, and what a matched path says about whose and which.
struct Call {
    Organizations& organizations;
    ProviderKeys& provider_keys;
    ApiKeys& api_keys;
    CredentialTests& tests;
    Caller caller;
    std::string_view organization_id;
    std::string_view id;
    std::string_view body;
};

ApiAnswer answer(int status, std::string body) {
    return {.status = status, .body = core::Secret::take(body)};
}

/// What `result` holds, written by `encode`; or its error.
template <class T, class Encode>
ApiAnswer answer_result(int status, const Result<T>& result, Encode encode) {
    return result ? answer(status, encode(*result)) : answer_error(result.error());
}

ApiAnswer answer_deleted(const Result<void>& removed, std::string_view object, std::string_view id) {
    return removed ? answer(200, core::encode_deleted(object, id)) : answer_error(removed.error());
}

ApiAnswer answer_api_key(Call& call, const Result<core::ApiKey>& key) {
    return answer_result(200, key, [&](const auto& k) { return core::encode_api_key(k, call.organization_id); });
}

/// With the gateway key itself.
ApiAnswer answer_created_api_key(Call& call, int status, const Result<core::CreatedApiKey>& created) {
    return created ? ApiAnswer{.status = status, .body = core::encode_created_api_key(*created, call.organization_id)}
                   : answer_error(created.error());
}

ApiAnswer list_organizations(Call& call) {
    return answer_result(200, call.organizations.list(call.caller.organization_id), core::encode_organizations);
}

ApiAnswer get_organization(Call& call) {
    return answer_result(200, call.organizations.get(call.caller.organization_id, call.organization_id),
                         core::encode_organization);
}

ApiAnswer list_provider_keys(Call& call) {
    return answer_result(200, call.provider_keys.list(call.organization_id), core::encode_provider_keys);
}

ApiAnswer create_provider_key(Call& call) {
    const auto key = core::decode_new_provider_key(call.body);
    return key ? answer_result(201, call.provider_keys.create(call.organization_id, call.caller.name, *key),
                               core::encode_provider_key)
               : answer_error(key.error());
}

ApiAnswer get_provider_key(Call& call) {
    return answer_result(200, call.provider_keys.get(call.organization_id, call.id), core::encode_provider_key);
}

ApiAnswer update_provider_key(Call& call) {
    // The provider of a key never changes and says how its credential is written.
    const auto stored = call.provider_keys.get(call.organization_id, call.id);
    if (!stored) { return answer_error(stored.error()); }
    const auto change = core::decode_provider_key_change(call.body, stored->provider);
    return change ? answer_result(200, call.provider_keys.update(call.organization_id, call.id, *change),
                                  core::encode_provider_key)
                  : answer_error(change.error());
}

ApiAnswer delete_provider_key(Call& call) {
    return answer_deleted(call.provider_keys.remove(call.organization_id, call.id), "provider_key", call.id);
}

ApiAnswer answer_job(Result<TestJob> job) {
    if (!job) { return answer_error(job.error()); }
    ApiAnswer begun;
    begun.job = *std::move(job);
    return begun;
}

ApiAnswer test_credential(Call& call) {
    auto test = core::decode_new_credential_test(call.body);
    return test ? answer_job(call.tests.begin(call.caller, *std::move(test))) : answer_error(test.error());
}

ApiAnswer test_provider_key(Call& call) {
    const auto stored = call.provider_keys.get(call.organization_id, call.id);
    if (!stored) { return answer_error(stored.error()); }
    const auto entered = core::decode_stored_credential_test(call.body, stored->provider);
    return entered ? answer_job(call.tests.begin(call.caller, call.id, *entered)) : answer_error(entered.error());
}

ApiAnswer list_api_keys(Call& call) {
    return answer_result(200, call.api_keys.list(call.organization_id),
                         [&](const auto& keys) { return core::encode_api_keys(keys, call.organization_id); });
}

ApiAnswer create_api_key(Call& call) {
    const auto key = core::decode_new_api_key(call.body);
    return key ? answer_created_api_key(call, 201, call.api_keys.create(call.organization_id, *key))
               : answer_error(key.error());
}

ApiAnswer get_api_key(Call& call) {
    return answer_api_key(call, call.api_keys.get(call.organization_id, call.id));
}

ApiAnswer update_api_key(Call& call) {
    if (const auto stored = call.api_keys.get(call.organization_id, call.id); !stored) {
        return answer_error(stored.error());
    }
    const auto change = core::decode_api_key_change(call.body);
    return change ? answer_api_key(call, call.api_keys.update(call.organization_id, call.id, *change))
                  : answer_error(change.error());
}

ApiAnswer delete_api_key(Call& call) {
    return answer_deleted(call.api_keys.remove(call.organization_id, call.id), "ai_gateway_api_key", call.id);
}

ApiAnswer reveal_api_key(Call& call) {
    return answer_created_api_key(call, 200, call.api_keys.reveal(call.organization_id, call.id));
}

struct Route {
    std::string_view method;
    std::string_view pattern;  // "{org}" and "{id}" each stand for one segment that is not empty
    ApiAnswer (*handler)(Call&);
};

constexpr Route routes[] = {
    {"GET", "/v1/organizations", list_organizations},
    {"GET", "/v1/organizations/{org}", get_organization},
    {"GET", "/v1/organizations/{org}/api_keys", list_api_keys},
    {"POST", "/v1/organizations/{org}/api_keys", create_api_key},
    {"GET", "/v1/organizations/{org}/api_keys/{id}", get_api_key},
    {"POST", "/v1/organizations/{org}/api_keys/{id}", update_api_key},
    {"DELETE", "/v1/organizations/{org}/api_keys/{id}", delete_api_key},
    {"GET", "/v1/organizations/{org}/api_keys/{id}/reveal", reveal_api_key},
    {"GET", "/v1/organizations/{org}/provider-keys", list_provider_keys},
    {"POST", "/v1/organizations/{org}/provider-keys", create_provider_key},
    {"POST", "/v1/organizations/{org}/provider-keys/test", test_credential},
    {"GET", "/v1/organizations/{org}/provider-keys/{id}", get_provider_key},
    {"POST", "/v1/organizations/{org}/provider-keys/{id}", update_provider_key},
    {"DELETE", "/v1/organizations/{org}/provider-keys/{id}", delete_provider_key},
    {"POST", "/v1/organizations/{org}/provider-keys/{id}/test", test_provider_key},
};

struct Match {
    bool matches = false;
    std::string_view organization_id;
    std::string_view id;
};

/// Cuts the text up to the next '/' off the front of `path`, and the '/' with it.
std::string_view take_segment(std::string_view& path) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    const std::string_view segment = path.substr(0, slash);
    path.remove_prefix(std::min(slash + 1, path.size()));
    return segment;
}

Match match(std::string_view pattern, std::string_view path) {
    if (path.ends_with('/') || std::ranges::count(pattern, '/') != std::ranges::count(path, '/')) { return {}; }
    Match found;
    while (!pattern.empty()) {
        const std::string_view wanted = take_segment(pattern);
        const std::string_view segment = take_segment(path);
        if (wanted == "{org}" && !segment.empty()) {
            found.organization_id = segment;
        } else if (wanted == "{id}" && !segment.empty()) {
            found.id = segment;
        } else if (wanted != segment) {
            return {};
        }
    }
    found.matches = true;
    return found;
}

ApiAnswer refuse(ErrorCode code, std::string message) {
    return answer_error({code, std::move(message), {}, 0});
}

ApiAnswer refuse_method(std::string_view path) {
    std::string allow;
    for (const Route& route : routes) {
        if (match(route.pattern, path).matches) {
            allow += allow.empty() ? "" : ", ";
            allow += route.method == "GET" ? "GET, HEAD" : route.method;
        }
    }
    if (allow.empty()) { return refuse(ErrorCode::NotFound, "There is nothing at this path."); }
    ApiAnswer refused = refuse(ErrorCode::MethodNotAllowed, "This path knows " + allow + ".");
    refused.allow = std::move(allow);
    return refused;
}

}  // namespace

ApiAnswer answer_error(const core::Error& error) {
    ApiAnswer refused = answer(core::http_status(error.code), core::encode_error(error));
    refused.retry_after_s = error.retry_after_s;
    return refused;
}

bool is_api_path(std::string_view path) {
    return path == "/v1" || path.starts_with("/v1/");
}

Api::Api(Store& store, Vault& vault, const Clock& clock, Random& random, TestLimits test_limits)
    : organizations_(store, clock, random),
      tests_(store, vault, clock, test_limits),
      provider_keys_(store, vault, clock, random, &tests_),
      api_keys_(store, vault, clock, random),
      tokens_(store, vault, clock, random) {}

ApiAnswer Api::handle(const ApiRequest& request) {
    const std::string_view method = request.method == "HEAD" ? "GET" : request.method;
    Match found;
    const auto* const route = std::ranges::find_if(routes, [&](const Route& candidate) {
        found = candidate.method == method ? match(candidate.pattern, request.path) : Match{};
        return found.matches;
    });
    if (route == std::end(routes)) { return refuse_method(request.path); }
    auto caller = tokens_.check(request.token);
    if (!caller) { return answer_error(caller.error()); }
    if (method == "POST" && !request.body_is_json) {
        return refuse(ErrorCode::UnsupportedMediaType, "Send the body as application/json.");
    }
    if (!found.organization_id.empty()) {
        const auto visible = organizations_.get(caller->organization_id, found.organization_id);
        if (!visible) { return answer_error(visible.error()); }
    }
    Call call{organizations_,     provider_keys_,        api_keys_, tests_,
              *std::move(caller), found.organization_id, found.id,  request.body};
    return route->handler(call);
}

ApiAnswer Api::finish(const TestJob& job, core::TestResult result) {
    return answer_result(200, tests_.finish(job, std::move(result)), core::encode_test_result);
}

}  // namespace byok::service
