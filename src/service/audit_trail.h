/// The audit trail: what was done, written in the transaction that does it, and read page by page.
#pragma once

#include <string_view>

#include "core/audit_event.h"
#include "service/caller.h"
#include "service/clock.h"
#include "service/random.h"
#include "service/store.h"

namespace byok::service {

class AuditTrail {
public:
    /// All of them must outlive this.
    AuditTrail(Store& store, const Clock& clock, Random& random);

    /// Appends `event`, and gives it its id and time. To be called inside the transaction of what it tells of: when it
    /// cannot be written, neither is that.
    core::Result<void> append(std::string_view organization_id, core::AuditEvent event);

    /// The events of the page that `cursor` stands for; empty = the newest. `count` is at most audit_page_max.
    /// InvalidRequest for a cursor that no page gave.
    core::Result<core::AuditPage> page(std::string_view organization_id, std::string_view cursor, int count);

private:
    Store& store_;
    const Clock& clock_;
    Random& random_;
};

inline constexpr int audit_page_max = 200;

/// An event of which only is known who acts.
core::AuditEvent event_by(const Caller& caller);

/// One by somebody at the server's command line: `user` is the system's name for them.
core::AuditEvent event_at_command_line(std::string_view user);

}  // namespace byok::service
