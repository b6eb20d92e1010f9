#include "service/provider_keys.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

#include "core/contract.h"
#include "core/repair.h"
#include "core/validate.h"
#include "service/preconditions.h"
#include "service/provider_key_record.h"
#include "service/refusal.h"

namespace byok::service {

namespace {

using core::ErrorCode;
using core::FieldErrors;
using core::Result;

void append(FieldErrors& all, FieldErrors more) {
    std::ranges::move(more, std::back_inserter(all));
}

/// `ids` without repetitions, in their order.
std::vector<std::string> distinct(const std::vector<std::string>& ids) {
    std::vector<std::string> result;
    for (const std::string& id : ids) {
        if (!std::ranges::contains(result, id)) { result.push_back(id); }
    }
    return result;
}

}  // namespace

ProviderKeys::ProviderKeys(Store& store, Vault& vault, const Clock& clock, Random& random, const CredentialTests* tests)
    : store_(store), vault_(vault), clock_(clock), random_(random), tests_(tests) {}

/// What may be shown of it, with whether its credential can be opened. That is found out once for each credential and
/// remembered: a list is read often.
core::ProviderKey ProviderKeys::shown(std::string_view organization_id, ProviderKeyRecord record) {
    Looked& looked = looked_[record.key.id];
    const std::size_t bytes_hash = std::hash<std::string>()(record.credential.bytes);
    if (looked.revision != record.revision || looked.bytes_hash != bytes_hash || !looked.readable) {
        const bool readable = vault_.open(place_of(organization_id, record), record.credential).has_value();
        looked = {record.revision, bytes_hash, readable};
    }
    record.key.credential_unreadable = !looked.readable;
    return std::move(record.key);
}

Result<std::vector<core::ProviderKey>> ProviderKeys::list(std::string_view organization_id) {
    return store_.provider_keys(organization_id).transform([&](std::vector<ProviderKeyRecord> records) {
        std::vector<core::ProviderKey> keys;
        keys.reserve(records.size());
        for (ProviderKeyRecord& record : records) { keys.push_back(shown(organization_id, std::move(record))); }
        return keys;
    });
}

Result<core::ProviderKey> ProviderKeys::get(std::string_view organization_id, std::string_view id) {
    return find_provider_key(store_, organization_id, id).transform([&](ProviderKeyRecord record) {
        return shown(organization_id, std::move(record));
    });
}

Result<FieldErrors> ProviderKeys::check_assigned(std::string_view organization_id,
                                                 const std::vector<std::string>& api_key_ids) {
    FieldErrors problems = core::check_assignment(api_key_ids.empty(), api_key_ids);
    if (!problems.empty() || api_key_ids.empty()) { return problems; }
    const auto known = store_.api_keys(organization_id);
    if (!known) { return std::unexpected(known.error()); }
    for (std::size_t i = 0; i < api_key_ids.size(); ++i) {
        // Told by its position, not by what was sent: somebody may have sent a key in place of an id.
        if (!std::ranges::contains(*known, api_key_ids[i], &core::ApiKey::id)) {
            problems.push_back(
                {"api_key_ids", "Entry " + std::to_string(i + 1) + " is not an API key of this organization."});
            break;
        }
    }
    return problems;
}

Result<core::ProviderKey> ProviderKeys::create(std::string_view organization_id, std::string_view created_by,
                                               const core::NewProviderKey& key) {
    // Programs send what people pasted, too.
    const core::Credential credential = core::repaired(key.credential);
    FieldErrors problems = core::check_name(key.name);
    const core::Provider* provider = core::find_provider(key.provider);
    if (provider == nullptr || provider->kind != core::kind_of(credential)) {
        problems.push_back({"provider", "This provider is not supported."});
    } else {
        append(problems, core::check_new_credential(credential));
    }

    ProviderKeyRecord record;
    const auto work = [&]() -> Result<void> {
        auto assigned = check_assigned(organization_id, key.api_key_ids);
        if (!assigned) { return std::unexpected(std::move(assigned).error()); }
        append(problems, *std::move(assigned));
        if (!problems.empty()) { return refuse_fields(std::move(problems)); }
        record.key.id = new_id(random_, "pk_");
        record.key.provider = key.provider;
        record.key.name = core::trimmed(key.name);
        record.key.created_at = record.key.updated_at = iso_time(clock_.unix_time_s());
        record.key.created_by = record.key.updated_by = created_by;
        record.key.etag = etag_of(record.version);
        record.key.active = true;
        record.key.api_key_ids = distinct(key.api_key_ids);
        if (auto described = describe(organization_id, record, credential, key.allow_duplicate); !described) {
            return described;
        }
        auto sealed = vault_.seal(place_of(organization_id, record), core::encode_credential(credential));
        if (!sealed) { return std::unexpected(std::move(sealed).error()); }
        record.credential = *std::move(sealed);
        return store_.insert_provider_key(organization_id, record);
    };
    return store_.atomically(work).transform([&] { return std::move(record.key); });
}

/// Notes in the record what its credential is now: what may be shown of it, its fingerprint, what a test of it said.
Result<void> ProviderKeys::describe(std::string_view organization_id, ProviderKeyRecord& record,
                                    const core::Credential& credential, bool allow_duplicate) {
    record.key.credential = core::hint_of(credential);
    record.fingerprint = fingerprint_of(vault_, organization_id, record.key.provider, credential);
    record.key.last_test = tests_ == nullptr ? std::nullopt : tests_->recent(record.fingerprint);
    if (allow_duplicate) { return {}; }
    const auto same = store_.provider_key_of(organization_id, record.fingerprint);
    if (!same) { return std::unexpected(same.error()); }
    if (!*same || (*same)->id == record.key.id) { return {}; }
    const std::string message = "The same credential is kept already, as \"" + (*same)->name + "\".";
    return std::unexpected(core::Error{ErrorCode::Conflict, message, {{"provider_key", message}}, 0});
}

/// Completes what was entered by what is stored, seals it for the record's next revision and moves the record there.
Result<void> ProviderKeys::seal_changed(std::string_view organization_id, ProviderKeyRecord& record,
                                        const core::Credential& entered, bool allow_duplicate) {
    const auto whole = whole_credential(vault_, organization_id, record, &entered);
    if (!whole) { return std::unexpected(whole.error()); }
    if (auto described = describe(organization_id, record, *whole, allow_duplicate); !described) { return described; }
    ++record.revision;
    auto sealed = vault_.seal(place_of(organization_id, record), core::encode_credential(*whole));
    if (!sealed) { return std::unexpected(std::move(sealed).error()); }
    record.credential = *std::move(sealed);
    return {};
}

Result<void> ProviderKeys::change(std::string_view organization_id, ProviderKeyRecord& record,
                                  const core::ProviderKeyChange& change) {
    FieldErrors problems;
    if (change.name) {
        append(problems, core::check_name(*change.name));
        record.key.name = core::trimmed(*change.name);
    }
    std::optional<core::Credential> credential;
    if (change.credential) { credential = core::repaired(*change.credential); }
    if (credential && core::is_unchanged(*credential, record.key.credential)) { credential.reset(); }
    if (credential) { append(problems, core::check_changed_credential(*credential, record.key.credential)); }
    if (change.api_key_ids) {
        auto assigned = check_assigned(organization_id, *change.api_key_ids);
        if (!assigned) { return std::unexpected(std::move(assigned).error()); }
        append(problems, *std::move(assigned));
        record.key.api_key_ids = distinct(*change.api_key_ids);
    }
    if (!problems.empty()) { return refuse_fields(std::move(problems)); }
    record.key.active = change.active.value_or(record.key.active.value_or(true));
    record.key.updated_at = iso_time(clock_.unix_time_s());
    return credential ? seal_changed(organization_id, record, *credential, change.allow_duplicate) : Result<void>();
}

Result<core::ProviderKey> ProviderKeys::update(std::string_view organization_id, std::string_view id,
                                               std::string_view changed_by, const core::ProviderKeyChange& wanted,
                                               std::string_view if_match) {
    ProviderKeyRecord record;
    const auto work = [&]() -> Result<void> {
        auto found = find_provider_key(store_, organization_id, id);
        if (!found) { return std::unexpected(std::move(found).error()); }
        record = *std::move(found);
        if (auto same = check_if_match(if_match, record.key.etag); !same) { return same; }
        if (auto changed = change(organization_id, record, wanted); !changed) { return changed; }
        const std::uint64_t version_read = record.version++;
        record.key.etag = etag_of(record.version);
        record.key.updated_by = changed_by;
        const auto replaced = store_.replace_provider_key(organization_id, record, version_read);
        if (!replaced) { return std::unexpected(replaced.error()); }
        if (!*replaced) {
            return std::unexpected(core::Error{
                ErrorCode::Conflict, "Somebody else changed this provider key just now. Reload and try again.", {}, 0});
        }
        return {};
    };
    return store_.atomically(work).transform([&] { return shown(organization_id, std::move(record)); });
}

Result<core::ProviderKey> ProviderKeys::remove(std::string_view organization_id, std::string_view id,
                                               std::string_view if_match) {
    ProviderKeyRecord record;
    const auto work = [&]() -> Result<void> {
        auto found = find_provider_key(store_, organization_id, id);
        if (!found) { return std::unexpected(std::move(found).error()); }
        record = *std::move(found);
        if (auto same = check_if_match(if_match, record.key.etag); !same) { return same; }
        return store_.delete_provider_key(organization_id, id).transform([](bool) {});
    };
    return store_.atomically(work).transform([&] {
        looked_.erase(record.key.id);
        return std::move(record.key);
    });
}

}  // namespace byok::service
