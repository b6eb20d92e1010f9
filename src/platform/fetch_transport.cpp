#include "platform/fetch_transport.h"

#include <emscripten.h>
#include <emscripten/eventloop.h>
#include <emscripten/html5.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

namespace byok::platform {
namespace {

constexpr int unauthorized = 401;

EM_JS(bool, is_address, (const char* url), { return URL.canParse(UTF8ToString(url), location.href); });

/// Whether an answer from `reached` is one from where `asked` pointed to.
EM_JS(bool, is_same_origin, (const char* asked, const char* reached),
      { return Module.page.browser.is_same_origin(UTF8ToString(asked), UTF8ToString(reached)); });

EM_JS(void, write_address, (const char* fragment, int place),
      { Module.page.browser.show_address(UTF8ToString(fragment), place); });

EM_JS(void, start_copy, (FetchTransport * transport, std::uint32_t handle, const char* text, std::size_t size),
      { Module.page.browser.copy(Module, transport, handle, HEAPU8.subarray(text, text + size)); });

EM_JS(void, fill_randomly, (unsigned char* bytes, std::size_t count),
      { crypto.getRandomValues(HEAPU8.subarray(bytes, bytes + count)); });

EM_JS(void, announce, (), { Module.page.browser.announce_sign_out(); });

/// What can stand in a header: visible ASCII. Browsers throw on anything else.
bool fits_in_header(std::string_view token) {
    return std::ranges::all_of(token, [](char c) { return c > ' ' && c < 0x7F; });
}

/// The value of a response header; `name` in lower case, as browsers write them. Empty = none.
std::string header_of(emscripten_fetch_t* fetch, std::string_view name) {
    std::string headers(emscripten_fetch_get_response_headers_length(fetch) + 1, '\0');
    emscripten_fetch_get_response_headers(fetch, headers.data(), headers.size());
    std::string_view rest(headers.c_str());
    while (!rest.empty()) {
        const std::string_view line = rest.substr(0, rest.find("\r\n"));
        rest.remove_prefix(std::min(line.size() + 2, rest.size()));
        if (!line.starts_with(name) || line.substr(name.size(), 1) != ":") continue;
        std::string_view value = line.substr(name.size() + 1);
        value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
        return std::string(value);
    }
    return {};
}

/// Emscripten keeps copies of the headers until the request is closed; the browser has its own by now.
void wipe_headers(emscripten_fetch_t* fetch) {
    for (const char* const* header = fetch->__attributes.requestHeaders; *header != nullptr; ++header)
        core::wipe(const_cast<char*>(*header), std::strlen(*header));
}

}  // namespace

FetchTransport::~FetchTransport() {
    while (!requests_.empty()) cancel(requests_.begin()->first);
    while (!timers_.empty()) cancel_timer(timers_.begin()->first);
}

// ── requests ─────────────────────────────────────────────────────────────────────────────────────────────────────

FetchTransport::RequestHandle FetchTransport::send(app::HttpRequest http, std::function<void(app::HttpResponse)> done) {
    // No server has a token that no header can carry: the same answer as for any wrong one.
    if (!fits_in_header(http.token.reveal())) {
        return after(0, [done = std::move(done)] {
            app::HttpResponse refusal;
            refusal.status = unauthorized;
            done(std::move(refusal));
        });
    }
    if (!is_address(http.url.c_str())) {
        return after(0, [done = std::move(done)] { done({}); });
    }
    const RequestHandle handle = ++handles_;
    auto& request = *(requests_[handle] = std::make_unique<Request>());
    request.transport = this;
    request.handle = handle;
    request.url = std::move(http.url);
    request.timeout_ms = http.timeout_ms;
    if (!start(request, http)) {
        requests_.erase(handle);
        return after(0, [done = std::move(done)] { done({}); });
    }
    request.done = std::move(done);
    return handle;
}

bool FetchTransport::start(Request& request, const app::HttpRequest& http) {
    std::string authorization = "Bearer " + std::string(http.token.reveal());
    std::array<const char*, 11> headers{};
    std::size_t count = 0;
    const auto add = [&](const char* name, const char* value) { headers[count++] = name, headers[count++] = value; };
    add("Accept", "application/json");
    if (!http.token.empty()) add("Authorization", authorization.c_str());
    if (!http.body.empty()) add("Content-Type", "application/json");
    // What a server says of its versions goes back to it, where it can stand in a header.
    if (!http.if_match.empty() && fits_in_header(http.if_match)) add("If-Match", http.if_match.c_str());
    if (!http.idempotency_key.empty()) add("Idempotency-Key", http.idempotency_key.c_str());

    emscripten_fetch_attr_t attributes;
    emscripten_fetch_attr_init(&attributes);
    http.method.copy(attributes.requestMethod, sizeof attributes.requestMethod - 1);
    attributes.attributes = EMSCRIPTEN_FETCH_LOAD_TO_MEMORY | EMSCRIPTEN_FETCH_REPLACE;
    attributes.timeoutMSecs = static_cast<std::uint32_t>(http.timeout_ms);
    attributes.requestHeaders = headers.data();
    attributes.requestData = http.body.reveal().data();
    attributes.requestDataSize = http.body.size();
    attributes.userData = &request;
    attributes.onsuccess = attributes.onerror = [](emscripten_fetch_t* fetch) {
        if (auto* of = static_cast<Request*>(fetch->userData)) of->transport->answered(of->handle, fetch);
    };

    request.sent_ms = emscripten_get_now();
    request.fetch = emscripten_fetch(&attributes, request.url.c_str());
    core::wipe(authorization);
    if (request.fetch == nullptr) return false;
    wipe_headers(request.fetch);
    if (request.failed_at_once) emscripten_fetch_close(request.fetch);
    return !request.failed_at_once;
}

void FetchTransport::answered(RequestHandle handle, emscripten_fetch_t* fetch) {
    const auto found = requests_.find(handle);
    if (found == requests_.end()) return;
    if (found->second->fetch == nullptr) {
        found->second->failed_at_once = true;
        return;
    }
    const std::unique_ptr<Request> request = std::move(found->second);
    requests_.erase(found);
    fetch->userData = nullptr;

    app::HttpResponse response;
    response.status = fetch->status;
    if (response.status == 0) {
        response.timed_out = request->timeout_ms > 0 && emscripten_get_now() - request->sent_ms >= request->timeout_ms;
    } else if (fetch->responseUrl != nullptr && !is_same_origin(request->url.c_str(), fetch->responseUrl)) {
        response.status = 0;  // redirected to somebody else, who has nothing to say here
    } else {
        response.body = core::Secret({fetch->data, static_cast<std::size_t>(fetch->numBytes)});
        response.retry_after = header_of(fetch, "retry-after");
    }
    emscripten_fetch_close(fetch);
    request->done(std::move(response));
}

void FetchTransport::cancel(RequestHandle handle) {
    cancel_timer(handle);  // where the answer was clear without asking
    const auto found = requests_.find(handle);
    if (found == requests_.end()) return;
    const std::unique_ptr<Request> request = std::move(found->second);
    requests_.erase(found);
    request->fetch->userData = nullptr;  // closing is an error to Emscripten, which it would report
    emscripten_fetch_close(request->fetch);
}

// ── timers ───────────────────────────────────────────────────────────────────────────────────────────────────────

FetchTransport::TimerHandle FetchTransport::after(int delay_ms, std::function<void()> then) {
    const TimerHandle handle = ++handles_;
    auto& timer = timers_[handle] = std::make_unique<Timer>(Timer{this, handle, std::move(then)});
    timer->id = emscripten_set_timeout(
        [](void* data) {
            const auto* fired = static_cast<Timer*>(data);
            fired->transport->fired(fired->handle);
        },
        delay_ms, timer.get());
    return handle;
}

void FetchTransport::fired(TimerHandle handle) {
    const auto found = timers_.find(handle);
    if (found == timers_.end()) return;
    const std::unique_ptr<Timer> timer = std::move(found->second);
    timers_.erase(found);
    timer->then();
}

void FetchTransport::cancel_timer(TimerHandle handle) {
    const auto found = timers_.find(handle);
    if (found == timers_.end()) return;
    emscripten_clear_timeout(found->second->id);
    timers_.erase(found);
}

std::int64_t FetchTransport::now_ms() const {
    return static_cast<std::int64_t>(emscripten_date_now());
}

std::string FetchTransport::random_text() {
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

// ── the browser ──────────────────────────────────────────────────────────────────────────────────────────────────

void FetchTransport::show_address(const std::string& fragment, app::HistoryPlace place) {
    write_address(fragment.c_str(), static_cast<int>(place));
}

void FetchTransport::write_clipboard(core::Secret text, std::function<void(bool)> done) {
    const std::uint64_t handle = ++handles_;
    copies_[handle] = std::move(done);
    start_copy(this, static_cast<std::uint32_t>(handle), text.reveal().data(), text.size());
}

void FetchTransport::clipboard_written(std::uint64_t handle, bool done) {
    const auto found = copies_.find(handle);
    if (found == copies_.end()) return;
    const std::function<void(bool)> told = std::move(found->second);
    copies_.erase(found);
    told(done);
}

void FetchTransport::announce_sign_out() {
    announce();
}

}  // namespace byok::platform

extern "C" {

EMSCRIPTEN_KEEPALIVE void clipboard_written(byok::platform::FetchTransport* transport, std::uint32_t handle,
                                            bool done) {
    transport->clipboard_written(handle, done);
}
}
