#include "service/audit_trail.h"

#include <charconv>
#include <limits>
#include <utility>

namespace byok::service {

using core::Result;

AuditTrail::AuditTrail(Store& store, const Clock& clock, Random& random)
    : store_(store), clock_(clock), random_(random) {}

Result<void> AuditTrail::append(std::string_view organization_id, core::AuditEvent event) {
    event.id = new_id(random_, "ev_");
    event.at = iso_time(clock_.unix_time_s());
    return store_.append_audit(organization_id, event);
}

Result<core::AuditPage> AuditTrail::page(std::string_view organization_id, std::string_view cursor, int count) {
    std::int64_t before = std::numeric_limits<std::int64_t>::max();
    if (!cursor.empty()) {
        const char* const begin = cursor.data();
        const char* const end = begin + cursor.size();
        const auto read = std::from_chars(begin, end, before);
        if (read.ec != std::errc{} || read.ptr != end || before < 0) {
            const std::string message = "There is no page of that cursor.";
            return std::unexpected(core::Error{core::ErrorCode::InvalidRequest, message, {{"cursor", message}}, 0});
        }
    }
    // One more than asked for says whether there is another page.
    auto found = store_.audit(organization_id, before, count + 1);
    if (!found) { return std::unexpected(std::move(found).error()); }
    core::AuditPage page;
    const bool more = found->size() > static_cast<std::size_t>(count);
    if (more) { found->pop_back(); }
    if (more) { page.next_cursor = std::to_string(found->back().number); }
    for (AuditRecord& record : *found) { page.events.push_back(std::move(record.event)); }
    return page;
}

core::AuditEvent event_by(const Caller& caller) {
    core::AuditEvent event;
    event.actor = caller.name;
    event.token_id = caller.token_id;
    event.role = core::wire_name(caller.role);
    event.via = caller.session_id.empty() ? "token" : "session";
    event.result = "done";
    return event;
}

core::AuditEvent event_at_command_line(std::string_view user) {
    core::AuditEvent event;
    event.actor = user;
    event.via = "command_line";
    event.result = "done";
    return event;
}

}  // namespace byok::service
