#include "service/api_handlers.h"

#include <charconv>
#include <utility>

#include "core/contract_server.h"

namespace byok::service {

namespace {

using core::ErrorCode;
using core::Result;

constexpr int audit_page_default = 50;

ApiAnswer answer(int status, std::string body) {
    return {.status = status, .body = core::Secret::take(body)};
}

/// What `result` holds, written by `encode`; or its error.
template <class T, class Encode>
ApiAnswer answer_result(int status, const Result<T>& result, Encode encode) {
    return result ? answer(status, encode(*result)) : answer_error(result.error());
}

ApiAnswer answer_provider_key(ApiCall& call, int status, const Result<core::ProviderKey>& key) {
    ApiAnswer said = answer_result(status, key, core::encode_provider_key);
    if (key) {
        said.etag = key->etag;
        call.event.target_id = key->id;
        call.event.target_name = key->name;
    }
    return said;
}

ApiAnswer answer_api_key(ApiCall& call, const Result<core::ApiKey>& key) {
    ApiAnswer said =
        answer_result(200, key, [&](const auto& k) { return core::encode_api_key(k, call.organization_id); });
    if (key) {
        said.etag = key->etag;
        call.event.target_name = key->name;
    }
    return said;
}

/// With the gateway key itself.
ApiAnswer answer_created_api_key(ApiCall& call, int status, const Result<core::CreatedApiKey>& created) {
    if (!created) { return answer_error(created.error()); }
    call.event.target_id = created->api_key.id;
    call.event.target_name = created->api_key.name;
    return {.status = status,
            .body = core::encode_created_api_key(*created, call.organization_id),
            .etag = created->api_key.etag};
}

template <class Key>
ApiAnswer answer_deleted(ApiCall& call, const Result<Key>& removed) {
    if (!removed) { return answer_error(removed.error()); }
    call.event.target_name = removed->name;
    return answer(200, core::encode_deleted(call.event.target_type, call.id));
}

/// The answer to a request sent again is the thing as it is now.
ApiAnswer replayed(ApiAnswer said) {
    if (said.status == core::http_status(ErrorCode::NotFound)) {
        return answer_error({ErrorCode::Conflict,
                             "This request was carried out before, and what it made has been deleted since.",
                             {},
                             0});
    }
    said.replayed = true;
    return said;
}

ApiAnswer answer_job(ApiCall& call, Result<TestJob> job) {
    if (!job) { return answer_error(job.error()); }
    ApiAnswer begun;
    begun.job = *std::move(job);
    begun.job->event = call.event;
    return begun;
}

/// The value of that parameter as it was sent; empty when it is not there.
std::string_view parameter(std::string_view query, std::string_view name) {
    while (!query.empty()) {
        const std::string_view pair = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(pair.size() + 1, query.size()));
        const std::size_t equals = pair.find('=');
        if (equals != std::string_view::npos && pair.substr(0, equals) == name) { return pair.substr(equals + 1); }
    }
    return {};
}

}  // namespace

ApiAnswer get_session(ApiCall& call) {
    return answer(200, core::encode_session(call.sessions.info(call.caller)));
}

ApiAnswer open_session(ApiCall& call) {
    if (const auto nothing = core::decode_nothing(call.body); !nothing) { return answer_error(nothing.error()); }
    if (!call.caller.session_id.empty()) {
        return answer_error({ErrorCode::Authentication, "Send a console token to open a session.", {}, 0});
    }
    if (!call.cookie_is_safe) {
        return answer_error({ErrorCode::Forbidden,
                             "A session needs https, or http on this machine itself. Use the token by itself, or put "
                             "https in front of the server.",
                             {},
                             0});
    }
    auto opened = call.sessions.open(call.caller);
    if (!opened) { return answer_error(opened.error()); }
    call.event.target_id = opened->id;
    ApiAnswer said = answer(201, core::encode_session(opened->info));
    said.cookie = SessionCookie{std::move(opened->cookie)};
    return said;
}

ApiAnswer close_session(ApiCall& call) {
    if (auto closed = call.sessions.close(call.caller); !closed) { return answer_error(closed.error()); }
    call.event.target_id = call.caller.session_id;
    ApiAnswer said = answer(200, core::encode_deleted("session", call.caller.session_id));
    said.cookie = SessionCookie{};
    return said;
}

ApiAnswer list_organizations(ApiCall& call) {
    return answer_result(200, call.organizations.list(call.caller.organization_id), core::encode_organizations);
}

ApiAnswer get_organization(ApiCall& call) {
    return answer_result(200, call.organizations.get(call.caller.organization_id, call.organization_id),
                         core::encode_organization);
}

ApiAnswer list_audit_events(ApiCall& call) {
    int count = audit_page_default;
    if (const std::string_view limit = parameter(call.query, "limit"); !limit.empty()) {
        const auto read = std::from_chars(limit.data(), limit.data() + limit.size(), count);
        if (read.ec != std::errc{} || read.ptr != limit.data() + limit.size() || count < 1 || count > audit_page_max) {
            const std::string message = "limit has to be a number from 1 to " + std::to_string(audit_page_max) + ".";
            return answer_error({ErrorCode::InvalidRequest, message, {{"limit", message}}, 0});
        }
    }
    return answer_result(200, call.audit.page(call.organization_id, parameter(call.query, "cursor"), count),
                         core::encode_audit_page);
}

ApiAnswer list_provider_keys(ApiCall& call) {
    return answer_result(200, call.provider_keys.list(call.organization_id), core::encode_provider_keys);
}

ApiAnswer create_provider_key(ApiCall& call) {
    const auto key = core::decode_new_provider_key(call.body);
    return key ? answer_provider_key(call, 201, call.provider_keys.create(call.organization_id, call.caller.name, *key))
               : answer_error(key.error());
}

ApiAnswer replay_created_provider_key(ApiCall& call) {
    return replayed(answer_provider_key(call, 201, call.provider_keys.get(call.organization_id, call.id)));
}

ApiAnswer get_provider_key(ApiCall& call) {
    return answer_provider_key(call, 200, call.provider_keys.get(call.organization_id, call.id));
}

ApiAnswer update_provider_key(ApiCall& call) {
    // The provider of a key never changes and says how its credential is written.
    const auto stored = call.provider_keys.get(call.organization_id, call.id);
    if (!stored) { return answer_error(stored.error()); }
    const auto change = core::decode_provider_key_change(call.body, stored->provider);
    if (!change) { return answer_error(change.error()); }
    const auto changed =
        call.provider_keys.update(call.organization_id, call.id, call.caller.name, *change, call.if_match);
    if (changed) {
        auto& changes = call.event.changes;
        if (changed->name != stored->name) { changes.emplace_back("name"); }
        if (changed->active != stored->active) { changes.emplace_back("active"); }
        if (changed->api_key_ids != stored->api_key_ids) { changes.emplace_back("api_key_ids"); }
        if (change->credential && !core::is_unchanged(*change->credential, stored->credential)) {
            changes.emplace_back("credential");
        }
    }
    return answer_provider_key(call, 200, changed);
}

ApiAnswer delete_provider_key(ApiCall& call) {
    return answer_deleted(call, call.provider_keys.remove(call.organization_id, call.id, call.if_match));
}

ApiAnswer test_credential(ApiCall& call) {
    auto test = core::decode_new_credential_test(call.body);
    return test ? answer_job(call, call.tests.begin(call.caller, *std::move(test))) : answer_error(test.error());
}

ApiAnswer test_provider_key(ApiCall& call) {
    const auto stored = call.provider_keys.get(call.organization_id, call.id);
    if (!stored) { return answer_error(stored.error()); }
    call.event.target_name = stored->name;
    const auto entered = core::decode_stored_credential_test(call.body, stored->provider);
    return entered ? answer_job(call, call.tests.begin(call.caller, call.id, *entered)) : answer_error(entered.error());
}

ApiAnswer list_api_keys(ApiCall& call) {
    return answer_result(200, call.api_keys.list(call.organization_id),
                         [&](const auto& keys) { return core::encode_api_keys(keys, call.organization_id); });
}

ApiAnswer create_api_key(ApiCall& call) {
    const auto key = core::decode_new_api_key(call.body);
    return key ? answer_created_api_key(call, 201, call.api_keys.create(call.organization_id, *key))
               : answer_error(key.error());
}

ApiAnswer replay_created_api_key(ApiCall& call) {
    return replayed(answer_created_api_key(call, 201, call.api_keys.reveal(call.organization_id, call.id)));
}

ApiAnswer get_api_key(ApiCall& call) {
    return answer_api_key(call, call.api_keys.get(call.organization_id, call.id));
}

ApiAnswer update_api_key(ApiCall& call) {
    const auto stored = call.api_keys.get(call.organization_id, call.id);
    if (!stored) { return answer_error(stored.error()); }
    const auto change = core::decode_api_key_change(call.body);
    if (!change) { return answer_error(change.error()); }
    const auto changed = call.api_keys.update(call.organization_id, call.id, *change, call.if_match);
    if (changed) {
        if (changed->name != stored->name) { call.event.changes.emplace_back("name"); }
        if (changed->active != stored->active) { call.event.changes.emplace_back("active"); }
    }
    return answer_api_key(call, changed);
}

ApiAnswer delete_api_key(ApiCall& call) {
    return answer_deleted(call, call.api_keys.remove(call.organization_id, call.id, call.if_match));
}

ApiAnswer reveal_api_key(ApiCall& call) {
    return answer_created_api_key(call, 200, call.api_keys.reveal(call.organization_id, call.id));
}

}  // namespace byok::service
