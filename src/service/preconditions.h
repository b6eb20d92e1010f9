/// `If-Match` (RFC 9110 §13.1.1): a change that is meant for one version of a thing and for no other.
#pragma once

#include <string_view>

#include "core/error.h"

namespace byok::service {

/// Whether a thing whose current version is `etag` may be changed by a request with that If-Match; empty = any version.
/// PreconditionFailed when it has become another version, InvalidRequest when the header cannot be read. Weak tags
/// match nothing.
core::Result<void> check_if_match(std::string_view if_match, std::string_view etag);

}  // namespace byok::service
