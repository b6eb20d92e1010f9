#include "service/credential_tests.h"

#include <algorithm>
#include <ranges>
#include <utility>

#include "core/contract.h"
#include "core/repair.h"
#include "core/validate.h"
#include "service/provider_key_record.h"
#include "service/refusal.h"

namespace byok::service {

namespace {

using core::Result;

constexpr std::int64_t recent_s = 900;
constexpr std::size_t recent_max = 256;

}  // namespace

CredentialTests::CredentialTests(Store& store, Vault& vault, const Clock& clock, TestLimits limits)
    : store_(store), vault_(vault), clock_(clock), counter_(limits) {}

Result<TestJob> CredentialTests::begin(const Caller& caller, core::NewCredentialTest test) {
    test.credential = core::repaired(test.credential);
    const core::Provider* provider = core::find_provider(test.provider);
    if (provider == nullptr || provider->kind != core::kind_of(test.credential)) {
        return refuse_fields({{"provider", "This provider is not supported."}});
    }
    if (auto problems = core::check_new_credential(test.credential); !problems.empty()) {
        return refuse_fields(std::move(problems));
    }
    if (auto counted = counter_.begin(caller.organization_id, caller.token_id, true, clock_.unix_time_s()); !counted) {
        return std::unexpected(std::move(counted).error());
    }
    std::string fingerprint = fingerprint_of(vault_, caller.organization_id, test.provider, test.credential);
    return TestJob{std::move(test.provider), std::move(test.credential), caller.organization_id, caller.name, {},
                   std::move(fingerprint)};
}

Result<TestJob> CredentialTests::begin(const Caller& caller, std::string_view id,
                                       const std::optional<core::Credential>& entered) {
    auto record = find_provider_key(store_, caller.organization_id, id);
    if (!record) { return std::unexpected(std::move(record).error()); }
    const bool changed = entered && !core::is_unchanged(*entered, record->key.credential);
    std::optional<core::Credential> repaired;
    if (changed) {
        repaired = core::repaired(*entered);
        if (auto problems = core::check_changed_credential(*repaired, record->key.credential); !problems.empty()) {
            return refuse_fields(std::move(problems));
        }
    }
    auto credential = whole_credential(vault_, caller.organization_id, *record, changed ? &*repaired : nullptr);
    if (!credential) { return std::unexpected(std::move(credential).error()); }
    if (auto counted = counter_.begin(caller.organization_id, caller.token_id, changed, clock_.unix_time_s());
        !counted) {
        return std::unexpected(std::move(counted).error());
    }
    std::string fingerprint = fingerprint_of(vault_, caller.organization_id, record->key.provider, *credential);
    return TestJob{record->key.provider, *std::move(credential),    caller.organization_id,
                   caller.name,          std::move(record->key.id), std::move(fingerprint)};
}

Result<core::TestResult> CredentialTests::finish(const TestJob& job, core::TestResult result) {
    counter_.end(job.organization_id);
    const std::int64_t now_s = clock_.unix_time_s();
    result.tested_at = iso_time(now_s);
    std::erase_if(recent_, [&](const Recent& other) { return other.fingerprint == job.fingerprint; });
    recent_.push_back({job.fingerprint, now_s, result});
    if (recent_.size() > recent_max) { recent_.pop_front(); }
    if (job.provider_key_id.empty()) { return result; }
    return store_.set_last_test(job.organization_id, job.provider_key_id, job.fingerprint, result).transform([&](bool) {
        return std::move(result);
    });
}

void CredentialTests::abandon(const TestJob& job) {
    counter_.end(job.organization_id);
}

std::optional<core::TestResult> CredentialTests::recent(std::string_view fingerprint) const {
    const auto found = std::ranges::find(recent_, fingerprint, &Recent::fingerprint);
    if (found == recent_.end() || clock_.unix_time_s() - found->finished_s > recent_s) { return std::nullopt; }
    return found->result;
}

}  // namespace byok::service
