/// Completes a credential entered while editing with what is stored.
#pragma once

#include "core/credential.h"

namespace byok::service {

/// Whether some part of `entered` was left blank and has to come from the stored credential.
bool needs_stored_parts(const core::Credential& entered);

/// `entered` with its blank parts taken from `stored`, which is of the same kind. For Bedrock a region with a blank
/// secret keeps the stored secret and session token of that region; a region that `entered` leaves out is not in the
/// result. Parts that neither has stay blank: core::check_changed_credential has refused those before.
core::Credential completed(const core::Credential& entered, const core::Credential& stored);

}  // namespace byok::service
