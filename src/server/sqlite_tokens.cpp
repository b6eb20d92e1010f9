// SqliteStore's console tokens and the sessions that they were exchanged for.

#include <utility>

#include "server/sqlite_failure.h"
#include "server/sqlite_store.h"

namespace byok::server {

using core::Result;

namespace {

/// The columns in the order in which token_at() reads them.
#define BYOK_TOKEN_COLUMNS \
    "t.id, t.organization_id, t.name, t.digest, t.created_at_s, t.expires_at_s, t.role, t.last_used_at_s"
constexpr int token_columns = 8;

service::TokenRecord token_at(const Query& row) {
    // A role that a newer server wrote is the least that there is.
    const core::Role role = core::find_role(row.text_at(6)).value_or(core::Role::Viewer);
    return {row.text_at(0),   row.text_at(1),   row.text_at(2), row.blob_at(3),
            row.number_at(4), row.number_at(5), role,           row.number_at(7)};
}

std::optional<service::TokenRecord> next_token(Query& row) {
    return row.next() ? std::optional(token_at(row)) : std::nullopt;
}

}  // namespace

Result<std::optional<service::TokenRecord>> SqliteStore::token_by_digest(std::string_view digest) {
    return stored([&] {
        Query row = database_.query("SELECT " BYOK_TOKEN_COLUMNS " FROM console_tokens t WHERE t.digest = ?");
        return next_token(row.blob(digest));
    });
}

Result<std::optional<service::TokenRecord>> SqliteStore::token(std::string_view id) {
    return stored([&] {
        Query row = database_.query("SELECT " BYOK_TOKEN_COLUMNS " FROM console_tokens t WHERE t.id = ?");
        return next_token(row.text(id));
    });
}

Result<std::vector<service::TokenRecord>> SqliteStore::tokens() {
    return stored([&] {
        std::vector<service::TokenRecord> all;
        Query row = database_.query("SELECT " BYOK_TOKEN_COLUMNS " FROM console_tokens t ORDER BY t.seq");
        while (row.next()) { all.push_back(token_at(row)); }
        return all;
    });
}

Result<void> SqliteStore::insert_token(const service::TokenRecord& token) {
    return stored([&] {
        database_
            .query(
                "INSERT INTO console_tokens (id, organization_id, name, digest, created_at_s, expires_at_s, role, "
                "last_used_at_s) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
            .text(token.id)
            .text(token.organization_id)
            .text(token.name)
            .blob(token.digest)
            .number(token.created_at_s)
            .number(token.expires_at_s)
            .text(core::wire_name(token.role))
            .number(token.last_used_at_s)
            .run();
    });
}

Result<void> SqliteStore::set_token_used(std::string_view id, std::int64_t now_s) {
    return stored([&] {
        database_.query("UPDATE console_tokens SET last_used_at_s = ? WHERE id = ?").number(now_s).text(id).run();
    });
}

Result<bool> SqliteStore::delete_token(std::string_view id) {
    return stored([&] {
        database_.query("DELETE FROM console_tokens WHERE id = ?").text(id).run();
        return database_.changes() == 1;
    });
}

Result<void> SqliteStore::delete_tokens_expired_at(std::int64_t now_s) {
    return stored([&] { database_.query("DELETE FROM console_tokens WHERE expires_at_s <= ?").number(now_s).run(); });
}

Result<std::optional<service::SessionWithToken>> SqliteStore::session_by_digest(std::string_view digest) {
    return stored([&]() -> std::optional<service::SessionWithToken> {
        Query row = database_.query("SELECT " BYOK_TOKEN_COLUMNS
                                    ", s.id, s.digest, s.created_at_s, s.last_used_at_s, s.expires_at_s "
                                    "FROM sessions s JOIN console_tokens t ON t.id = s.token_id WHERE s.digest = ?");
        if (!row.blob(digest).next()) { return std::nullopt; }
        service::TokenRecord token = token_at(row);
        service::SessionRecord session{row.text_at(token_columns),       token.id,
                                       row.blob_at(token_columns + 1),   row.number_at(token_columns + 2),
                                       row.number_at(token_columns + 3), row.number_at(token_columns + 4)};
        return service::SessionWithToken{std::move(session), std::move(token)};
    });
}

Result<void> SqliteStore::insert_session(const service::SessionRecord& session) {
    return stored([&] {
        database_
            .query(
                "INSERT INTO sessions (id, token_id, digest, created_at_s, last_used_at_s, expires_at_s) "
                "VALUES (?, ?, ?, ?, ?, ?)")
            .text(session.id)
            .text(session.token_id)
            .blob(session.digest)
            .number(session.created_at_s)
            .number(session.last_used_at_s)
            .number(session.expires_at_s)
            .run();
    });
}

Result<void> SqliteStore::set_session_used(std::string_view id, std::int64_t now_s) {
    return stored(
        [&] { database_.query("UPDATE sessions SET last_used_at_s = ? WHERE id = ?").number(now_s).text(id).run(); });
}

Result<void> SqliteStore::delete_session(std::string_view id) {
    return stored([&] { database_.query("DELETE FROM sessions WHERE id = ?").text(id).run(); });
}

Result<void> SqliteStore::delete_sessions_over_at(std::int64_t now_s, std::int64_t idle_since_s) {
    return stored([&] {
        database_.query("DELETE FROM sessions WHERE expires_at_s <= ? OR last_used_at_s <= ?")
            .number(now_s)
            .number(idle_since_s)
            .run();
    });
}

}  // namespace byok::server
