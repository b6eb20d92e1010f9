/// What a test of a credential says in the live demo, where no provider is asked: what its format tells.
#pragma once

#include <string_view>

#include "core/credential.h"
#include "core/test_result.h"

namespace byok::demo {

/// What the message of every test in the demo begins with.
inline constexpr std::string_view simulated = "Simulated: ";

/// Every message says that it is simulated. Invalid where the format is another vendor's or none that is known, Unknown
/// for a region that is not known, ValidLimited for the rest of what core/advice remarks on.
core::TestResult simulated_test(std::string_view provider, const core::Credential& credential);

}  // namespace byok::demo
