/// The rules of the server inside the page: service/api over a store in memory and a vault that keeps nothing, with
/// sample data. Forgotten with the object; the same scenario begins the same each time.
#pragma once

#include <cstdint>
#include <set>
#include <string>

#include "app/transport.h"
#include "demo/forgetful_vault.h"
#include "demo/scenario.h"
#include "service/api.h"
#include "service/memory_store.h"

namespace byok::demo {

class DemoServer {
public:
    /// When the demo's day begins: 2026-03-02T09:00:00Z.
    static constexpr std::int64_t begins_at_s = 1'772'442'000;

    explicit DemoServer(const Scenario& scenario);
    DemoServer(const DemoServer&) = delete;
    DemoServer& operator=(const DemoServer&) = delete;

    /// The answer to a request to "/v1/…" or "/auth/…". A token that the demo does not know is taken for the one of
    /// the person who looks at it: anything signs in.
    app::HttpResponse answer(const app::HttpRequest& request);

    /// So much time has passed since the demo began.
    void set_elapsed_s(std::int64_t elapsed_s) { clock_.now_s = begins_at_s + elapsed_s; }

    /// A console token to sign in with.
    [[nodiscard]] core::Secret token() const { return token_.clone(); }
    /// The id of the first provider key of that provider, or of the first one when the slug is empty; empty = none.
    [[nodiscard]] std::string provider_key_of(std::string_view slug);

private:
    class SetClock final : public service::Clock {
    public:
        [[nodiscard]] std::int64_t unix_time_s() const override { return now_s; }
        std::int64_t now_s = begins_at_s;
    };
    /// Never the same bytes twice, and in every demo the same.
    class ScatteredRandom final : public service::Random {
    public:
        void fill(std::span<unsigned char> bytes) override;

    private:
        std::uint64_t count_ = 0;
    };
    friend class SampleData;

    bool refuses_writes_once_;
    std::set<std::string, std::less<>> refused_;  // the writes that were asked for once
    service::MemoryStore store_;
    ForgetfulVault vault_;
    SetClock clock_;
    ScatteredRandom random_;
    service::Api api_;
    service::ConsoleTokens tokens_;
    std::string organization_id_;
    core::Secret token_;

    [[nodiscard]] bool is_refused_once(const app::HttpRequest& request);
    service::ApiAnswer call(const app::HttpRequest& request);
};

}  // namespace byok::demo
