/// app::Transport on the browser: Emscripten's fetch, timers, the address and the clipboard.
///
/// What is secret in a request is wiped from WASM memory as soon as the browser has it, what is secret in an answer
/// when its Secret goes. Nothing is cached or stored: the server forbids the one, the link flags the other.
#pragma once

#include <emscripten/fetch.h>

#include <memory>
#include <unordered_map>

#include "app/transport.h"

namespace byok::platform {

class FetchTransport : public app::Transport {
public:
    FetchTransport() = default;
    ~FetchTransport() override;
    FetchTransport(const FetchTransport&) = delete;
    FetchTransport& operator=(const FetchTransport&) = delete;

    RequestHandle send(app::HttpRequest request, std::function<void(app::HttpResponse)> done) override;
    void cancel(RequestHandle handle) override;
    TimerHandle after(int delay_ms, std::function<void()> then) override;
    void cancel_timer(TimerHandle handle) override;
    void show_address(const std::string& fragment, app::HistoryPlace place) override;
    void write_clipboard(core::Secret text, std::function<void(bool)> done) override;
    [[nodiscard]] std::int64_t now_ms() const override;
    [[nodiscard]] std::string random_text() override;
    void announce_sign_out() override;

    // What Emscripten and the browser call back.

    void answered(RequestHandle handle, emscripten_fetch_t* fetch);
    void fired(TimerHandle handle);
    void clipboard_written(std::uint64_t handle, bool done);

private:
    /// A request that has not been answered. Emscripten holds its address until then.
    struct Request {
        FetchTransport* transport = nullptr;
        RequestHandle handle = 0;
        std::function<void(app::HttpResponse)> done;
        std::string url;
        double sent_ms = 0;
        int timeout_ms = 0;
        emscripten_fetch_t* fetch = nullptr;
        bool failed_at_once = false;  // while it was being sent
    };
    /// A timer that has not fired.
    struct Timer {
        FetchTransport* transport;
        TimerHandle handle;
        std::function<void()> then;
        int id = 0;
    };

    bool start(Request& request, const app::HttpRequest& http);

    std::uint64_t handles_ = 0;  // the last one given
    std::unordered_map<RequestHandle, std::unique_ptr<Request>> requests_;
    std::unordered_map<TimerHandle, std::unique_ptr<Timer>> timers_;
    std::unordered_map<std::uint64_t, std::function<void(bool)>> copies_;
};

}  // namespace byok::platform
