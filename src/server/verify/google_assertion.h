/// The signed statement by which a Google service account asks for an access token (RFC 7523; Google's "Using OAuth
/// 2.0 for Server to Server Applications").
#pragma once

#include <cstdint>
#include <string_view>

#include "core/error.h"
#include "core/secret.h"

namespace byok::server {

/// Whom the statement is for and where it is sent, whatever the key file says: a file from somebody else must not
/// choose where it goes.
inline constexpr std::string_view google_token_url = "https://oauth2.googleapis.com/token";

/// A JWT, signed with RS256, valid for an hour from `unix_time_s` on. `service_account` is a key file that
/// core::read_service_account accepts. InvalidRequest when its private key cannot be used.
core::Result<core::Secret> google_assertion(const core::Secret& service_account, std::int64_t unix_time_s);

}  // namespace byok::server
