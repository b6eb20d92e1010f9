// SqliteStore's provider keys and their assignments.

#include <unordered_map>
#include <utility>

#include "core/contract.h"
#include "core/contract_server.h"
#include "server/sqlite_failure.h"
#include "server/sqlite_store.h"

namespace byok::server {

using core::Result;

namespace {

/// The columns in the order in which key_at() reads them.
#define BYOK_PROVIDER_KEY_COLUMNS \
    "id, provider, name, active, created_at, created_by, updated_at, updated_by, hint, last_test, version"
constexpr int shown_columns = 11;
/// Those beside them that make a whole record, as record_at() reads them.
#define BYOK_PROVIDER_KEY_SEALED_COLUMNS "revision, sealed_with, sealed, fingerprint"

core::ProviderKey key_at(const Query& row) {
    core::ProviderKey key;
    key.id = row.text_at(0);
    key.provider = row.text_at(1);
    key.name = row.text_at(2);
    key.active = row.number_at(3) != 0;
    key.created_at = row.text_at(4);
    key.created_by = row.text_at(5);
    key.updated_at = row.text_at(6);
    key.updated_by = row.text_at(7);
    key.credential = core::decode_credential_hint(row.text_at(8));
    // One that a later version wrote and this one cannot read is as good as none.
    if (auto test = core::decode_test_result(row.text_at(9))) { key.last_test = *std::move(test); }
    key.etag = service::etag_of(static_cast<std::uint64_t>(row.number_at(10)));
    return key;
}

service::ProviderKeyRecord record_at(const Query& row) {
    return {key_at(row),
            static_cast<std::uint64_t>(row.number_at(shown_columns)),
            {row.text_at(shown_columns + 1), row.blob_at(shown_columns + 2)},
            row.blob_at(shown_columns + 3),
            static_cast<std::uint64_t>(row.number_at(shown_columns - 1))};
}

/// "" = not tested.
std::string written(const std::optional<core::TestResult>& test) {
    return test ? core::encode_test_result(*test) : std::string();
}

std::int64_t flag(const std::optional<bool>& active) {
    return active.value_or(true) ? 1 : 0;
}

}  // namespace

Result<std::vector<service::ProviderKeyRecord>> SqliteStore::provider_keys(std::string_view organization_id) {
    return stored([&] {
        std::unordered_map<std::string, std::vector<std::string>> api_key_ids;  // by provider key
        Query assigned = database_.query(
            "SELECT provider_key_id, api_key_id FROM assignments WHERE organization_id = ? "
            "ORDER BY provider_key_id, position");
        assigned.text(organization_id);
        while (assigned.next()) { api_key_ids[assigned.text_at(0)].push_back(assigned.text_at(1)); }
        std::vector<service::ProviderKeyRecord> records;
        Query row = database_.query("SELECT " BYOK_PROVIDER_KEY_COLUMNS ", " BYOK_PROVIDER_KEY_SEALED_COLUMNS
                                    " FROM provider_keys WHERE organization_id = ? ORDER BY seq");
        row.text(organization_id);
        while (row.next()) {
            core::ProviderKey& key = records.emplace_back(record_at(row)).key;
            key.api_key_ids = std::move(api_key_ids[key.id]);
        }
        return records;
    });
}

Result<std::optional<service::ProviderKeyRecord>> SqliteStore::provider_key(std::string_view organization_id,
                                                                            std::string_view id) {
    return stored([&]() -> std::optional<service::ProviderKeyRecord> {
        Query row = database_.query("SELECT " BYOK_PROVIDER_KEY_COLUMNS ", " BYOK_PROVIDER_KEY_SEALED_COLUMNS
                                    " FROM provider_keys WHERE organization_id = ? AND id = ?");
        if (!row.text(organization_id).text(id).next()) { return std::nullopt; }
        std::vector<std::string> api_key_ids;
        Query assigned = database_.query(
            "SELECT api_key_id FROM assignments WHERE organization_id = ? AND provider_key_id = ? ORDER BY position");
        assigned.text(organization_id).text(id);
        while (assigned.next()) { api_key_ids.push_back(assigned.text_at(0)); }
        service::ProviderKeyRecord record = record_at(row);
        record.key.api_key_ids = std::move(api_key_ids);
        return record;
    });
}

void SqliteStore::insert_assignments(std::string_view organization_id, const core::ProviderKey& key) {
    if (!key.api_key_ids) { return; }
    std::int64_t position = 0;
    for (const std::string& api_key_id : *key.api_key_ids) {
        database_
            .query(
                "INSERT INTO assignments (organization_id, provider_key_id, position, api_key_id) "
                "VALUES (?, ?, ?, ?)")
            .text(organization_id)
            .text(key.id)
            .number(position++)
            .text(api_key_id)
            .run();
    }
}

Result<void> SqliteStore::insert_provider_key(std::string_view organization_id,
                                              const service::ProviderKeyRecord& record) {
    return atomically([&] {
        return stored([&] {
            const core::ProviderKey& key = record.key;
            const std::string hint = core::encode_credential_hint(key.credential);
            database_
                .query("INSERT INTO provider_keys (organization_id, " BYOK_PROVIDER_KEY_COLUMNS
                       ", " BYOK_PROVIDER_KEY_SEALED_COLUMNS
                       ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .text(organization_id)
                .text(key.id)
                .text(key.provider)
                .text(key.name)
                .number(flag(key.active))
                .text(key.created_at)
                .text(key.created_by)
                .text(key.updated_at)
                .text(key.updated_by)
                .text(hint)
                .text(written(key.last_test))
                .number(static_cast<std::int64_t>(record.version))
                .number(static_cast<std::int64_t>(record.revision))
                .text(record.credential.sealed_with)
                .blob(record.credential.bytes)
                .blob(record.fingerprint)
                .run();
            insert_assignments(organization_id, key);
        });
    });
}

Result<bool> SqliteStore::replace_provider_key(std::string_view organization_id,
                                               const service::ProviderKeyRecord& record,
                                               std::uint64_t expected_version) {
    bool replaced = false;
    const auto work = [&] {
        return stored([&] {
            const core::ProviderKey& key = record.key;
            const std::string hint = core::encode_credential_hint(key.credential);
            database_
                .query(
                    "UPDATE provider_keys SET name = ?, active = ?, updated_at = ?, updated_by = ?, hint = ?, "
                    "last_test = ?, version = ?, revision = ?, sealed_with = ?, sealed = ?, fingerprint = ? "
                    "WHERE organization_id = ? AND id = ? AND version = ?")
                .text(key.name)
                .number(flag(key.active))
                .text(key.updated_at)
                .text(key.updated_by)
                .text(hint)
                .text(written(key.last_test))
                .number(static_cast<std::int64_t>(record.version))
                .number(static_cast<std::int64_t>(record.revision))
                .text(record.credential.sealed_with)
                .blob(record.credential.bytes)
                .blob(record.fingerprint)
                .text(organization_id)
                .text(key.id)
                .number(static_cast<std::int64_t>(expected_version))
                .run();
            replaced = database_.changes() == 1;
            if (replaced) {
                database_.query("DELETE FROM assignments WHERE organization_id = ? AND provider_key_id = ?")
                    .text(organization_id)
                    .text(key.id)
                    .run();
                insert_assignments(organization_id, key);
            }
        });
    };
    return atomically(work).transform([&] { return replaced; });
}

Result<bool> SqliteStore::set_last_test(std::string_view organization_id, std::string_view id,
                                        std::string_view fingerprint, const core::TestResult& result) {
    return stored([&] {
        database_
            .query("UPDATE provider_keys SET last_test = ? WHERE organization_id = ? AND id = ? AND fingerprint = ?")
            .text(core::encode_test_result(result))
            .text(organization_id)
            .text(id)
            .blob(fingerprint)
            .run();
        return database_.changes() == 1;
    });
}

Result<std::optional<core::ProviderKey>> SqliteStore::provider_key_of(std::string_view organization_id,
                                                                      std::string_view fingerprint) {
    return stored([&]() -> std::optional<core::ProviderKey> {
        Query row = database_.query("SELECT " BYOK_PROVIDER_KEY_COLUMNS
                                    " FROM provider_keys WHERE organization_id = ? AND fingerprint = ? ORDER BY seq");
        if (!row.text(organization_id).blob(fingerprint).next()) { return std::nullopt; }
        return key_at(row);
    });
}

Result<bool> SqliteStore::delete_provider_key(std::string_view organization_id, std::string_view id) {
    return stored([&] {
        database_.query("DELETE FROM provider_keys WHERE organization_id = ? AND id = ?")
            .text(organization_id)
            .text(id)
            .run();
        return database_.changes() == 1;
    });
}

}  // namespace byok::server
