/// The audit trail in words. What this version has never heard of is shown as the server says it.
#pragma once

#include <string>
#include <string_view>

#include "core/audit_event.h"
#include "ui/theme.h"

namespace byok::ui {

/// "Updated provider key: name, credential", "Tested credential: Invalid", "Tried to delete provider key"
std::string what_happened(const core::AuditEvent& event);
/// The name of what it was done to, else its id; empty = it has neither, as what was refused to be made.
std::string_view target_of(const core::AuditEvent& event);
/// The address that it came from, or the way in that has none.
std::string_view origin_of(const core::AuditEvent& event);

struct ResultLook {
    std::string_view word;
    Colour colour;
};

/// "Done", "Refused".
ResultLook look_of_result(std::string_view result);

}  // namespace byok::ui
