// SqliteStore's audit trail, and the requests that may be sent again.

#include <sstream>

#include "server/sqlite_failure.h"
#include "server/sqlite_store.h"

namespace byok::server {

using core::Result;

namespace {

/// The columns in the order in which event_at() reads them.
#define BYOK_AUDIT_COLUMNS                                                                                      \
    "id, at, action, actor, token_id, role, via, ip, request_id, target_type, target_id, target_name, result, " \
    "changes, detail"

/// Names of members, which have no comma.
std::string joined(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) { text += (text.empty() ? "" : ",") + name; }
    return text;
}

std::vector<std::string> parted(const std::string& text) {
    std::vector<std::string> names;
    std::istringstream rest(text);
    for (std::string name; std::getline(rest, name, ',');) { names.push_back(name); }
    return names;
}

core::AuditEvent event_at(const Query& row) {
    return {.id = row.text_at(0),
            .at = row.text_at(1),
            .action = row.text_at(2),
            .actor = row.text_at(3),
            .token_id = row.text_at(4),
            .role = row.text_at(5),
            .via = row.text_at(6),
            .ip = row.text_at(7),
            .request_id = row.text_at(8),
            .target_type = row.text_at(9),
            .target_id = row.text_at(10),
            .target_name = row.text_at(11),
            .result = row.text_at(12),
            .changes = parted(row.text_at(13)),
            .detail = row.text_at(14)};
}

}  // namespace

Result<void> SqliteStore::append_audit(std::string_view organization_id, const core::AuditEvent& event) {
    return stored([&] {
        const std::string changes = joined(event.changes);
        Query insert = database_.query("INSERT INTO audit_events (organization_id, " BYOK_AUDIT_COLUMNS
                                       ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        insert.text(organization_id);
        for (const std::string* value :
             {&event.id, &event.at, &event.action, &event.actor, &event.token_id, &event.role, &event.via, &event.ip,
              &event.request_id, &event.target_type, &event.target_id, &event.target_name, &event.result, &changes,
              &event.detail}) {
            insert.text(*value);
        }
        insert.run();
    });
}

Result<std::vector<service::AuditRecord>> SqliteStore::audit(std::string_view organization_id, std::int64_t before,
                                                             int count) {
    return stored([&] {
        std::vector<service::AuditRecord> found;
        Query row = database_.query("SELECT " BYOK_AUDIT_COLUMNS
                                    ", number FROM audit_events WHERE organization_id = ? AND number < ? "
                                    "ORDER BY number DESC LIMIT ?");
        row.text(organization_id).number(before).number(count);
        while (row.next()) { found.push_back({row.number_at(15), event_at(row)}); }
        return found;
    });
}

Result<std::optional<service::IdempotencyRecord>> SqliteStore::idempotency(std::string_view organization_id,
                                                                           std::string_view key_digest) {
    return stored([&]() -> std::optional<service::IdempotencyRecord> {
        Query row = database_.query(
            "SELECT key_digest, request_digest, made_id, created_at_s FROM idempotency "
            "WHERE organization_id = ? AND key_digest = ?");
        if (!row.text(organization_id).blob(key_digest).next()) { return std::nullopt; }
        return service::IdempotencyRecord{row.blob_at(0), row.blob_at(1), row.text_at(2), row.number_at(3)};
    });
}

Result<void> SqliteStore::insert_idempotency(std::string_view organization_id,
                                             const service::IdempotencyRecord& record) {
    return stored([&] {
        database_
            .query(
                "INSERT INTO idempotency (organization_id, key_digest, request_digest, made_id, created_at_s) "
                "VALUES (?, ?, ?, ?, ?)")
            .text(organization_id)
            .blob(record.key_digest)
            .blob(record.request_digest)
            .text(record.made_id)
            .number(record.created_at_s)
            .run();
    });
}

Result<void> SqliteStore::delete_idempotency_until(std::int64_t created_at_s) {
    return stored(
        [&] { database_.query("DELETE FROM idempotency WHERE created_at_s <= ?").number(created_at_s).run(); });
}

}  // namespace byok::server
