/// What went wrong, as a value: a code that programs act on, a sentence that people read, and the fields it belongs to.
///
/// One table ties each code to its name on the wire and its HTTP status, in both directions.
/// No message ever holds a secret.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace byok::core {

enum class ErrorCode {
    // Said by the server (docs: assets/openapi.yaml).
    InvalidRequest,        // 400
    Authentication,        // 401
    Forbidden,             // 403
    NotFound,              // 404
    MethodNotAllowed,      // 405
    Conflict,              // 409
    PreconditionFailed,    // 412
    PayloadTooLarge,       // 413
    UnsupportedMediaType,  // 415
    IdempotencyMismatch,   // 422: the Idempotency-Key was used for another request
    RateLimit,             // 429
    Internal,              // 500 and every other 5xx
    // Found out by the console.
    Network,    // no answer arrived
    Prevented,  // no answer could arrive, for a reason that is known: to ask again at once would be in vain
    Timeout,    // no answer arrived in time
    BadAnswer,  // an answer arrived that is not of the contract
};

/// A sentence about one field. `param` is the field's path in the request:
/// `name`, `provider`, `api_key_ids`, `provider_key`, `provider_key.endpoint`, `provider_key.api_key`,
/// or for the Nth region (from 0, in the order sent)
/// `provider_key.regions[N].region`, `….access_key_id`, `….secret_access_key`, `….session_token`.
struct FieldError {
    std::string param;
    std::string message;
    bool operator==(const FieldError&) const = default;
};

struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string message;             // a sentence for people, sentence case, with its full stop
    std::vector<FieldError> fields;  // empty when it belongs to no field
    int retry_after_s = 0;           // seconds to wait before asking again; 0 = the answer did not say
    bool operator==(const Error&) const = default;
};

template <class T>
using Result = std::expected<T, Error>;

/// `invalid_request_error`, …; those that no server says have the wire name of Internal, `api_error`.
std::string_view wire_name(ErrorCode code);

/// 400, …; 0 for the codes that no server says.
int http_status(ErrorCode code);

/// The code for an HTTP status outside 2xx: exact match in the table, else InvalidRequest for 4xx,
/// Internal for 5xx, Network for 0, BadAnswer for the rest.
ErrorCode code_from_status(int status);

}  // namespace byok::core
