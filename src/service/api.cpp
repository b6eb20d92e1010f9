#include "service/api.h"

#include <algorithm>
#include <utility>

#include "core/contract_server.h"
#include "service/api_call.h"
#include "service/api_routes.h"

namespace byok::service {

namespace {

using core::Error;
using core::ErrorCode;
using core::Result;

std::unexpected<Error> refuse(ErrorCode code, std::string message) {
    return std::unexpected(Error{code, std::move(message), {}, 0});
}

ApiAnswer refuse_method(std::string_view path) {
    std::string allow;
    for (const Route& route : api_routes()) {
        if (match_path(route.pattern, path).matches) {
            allow += allow.empty() ? "" : ", ";
            allow += route.method == "GET" ? "GET, HEAD" : route.method;
        }
    }
    if (allow.empty()) { return answer_error({ErrorCode::NotFound, "There is nothing at this path.", {}, 0}); }
    ApiAnswer refused = answer_error({ErrorCode::MethodNotAllowed, "This path knows " + allow + ".", {}, 0});
    refused.allow = std::move(allow);
    return refused;
}

std::string sentence_for(core::Role needed) {
    return needed == core::Role::Admin ? "Only admins may do that. Ask one for a token with the role admin."
                                       : "Viewers may only look. Ask an admin for a token with the role editor.";
}

}  // namespace

ApiAnswer answer_error(const Error& error) {
    std::string body = core::encode_error(error);
    ApiAnswer refused{.status = core::http_status(error.code), .body = core::Secret::take(body)};
    refused.retry_after_s = error.retry_after_s;
    return refused;
}

bool is_api_path(std::string_view path) {
    return path == "/v1" || path.starts_with("/v1/") || path == "/auth" || path.starts_with("/auth/");
}

Api::Api(Store& store, Vault& vault, const Clock& clock, Random& random, ApiLimits limits)
    : store_(store),
      clock_(clock),
      limits_(limits),
      organizations_(store, clock, random),
      tests_(store, vault, clock, limits.tests),
      provider_keys_(store, vault, clock, random, &tests_),
      api_keys_(store, vault, clock, random),
      tokens_(store, vault, clock, random),
      sessions_(store, vault, clock, random, limits.sessions),
      audit_(store, clock, random),
      idempotency_(store, vault, clock) {}

/// Who asks. Wrong tokens and cookies are counted by where they come from; right ones always pass, so that nobody can
/// lock out others.
Result<Caller> Api::recognise(const ApiRequest& request) {
    const bool by_cookie = request.token.empty() && !request.session.empty();
    auto caller = by_cookie ? sessions_.check(request.session) : tokens_.check(request.token);
    if (caller || caller.error().code != ErrorCode::Authentication || (request.token.empty() && !by_cookie)) {
        return caller;
    }
    auto admitted =
        counter_.admit("failed " + std::string(request.ip), limits_.failed_sign_ins_per_minute_and_ip,
                       clock_.unix_time_s(), "Too many requests with a wrong console token. Wait a minute.");
    return admitted ? caller : std::unexpected(std::move(admitted).error());
}

/// Whether the caller may make that call, as far as the request alone says.
Result<void> Api::admit(const ApiRequest& request, const Route& route, const Caller& caller,
                        const core::AuditEvent& event) {
    const bool writes = route.method != "GET" || route.writes();
    // A cookie is sent by the browser whoever asks for it.
    if (!caller.session_id.empty() && writes && !request.same_origin) {
        return refuse(ErrorCode::Forbidden, "With a session, changes are taken from this server's own pages alone.");
    }
    if (caller.role < route.role) {
        if (!route.action.empty()) {
            core::AuditEvent refused = event;
            refused.result = "refused";
            const auto noted = counter_.admit("refused " + caller.token_id, limits_.refusals_noted_per_minute_and_token,
                                              clock_.unix_time_s(), {});
            if (noted) { [[maybe_unused]] const auto kept = audit_.append(caller.organization_id, refused); }
        }
        return refuse(ErrorCode::Forbidden, sentence_for(route.role));
    }
    if (route.method == "POST" && !request.body_is_json) {
        return refuse(ErrorCode::UnsupportedMediaType, "Send the body as application/json.");
    }
    if (route.action == "api_key.revealed") {
        return counter_.admit("revealed " + caller.token_id, limits_.reveals_per_minute_and_token, clock_.unix_time_s(),
                              "Too many API keys were read in this minute.");
    }
    return {};
}

ApiAnswer Api::handle(const ApiRequest& request) {
    const std::string_view method = request.method == "HEAD" ? "GET" : request.method;
    PathMatch found;
    const auto routes = api_routes();
    const auto route = std::ranges::find_if(routes, [&](const Route& candidate) {
        found = candidate.method == method ? match_path(candidate.pattern, request.path) : PathMatch{};
        return found.matches;
    });
    if (route == routes.end()) { return refuse_method(request.path); }
    const auto caller = recognise(request);
    if (!caller) { return answer_error(caller.error()); }
    core::AuditEvent event = event_by(*caller);
    event.action = route->action;
    event.target_type = route->target_type;
    event.target_id = found.id;
    event.ip = request.ip;
    event.request_id = request.request_id;
    if (auto admitted = admit(request, *route, *caller, event); !admitted) { return answer_error(admitted.error()); }
    if (!found.organization_id.empty()) {
        const auto visible = organizations_.get(caller->organization_id, found.organization_id);
        if (!visible) { return answer_error(visible.error()); }
    }
    ApiCall call{organizations_,
                 provider_keys_,
                 api_keys_,
                 tests_,
                 sessions_,
                 audit_,
                 *caller,
                 found.organization_id,
                 found.id,
                 request.query,
                 request.body,
                 request.if_match,
                 request.cookie_is_safe,
                 event};
    return route->writes() ? write(request, *route, call) : route->handler(call);
}

/// All that the call writes, or nothing of it.
ApiAnswer Api::write(const ApiRequest& request, const Route& route, ApiCall& call) {
    ApiAnswer said;
    bool refused = false;  // by the call itself, rather than by the store
    const auto kept = store_.atomically([&]() -> Result<void> {
        said = write_once(request, route, call);
        refused = said.is_error();
        if (refused) { return refuse(ErrorCode::Internal, {}); }
        return said.replayed ? Result<void>() : audit_.append(call.caller.organization_id, call.event);
    });
    return kept || refused ? std::move(said) : answer_error(kept.error());
}

/// Carries the call out, unless it was carried out before.
ApiAnswer Api::write_once(const ApiRequest& request, const Route& route, ApiCall& call) {
    if (route.replay == nullptr || request.idempotency_key.empty()) { return route.handler(call); }
    const auto made_before =
        idempotency_.made_before(call.organization_id, request.idempotency_key, request.path, request.body);
    if (!made_before) { return answer_error(made_before.error()); }
    if (*made_before) {
        call.id = **made_before;
        return route.replay(call);
    }
    ApiAnswer said = route.handler(call);
    if (said.is_error()) { return said; }
    const auto noted = idempotency_.note(call.organization_id, request.idempotency_key, request.path, request.body,
                                         call.event.target_id);
    return noted ? std::move(said) : answer_error(noted.error());
}

ApiAnswer Api::finish(const TestJob& job, core::TestResult result) {
    core::AuditEvent event = job.event;
    event.detail = std::string(core::wire_name(result.finding.verdict)) + ": " + result.finding.reason;
    ApiAnswer said;
    const auto kept = store_.atomically([&]() -> Result<void> {
        const auto finished = tests_.finish(job, std::move(result));
        if (!finished) { return std::unexpected(finished.error()); }
        std::string body = core::encode_test_result(*finished);
        said = {.status = 200, .body = core::Secret::take(body)};
        return audit_.append(job.organization_id, event);
    });
    return kept ? std::move(said) : answer_error(kept.error());
}

}  // namespace byok::service
