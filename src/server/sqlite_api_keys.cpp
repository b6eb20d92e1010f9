// SqliteStore's gateway API keys.

#include <utility>

#include "server/sqlite_failure.h"
#include "server/sqlite_store.h"

namespace byok::server {

using core::Result;

namespace {

/// The columns in the order in which key_at() reads them.
#define BYOK_API_KEY_COLUMNS "id, name, type, active, created_at, expires_at, last_used_at, version"
constexpr int shown_columns = 8;

core::ApiKey key_at(const Query& row) {
    core::ApiKey key;
    key.id = row.text_at(0);
    key.name = row.text_at(1);
    key.type = row.text_at(2);
    key.active = row.number_at(3) != 0;
    key.created_at = row.text_at(4);
    key.expires_at = row.text_at(5);
    key.last_used_at = row.text_at(6);
    key.etag = service::etag_of(static_cast<std::uint64_t>(row.number_at(7)));
    return key;
}

}  // namespace

Result<std::vector<core::ApiKey>> SqliteStore::api_keys(std::string_view organization_id) {
    return stored([&] {
        std::vector<core::ApiKey> keys;
        Query row =
            database_.query("SELECT " BYOK_API_KEY_COLUMNS " FROM api_keys WHERE organization_id = ? ORDER BY seq");
        row.text(organization_id);
        while (row.next()) { keys.push_back(key_at(row)); }
        return keys;
    });
}

Result<std::optional<service::ApiKeyRecord>> SqliteStore::api_key(std::string_view organization_id,
                                                                  std::string_view id) {
    return stored([&]() -> std::optional<service::ApiKeyRecord> {
        Query row = database_.query("SELECT " BYOK_API_KEY_COLUMNS
                                    ", digest, sealed_with, sealed FROM api_keys WHERE organization_id = ? AND id = ?");
        if (!row.text(organization_id).text(id).next()) { return std::nullopt; }
        return service::ApiKeyRecord{key_at(row),
                                     row.blob_at(shown_columns),
                                     {row.text_at(shown_columns + 1), row.blob_at(shown_columns + 2)},
                                     static_cast<std::uint64_t>(row.number_at(shown_columns - 1))};
    });
}

Result<bool> SqliteStore::is_api_key_digest(std::string_view digest) {
    return stored([&] { return database_.query("SELECT 1 FROM api_keys WHERE digest = ?").blob(digest).next(); });
}

Result<void> SqliteStore::insert_api_key(std::string_view organization_id, const service::ApiKeyRecord& record) {
    return stored([&] {
        const core::ApiKey& key = record.key;
        database_
            .query("INSERT INTO api_keys (organization_id, " BYOK_API_KEY_COLUMNS
                   ", digest, sealed_with, sealed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .text(organization_id)
            .text(key.id)
            .text(key.name)
            .text(key.type)
            .number(key.active ? 1 : 0)
            .text(key.created_at)
            .text(key.expires_at)
            .text(key.last_used_at)
            .number(static_cast<std::int64_t>(record.version))
            .blob(record.digest)
            .text(record.sealed.sealed_with)
            .blob(record.sealed.bytes)
            .run();
    });
}

Result<bool> SqliteStore::replace_api_key(std::string_view organization_id, const core::ApiKey& key) {
    return stored([&] {
        database_
            .query(
                "UPDATE api_keys SET name = ?, active = ?, version = version + 1 WHERE organization_id = ? AND id = ?")
            .text(key.name)
            .number(key.active ? 1 : 0)
            .text(organization_id)
            .text(key.id)
            .run();
        return database_.changes() == 1;
    });
}

Result<bool> SqliteStore::delete_api_key(std::string_view organization_id, std::string_view id) {
    bool deleted = false;
    const auto work = [&] {
        return stored([&] {
            database_
                .query(
                    "UPDATE provider_keys SET version = version + 1 WHERE organization_id = ? AND id IN "
                    "(SELECT provider_key_id FROM assignments WHERE organization_id = ? AND api_key_id = ?)")
                .text(organization_id)
                .text(organization_id)
                .text(id)
                .run();
            database_.query("DELETE FROM assignments WHERE organization_id = ? AND api_key_id = ?")
                .text(organization_id)
                .text(id)
                .run();
            database_.query("DELETE FROM api_keys WHERE organization_id = ? AND id = ?")
                .text(organization_id)
                .text(id)
                .run();
            deleted = database_.changes() == 1;
        });
    };
    return atomically(work).transform([&] { return deleted; });
}

}  // namespace byok::server
