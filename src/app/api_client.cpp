#include "app/api_client.h"

#include <utility>

namespace byok::app {
namespace {

constexpr int first_pause_ms = 500;
constexpr int retry_after_s_max = 30;

bool is_passing_trouble(core::ErrorCode code) {
    return code == core::ErrorCode::Network || code == core::ErrorCode::Timeout || code == core::ErrorCode::RateLimit ||
           code == core::ErrorCode::Internal;
}

/// Whether a 401 there says that nobody is signed in yet, and not that a session is over.
bool asks_who(Endpoint endpoint) {
    return endpoint == Endpoint::Organizations || endpoint == Endpoint::NewSession || endpoint == Endpoint::Session;
}

}  // namespace

std::optional<int> retry_delay_ms(const core::Error& error, int attempt) {
    if (!is_passing_trouble(error.code) || attempt < 1 || attempt >= get_attempts_max) return std::nullopt;
    if (error.retry_after_s > retry_after_s_max) return std::nullopt;
    if (error.retry_after_s > 0) return error.retry_after_s * 1000;
    return first_pause_ms << (attempt - 1);
}

ApiClient::ApiClient(Transport& transport, Host& host, std::string api_base, std::function<void(Action)> arrived)
    : transport_(transport), host_(host), api_base_(std::move(api_base)), arrived_(std::move(arrived)) {}

ApiClient::~ApiClient() {
    drop_all();
}

void ApiClient::perform(Effect effect) {
    if (std::holds_alternative<CloseSession>(effect)) {
        drop_all();
        token_ = {};
        return;
    }
    if (std::holds_alternative<RequestSessionEnd>(effect)) {
        transport_.send(session_end_request(api_base_), [](const HttpResponse&) {});
        return;
    }
    if (const auto* cancelled = std::get_if<CancelRequest>(&effect)) return drop(cancelled->request);
    if (auto* session = std::get_if<OpenSession>(&effect)) token_ = std::move(session->token);
    if (auto* exchange = std::get_if<ExchangeToken>(&effect)) token_ = std::move(exchange->token);
    if (const std::optional<Asked> asked = asked_by(effect)) start(effect, *asked);
}

void ApiClient::start(const Effect& effect, const Asked& asked) {
    HttpRequest http = request_for(effect, api_base_, token_);
    Call call;
    call.asked = asked;
    call.url = http.url;
    calls_.insert_or_assign(asked.request, std::move(call));
    send(asked.request, std::move(http));
}

void ApiClient::send(RequestId request, HttpRequest http) {
    Call& call = calls_[request];
    ++call.attempts;
    call.sent = transport_.send(std::move(http),
                                [this, request](const HttpResponse& response) { answered(request, response); });
}

void ApiClient::answered(RequestId request, const HttpResponse& response) {
    const auto found = calls_.find(request);
    if (found == calls_.end()) return;
    found->second.sent = 0;
    const Asked asked = found->second.asked;
    if (response.status < 200 || response.status > 299) {
        core::Error error = error_from(asked, response);
        const std::optional<int> delay_ms = retry_delay_ms(error, found->second.attempts);
        if (is_read(asked.endpoint) && delay_ms) return try_again(request, *delay_ms);
        if (error.code == core::ErrorCode::Authentication && !asks_who(asked.endpoint)) {
            drop_all();
            token_ = {};
            return arrived_(SessionEnded{std::move(error)});
        }
    }
    calls_.erase(found);
    if (asked.endpoint == Endpoint::NewSession && response.status >= 200 && response.status <= 299) token_ = {};
    arrived_(action_from(asked, response));
}

void ApiClient::try_again(RequestId request, int delay_ms) {
    calls_[request].waiting = host_.after(delay_ms, [this, request] {
        Call& call = calls_[request];
        call.waiting = 0;
        HttpRequest http;
        http.method = "GET";
        http.url = call.url;
        http.token = token_.clone();
        http.timeout_ms = request_timeout_ms;
        send(request, std::move(http));
    });
}

void ApiClient::drop(RequestId request) {
    const auto found = calls_.find(request);
    if (found == calls_.end()) return;
    if (found->second.sent != 0) transport_.cancel(found->second.sent);
    if (found->second.waiting != 0) host_.cancel_timer(found->second.waiting);
    calls_.erase(found);
}

void ApiClient::drop_all() {
    while (!calls_.empty()) drop(calls_.begin()->first);
}

}  // namespace byok::app
