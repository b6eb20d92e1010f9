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

    /// The sealed text that is known; see check_master_key().
    core::Result<std::optional<service::Sealed>> sealing_check();
    core::Result<void> insert_sealing_check(const service::Sealed& sealed);

    core::Result<void> atomically(const std::function<core::Result<void>()>& work) override;

    core::Result<std::vector<core::Organization>> organizations() override;
    core::Result<std::optional<core::Organization>> organization(std::string_view id) override;
    core::Result<void> insert_organization(const core::Organization& organization, std::int64_t now_s) override;

    core::Result<std::vector<core::ProviderKey>> provider_keys(std::string_view organization_id) override;
    core::Result<std::optional<service::ProviderKeyRecord>> provider_key(std::string_view organization_id,
                                                                         std::string_view id) override;
    core::Result<void> insert_provider_key(std::string_view organization_id,
                                           const service::ProviderKeyRecord& record) override;
    core::Result<bool> replace_provider_key(std::string_view organization_id, const service::ProviderKeyRecord& record,
                                            std::uint64_t expected_revision) override;
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
    core::Result<void> insert_token(const service::TokenRecord& token) override;
    core::Result<void> delete_tokens_expired_at(std::int64_t now_s) override;

private:
    explicit SqliteStore(const std::filesystem::path& file) : database_(file) {}

    SqliteDatabase database_;
    bool opened_ = false;  // all the way, so that there may be something to move
    bool in_transaction_ = false;

    void insert_assignments(std::string_view organization_id, const core::ProviderKey& key);
};

}  // namespace byok::server
