#include "server/http_server.h"

#include <drogon/HttpAppFramework.h>
#include <drogon/HttpRequest.h>
#include <drogon/HttpResponse.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <trantor/net/InetAddress.h>
#include <trantor/utils/Logger.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <utility>

#include "core/secret.h"
#include "core/text.h"
#include "server/failure.h"
#include "server/file_descriptor.h"
#include "server/ip_address.h"
#include "server/log.h"
#include "server/machine.h"
#include "server/session_cookie.h"
#include "service/random.h"

namespace byok::server {

namespace {

constexpr std::size_t waiting_requests_max = 256;
constexpr std::size_t pipelined_requests_max = 16;
constexpr int idle_connection_timeout_s = 60;
constexpr std::size_t logged_path_chars_max = 200;

// While stopping: how often to look whether everything is done, and how many times.
constexpr double poll_s = 0.02;
constexpr int polls_for_requests = 500;
constexpr int polls_for_connections = 100;

std::string new_request_id() {
    SystemRandom random;
    return service::new_id(random, "req_");
}

bool is_json(std::string_view content_type) {
    const std::string_view type = core::trimmed(content_type.substr(0, content_type.find(';')));
    return std::ranges::equal(type, std::string_view("application/json"),
                              [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
}

/// The token of "Bearer TOKEN" (RFC 6750 2.1); empty when it is something else.
core::Secret bearer_token(std::string_view authorization) {
    constexpr std::string_view scheme = "bearer ";
    const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; };
    if (authorization.size() <= scheme.size() ||
        !std::ranges::equal(authorization.substr(0, scheme.size()), scheme, same)) {
        return {};
    }
    return core::Secret(core::trimmed(authorization.substr(scheme.size())));
}

drogon::HttpResponsePtr to_drogon(Response response) {
    auto result = drogon::HttpResponse::newHttpResponse();
    result->setStatusCode(static_cast<drogon::HttpStatusCode>(response.status));
    result->setContentTypeString(response.content_type);
    for (const Header& header : fixed_headers(response.audience)) {
        result->addHeader(std::string(header.name), std::string(header.value));
    }
    for (auto& [name, value] : response.headers) { result->addHeader(std::move(name), std::move(value)); }
    result->setBody(std::move(response.body));
    return result;
}

/// Where Drogon would keep bodies in files. It makes 256 folders there at start; below this path it cannot.
constexpr const char* no_folder = "/dev/null";

/// Drogon's own log lines, as lines of ours; all but its complaints about no_folder.
void log_as_ours() {
    trantor::Logger::setOutputFunction(
        [](const char* message, std::uint64_t size) {
            const std::string_view line = core::trimmed({message, size});
            if (!line.contains(no_folder)) { LogLine(LogLevel::Warning, "drogon").text("message", line); }
        },
        [] {});
}

}  // namespace

/// One request on its way to its response.
struct HttpServer::Exchange {
    RequestPtr request;
    Answer answer;
    std::string id = new_request_id();
    std::chrono::steady_clock::time_point begun = std::chrono::steady_clock::now();

    [[nodiscard]] std::string_view method() const { return request->isHead() ? "HEAD" : request->methodString(); }
    [[nodiscard]] std::string_view path() const { return request->getOriginalPath(); }
    [[nodiscard]] bool is_of_api() const { return service::is_api_path(path()); }
    [[nodiscard]] bool reads() const { return request->method() == drogon::Get; }
    [[nodiscard]] const std::string& header(const char* name) const { return request->getHeader(name); }
    [[nodiscard]] Reached reached() const { return how_reached(header("x-forwarded-proto"), header("host")); }
};

HttpServer::HttpServer(HttpSettings settings, HttpContent content)
    : settings_(std::move(settings)),
      content_(std::move(content)),
      guard_(settings_.limits),
      cors_(settings_.allowed_origins) {}

core::Result<void> HttpServer::check_address() const {
    const bool is_v6 = settings_.host.contains(':');
    const trantor::InetAddress address(settings_.host, settings_.port, is_v6);
    const std::string name =
        (is_v6 ? "[" + settings_.host + "]" : settings_.host) + ":" + std::to_string(settings_.port);
    // Tried here first, because Drogon ends the process when it cannot bind, and would share a port with another
    // server.
    const FileDescriptor probe(::socket(address.family(), SOCK_STREAM | SOCK_CLOEXEC, 0));
    const int on = 1;
    ::setsockopt(probe.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    const auto size = static_cast<socklen_t>(is_v6 ? sizeof(sockaddr_in6) : sizeof(sockaddr_in));
    if (!probe || ::bind(probe.get(), address.getSockAddr(), size) != 0) {
        if (errno == EADDRINUSE) {
            return failure("Another program is using " + name + ". Stop it, or choose another port with --port.");
        }
        if (errno == EACCES) {
            return failure("This user may not listen on " + name + ". Choose a port above 1023 with --port.");
        }
        return system_failure("Cannot listen on " + name, errno);
    }
    return {};
}

void HttpServer::configure() {
    log_as_ours();
    drogon::app()
        .setLogLevel(trantor::Logger::kWarn)
        .setUploadPath(no_folder)
        .addListener(settings_.host, settings_.port)
        .setThreadNum(1)
        .disableSigtermHandling()
        .enableServerHeader(false)
        .enableGzip(false)
        .enableBrotli(false)
        .setClientMaxBodySize(body_bytes_max)
        .setClientMaxMemoryBodySize(body_bytes_max)
        .setIdleConnectionTimeout(idle_connection_timeout_s)
        .setPipeliningRequestsNumber(pipelined_requests_max)
        .setMaxConnectionNum(2 * settings_.limits.connections_max)  // the guard's limit comes first
        .setConnectionCallback([this](const trantor::TcpConnectionPtr& connection) { guard_.changed(connection); })
        .setCustomErrorHandler([](drogon::HttpStatusCode code, const drogon::HttpRequestPtr&) {
            return to_drogon(refusal_response(static_cast<int>(code)));
        })
        .registerPreRoutingAdvice([this](const drogon::HttpRequestPtr& request, drogon::AdviceCallback&& answer,
                                         const drogon::AdviceChainCallback&) { handle(request, std::move(answer)); })
        .registerSyncAdvice([this](const drogon::HttpRequestPtr& request) -> drogon::HttpResponsePtr {
            // The one request that Drogon answers by itself, before anybody else is asked.
            if (request->method() != drogon::Options || request->path() != "/*") { return nullptr; }
            guard_.answered(request->getConnectionPtr());
            return to_drogon(error_response(404, "There is nothing at this path."));
        });
    // Drogon always listens with SO_REUSEPORT; saying so keeps it from trying the port once more, with a lock file in
    // /tmp. Then the option is taken back, so that nobody else can listen on the same port.
    drogon::app().enableReusePort();
    drogon::app().setBeforeListenSockOptCallback([](int socket) {
        const int off = 0;
        ::setsockopt(socket, SOL_SOCKET, SO_REUSEPORT, &off, sizeof off);
    });
}

void HttpServer::run(const std::function<void(std::uint16_t port)>& listening) {
    worker_ = std::make_unique<Worker>(waiting_requests_max);
    configure();
    drogon::app().registerBeginningAdvice([&] {
        // Behind what Drogon queues next on the same two loops, which is to listen.
        drogon::app().getLoop()->queueInLoop([&] {
            trantor::EventLoop* const loop = drogon::app().getIOLoop(0);
            loop->runEvery(std::chrono::seconds(1), [this] { guard_.end_slow_connections(); });
            loop->queueInLoop([&] { listening(drogon::app().getListeners().front().toPort()); });
        });
    });
    drogon::app().run();
    worker_.reset();
}

void HttpServer::stop() {
    stopping_ = true;
    drogon::app().getIOLoop(0)->queueInLoop([this] {
        guard_.stop_receiving();
        wait_and_quit(polls_for_requests, false);
    });
}

/// First until the requests under way are answered, then until the answers are sent.
void HttpServer::wait_and_quit(int polls_left, bool closed) {
    const bool done = closed ? guard_.empty() : requests_under_way_ == 0;
    if (!done && polls_left > 0) {
        drogon::app().getIOLoop(0)->runAfter(poll_s, [=, this] { wait_and_quit(polls_left - 1, closed); });
    } else if (!closed) {
        guard_.close_all();
        wait_and_quit(polls_for_connections, true);
    } else {
        drogon::app().quit();
    }
}

void HttpServer::handle(const RequestPtr& request, Answer answer) {
    ++requests_under_way_;
    const auto exchange = std::make_shared<Exchange>(request, std::move(answer));
    const std::string_view path = exchange->path();
    if (const std::string& refused = request->getHeader(std::string(refused_header)); !refused.empty()) {
        RefusalStatus status = 0;
        std::from_chars(refused.data(), refused.data() + refused.size(), status);
        finish(*exchange, refusal_response(status));
    } else if (auto preflight = exchange->is_of_api()
                                    ? cors_.preflight(exchange->method(), exchange->header("origin"),
                                                      exchange->header("access-control-request-method"))
                                    : std::nullopt) {
        finish(*exchange, *std::move(preflight));
    } else if (exchange->is_of_api() || (path == "/healthz" && exchange->reads())) {
        handle_on_worker(exchange);
    } else if (exchange->reads()) {
        finish(*exchange,
               content_.site->get({path, request->getHeader("accept-encoding"), request->getHeader("if-none-match"),
                                   request->getHeader("if-modified-since")}));
    } else {
        Response response = error_response(405, "This path knows GET, HEAD.");
        response.headers.emplace_back("allow", "GET, HEAD");
        finish(*exchange, std::move(response));
    }
}

void HttpServer::handle_on_worker(const std::shared_ptr<Exchange>& exchange) {
    const bool added = worker_->add([this, exchange] {
        const RequestPtr& request = exchange->request;
        if (exchange->path() == "/healthz") {
            finish(*exchange, content_.check_health() ? api_response({200, core::Secret(R"({"status":"ok"})"), {}})
                                                      : error_response(503, "The server cannot use its database."));
            return;
        }
        service::ApiAnswer answer = ask_api(*exchange);
        // Drogon keeps a request's memory for the next one on the connection.
        // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): the string behind it is not const
        core::wipe(const_cast<char*>(request->bodyData()), request->bodyLength());
        if (answer.job) {
            try_credential(exchange, std::make_shared<const service::TestJob>(*std::move(answer.job)));
        } else {
            const auto cookie = std::move(answer.cookie);
            Response response = api_response(std::move(answer));
            if (cookie) {
                response.headers.emplace_back("set-cookie", session_cookie_header(*cookie, exchange->reached()));
                // Signed out: whatever the browser keeps of this server goes as well (ASVS 14.3.1).
                if (cookie->value.empty()) {
                    response.headers.emplace_back("clear-site-data", R"("cache", "storage")");
                }
            }
            finish(*exchange, std::move(response));
        }
    });
    if (!added) { finish(*exchange, refusal_response(503)); }
}

service::ApiAnswer HttpServer::ask_api(const Exchange& exchange) {
    const Reached reached = exchange.reached();
    const std::string& host = exchange.header("host");
    const std::string ip = client_of(exchange);
    service::ApiRequest request{exchange.method(), exchange.path(), bearer_token(exchange.header("authorization")),
                                is_json(exchange.header("content-type")), exchange.request->body()};
    request.session = core::Secret(exchange.request->getCookie(std::string(session_cookie_name(reached))));
    request.same_origin = is_same_origin(exchange.header("sec-fetch-site"), exchange.header("origin"), host, reached);
    request.cookie_is_safe = reached != Reached::Http;
    request.query = exchange.request->query();
    request.if_match = exchange.header("if-match");
    request.idempotency_key = exchange.header("idempotency-key");
    request.ip = ip;
    request.request_id = exchange.id;
    return content_.api(request);
}

/// Who asks: the other end of the connection, or whom a proxy there names last, since the rest of that list is what
/// the client itself says.
std::string HttpServer::client_of(const Exchange& exchange) const {
    const std::string_view forwarded = exchange.header("x-forwarded-for");
    if (!settings_.behind_proxy || forwarded.empty()) { return exchange.request->peerAddr().toIp(); }
    const std::size_t comma = forwarded.rfind(',');
    const std::string last(core::trimmed(comma == std::string_view::npos ? forwarded : forwarded.substr(comma + 1)));
    return is_ip_address(last) ? last : exchange.request->peerAddr().toIp();
}

void HttpServer::try_credential(const std::shared_ptr<Exchange>& exchange, const HttpContent::Job& job) {
    const auto is_wanted = [this, exchange] { return !stopping_ && exchange->request->connected(); };
    content_.try_credential(job, is_wanted, [this, exchange, job](core::TestResult result) {
        worker_->add_always(
            [this, exchange, job, result = std::move(result)] { finish(*exchange, tested(*exchange, *job, result)); });
    });
}

/// Every test leaves a line, whoever asked for it and whatever came of it.
Response HttpServer::tested(const Exchange& exchange, const service::TestJob& job, core::TestResult result) {
    LogLine(LogLevel::Info, "credential_test")
        .text("request_id", exchange.id)
        .text("organization_id", job.organization_id)
        .text("caller", job.caller)
        .text("provider", job.provider)
        .text("provider_key_id", job.provider_key_id)
        .text("verdict", core::wire_name(result.finding.verdict))
        .text("reason", result.finding.reason)
        .number("latency_ms", result.latency_ms);
    if (stopping_ || !exchange.request->connected()) {
        content_.abandon_test(job);
        return refusal_response(503);
    }
    return api_response(content_.finish_test(job, std::move(result)));
}

void HttpServer::finish(Exchange& exchange, Response response) {
    const auto duration = std::chrono::steady_clock::now() - exchange.begun;
    LogLine(LogLevel::Info, "request")
        .text("request_id", exchange.id)
        .text("method", exchange.method())
        .text("path", exchange.path().substr(0, logged_path_chars_max))
        .number("status", response.status)
        .number("duration_us", std::chrono::duration_cast<std::chrono::microseconds>(duration).count())
        .number("bytes", static_cast<std::int64_t>(response.body.size()))
        .text("peer", client_of(exchange));
    response.headers.emplace_back("x-request-id", exchange.id);
    if (exchange.is_of_api()) { cors_.let_read(response, exchange.header("origin")); }
    // It says nothing about anybody. That a page may load it unread, as an image, lets a console on another origin tell
    // that there is a server which does not allow it from that there is none.
    if (response.status == 401) { response.headers.emplace_back("cross-origin-resource-policy", "cross-origin"); }
    if (exchange.request->getHeader("x-forwarded-proto") == "https") {
        response.headers.emplace_back(https_header.name, https_header.value);
    }
    exchange.answer(to_drogon(std::move(response)));
    // Behind the answer, which another thread hands to this loop.
    drogon::app().getIOLoop(0)->queueInLoop([this, connection = exchange.request->getConnectionPtr()] {
        --requests_under_way_;
        guard_.answered(connection);
    });
}

}  // namespace byok::server
