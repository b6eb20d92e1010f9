#include "platform/browser_host.h"

#include <emscripten.h>
#include <emscripten/eventloop.h>
#include <emscripten/html5.h>

#include <array>
#include <string_view>
#include <utility>

namespace byok::platform {
namespace {

EM_JS(void, write_address, (const char* fragment, int place),
      { Module.page.browser.show_address(UTF8ToString(fragment), place); });

EM_JS(void, start_copy, (BrowserHost * host, std::uint32_t handle, const char* text, std::size_t size),
      { Module.page.browser.copy(Module, host, handle, HEAPU8.subarray(text, text + size)); });

EM_JS(void, fill_randomly, (unsigned char* bytes, std::size_t count),
      { crypto.getRandomValues(HEAPU8.subarray(bytes, bytes + count)); });

EM_JS(void, announce, (), { Module.page.browser.announce_sign_out(); });

}  // namespace

BrowserHost::~BrowserHost() {
    while (!timers_.empty()) cancel_timer(timers_.begin()->first);
}

BrowserHost::TimerHandle BrowserHost::after(int delay_ms, std::function<void()> then) {
    const TimerHandle handle = ++handles_;
    auto& timer = timers_[handle] = std::make_unique<Timer>(Timer{this, handle, std::move(then)});
    timer->id = emscripten_set_timeout(
        [](void* data) {
            const auto* fired = static_cast<Timer*>(data);
            fired->host->fired(fired->handle);
        },
        delay_ms, timer.get());
    return handle;
}

void BrowserHost::fired(TimerHandle handle) {
    const auto found = timers_.find(handle);
    if (found == timers_.end()) return;
    const std::unique_ptr<Timer> timer = std::move(found->second);
    timers_.erase(found);
    timer->then();
}

void BrowserHost::cancel_timer(TimerHandle handle) {
    const auto found = timers_.find(handle);
    if (found == timers_.end()) return;
    emscripten_clear_timeout(found->second->id);
    timers_.erase(found);
}

std::int64_t BrowserHost::now_ms() const {
    return static_cast<std::int64_t>(emscripten_date_now());
}

std::string BrowserHost::random_text() {
    std::array<unsigned char, 16> bytes{};
    fill_randomly(bytes.data(), bytes.size());
    std::string text;
    for (const unsigned char byte : bytes) {
        constexpr std::string_view digits = "0123456789abcdef";
        text += digits[byte >> 4];
        text += digits[byte & 15];
    }
    return text;
}

void BrowserHost::show_address(const std::string& fragment, app::HistoryPlace place) {
    write_address(fragment.c_str(), static_cast<int>(place));
}

void BrowserHost::write_clipboard(core::Secret text, std::function<void(bool)> done) {
    const std::uint64_t handle = ++handles_;
    copies_[handle] = std::move(done);
    start_copy(this, static_cast<std::uint32_t>(handle), text.reveal().data(), text.size());
}

void BrowserHost::clipboard_written(std::uint64_t handle, bool done) {
    const auto found = copies_.find(handle);
    if (found == copies_.end()) return;
    const std::function<void(bool)> told = std::move(found->second);
    copies_.erase(found);
    told(done);
}

void BrowserHost::announce_sign_out() {
    announce();
}

}  // namespace byok::platform

extern "C" {

EMSCRIPTEN_KEEPALIVE void clipboard_written(byok::platform::BrowserHost* host, std::uint32_t handle, bool done) {
    host->clipboard_written(handle, done);
}
}
