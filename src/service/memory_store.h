/// A store in memory: the server's rules without a file, for tests and for the demo. Forgotten with the object.
#pragma once

#include <string>
#include <vector>

#include "service/store.h"

namespace byok::service {

class MemoryStore : public Store {
public:
    core::Result<void> atomically(const std::function<core::Result<void>()>& work) override;

    core::Result<std::vector<core::Organization>> organizations() override;
    core::Result<std::optional<core::Organization>> organization(std::string_view id) override;
    core::Result<void> insert_organization(const core::Organization& organization, std::int64_t now_s) override;

    core::Result<std::vector<ProviderKeyRecord>> provider_keys(std::string_view organization_id) override;
    core::Result<std::optional<ProviderKeyRecord>> provider_key(std::string_view organization_id,
                                                                std::string_view id) override;
    core::Result<void> insert_provider_key(std::string_view organization_id, const ProviderKeyRecord& record) override;
    core::Result<bool> replace_provider_key(std::string_view organization_id, const ProviderKeyRecord& record,
                                            std::uint64_t expected_version) override;
    core::Result<bool> set_last_test(std::string_view organization_id, std::string_view id,
                                     std::string_view fingerprint, const core::TestResult& result) override;
    core::Result<std::optional<core::ProviderKey>> provider_key_of(std::string_view organization_id,
                                                                   std::string_view fingerprint) override;
    core::Result<bool> delete_provider_key(std::string_view organization_id, std::string_view id) override;

    core::Result<std::vector<core::ApiKey>> api_keys(std::string_view organization_id) override;
    core::Result<std::optional<ApiKeyRecord>> api_key(std::string_view organization_id, std::string_view id) override;
    core::Result<bool> is_api_key_digest(std::string_view digest) override;
    core::Result<void> insert_api_key(std::string_view organization_id, const ApiKeyRecord& record) override;
    core::Result<bool> replace_api_key(std::string_view organization_id, const core::ApiKey& key) override;
    core::Result<bool> delete_api_key(std::string_view organization_id, std::string_view id) override;

    core::Result<std::optional<TokenRecord>> token_by_digest(std::string_view digest) override;
    core::Result<std::optional<TokenRecord>> token(std::string_view id) override;
    core::Result<std::vector<TokenRecord>> tokens() override;
    core::Result<void> insert_token(const TokenRecord& token) override;
    core::Result<void> set_token_used(std::string_view id, std::int64_t now_s) override;
    core::Result<bool> delete_token(std::string_view id) override;
    core::Result<void> delete_tokens_expired_at(std::int64_t now_s) override;

    core::Result<std::optional<SessionWithToken>> session_by_digest(std::string_view digest) override;
    core::Result<void> insert_session(const SessionRecord& session) override;
    core::Result<void> set_session_used(std::string_view id, std::int64_t now_s) override;
    core::Result<void> delete_session(std::string_view id) override;
    core::Result<void> delete_sessions_over_at(std::int64_t now_s, std::int64_t idle_since_s) override;

    core::Result<std::optional<IdempotencyRecord>> idempotency(std::string_view organization_id,
                                                               std::string_view key_digest) override;
    core::Result<void> insert_idempotency(std::string_view organization_id, const IdempotencyRecord& record) override;
    core::Result<void> delete_idempotency_until(std::int64_t created_at_s) override;

    core::Result<void> append_audit(std::string_view organization_id, const core::AuditEvent& event) override;
    core::Result<std::vector<AuditRecord>> audit(std::string_view organization_id, std::int64_t before,
                                                 int count) override;

private:
    template <class Record>
    struct Owned {
        std::string organization_id;
        Record record;
    };
    struct Tables {
        std::vector<core::Organization> organizations;
        std::vector<Owned<ProviderKeyRecord>> provider_keys;
        std::vector<Owned<ApiKeyRecord>> api_keys;
        std::vector<TokenRecord> tokens;
        std::vector<SessionRecord> sessions;
        std::vector<Owned<IdempotencyRecord>> idempotency;
        std::vector<Owned<AuditRecord>> audit;
    };
    Tables tables_;
    bool in_transaction_ = false;
};

}  // namespace byok::service
