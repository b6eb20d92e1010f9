/// The store of the server in one SQLite file.
///
/// Write-ahead log and `synchronous=FULL`: what a call has reported as kept survives the end of the process and of the
/// machine. One connection, to be used by one thread at a time; calls wait for the disk, so that thread is not the one
/// that serves connections. SQLite is called directly rather than through Drogon's DbClient because the rules behind
/// the API are synchronous and need several queries in one transaction, and because DbClient tells neither a full disk
/// from a read-only file nor lets the connection's durability be set.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "server/sqlite.h"
#include "service/store.h"

namespace byok::server {

struct SealingKeyRow {
    std::string id;
    bool active = false;
    std::string added_at;  // ISO 8601 in UTC
    std::string canary;    // a known text, sealed with the key
};

enum class SealedTable { ProviderKeys, ApiKeys };

/// A row of one of those tables, as far as its secret goes.
struct SealedRow {
    std::int64_t seq = 0;
    std::string organization_id;
    std::string id;
    std::uint64_t revision = 0;
    service::Sealed sealed;
};

class SqliteStore final : public service::Store {
public:
    /// Opens the file, makes it where it is missing, and brings it to the current schema. Fails, with a sentence that
    /// says what to do, when it cannot be written, is damaged, is no database, or was written by a newer server.
    static core::Result<std::unique_ptr<SqliteStore>> open(const std::filesystem::path& file, std::int64_t now_s);
    /// Moves what is in the write-ahead log into the file, so that the file alone is a whole backup.
    ~SqliteStore() override;
    SqliteStore(const SqliteStore&) = delete;
    SqliteStore& operator=(const SqliteStore&) = delete;

    /// Whether the database answers.
    core::Result<void> check();

    /// What versions before there were several sealing keys kept to recognise theirs.
    core::Result<std::optional<service::Sealed>> sealing_check();

    /// In the order in which they were added.
    core::Result<std::vector<SealingKeyRow>> sealing_keys();
    /// Empty when there is none yet.
    core::Result<std::string> active_sealing_key();
    core::Result<void> insert_sealing_key(const SealingKeyRow& key);
    /// False when it is not known.
    core::Result<bool> activate_sealing_key(std::string_view id);
    core::Result<void> delete_sealing_key(std::string_view id);
    /// What the vault keeps for itself.
    core::Result<std::optional<service::Sealed>> vault_secret(std::string_view name);
    core::Result<void> set_vault_secret(std::string_view name, const service::Sealed& sealed);
    /// At most `count` rows after `seq` that another key than `except_with` sealed, or that are in the first format.
    core::Result<std::vector<SealedRow>> sealed_rows_after(SealedTable table, std::int64_t seq,
                                                           std::string_view except_with, int count);
    core::Result<void> set_sealed(SealedTable table, std::int64_t seq, const service::Sealed& sealed);
    /// How many secrets of all tables.
    core::Result<std::int64_t> count_sealed_with(std::string_view id);

    /// Writes a copy of the database as it is at this moment, complete in itself, while others go on writing. The file
    /// must not exist.
    core::Result<void> copy_to(const std::filesystem::path& file);
    /// Forgets what must not come back with an older copy: sessions, and requests that may be sent again.
    core::Result<void> forget_passing();

    core::Result<void> atomically(const std::function<core::Result<void>()>& work) override;

    core::Result<std::vector<core::Organization>> organizations() override;
    core::Result<std::optional<core::Organization>> organization(std::string_view id) override;
    core::Result<void> insert_organization(const core::Organization& organization, std::int64_t now_s) override;

    core::Result<std::vector<service::ProviderKeyRecord>> provider_keys(std::string_view organization_id) override;
    core::Result<std::optional<service::ProviderKeyRecord>> provider_key(std::string_view organization_id,
                                                                         std::string_view id) override;
    core::Result<void> insert_provider_key(std::string_view organization_id,
                                           const service::ProviderKeyRecord& record) override;
    core::Result<bool> replace_provider_key(std::string_view organization_id, const service::ProviderKeyRecord& record,
                                            std::uint64_t expected_version) override;
    core::Result<bool> set_last_test(std::string_view organization_id, std::string_view id,
                                     std::string_view fingerprint, const core::TestResult& result) override;
    core::Result<std::optional<core::ProviderKey>> provider_key_of(std::string_view organization_id,
                                                                   std::string_view fingerprint) override;
    core::Result<bool> delete_provider_key(std::string_view organization_id, std::string_view id) override;

    core::Result<std::vector<core::ApiKey>> api_keys(std::string_view organization_id) override;
    core::Result<std::optional<service::ApiKeyRecord>> api_key(std::string_view organization_id,
                                                               std::string_view id) override;
    core::Result<bool> is_api_key_digest(std::string_view digest) override;
    core::Result<void> insert_api_key(std::string_view organization_id, const service::ApiKeyRecord& record) override;
    core::Result<bool> replace_api_key(std::string_view organization_id, const core::ApiKey& key) override;
    core::Result<bool> delete_api_key(std::string_view organization_id, std::string_view id) override;

    core::Result<std::optional<service::TokenRecord>> token_by_digest(std::string_view digest) override;
    core::Result<std::optional<service::TokenRecord>> token(std::string_view id) override;
    core::Result<std::vector<service::TokenRecord>> tokens() override;
    core::Result<void> insert_token(const service::TokenRecord& token) override;
    core::Result<void> set_token_used(std::string_view id, std::int64_t now_s) override;
    core::Result<bool> delete_token(std::string_view id) override;
    core::Result<void> delete_tokens_expired_at(std::int64_t now_s) override;

    core::Result<std::optional<service::SessionWithToken>> session_by_digest(std::string_view digest) override;
    core::Result<void> insert_session(const service::SessionRecord& session) override;
    core::Result<void> set_session_used(std::string_view id, std::int64_t now_s) override;
    core::Result<void> delete_session(std::string_view id) override;
    core::Result<void> delete_sessions_over_at(std::int64_t now_s, std::int64_t idle_since_s) override;

    core::Result<std::optional<service::IdempotencyRecord>> idempotency(std::string_view organization_id,
                                                                        std::string_view key_digest) override;
    core::Result<void> insert_idempotency(std::string_view organization_id,
                                          const service::IdempotencyRecord& record) override;
    core::Result<void> delete_idempotency_until(std::int64_t created_at_s) override;

    core::Result<void> append_audit(std::string_view organization_id, const core::AuditEvent& event) override;
    core::Result<std::vector<service::AuditRecord>> audit(std::string_view organization_id, std::int64_t before,
                                                          int count) override;

private:
    explicit SqliteStore(const std::filesystem::path& file) : database_(file) {}

    SqliteDatabase database_;
    bool opened_ = false;  // all the way, so that there may be something to move
    bool in_transaction_ = false;

    void insert_assignments(std::string_view organization_id, const core::ProviderKey& key);
};

}  // namespace byok::server
