/// The outside world made of memory: every request is kept, and answered when and how a test says: at once, late, out
/// of order, never. Time stands still until run_for() lets it pass.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "app/host.h"
#include "app/transport.h"

namespace byok::test {

/// A request as it went out. Secrets are copied out of it, which only a test may do.
struct SentRequest {
    app::Transport::RequestHandle handle = 0;
    std::string method;
    std::string url;
    std::string token;
    std::string body;
    std::string if_match;
    std::string idempotency_key;
    int timeout_ms = 0;
    std::int64_t sent_at_ms = 0;
    bool cancelled = false;
};

struct Answer {
    int status = 200;
    std::string body;
    std::string retry_after;
};

struct ShownAddress {
    std::string fragment;
    app::HistoryPlace place;
    bool operator==(const ShownAddress&) const = default;
};

class FakeTransport : public app::Transport, public app::Host {
public:
    using Server = std::function<std::optional<Answer>(const SentRequest&)>;

    // Transport
    RequestHandle send(app::HttpRequest request, std::function<void(app::HttpResponse)> done) override;
    void cancel(RequestHandle handle) override;
    // Host
    TimerHandle after(int delay_ms, std::function<void()> then) override;
    void cancel_timer(TimerHandle handle) override;
    void show_address(const std::string& fragment, app::HistoryPlace place) override;
    void write_clipboard(core::Secret text, std::function<void(bool)> done) override;
    [[nodiscard]] std::int64_t now_ms() const override { return now_ms_; }
    [[nodiscard]] std::string random_text() override { return "random" + std::to_string(++randoms_); }
    void announce_sign_out() override { ++sign_outs_announced; }

    /// Every request ever sent, oldest first.
    [[nodiscard]] const std::vector<SentRequest>& sent() const { return sent_; }
    /// Those that are neither answered nor cancelled, oldest first.
    [[nodiscard]] std::vector<SentRequest> in_flight() const;
    [[nodiscard]] std::size_t timers() const { return timers_.size(); }
    [[nodiscard]] const std::vector<ShownAddress>& addresses() const { return addresses_; }
    [[nodiscard]] const std::vector<std::string>& copied() const { return copied_; }
    bool clipboard_works = true;
    int sign_outs_announced = 0;
    /// The machine sleeps: time passes, and nothing happens in it.
    void sleep_for(std::int64_t ms) { now_ms_ += ms; }

    /// Answers the request of that handle now. Says whether it was in flight.
    bool answer(RequestHandle handle, const Answer& answer);
    /// Answers the oldest request in flight to that method and URL. Says whether there was one.
    bool answer(std::string_view method, std::string_view url, const Answer& answer);
    /// The connection of that request breaks. Says whether it was in flight.
    bool lose(RequestHandle handle);
    bool lose(std::string_view method, std::string_view url);

    /// From now on `server` answers what is in flight whenever run_for() lets `latency_ms` pass; where it returns none,
    /// the request stays unanswered. An empty function ends that.
    void serve(Server server, int latency_ms = 0);

    /// Lets time pass: timers, timeouts and served answers happen in their order, also those that follow from others.
    void run_for(int ms);

private:
    struct Timer {
        std::int64_t due_ms;
        std::function<void()> then;
    };

    std::int64_t now_ms_ = 0;
    std::uint64_t handles_ = 0;
    int randoms_ = 0;
    std::vector<SentRequest> sent_;
    std::map<RequestHandle, std::function<void(app::HttpResponse)>> waiting_;
    std::map<TimerHandle, Timer> timers_;
    std::vector<ShownAddress> addresses_;
    std::vector<std::string> copied_;
    Server server_;
    int latency_ms_ = 0;
    std::set<RequestHandle> ignored_;  // what the server chose not to answer

    [[nodiscard]] RequestHandle find(std::string_view method, std::string_view url) const;
    [[nodiscard]] SentRequest& record(RequestHandle handle);
    bool finish(RequestHandle handle, app::HttpResponse response);
    [[nodiscard]] bool is_for_server(const SentRequest& sent) const;
    void happen_timers_due();
    void happen_answers_due();
    [[nodiscard]] std::int64_t next_due_ms(std::int64_t end_ms) const;
};

}  // namespace byok::test
