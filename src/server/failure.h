/// What went wrong with the machine rather than with a request: a sentence for whoever runs the server.
#pragma once

#include <expected>
#include <string>
#include <utility>

#include "core/error.h"

namespace byok::server {

/// Internal, with a sentence that says what is wrong and, where somebody can do something, what.
inline std::unexpected<core::Error> failure(std::string message) {
    return std::unexpected(core::Error{core::ErrorCode::Internal, std::move(message), {}, 0});
}

/// `what`, a colon, and what the system says of `error_number`: "Cannot open x: Permission denied."
std::unexpected<core::Error> system_failure(const std::string& what, int error_number);

}  // namespace byok::server
