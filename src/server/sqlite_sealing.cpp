// SqliteStore's sealing keys, what they keep sealed for the vault itself, and the rows that another key sealed.

#include "server/sqlite_failure.h"
#include "server/sqlite_store.h"

namespace byok::server {

using core::Result;

Result<std::vector<SealingKeyRow>> SqliteStore::sealing_keys() {
    return stored([&] {
        std::vector<SealingKeyRow> rows;
        Query row = database_.query("SELECT id, active, added_at, canary FROM sealing_keys ORDER BY added_at, rowid");
        while (row.next()) { rows.push_back({row.text_at(0), row.number_at(1) != 0, row.text_at(2), row.blob_at(3)}); }
        return rows;
    });
}

Result<std::string> SqliteStore::active_sealing_key() {
    return stored([&] {
        Query row = database_.query("SELECT id FROM sealing_keys WHERE active = 1");
        return row.next() ? row.text_at(0) : std::string();
    });
}

Result<void> SqliteStore::insert_sealing_key(const SealingKeyRow& key) {
    return stored([&] {
        database_.query("INSERT INTO sealing_keys (id, active, added_at, canary) VALUES (?, ?, ?, ?)")
            .text(key.id)
            .number(key.active ? 1 : 0)
            .text(key.added_at)
            .blob(key.canary)
            .run();
    });
}

Result<bool> SqliteStore::activate_sealing_key(std::string_view id) {
    bool found = false;
    const auto work = [&] {
        return stored([&] {
            Query known = database_.query("SELECT 1 FROM sealing_keys WHERE id = ?");
            found = known.text(id).next();
            if (!found) { return; }
            database_.query("UPDATE sealing_keys SET active = 0 WHERE active = 1").run();
            database_.query("UPDATE sealing_keys SET active = 1 WHERE id = ?").text(id).run();
        });
    };
    return atomically(work).transform([&] { return found; });
}

Result<void> SqliteStore::delete_sealing_key(std::string_view id) {
    return stored([&] { database_.query("DELETE FROM sealing_keys WHERE id = ? AND active = 0").text(id).run(); });
}

Result<std::optional<service::Sealed>> SqliteStore::vault_secret(std::string_view name) {
    return stored([&]() -> std::optional<service::Sealed> {
        Query row = database_.query("SELECT sealed_with, sealed FROM vault_secrets WHERE name = ?");
        return row.text(name).next() ? std::optional(service::Sealed{row.text_at(0), row.blob_at(1)}) : std::nullopt;
    });
}

Result<void> SqliteStore::set_vault_secret(std::string_view name, const service::Sealed& sealed) {
    return stored([&] {
        database_
            .query(
                "INSERT INTO vault_secrets (name, sealed_with, sealed) VALUES (?, ?, ?) "
                "ON CONFLICT (name) DO UPDATE SET sealed_with = excluded.sealed_with, sealed = excluded.sealed")
            .text(name)
            .text(sealed.sealed_with)
            .blob(sealed.bytes)
            .run();
    });
}

Result<std::vector<SealedRow>> SqliteStore::sealed_rows_after(SealedTable table, std::int64_t seq,
                                                              std::string_view except_with, int count) {
    return stored([&] {
        // Rows of the active key are in the list where they are in the first format, which has no mark.
        Query row = database_.query(
            table == SealedTable::ProviderKeys
                ? "SELECT seq, organization_id, id, revision, sealed_with, sealed FROM provider_keys WHERE seq > ? "
                  "AND (sealed_with <> ? OR substr(sealed, 1, 5) <> x'42594f4b32') ORDER BY seq LIMIT ?"
                : "SELECT seq, organization_id, id, 1, sealed_with, sealed FROM api_keys WHERE seq > ? "
                  "AND (sealed_with <> ? OR substr(sealed, 1, 5) <> x'42594f4b32') ORDER BY seq LIMIT ?");
        row.number(seq).text(except_with).number(count);
        std::vector<SealedRow> rows;
        while (row.next()) {
            rows.push_back({row.number_at(0),
                            row.text_at(1),
                            row.text_at(2),
                            static_cast<std::uint64_t>(row.number_at(3)),
                            {row.text_at(4), row.blob_at(5)}});
        }
        return rows;
    });
}

Result<void> SqliteStore::set_sealed(SealedTable table, std::int64_t seq, const service::Sealed& sealed) {
    return stored([&] {
        database_
            .query(table == SealedTable::ProviderKeys
                       ? "UPDATE provider_keys SET sealed_with = ?, sealed = ? WHERE seq = ?"
                       : "UPDATE api_keys SET sealed_with = ?, sealed = ? WHERE seq = ?")
            .text(sealed.sealed_with)
            .blob(sealed.bytes)
            .number(seq)
            .run();
    });
}

Result<std::int64_t> SqliteStore::count_sealed_with(std::string_view id) {
    return stored([&] {
        Query row = database_.query(
            "SELECT (SELECT count(*) FROM provider_keys WHERE sealed_with = ?1) + "
            "(SELECT count(*) FROM api_keys WHERE sealed_with = ?1) + "
            "(SELECT count(*) FROM vault_secrets WHERE sealed_with = ?1)");
        row.text(id).next();
        return row.number_at(0);
    });
}

}  // namespace byok::server
