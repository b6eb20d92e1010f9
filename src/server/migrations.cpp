#include "server/migrations.h"

#include <iterator>

#include "service/clock.h"

namespace byok::server {

namespace {

constexpr const char* steps[] = {
    // 1: organizations with their console tokens, gateway API keys, provider keys, and who may use which.
    // The composite foreign keys hold an assignment inside one organization whatever the code above them does.
    R"sql(
CREATE TABLE organizations (
    seq        INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    slug       TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE console_tokens (
    seq             INTEGER PRIMARY KEY,
    id              TEXT NOT NULL UNIQUE,
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    name            TEXT NOT NULL,
    digest          BLOB NOT NULL UNIQUE,
    created_at_s    INTEGER NOT NULL,
    expires_at_s    INTEGER NOT NULL
) STRICT;

CREATE TABLE api_keys (
    seq             INTEGER PRIMARY KEY,
    id              TEXT NOT NULL UNIQUE,
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    name            TEXT NOT NULL,
    type            TEXT NOT NULL,
    active          INTEGER NOT NULL CHECK (active IN (0, 1)),
    created_at      TEXT NOT NULL,
    expires_at      TEXT NOT NULL,
    last_used_at    TEXT NOT NULL,
    digest          BLOB NOT NULL UNIQUE,
    sealed_with     TEXT NOT NULL,
    sealed          BLOB NOT NULL,
    UNIQUE (organization_id, id)
) STRICT;

CREATE TABLE provider_keys (
    seq             INTEGER PRIMARY KEY,
    id              TEXT NOT NULL UNIQUE,
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    provider        TEXT NOT NULL,
    name            TEXT NOT NULL,
    active          INTEGER NOT NULL CHECK (active IN (0, 1)),
    created_at      TEXT NOT NULL,
    created_by      TEXT NOT NULL,
    updated_at      TEXT NOT NULL,
    hint            TEXT NOT NULL,
    revision        INTEGER NOT NULL,
    sealed_with     TEXT NOT NULL,
    sealed          BLOB NOT NULL,
    UNIQUE (organization_id, id)
) STRICT;

CREATE TABLE assignments (
    organization_id TEXT NOT NULL,
    provider_key_id TEXT NOT NULL,
    position        INTEGER NOT NULL,
    api_key_id      TEXT NOT NULL,
    PRIMARY KEY (organization_id, provider_key_id, position),
    UNIQUE (provider_key_id, api_key_id),
    FOREIGN KEY (organization_id, provider_key_id) REFERENCES provider_keys (organization_id, id) ON DELETE CASCADE,
    FOREIGN KEY (organization_id, api_key_id) REFERENCES api_keys (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX assignments_by_api_key ON assignments (organization_id, api_key_id);

-- One sealed text that is known: opening it at start shows whether the master key is the right one.
CREATE TABLE sealing_check (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    sealed_with TEXT NOT NULL,
    sealed      BLOB NOT NULL
) STRICT;
)sql",

    // 2: what the last test of each credential said (the contract's JSON; '' = not tested), and a fingerprint by which
    // duplicates are found (empty for what was stored before, until it is changed).
    R"sql(
ALTER TABLE provider_keys ADD COLUMN last_test TEXT NOT NULL DEFAULT '';
ALTER TABLE provider_keys ADD COLUMN fingerprint BLOB NOT NULL DEFAULT x'';
CREATE INDEX provider_keys_by_fingerprint ON provider_keys (organization_id, fingerprint);
)sql",

    // 3: versions for If-Match; roles; sessions; requests that may be sent again; the audit trail, which the triggers
    // keep append-only whatever the code above them does; the keys that seal, each with a known text by which it is
    // recognised (in place of sealing_check, whose row server/sealing_keys moves), and what they keep sealed for the
    // vault itself.
    R"sql(
ALTER TABLE provider_keys ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE provider_keys ADD COLUMN updated_by TEXT NOT NULL DEFAULT '';
ALTER TABLE api_keys ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE console_tokens ADD COLUMN role TEXT NOT NULL DEFAULT 'admin';
ALTER TABLE console_tokens ADD COLUMN last_used_at_s INTEGER NOT NULL DEFAULT 0;
CREATE INDEX provider_keys_by_sealing_key ON provider_keys (sealed_with);
CREATE INDEX api_keys_by_sealing_key ON api_keys (sealed_with);

CREATE TABLE sessions (
    id             TEXT PRIMARY KEY,
    token_id       TEXT NOT NULL REFERENCES console_tokens (id) ON DELETE CASCADE,
    digest         BLOB NOT NULL UNIQUE,
    created_at_s   INTEGER NOT NULL,
    last_used_at_s INTEGER NOT NULL,
    expires_at_s   INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_by_token ON sessions (token_id);

CREATE TABLE idempotency (
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    key_digest      BLOB NOT NULL,
    request_digest  BLOB NOT NULL,
    made_id         TEXT NOT NULL,
    created_at_s    INTEGER NOT NULL,
    PRIMARY KEY (organization_id, key_digest)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_by_age ON idempotency (created_at_s);

CREATE TABLE audit_events (
    number          INTEGER PRIMARY KEY AUTOINCREMENT,
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    id              TEXT NOT NULL UNIQUE,
    at              TEXT NOT NULL,
    action          TEXT NOT NULL,
    actor           TEXT NOT NULL,
    token_id        TEXT NOT NULL,
    role            TEXT NOT NULL,
    via             TEXT NOT NULL,
    ip              TEXT NOT NULL,
    request_id      TEXT NOT NULL,
    target_type     TEXT NOT NULL,
    target_id       TEXT NOT NULL,
    target_name     TEXT NOT NULL,
    result          TEXT NOT NULL,
    changes         TEXT NOT NULL,
    detail          TEXT NOT NULL
) STRICT;
CREATE INDEX audit_events_by_organization ON audit_events (organization_id, number);
CREATE TRIGGER audit_events_are_not_changed BEFORE UPDATE ON audit_events
    BEGIN SELECT raise(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER audit_events_are_not_deleted BEFORE DELETE ON audit_events
    BEGIN SELECT raise(ABORT, 'the audit trail is append-only'); END;

CREATE TABLE sealing_keys (
    id         TEXT PRIMARY KEY,
    active     INTEGER NOT NULL CHECK (active IN (0, 1)),
    added_at   TEXT NOT NULL,
    canary     BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX sealing_keys_one_active ON sealing_keys (active) WHERE active = 1;

CREATE TABLE vault_secrets (
    name        TEXT PRIMARY KEY,
    sealed_with TEXT NOT NULL,
    sealed      BLOB NOT NULL
) STRICT;
)sql",
};

}  // namespace

const std::int64_t schema_version = std::size(steps);

std::int64_t version_of(SqliteDatabase& database) {
    Query table = database.query("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'migrations'");
    if (!table.next() || table.number_at(0) == 0) { return 0; }
    Query last = database.query("SELECT coalesce(max(version), 0) FROM migrations");
    last.next();
    return last.number_at(0);
}

void migrate(SqliteDatabase& database, std::int64_t now_s) {
    database.execute(
        "CREATE TABLE IF NOT EXISTS migrations (version INTEGER PRIMARY KEY, applied_at TEXT NOT NULL) STRICT");
    const std::string now = service::iso_time(now_s);
    for (std::int64_t step = version_of(database) + 1; step <= schema_version; ++step) {
        database.execute("BEGIN IMMEDIATE");
        try {
            database.execute(steps[step - 1]);
            database.query("INSERT INTO migrations (version, applied_at) VALUES (?, ?)").number(step).text(now).run();
            database.execute("COMMIT");
        } catch (const SqliteError&) {
            database.roll_back();
            throw;
        }
    }
}

}  // namespace byok::server
