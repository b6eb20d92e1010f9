/// Where records are kept: SQLite in the server, memory in tests and in the demo.
///
/// Every query takes the organization's id and sees only what belongs to it; the exceptions are looked up by a digest
/// that only the holder of a token can produce, or are the operator's. A function fails with Internal when the store
/// itself cannot work (disk full, read-only, damaged); what it was asked to write is then not there, in whole.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "service/records.h"

namespace byok::service {

class Store {
public:
    virtual ~Store() = default;

    /// Runs `work` so that either all of its writes happen or, when it fails or the machine stops, none.
    /// Nothing else writes meanwhile. Inside another call it joins that one, whose `work` has to pass the failure on.
    /// Comes back with what `work` returned, or why it could not be kept.
    virtual core::Result<void> atomically(const std::function<core::Result<void>()>& work) = 0;

    virtual core::Result<std::vector<core::Organization>> organizations() = 0;
    virtual core::Result<std::optional<core::Organization>> organization(std::string_view id) = 0;
    virtual core::Result<void> insert_organization(const core::Organization& organization, std::int64_t now_s) = 0;

    /// In the order in which they were made.
    virtual core::Result<std::vector<ProviderKeyRecord>> provider_keys(std::string_view organization_id) = 0;
    virtual core::Result<std::optional<ProviderKeyRecord>> provider_key(std::string_view organization_id,
                                                                        std::string_view id) = 0;
    /// The API keys that it names must exist in the same organization.
    virtual core::Result<void> insert_provider_key(std::string_view organization_id,
                                                   const ProviderKeyRecord& record) = 0;
    /// Overwrites the record of the same id if its version is still `expected_version`; false when it is not, or is
    /// gone.
    virtual core::Result<bool> replace_provider_key(std::string_view organization_id, const ProviderKeyRecord& record,
                                                    std::uint64_t expected_version) = 0;
    /// Keeps the result of a test with the provider key, unless its credential has another fingerprint by now or is
    /// gone: then false. Revision and version stay.
    virtual core::Result<bool> set_last_test(std::string_view organization_id, std::string_view id,
                                             std::string_view fingerprint, const core::TestResult& result) = 0;
    /// The oldest provider key whose credential has this fingerprint, which must not be empty.
    virtual core::Result<std::optional<core::ProviderKey>> provider_key_of(std::string_view organization_id,
                                                                           std::string_view fingerprint) = 0;
    /// False when there is none.
    virtual core::Result<bool> delete_provider_key(std::string_view organization_id, std::string_view id) = 0;

    /// In the order in which they were made.
    virtual core::Result<std::vector<core::ApiKey>> api_keys(std::string_view organization_id) = 0;
    virtual core::Result<std::optional<ApiKeyRecord>> api_key(std::string_view organization_id,
                                                              std::string_view id) = 0;
    /// Whether an API key of any organization has this digest.
    virtual core::Result<bool> is_api_key_digest(std::string_view digest) = 0;
    virtual core::Result<void> insert_api_key(std::string_view organization_id, const ApiKeyRecord& record) = 0;
    /// Overwrites what may be shown of the record of the same id, as its next version; false when there is none.
    virtual core::Result<bool> replace_api_key(std::string_view organization_id, const core::ApiKey& key) = 0;
    /// Also takes it out of every assignment, which is a new version of each provider key. False when there is none.
    virtual core::Result<bool> delete_api_key(std::string_view organization_id, std::string_view id) = 0;

    virtual core::Result<std::optional<TokenRecord>> token_by_digest(std::string_view digest) = 0;
    virtual core::Result<std::optional<TokenRecord>> token(std::string_view id) = 0;
    /// Of all organizations, in the order in which they were made.
    virtual core::Result<std::vector<TokenRecord>> tokens() = 0;
    virtual core::Result<void> insert_token(const TokenRecord& token) = 0;
    virtual core::Result<void> set_token_used(std::string_view id, std::int64_t now_s) = 0;
    /// With its sessions. False when there is none.
    virtual core::Result<bool> delete_token(std::string_view id) = 0;
    virtual core::Result<void> delete_tokens_expired_at(std::int64_t now_s) = 0;

    virtual core::Result<std::optional<SessionWithToken>> session_by_digest(std::string_view digest) = 0;
    virtual core::Result<void> insert_session(const SessionRecord& session) = 0;
    virtual core::Result<void> set_session_used(std::string_view id, std::int64_t now_s) = 0;
    virtual core::Result<void> delete_session(std::string_view id) = 0;
    /// Those that have expired, and those last used at `idle_since_s` or before.
    virtual core::Result<void> delete_sessions_over_at(std::int64_t now_s, std::int64_t idle_since_s) = 0;

    virtual core::Result<std::optional<IdempotencyRecord>> idempotency(std::string_view organization_id,
                                                                       std::string_view key_digest) = 0;
    virtual core::Result<void> insert_idempotency(std::string_view organization_id,
                                                  const IdempotencyRecord& record) = 0;
    virtual core::Result<void> delete_idempotency_until(std::int64_t created_at_s) = 0;

    /// Nothing takes an entry back or changes it.
    virtual core::Result<void> append_audit(std::string_view organization_id, const core::AuditEvent& event) = 0;
    /// At most `count` entries with a number below `before`, the newest first.
    virtual core::Result<std::vector<AuditRecord>> audit(std::string_view organization_id, std::int64_t before,
                                                         int count) = 0;
};

}  // namespace byok::service
