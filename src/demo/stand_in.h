/// What the live demo keeps in place of a credential.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/secret.h"

namespace byok::demo {

/// A text of the same look as `credential` (the contract's `provider_key` text): of the same length and the same
/// format, so that what is said of formats is said of it as well, with other letters and digits wherever a secret could
/// be. `number` picks one of many. What may be shown of a credential in parts (region, access key id, endpoint, whose
/// file it is) stays.
core::Secret stand_in(std::string_view credential, std::uint64_t number);

}  // namespace byok::demo
