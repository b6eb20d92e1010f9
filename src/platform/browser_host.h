/// app::Host on the browser: timers, the address, the clipboard, other tabs.
#pragma once

#include <memory>
#include <unordered_map>

#include "app/host.h"

namespace byok::platform {

class BrowserHost : public app::Host {
public:
    BrowserHost() = default;
    ~BrowserHost() override;
    BrowserHost(const BrowserHost&) = delete;
    BrowserHost& operator=(const BrowserHost&) = delete;

    TimerHandle after(int delay_ms, std::function<void()> then) override;
    void cancel_timer(TimerHandle handle) override;
    [[nodiscard]] std::int64_t now_ms() const override;
    [[nodiscard]] std::string random_text() override;
    void show_address(const std::string& fragment, app::HistoryPlace place) override;
    void write_clipboard(core::Secret text, std::function<void(bool)> done) override;
    void announce_sign_out() override;

    // What Emscripten and the browser call back.

    void fired(TimerHandle handle);
    void clipboard_written(std::uint64_t handle, bool done);

private:
    /// A timer that has not fired.
    struct Timer {
        BrowserHost* host;
        TimerHandle handle;
        std::function<void()> then;
        int id = 0;
    };

    std::uint64_t handles_ = 0;  // the last one given
    std::unordered_map<TimerHandle, std::unique_ptr<Timer>> timers_;
    std::unordered_map<std::uint64_t, std::function<void(bool)>> copies_;
};

}  // namespace byok::platform
