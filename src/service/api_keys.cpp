#include "service/api_keys.h"

#include <algorithm>
#include <utility>

#include "core/validate.h"
#include "service/preconditions.h"
#include "service/refusal.h"

namespace byok::service {

namespace {

using core::Result;

constexpr std::size_t names_told_max = 3;

SealedPlace place_of(std::string_view organization_id, const core::ApiKey& key) {
    return {"api_key", organization_id, key.id, 1};
}

/// "A", "A" and "B"; with more than names_told_max: "A", "B", "C" and 4 more.
std::string listed(const std::vector<std::string>& names) {
    std::string text;
    const std::size_t told = std::min(names.size(), names_told_max);
    for (std::size_t i = 0; i < told; ++i) {
        const bool last = i + 1 == names.size();
        text += i == 0 ? "" : last ? " and " : ", ";
        text += "\"" + names[i] + "\"";
    }
    return names.size() > told ? text + " and " + std::to_string(names.size() - told) + " more" : text;
}

}  // namespace

ApiKeys::ApiKeys(Store& store, Vault& vault, const Clock& clock, Random& random)
    : store_(store), vault_(vault), clock_(clock), random_(random) {}

Result<std::vector<core::ApiKey>> ApiKeys::list(std::string_view organization_id) {
    return store_.api_keys(organization_id);
}

Result<ApiKeyRecord> ApiKeys::find(std::string_view organization_id, std::string_view id) {
    auto found = store_.api_key(organization_id, id);
    if (!found) { return std::unexpected(std::move(found).error()); }
    if (!*found) { return refuse_unknown("API key"); }
    return *std::move(*found);
}

Result<core::ApiKey> ApiKeys::get(std::string_view organization_id, std::string_view id) {
    return find(organization_id, id).transform([](ApiKeyRecord record) { return std::move(record.key); });
}

Result<core::CreatedApiKey> ApiKeys::create(std::string_view organization_id, const core::NewApiKey& key) {
    if (auto problems = core::check_name(key.name); !problems.empty()) { return refuse_fields(std::move(problems)); }
    core::CreatedApiKey created;
    created.key = new_token(random_, "byok_gateway_");
    created.api_key.id = new_id(random_, "ak_");
    created.api_key.name = core::trimmed(key.name);
    created.api_key.type = "api";
    created.api_key.created_at = iso_time(clock_.unix_time_s());
    created.api_key.etag = etag_of(1);
    auto sealed = vault_.seal(place_of(organization_id, created.api_key), created.key);
    if (!sealed) { return std::unexpected(std::move(sealed).error()); }
    const ApiKeyRecord record{created.api_key, vault_.digest(created.key), *std::move(sealed)};
    return store_.atomically([&] { return store_.insert_api_key(organization_id, record); }).transform([&] {
        return std::move(created);
    });
}

Result<core::CreatedApiKey> ApiKeys::reveal(std::string_view organization_id, std::string_view id) {
    auto record = find(organization_id, id);
    if (!record) { return std::unexpected(std::move(record).error()); }
    return vault_.open(place_of(organization_id, record->key), record->sealed).transform([&](core::Secret key) {
        return core::CreatedApiKey{std::move(record->key), std::move(key)};
    });
}

Result<core::ApiKey> ApiKeys::update(std::string_view organization_id, std::string_view id,
                                     const core::ApiKeyChange& change, std::string_view if_match) {
    if (change.name) {
        if (auto problems = core::check_name(*change.name); !problems.empty()) {
            return refuse_fields(std::move(problems));
        }
    }
    core::ApiKey key;
    const auto work = [&]() -> Result<void> {
        auto found = find(organization_id, id);
        if (!found) { return std::unexpected(std::move(found).error()); }
        key = std::move(found->key);
        if (auto same = check_if_match(if_match, key.etag); !same) { return same; }
        key.etag = etag_of(found->version + 1);
        key.name = change.name ? std::string(core::trimmed(*change.name)) : key.name;
        key.active = change.active.value_or(key.active);
        return store_.replace_api_key(organization_id, key).transform([](bool) {});
    };
    return store_.atomically(work).transform([&] { return std::move(key); });
}

Result<void> ApiKeys::check_unneeded(std::string_view organization_id, std::string_view id) {
    const auto provider_keys = store_.provider_keys(organization_id);
    if (!provider_keys) { return std::unexpected(provider_keys.error()); }
    std::vector<std::string> names;
    for (const ProviderKeyRecord& record : *provider_keys) {
        const core::ProviderKey& key = record.key;
        if (key.api_key_ids && key.api_key_ids->size() == 1 && key.api_key_ids->front() == id) {
            names.push_back(key.name);
        }
    }
    if (names.empty()) { return {}; }
    return std::unexpected(core::Error{core::ErrorCode::Conflict,
                                       "No other API key may use " + listed(names) +
                                           ". Assign what is named here to another API key or to the entire "
                                           "organization, or delete it; then delete this API key.",
                                       {},
                                       0});
}

Result<core::ApiKey> ApiKeys::remove(std::string_view organization_id, std::string_view id, std::string_view if_match) {
    core::ApiKey key;
    const auto work = [&]() -> Result<void> {
        auto found = get(organization_id, id);
        if (!found) { return std::unexpected(std::move(found).error()); }
        key = *std::move(found);
        if (auto same = check_if_match(if_match, key.etag); !same) { return same; }
        if (auto unneeded = check_unneeded(organization_id, id); !unneeded) { return unneeded; }
        return store_.delete_api_key(organization_id, id).transform([](bool) {});
    };
    return store_.atomically(work).transform([&] { return std::move(key); });
}

}  // namespace byok::service
