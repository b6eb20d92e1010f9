/// The seam to where the console runs, apart from requests: time, chance, the address, the clipboard, other tabs.
/// platform/ implements it with the browser, tests in memory.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "app/route.h"
#include "core/secret.h"

namespace byok::app {

class Host {
public:
    using TimerHandle = std::uint64_t;
    virtual ~Host() = default;

    /// Calls `then` once after at least `delay_ms`, from the main loop.
    virtual TimerHandle after(int delay_ms, std::function<void()> then) = 0;
    /// Unknown or ended handles are ignored.
    virtual void cancel_timer(TimerHandle handle) = 0;
    /// Time of day in milliseconds: goes on while the machine sleeps.
    [[nodiscard]] virtual std::int64_t now_ms() const = 0;
    /// 128 random bits in hexadecimal, another each time.
    [[nodiscard]] virtual std::string random_text() = 0;

    /// Writes the address' fragment.
    virtual void show_address(const std::string& fragment, HistoryPlace place) = 0;
    /// Puts `text` on the clipboard; calls `done` later with whether it worked.
    virtual void write_clipboard(core::Secret text, std::function<void(bool)> done) = 0;
    /// Tells the person's other tabs with this page that they signed out.
    virtual void announce_sign_out() = 0;
};

}  // namespace byok::app
