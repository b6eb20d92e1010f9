/// The HTTP side of the server, on Drogon: connections in, requests to the API or the site, responses and log lines
/// out.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "server/connection_guard.h"
#include "server/cors.h"
#include "server/response.h"
#include "server/site.h"
#include "server/worker.h"
#include "service/api.h"

namespace drogon {
class HttpRequest;
class HttpResponse;
}  // namespace drogon

namespace byok::server {

struct HttpSettings {
    std::string host = "127.0.0.1";  // an IPv4 or IPv6 address
    std::uint16_t port = 0;          // 0 = any free one
    ConnectionLimits limits;
    bool behind_proxy = false;  // all requests come through a proxy that says in X-Forwarded-For who asks
    std::vector<std::string> allowed_origins = {};  // of other pages that may use the API (Cors)
};

/// What the server answers with. All but `try_credential` are called on one thread of their own, one at a time.
struct HttpContent {
    using Job = std::shared_ptr<const service::TestJob>;

    std::function<service::ApiAnswer(const service::ApiRequest&)> api;
    /// For an answer that has a job first (service::Api). `try_credential` must not block: what it finds out it hands
    /// over, from any thread.
    std::function<void(Job, std::function<bool()> is_wanted, std::function<void(core::TestResult)> done)>
        try_credential;
    std::function<service::ApiAnswer(const service::TestJob&, core::TestResult)> finish_test;
    std::function<void(const service::TestJob&)> abandon_test;
    std::function<bool()> check_health;  // for /healthz
    const Site* site = nullptr;
};

class HttpServer {
public:
    HttpServer(HttpSettings settings, HttpContent content);

    /// Whether the address can be listened on; fails with a sentence that says why not.
    core::Result<void> check_address() const;

    /// Serves until stop(), then finishes the requests that are under way. Calls `listening` with the port once
    /// connections are taken. To be called once in a process: Drogon's framework is a singleton.
    void run(const std::function<void(std::uint16_t port)>& listening);

    /// From any thread.
    void stop();

private:
    using RequestPtr = std::shared_ptr<drogon::HttpRequest>;
    using ResponsePtr = std::shared_ptr<drogon::HttpResponse>;
    using Answer = std::function<void(const ResponsePtr&)>;
    struct Exchange;

    HttpSettings settings_;
    HttpContent content_;
    ConnectionGuard guard_;
    Cors cors_;
    std::atomic<int> requests_under_way_ = 0;
    std::atomic<bool> stopping_ = false;
    std::unique_ptr<Worker> worker_;

    void configure();
    void handle(const RequestPtr& request, Answer answer);
    void handle_on_worker(const std::shared_ptr<Exchange>& exchange);
    service::ApiAnswer ask_api(const Exchange& exchange);
    [[nodiscard]] std::string client_of(const Exchange& exchange) const;
    void try_credential(const std::shared_ptr<Exchange>& exchange, const HttpContent::Job& job);
    Response tested(const Exchange& exchange, const service::TestJob& job, core::TestResult result);
    void finish(Exchange& exchange, Response response);
    void wait_and_quit(int polls_left, bool closed);
};

}  // namespace byok::server
