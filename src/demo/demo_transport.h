/// app::Transport without a network: requests go to the demo's server, answers come back after as long as a near server
/// would take.
#pragma once

#include <memory>
#include <unordered_map>

#include "app/host.h"
#include "app/transport.h"
#include "demo/demo_server.h"

namespace byok::demo {

class DemoTransport final : public app::Transport {
public:
    /// `host` must outlive this.
    DemoTransport(app::Host& host, Scenario scenario);
    ~DemoTransport() override;
    DemoTransport(const DemoTransport&) = delete;
    DemoTransport& operator=(const DemoTransport&) = delete;

    RequestHandle send(app::HttpRequest request, std::function<void(app::HttpResponse)> done) override;
    void cancel(RequestHandle handle) override;

    /// As it was in the beginning; what is on its way is not answered any more.
    void reset();

    DemoServer& server() { return *server_; }

private:
    app::Host& host_;
    Scenario scenario_;
    std::unique_ptr<DemoServer> server_;
    std::int64_t begun_ms_ = 0;
    std::uint64_t sent_ = 0;  // how many requests: the handle of the last one
    std::unordered_map<RequestHandle, app::Host::TimerHandle> waiting_;

    [[nodiscard]] int latency_ms(const app::HttpRequest& request) const;
};

}  // namespace byok::demo
