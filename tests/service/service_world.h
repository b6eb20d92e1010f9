/// Two organizations in memory, for tests of the services: Acme, which the tests act for, and a stranger.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "service/api_keys.h"
#include "service/console_tokens.h"
#include "service/memory_store.h"
#include "service/memory_vault.h"
#include "service/organizations.h"
#include "service/provider_keys.h"

namespace byok::service::test {

/// 2026-01-14T09:30:00Z, until a test says otherwise.
class HandClock final : public Clock {
public:
    std::int64_t now_s = 1'768'383'000;
    [[nodiscard]] std::int64_t unix_time_s() const override { return now_s; }
};

/// Never the same bytes twice, and in every run the same.
class CountingRandom final : public Random {
public:
    void fill(std::span<unsigned char> bytes) override;

private:
    std::uint8_t count_ = 0;
};

/// A vault that runs `before_seal` before it seals, and cannot open while `broken`.
class WatchedVault final : public Vault {
public:
    std::function<void()> before_seal = [] {};
    bool broken = false;
    int opened = 0;  // how often

    core::Result<Sealed> seal(const SealedPlace& place, const core::Secret& secret) override;
    core::Result<core::Secret> open(const SealedPlace& place, const Sealed& sealed) override;
    [[nodiscard]] std::string fingerprint(std::string_view organization_id, std::string_view provider,
                                          const core::Secret& secret) const override {
        return vault_.fingerprint(organization_id, provider, secret);
    }
    [[nodiscard]] std::string digest(const core::Secret& token) const override { return vault_.digest(token); }

private:
    MemoryVault vault_;
};

struct ServiceWorld {
    MemoryStore store;
    WatchedVault vault;
    HandClock clock;
    CountingRandom random;
    Organizations organizations{store, clock, random};
    ProviderKeys provider_keys{store, vault, clock, random};
    ApiKeys api_keys{store, vault, clock, random};
    ConsoleTokens tokens{store, vault, clock, random};

    const std::string acme = "org_acme";
    const std::string stranger = "org_stranger";

    ServiceWorld();

    /// Each puts one into the world and requires that it goes well.
    core::ApiKey add_api_key(const std::string& organization_id, std::string_view name);
    core::ProviderKey add_provider_key(const std::string& organization_id, std::string_view name,
                                       std::vector<std::string> api_key_ids = {});
    core::ProviderKey add_bedrock_key(const std::string& organization_id, const std::vector<std::string>& regions);
    core::ProviderKey add_azure_key(const std::string& organization_id);

    /// The credential as it is stored, as the contract's `provider_key` text.
    std::string stored_credential(const std::string& organization_id, const std::string& id);
    std::uint64_t revision(const std::string& organization_id, const std::string& id);
};

core::NewProviderKey new_anthropic_key(std::string_view name, std::vector<std::string> api_key_ids = {});

/// One region of a Bedrock credential; the secret says which region it was entered for.
core::RegionCredential region_credential(std::string_view region, std::string_view secret_access_key);

/// A 40-character secret access key that names `region`, so that a mix-up shows.
std::string secret_of(std::string_view region);

/// The fields that an error names, in order.
std::vector<std::string> params_of(const core::Error& error);

}  // namespace byok::service::test
