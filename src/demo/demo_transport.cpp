#include "demo/demo_transport.h"

#include <utility>

#include "demo/scatter.h"

namespace byok::demo {
namespace {

constexpr int least_ms = 60, spread_ms = 90;
constexpr int write_ms = 120;  // a disk is waited for
constexpr int test_ms = 900;   // a provider is asked

}  // namespace

DemoTransport::DemoTransport(app::Host& host, Scenario scenario) : host_(host), scenario_(std::move(scenario)) {
    reset();
}

DemoTransport::~DemoTransport() {
    while (!waiting_.empty()) cancel(waiting_.begin()->first);
}

void DemoTransport::reset() {
    while (!waiting_.empty()) cancel(waiting_.begin()->first);
    server_ = std::make_unique<DemoServer>(scenario_);
    begun_ms_ = host_.now_ms();
}

DemoTransport::RequestHandle DemoTransport::send(app::HttpRequest request,
                                                 std::function<void(app::HttpResponse)> done) {
    const RequestHandle handle = ++sent_;
    const int delay_ms = latency_ms(request);
    // What a timer calls can be copied, a request cannot.
    auto kept = std::make_shared<app::HttpRequest>(std::move(request));
    waiting_[handle] = host_.after(delay_ms, [this, handle, kept = std::move(kept), done = std::move(done)] {
        waiting_.erase(handle);
        server_->set_elapsed_s((host_.now_ms() - begun_ms_) / 1000);
        done(server_->answer(*kept));
    });
    return handle;
}

void DemoTransport::cancel(RequestHandle handle) {
    const auto found = waiting_.find(handle);
    if (found == waiting_.end()) return;
    host_.cancel_timer(found->second);
    waiting_.erase(found);
}

int DemoTransport::latency_ms(const app::HttpRequest& request) const {
    // Who looks at the demo is signed in by it: no form for that is to flash by.
    if (request.url == "/v1/organizations") return 0;
    int ms = least_ms + static_cast<int>(scattered(sent_) % spread_ms);
    if (request.url.ends_with("/test"))
        ms += test_ms;
    else if (request.method != "GET")
        ms += write_ms;
    return ms;
}

}  // namespace byok::demo
