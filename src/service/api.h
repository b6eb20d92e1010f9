/// The management API without HTTP: a method, a path, a token and a body in; a status and a body out.
///
/// The server puts a socket in front of it, the demo a function call. The contract is assets/openapi.yaml.
/// Looked at in this order, the first that is wrong is answered: path (404), method (405), token (401), content type
/// (415), organization (404), the rest of the path (404), body (400).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/error.h"
#include "core/secret.h"
#include "service/api_keys.h"
#include "service/console_tokens.h"
#include "service/credential_tests.h"
#include "service/organizations.h"
#include "service/provider_keys.h"

namespace byok::service {

struct ApiRequest {
    std::string_view method;    // HEAD is answered like GET; leaving out the body is the transport's part
    std::string_view path;      // as sent: not decoded, without the query
    core::Secret token;         // of `Authorization: Bearer`; empty = none
    bool body_is_json = false;  // what the Content-Type says
    std::string_view body;
};

struct ApiAnswer {
    int status = 500;
    core::Secret body;                // JSON; may hold a gateway key just made
    std::string allow = {};           // with 405: the methods that this path knows, "GET, HEAD, POST"
    int retry_after_s = 0;            // with 429; 0 = not said
    std::optional<TestJob> job = {};  // to be tried first: the answer is what Api::finish() makes of it
};

/// An answer that says `error`, in the contract's error shape and with its status.
ApiAnswer answer_error(const core::Error& error);

class Api {
public:
    /// All of them must outlive this.
    Api(Store& store, Vault& vault, const Clock& clock, Random& random, TestLimits test_limits = {});

    /// Never fails: what goes wrong is an answer as well.
    ApiAnswer handle(const ApiRequest& request);

    /// The answer to a request that had a job, once its credential was tried. Each job has to come back here or to
    /// abandon(): until then it counts as under way.
    ApiAnswer finish(const TestJob& job, core::TestResult result);
    void abandon(const TestJob& job) { tests_.abandon(job); }

private:
    Organizations organizations_;
    CredentialTests tests_;
    ProviderKeys provider_keys_;
    ApiKeys api_keys_;
    ConsoleTokens tokens_;
};

/// Whether `path` belongs to the API rather than to the site.
bool is_api_path(std::string_view path);

}  // namespace byok::service
