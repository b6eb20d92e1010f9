/// app::Transport on Emscripten's fetch.
///
/// Where no answer arrives, the page tries to find out why (web/browser.js, explain): until somebody has answered, it
/// may ask the same address once more, in the way that every page may ask everybody, with no token and without reading.
///
/// What is secret in a request is wiped from WASM memory as soon as the browser has it, what is secret in an answer
/// when its Secret goes. Nothing is cached or stored: the server forbids the one, the link flags the other.
#pragma once

#include <emscripten/fetch.h>

#include <memory>
#include <unordered_map>

#include "app/host.h"
#include "app/transport.h"

namespace byok::platform {

class FetchTransport : public app::Transport {
public:
    /// `host` must outlive this.
    explicit FetchTransport(app::Host& host) : host_(host) {}
    ~FetchTransport() override;
    FetchTransport(const FetchTransport&) = delete;
    FetchTransport& operator=(const FetchTransport&) = delete;

    RequestHandle send(app::HttpRequest request, std::function<void(app::HttpResponse)> done) override;
    void cancel(RequestHandle handle) override;

    /// What Emscripten calls back.
    void answered(RequestHandle handle, emscripten_fetch_t* fetch);
    /// What the page calls back, which has tried to find out why no answer arrived.
    void explained(RequestHandle handle, app::NoAnswer why);

private:
    /// A request that has not been answered. Emscripten holds its address until then.
    struct Request {
        FetchTransport* transport = nullptr;
        RequestHandle handle = 0;
        std::function<void(app::HttpResponse)> done;
        std::string url;
        double sent_ms = 0;
        int timeout_ms = 0;
        emscripten_fetch_t* fetch = nullptr;  // none before it is sent, and while it is explained
        bool failed_at_once = false;          // while it was being sent
    };
    bool start(Request& request, const app::HttpRequest& http);
    /// Has the page find out why `request` had no answer; it stays until explained().
    void explain(Request& request) const;
    /// What is clear without asking is answered later, as everything is.
    RequestHandle answer_soon(std::function<void(app::HttpResponse)> done, int status);

    app::Host& host_;
    std::uint64_t handles_ = 0;  // the last one given
    std::unordered_map<RequestHandle, std::unique_ptr<Request>> requests_;
    std::unordered_map<RequestHandle, app::Host::TimerHandle> clear_;  // the answers that wait to be given
    bool heard_ = false;  // somebody has answered, so that nothing keeps this page from asking
};

}  // namespace byok::platform
