#include "core/error.h"

#include <iterator>

namespace byok::core {
namespace {

struct Row {
    ErrorCode code;
    int status;  // 0 = no server says this
    std::string_view wire_name;
};

constexpr Row rows[] = {
    {ErrorCode::InvalidRequest, 400, "invalid_request_error"},
    {ErrorCode::Authentication, 401, "authentication_error"},
    {ErrorCode::Forbidden, 403, "forbidden_error"},
    {ErrorCode::NotFound, 404, "not_found_error"},
    {ErrorCode::MethodNotAllowed, 405, "method_not_allowed_error"},
    {ErrorCode::Conflict, 409, "conflict_error"},
    {ErrorCode::PreconditionFailed, 412, "precondition_failed_error"},
    {ErrorCode::PayloadTooLarge, 413, "payload_too_large_error"},
    {ErrorCode::UnsupportedMediaType, 415, "unsupported_media_type_error"},
    {ErrorCode::IdempotencyMismatch, 422, "idempotency_error"},
    {ErrorCode::RateLimit, 429, "rate_limit_error"},
    {ErrorCode::Internal, 500, "api_error"},
    {ErrorCode::Network, 0, "api_error"},
    {ErrorCode::Prevented, 0, "api_error"},
    {ErrorCode::Timeout, 0, "api_error"},
    {ErrorCode::BadAnswer, 0, "api_error"},
};

constexpr bool rows_are_in_enum_order() {
    for (std::size_t i = 0; i < std::size(rows); ++i)
        if (rows[i].code != static_cast<ErrorCode>(i)) return false;
    return std::size(rows) == static_cast<std::size_t>(ErrorCode::BadAnswer) + 1;
}
static_assert(rows_are_in_enum_order(), "the rows are looked up by position");

const Row& row(ErrorCode code) {
    return rows[static_cast<std::size_t>(code)];
}

}  // namespace

std::string_view wire_name(ErrorCode code) {
    return row(code).wire_name;
}

int http_status(ErrorCode code) {
    return row(code).status;
}

ErrorCode code_from_status(int status) {
    if (status == 0) return ErrorCode::Network;
    for (const Row& candidate : rows)
        if (candidate.status == status) return candidate.code;
    if (status >= 400 && status < 500) return ErrorCode::InvalidRequest;
    if (status >= 500 && status < 600) return ErrorCode::Internal;
    return ErrorCode::BadAnswer;
}

}  // namespace byok::core
