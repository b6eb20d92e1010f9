/// The refusals that several services give, worded once.
#pragma once

#include <expected>
#include <string>

#include "core/error.h"
#include "core/validate.h"

namespace byok::service {

/// InvalidRequest about these fields; its sentence is the first field's.
std::unexpected<core::Error> refuse_fields(core::FieldErrors fields);

/// NotFound. `what` is a noun phrase: "provider key".
std::unexpected<core::Error> refuse_unknown(const std::string& what);

}  // namespace byok::service
