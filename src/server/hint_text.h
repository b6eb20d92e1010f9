/// What may be shown of a credential, as the text that lies beside the sealed one in the database.
#pragma once

#include <string>
#include <string_view>

#include "core/credential.h"

namespace byok::server {

/// A JSON object with a member `kind`; the same shapes as `credential` on the wire (assets/openapi.yaml).
std::string write_hint(const core::CredentialHint& hint);

/// The hint; nothing to show when the text is not one.
core::CredentialHint read_hint(std::string_view text);

}  // namespace byok::server
