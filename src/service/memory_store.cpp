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

/// What may be shown of all records of that organization.
template <class Shown, class Rows>
std::vector<Shown> shown_of(const Rows& rows, std::string_view organization_id) {
    std::vector<Shown> result;
    for (const auto& row : rows) {
        if (row.organization_id == organization_id) { result.push_back(row.record.key); }
    }
    return result;
}

template <class Record>
std::optional<Record> copy_of(const Record* record) {
    return record == nullptr ? std::nullopt : std::optional<Record>(*record);
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

Result<std::vector<core::ProviderKey>> MemoryStore::provider_keys(std::string_view organization_id) {
    return shown_of<core::ProviderKey>(tables_.provider_keys, organization_id);
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
                                               std::uint64_t expected_revision) {
    ProviderKeyRecord* const stored = find_owned(tables_.provider_keys, organization_id, record.key.id);
    if (stored == nullptr || stored->revision != expected_revision) { return false; }
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
    return row == tables_.provider_keys.end() ? std::nullopt : std::optional(row->record.key);
}

Result<bool> MemoryStore::delete_provider_key(std::string_view organization_id, std::string_view id) {
    return erase_owned(tables_.provider_keys, organization_id, id);
}

Result<std::vector<core::ApiKey>> MemoryStore::api_keys(std::string_view organization_id) {
    return shown_of<core::ApiKey>(tables_.api_keys, organization_id);
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
    return true;
}

Result<bool> MemoryStore::delete_api_key(std::string_view organization_id, std::string_view id) {
    for (auto& row : tables_.provider_keys) {
        if (row.organization_id == organization_id && row.record.key.api_key_ids) {
            std::erase(*row.record.key.api_key_ids, id);
        }
    }
    return erase_owned(tables_.api_keys, organization_id, id);
}

Result<std::optional<TokenRecord>> MemoryStore::token_by_digest(std::string_view digest) {
    const auto row = std::ranges::find(tables_.tokens, digest, &TokenRecord::digest);
    return row == tables_.tokens.end() ? std::nullopt : std::optional(*row);
}

Result<void> MemoryStore::insert_token(const TokenRecord& token) {
    tables_.tokens.push_back(token);
    return {};
}

Result<void> MemoryStore::delete_tokens_expired_at(std::int64_t now_s) {
    std::erase_if(tables_.tokens, [&](const TokenRecord& token) { return token.expires_at_s <= now_s; });
    return {};
}

}  // namespace byok::service
