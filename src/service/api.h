/// The management API without HTTP: a method, a path, who asks and a body in; a status and a body out.
///
/// The server puts a socket in front of it, the demo a function call. The contract is assets/openapi.yaml.
/// Looked at in this order, the first that is wrong is answered: path (404), method (405), token or session (401),
/// where a write with a cookie comes from (403), role (403), content type (415), organization (404), the rest of the
/// path (404), the version that it is meant for (412), body (400).
///
/// What a call writes, its entry in the audit trail, and the note that makes it safe to send again are one transaction.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/error.h"
#include "core/secret.h"
#include "service/api_answer.h"
#include "service/api_keys.h"
#include "service/audit_trail.h"
#include "service/console_tokens.h"
#include "service/credential_tests.h"
#include "service/idempotency.h"
#include "service/minute_counter.h"
#include "service/organizations.h"
#include "service/provider_keys.h"
#include "service/sessions.h"

namespace byok::service {

struct Route;

struct ApiRequest {
    std::string_view method;    // HEAD is answered like GET; leaving out the body is the transport's part
    std::string_view path;      // as sent: not decoded, without the query
    core::Secret token;         // of `Authorization: Bearer`; empty = none
    bool body_is_json = false;  // what the Content-Type says
    std::string_view body;
    core::Secret session = {};              // of the session's cookie; empty = none. A token goes before it.
    bool same_origin = false;               // the browser says that a page of this server asks
    bool cookie_is_safe = true;             // nobody can read a cookie on its way
    std::string_view query = {};            // as sent, without the '?'
    std::string_view if_match = {};         // that header; empty = none
    std::string_view idempotency_key = {};  // that header; empty = none
    std::string_view ip = {};               // of the client, for the audit trail
    std::string_view request_id = {};       // likewise
};

struct ApiLimits {
    TestLimits tests = {};
    SessionLimits sessions = {};
    int failed_sign_ins_per_minute_and_ip = 30;
    int reveals_per_minute_and_token = 30;
    int refusals_noted_per_minute_and_token = 30;  // in the audit trail
};

class Api {
public:
    /// All of them must outlive this.
    Api(Store& store, Vault& vault, const Clock& clock, Random& random, ApiLimits limits = {});

    /// Never fails: what goes wrong is an answer as well.
    ApiAnswer handle(const ApiRequest& request);

    /// The answer to a request that had a job, once its credential was tried. Each job has to come back here or to
    /// abandon(): until then it counts as under way.
    ApiAnswer finish(const TestJob& job, core::TestResult result);
    void abandon(const TestJob& job) { tests_.abandon(job); }

private:
    Store& store_;
    const Clock& clock_;
    ApiLimits limits_;
    Organizations organizations_;
    CredentialTests tests_;
    ProviderKeys provider_keys_;
    ApiKeys api_keys_;
    ConsoleTokens tokens_;
    Sessions sessions_;
    AuditTrail audit_;
    Idempotency idempotency_;
    MinuteCounter counter_;

    core::Result<Caller> recognise(const ApiRequest& request);
    core::Result<void> admit(const ApiRequest& request, const Route& route, const Caller& caller,
                             const core::AuditEvent& event);
    ApiAnswer write(const ApiRequest& request, const Route& route, struct ApiCall& call);
    ApiAnswer write_once(const ApiRequest& request, const Route& route, struct ApiCall& call);
};

/// Whether `path` belongs to the API rather than to the site.
bool is_api_path(std::string_view path);

}  // namespace byok::service
