#include "service/memory_store.h"

#include <algorithm>
#include <utility>

namespace byok::service {

namespace {

using core::Result;

/// The record of that id in that organization; null when there is none.
template <class Rows>
auto* find_owned(Rows& rows, std::string_view organization_id, std::string_view id) {
    const auto row = std::ranges::find_if(rows, [&](const auto& candidate) {
        return candidate.organization_id == organization_id && candidate.record.key.id == id;
    });
    return row == rows.end() ? nullptr : &row->record;
}

template <class Rows>
bool erase_owned(Rows& rows, std::string_view organization_id, std::string_view id) {
    return std::erase_if(rows, [&](const auto& row) {
               return row.organization_id == organization_id && row.record.key.id == id;
           }) > 0;
}

/// All records of that organization, each given to `take`.
template <class Rows, class Take>
void each_of(const Rows& rows, std::string_view organization_id, Take take) {
    for (const auto& row : rows) {
        if (row.organization_id == organization_id) { take(row.record); }
    }
}

/// With the etag of its version, as every record that comes out of a store.
template <class Record>
Record with_etag(Record record) {
    record.key.etag = etag_of(record.version);
    return record;
}

template <class Record>
std::optional<Record> copy_of(const Record* record) {
    return record == nullptr ? std::nullopt : std::optional<Record>(with_etag(*record));
}

}  // namespace

Result<void> MemoryStore::atomically(const std::function<Result<void>()>& work) {
    if (in_transaction_) { return work(); }
    Tables before = tables_;
    in_transaction_ = true;
    auto done = work();
    in_transaction_ = false;
    if (!done) { tables_ = std::move(before); }
    return done;
}

Result<std::vector<core::Organization>> MemoryStore::organizations() {
    return tables_.organizations;
}

Result<std::optional<core::Organization>> MemoryStore::organization(std::string_view id) {
    const auto row = std::ranges::find(tables_.organizations, id, &core::Organization::id);
    return row == tables_.organizations.end() ? std::nullopt : std::optional(*row);
}

Result<void> MemoryStore::insert_organization(const core::Organization& organization, std::int64_t) {
    tables_.organizations.push_back(organization);
    return {};
}

Result<std::vector<ProviderKeyRecord>> MemoryStore::provider_keys(std::string_view organization_id) {
    std::vector<ProviderKeyRecord> records;
    each_of(tables_.provider_keys, organization_id,
            [&](const ProviderKeyRecord& record) { records.push_back(with_etag(record)); });
    return records;
}

Result<std::optional<ProviderKeyRecord>> MemoryStore::provider_key(std::string_view organization_id,
                                                                   std::string_view id) {
    return copy_of(find_owned(tables_.provider_keys, organization_id, id));
}

Result<void> MemoryStore::insert_provider_key(std::string_view organization_id, const ProviderKeyRecord& record) {
    tables_.provider_keys.push_back({std::string(organization_id), record});
    return {};
}

Result<bool> MemoryStore::replace_provider_key(std::string_view organization_id, const ProviderKeyRecord& record,
                                               std::uint64_t expected_version) {
    ProviderKeyRecord* const stored = find_owned(tables_.provider_keys, organization_id, record.key.id);
    if (stored == nullptr || stored->version != expected_version) { return false; }
    *stored = record;
    return true;
}

Result<bool> MemoryStore::set_last_test(std::string_view organization_id, std::string_view id,
                                        std::string_view fingerprint, const core::TestResult& result) {
    ProviderKeyRecord* const stored = find_owned(tables_.provider_keys, organization_id, id);
    if (stored == nullptr || stored->fingerprint != fingerprint) { return false; }
    stored->key.last_test = result;
    return true;
}

Result<std::optional<core::ProviderKey>> MemoryStore::provider_key_of(std::string_view organization_id,
                                                                      std::string_view fingerprint) {
    const auto row = std::ranges::find_if(tables_.provider_keys, [&](const auto& candidate) {
        return candidate.organization_id == organization_id && candidate.record.fingerprint == fingerprint;
    });
    return row == tables_.provider_keys.end() ? std::nullopt : std::optional(with_etag(row->record).key);
}

Result<bool> MemoryStore::delete_provider_key(std::string_view organization_id, std::string_view id) {
    return erase_owned(tables_.provider_keys, organization_id, id);
}

Result<std::vector<core::ApiKey>> MemoryStore::api_keys(std::string_view organization_id) {
    std::vector<core::ApiKey> keys;
    each_of(tables_.api_keys, organization_id,
            [&](const ApiKeyRecord& record) { keys.push_back(with_etag(record).key); });
    return keys;
}

Result<std::optional<ApiKeyRecord>> MemoryStore::api_key(std::string_view organization_id, std::string_view id) {
    return copy_of(find_owned(tables_.api_keys, organization_id, id));
}

Result<bool> MemoryStore::is_api_key_digest(std::string_view digest) {
    return std::ranges::any_of(tables_.api_keys, [&](const auto& row) { return row.record.digest == digest; });
}

Result<void> MemoryStore::insert_api_key(std::string_view organization_id, const ApiKeyRecord& record) {
    tables_.api_keys.push_back({std::string(organization_id), record});
    return {};
}

Result<bool> MemoryStore::replace_api_key(std::string_view organization_id, const core::ApiKey& key) {
    ApiKeyRecord* const stored = find_owned(tables_.api_keys, organization_id, key.id);
    if (stored == nullptr) { return false; }
    stored->key = key;
    ++stored->version;
    return true;
}

Result<bool> MemoryStore::delete_api_key(std::string_view organization_id, std::string_view id) {
    for (auto& row : tables_.provider_keys) {
        if (row.organization_id == organization_id && row.record.key.api_key_ids &&
            std::erase(*row.record.key.api_key_ids, id) > 0) {
            ++row.record.version;
        }
    }
    return erase_owned(tables_.api_keys, organization_id, id);
}

Result<std::optional<TokenRecord>> MemoryStore::token_by_digest(std::string_view digest) {
    const auto row = std::ranges::find(tables_.tokens, digest, &TokenRecord::digest);
    return row == tables_.tokens.end() ? std::nullopt : std::optional(*row);
}

Result<std::optional<TokenRecord>> MemoryStore::token(std::string_view id) {
    const auto row = std::ranges::find(tables_.tokens, id, &TokenRecord::id);
    return row == tables_.tokens.end() ? std::nullopt : std::optional(*row);
}

Result<std::vector<TokenRecord>> MemoryStore::tokens() {
    return tables_.tokens;
}

Result<void> MemoryStore::insert_token(const TokenRecord& token) {
    tables_.tokens.push_back(token);
    return {};
}

Result<void> MemoryStore::set_token_used(std::string_view id, std::int64_t now_s) {
    const auto row = std::ranges::find(tables_.tokens, id, &TokenRecord::id);
    if (row != tables_.tokens.end()) { row->last_used_at_s = now_s; }
    return {};
}

Result<bool> MemoryStore::delete_token(std::string_view id) {
    std::erase_if(tables_.sessions, [&](const SessionRecord& session) { return session.token_id == id; });
    return std::erase_if(tables_.tokens, [&](const TokenRecord& token) { return token.id == id; }) > 0;
}

Result<void> MemoryStore::delete_tokens_expired_at(std::int64_t now_s) {
    std::vector<std::string> expired;
    for (const TokenRecord& token : tables_.tokens) {
        if (token.expires_at_s <= now_s) { expired.push_back(token.id); }
    }
    for (const std::string& id : expired) { [[maybe_unused]] const auto deleted = delete_token(id); }
    return {};
}

Result<std::optional<SessionWithToken>> MemoryStore::session_by_digest(std::string_view digest) {
    const auto row = std::ranges::find(tables_.sessions, digest, &SessionRecord::digest);
    if (row == tables_.sessions.end()) { return std::nullopt; }
    const auto token = std::ranges::find(tables_.tokens, row->token_id, &TokenRecord::id);
    if (token == tables_.tokens.end()) { return std::nullopt; }
    return SessionWithToken{*row, *token};
}

Result<void> MemoryStore::insert_session(const SessionRecord& session) {
    tables_.sessions.push_back(session);
    return {};
}

Result<void> MemoryStore::set_session_used(std::string_view id, std::int64_t now_s) {
    const auto row = std::ranges::find(tables_.sessions, id, &SessionRecord::id);
    if (row != tables_.sessions.end()) { row->last_used_at_s = now_s; }
    return {};
}

Result<void> MemoryStore::delete_session(std::string_view id) {
    std::erase_if(tables_.sessions, [&](const SessionRecord& session) { return session.id == id; });
    return {};
}

Result<void> MemoryStore::delete_sessions_over_at(std::int64_t now_s, std::int64_t idle_since_s) {
    std::erase_if(tables_.sessions, [&](const SessionRecord& session) {
        return session.expires_at_s <= now_s || session.last_used_at_s <= idle_since_s;
    });
    return {};
}

Result<std::optional<IdempotencyRecord>> MemoryStore::idempotency(std::string_view organization_id,
                                                                  std::string_view key_digest) {
    std::optional<IdempotencyRecord> found;
    each_of(tables_.idempotency, organization_id, [&](const IdempotencyRecord& record) {
        if (record.key_digest == key_digest) { found = record; }
    });
    return found;
}

Result<void> MemoryStore::insert_idempotency(std::string_view organization_id, const IdempotencyRecord& record) {
    tables_.idempotency.push_back({std::string(organization_id), record});
    return {};
}

Result<void> MemoryStore::delete_idempotency_until(std::int64_t created_at_s) {
    std::erase_if(tables_.idempotency, [&](const auto& row) { return row.record.created_at_s <= created_at_s; });
    return {};
}

Result<void> MemoryStore::append_audit(std::string_view organization_id, const core::AuditEvent& event) {
    const auto number = static_cast<std::int64_t>(tables_.audit.size()) + 1;
    tables_.audit.push_back({std::string(organization_id), {number, event}});
    return {};
}

Result<std::vector<AuditRecord>> MemoryStore::audit(std::string_view organization_id, std::int64_t before, int count) {
    std::vector<AuditRecord> found;
    each_of(tables_.audit, organization_id, [&](const AuditRecord& record) {
        if (record.number < before) { found.insert(found.begin(), record); }
    });
    found.resize(std::min(found.size(), static_cast<std::size_t>(count)));
    return found;
}

}  // namespace byok::service
