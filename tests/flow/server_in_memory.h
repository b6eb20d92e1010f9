/// The rules of the real server behind the fake transport: everything but sockets, files and cryptography.
#pragma once

#include <string>

#include "app/fake_transport.h"
#include "service/api.h"
#include "service/memory_store.h"
#include "service/memory_vault.h"

namespace byok::test {

class ServerInMemory {
public:
    /// One organization with the gateway API key "my first key", and a console token for it.
    ServerInMemory();

    [[nodiscard]] const std::string& token() const { return token_; }
    [[nodiscard]] const std::string& organization_id() const { return organization_id_; }
    Answer answer(const SentRequest& sent);
    /// A token of another person.
    [[nodiscard]] std::string token_of(const std::string& name, core::Role role);
    /// The cookie that the browser has for this server; empty = none.
    [[nodiscard]] std::string_view cookie() const { return cookie_.reveal(); }
    /// The browser loses it.
    void forget_cookie() { cookie_ = {}; }
    /// An answer on its way is lost: the request was carried out all the same.
    bool loses_answers = false;

    /// What every provider says of every credential.
    core::TestResult provider_says;
    /// The credentials that were tried, as the contract's `provider_key` texts.
    std::vector<std::string> tried;

    /// What a person did yesterday.
    core::ProviderKey add_provider_key(const core::NewProviderKey& key);
    core::ApiKey add_api_key(const std::string& name);
    /// What somebody else does meanwhile.
    void rename_provider_key(const std::string& id, const std::string& name, const std::string& who);
    void delete_provider_key(const std::string& id);
    /// From now on its credential cannot be opened.
    void lose_credential(const std::string& id);
    [[nodiscard]] std::vector<core::ProviderKey> provider_keys();
    /// The credential as it is stored, as the contract's `provider_key` text.
    std::string stored_credential(const std::string& provider_key_id);

private:
    /// A second passes whenever somebody looks.
    class SteppingClock final : public service::Clock {
    public:
        [[nodiscard]] std::int64_t unix_time_s() const override { return ++now_s_; }

    private:
        mutable std::int64_t now_s_ = 1'768'383'000;  // 2026-01-14T09:30:00Z
    };
    /// Never the same bytes twice, and in every run the same.
    class CountingRandom final : public service::Random {
    public:
        void fill(std::span<unsigned char> bytes) override;

    private:
        std::uint32_t count_ = 0;
    };

    service::MemoryStore store_;
    service::MemoryVault vault_;
    SteppingClock clock_;
    CountingRandom random_;
    service::Api api_;
    service::ProviderKeys provider_keys_;
    service::ApiKeys api_keys_;
    service::ConsoleTokens tokens_;
    std::string organization_id_;
    std::string token_;
    core::Secret cookie_;
};

}  // namespace byok::test
