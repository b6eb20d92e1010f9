#include "platform/fetch_transport.h"

#include <emscripten.h>
#include <emscripten/html5.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "platform/browser.h"

namespace byok::platform {
namespace {

constexpr int unauthorized = 401;

EM_JS(bool, is_address, (const char* url), { return URL.canParse(UTF8ToString(url), location.href); });

EM_JS(void, ask_why, (const FetchTransport* transport, std::uint32_t handle, const char* url, bool heard),
      { Module.page.browser.explain(Module, transport, handle, UTF8ToString(url), !!heard); });

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
    while (!clear_.empty()) cancel(clear_.begin()->first);
}

FetchTransport::RequestHandle FetchTransport::send(app::HttpRequest http, std::function<void(app::HttpResponse)> done) {
    // No server has a token that no header can carry: the same answer as for any wrong one.
    if (!fits_in_header(http.token.reveal())) return answer_soon(std::move(done), unauthorized);
    if (!is_address(http.url.c_str())) return answer_soon(std::move(done), 0);
    const RequestHandle handle = ++handles_;
    auto& request = *(requests_[handle] = std::make_unique<Request>());
    request.transport = this;
    request.handle = handle;
    request.url = std::move(http.url);
    request.timeout_ms = http.timeout_ms;
    const bool started = start(request, http);
    request.done = std::move(done);
    if (!started) explain(request);
    return handle;
}

FetchTransport::RequestHandle FetchTransport::answer_soon(std::function<void(app::HttpResponse)> done, int status) {
    const RequestHandle handle = ++handles_;
    clear_[handle] = host_.after(0, [this, handle, status, done = std::move(done)] {
        clear_.erase(handle);
        app::HttpResponse response;
        response.status = status;
        done(std::move(response));
    });
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
    fetch->userData = nullptr;
    app::HttpResponse response;
    response.status = fetch->status;
    heard_ = heard_ || response.status != 0;
    if (response.status == 0) {
        const Request& asked = *found->second;
        response.timed_out = asked.timeout_ms > 0 && emscripten_get_now() - asked.sent_ms >= asked.timeout_ms;
        if (!response.timed_out) {
            emscripten_fetch_close(fetch);
            return explain(*found->second);
        }
    }
    const std::unique_ptr<Request> request = std::move(found->second);
    requests_.erase(found);
    if (response.status == 0) {
        // Too late.
    } else if (fetch->responseUrl != nullptr && origin_of(request->url) != origin_of(fetch->responseUrl)) {
        response.status = 0;  // redirected to somebody else, who has nothing to say here
    } else {
        response.body = core::Secret({fetch->data, static_cast<std::size_t>(fetch->numBytes)});
        response.retry_after = header_of(fetch, "retry-after");
    }
    emscripten_fetch_close(fetch);
    request->done(std::move(response));
}

void FetchTransport::explain(Request& request) const {
    request.fetch = nullptr;
    ask_why(this, static_cast<std::uint32_t>(request.handle), request.url.c_str(), heard_);
}

void FetchTransport::explained(RequestHandle handle, app::NoAnswer why) {
    const auto found = requests_.find(handle);
    if (found == requests_.end()) return;
    const std::unique_ptr<Request> request = std::move(found->second);
    requests_.erase(found);
    app::HttpResponse response;
    response.no_answer = why;
    response.page_origin = origin_of("");
    response.asked_origin = origin_of(request->url);
    request->done(std::move(response));
}

void FetchTransport::cancel(RequestHandle handle) {
    if (const auto clear = clear_.find(handle); clear != clear_.end()) {
        host_.cancel_timer(clear->second);
        clear_.erase(clear);
    }
    const auto found = requests_.find(handle);
    if (found == requests_.end()) return;
    const std::unique_ptr<Request> request = std::move(found->second);
    requests_.erase(found);
    if (request->fetch == nullptr) return;
    request->fetch->userData = nullptr;  // closing is an error to Emscripten, which it would report
    emscripten_fetch_close(request->fetch);
}

}  // namespace byok::platform

extern "C" {

EMSCRIPTEN_KEEPALIVE void unanswered(byok::platform::FetchTransport* transport, std::uint32_t handle, int why) {
    transport->explained(handle, static_cast<byok::app::NoAnswer>(why));
}
}
