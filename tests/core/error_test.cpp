#include "core/error.h"

#include <doctest/doctest.h>

using namespace byok::core;

TEST_SUITE("core/error") {
    TEST_CASE("a code that a server says comes back from its status") {
        for (int i = 0; i <= static_cast<int>(ErrorCode::Internal); ++i) {
            const auto code = static_cast<ErrorCode>(i);
            CAPTURE(i);
            CHECK(http_status(code) >= 400);
            CHECK(code_from_status(http_status(code)) == code);
            CHECK(wire_name(code).ends_with("_error"));
        }
    }

    TEST_CASE("the names on the wire are those of the contract") {
        CHECK(wire_name(ErrorCode::InvalidRequest) == "invalid_request_error");
        CHECK(wire_name(ErrorCode::Authentication) == "authentication_error");
        CHECK(wire_name(ErrorCode::Forbidden) == "forbidden_error");
        CHECK(wire_name(ErrorCode::NotFound) == "not_found_error");
        CHECK(wire_name(ErrorCode::Conflict) == "conflict_error");
        CHECK(wire_name(ErrorCode::PreconditionFailed) == "precondition_failed_error");
        CHECK(wire_name(ErrorCode::PayloadTooLarge) == "payload_too_large_error");
        CHECK(wire_name(ErrorCode::UnsupportedMediaType) == "unsupported_media_type_error");
        CHECK(wire_name(ErrorCode::RateLimit) == "rate_limit_error");
        CHECK(wire_name(ErrorCode::Internal) == "api_error");
    }

    TEST_CASE("what only the console finds out has no status") {
        for (const ErrorCode code :
             {ErrorCode::Network, ErrorCode::Prevented, ErrorCode::Timeout, ErrorCode::BadAnswer}) {
            CHECK(http_status(code) == 0);
            CHECK(wire_name(code) == "api_error");
        }
    }

    TEST_CASE("statuses without a row of their own fall into a family") {
        struct Row {
            int status;
            ErrorCode code;
        };
        for (const auto& [status, code] : {
                 Row{0, ErrorCode::Network},
                 Row{402, ErrorCode::InvalidRequest},
                 Row{418, ErrorCode::InvalidRequest},
                 Row{422, ErrorCode::IdempotencyMismatch},
                 Row{428, ErrorCode::InvalidRequest},
                 Row{499, ErrorCode::InvalidRequest},
                 Row{502, ErrorCode::Internal},
                 Row{503, ErrorCode::Internal},
                 Row{599, ErrorCode::Internal},
                 Row{100, ErrorCode::BadAnswer},
                 Row{302, ErrorCode::BadAnswer},
                 Row{600, ErrorCode::BadAnswer},
                 Row{-1, ErrorCode::BadAnswer},
             }) {
            CAPTURE(status);
            CHECK(code_from_status(status) == code);
        }
    }
}
