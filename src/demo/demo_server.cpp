#include "demo/demo_server.h"

#include <algorithm>
#include <utility>

#include "core/contract_server.h"
#include "demo/sample_data.h"
#include "demo/scatter.h"
#include "demo/simulated_test.h"

namespace byok::demo {
namespace {

constexpr int unauthorized = 401;

/// Tests would be counted to protect providers, and there are none here.
service::ApiLimits no_limits() {
    constexpr int many = 1'000'000;
    return {.tests = {many, many, many, many, many}, .reveals_per_minute_and_token = many};
}

}  // namespace

void DemoServer::ScatteredRandom::fill(std::span<unsigned char> bytes) {
    ++count_;
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<unsigned char>(scattered(count_ << 16 | i));
}

DemoServer::DemoServer(const Scenario& scenario)
    : refuses_writes_once_(false),
      api_(store_, vault_, clock_, random_, no_limits()),
      tokens_(store_, vault_, clock_, random_) {
    SampleData samples(*this, scenario);
    organization_id_ = samples.organization_id();
    token_ = samples.token_of_visitor();
    samples.fill();
    refuses_writes_once_ = scenario.sample == Sample::Errors;
}

app::HttpResponse DemoServer::answer(const app::HttpRequest& request) {
    app::HttpResponse response;
    if (is_refused_once(request)) {
        response.status = 503;
        response.body = core::Secret(core::encode_error(
            {core::ErrorCode::Internal, "The server is being updated. Try again in a moment.", {}, 0}));
        return response;
    }
    service::ApiAnswer answer = call(request);
    response.status = answer.status;
    response.body = std::move(answer.body);
    if (answer.retry_after_s > 0) response.retry_after = std::to_string(answer.retry_after_s);
    return response;
}

bool DemoServer::is_refused_once(const app::HttpRequest& request) {
    if (!refuses_writes_once_ || request.method == "GET" || request.url.ends_with("/test")) return false;
    return refused_.insert(request.method + ' ' + request.url).second;
}

service::ApiAnswer DemoServer::call(const app::HttpRequest& request) {
    const std::string_view url = request.url, path = url.substr(0, url.find('?'));
    service::ApiRequest asked{request.method, path, request.token.clone(), !request.body.empty(),
                              request.body.reveal()};
    asked.query = url.substr(std::min(url.size(), path.size() + 1));
    asked.ip = "192.0.2.17";
    asked.if_match = request.if_match;
    asked.idempotency_key = request.idempotency_key;
    service::ApiAnswer answer = api_.handle(asked);
    if (answer.status == unauthorized && !asked.token.empty()) {
        asked.token = token_.clone();
        answer = api_.handle(asked);
    }
    if (!answer.job) return answer;
    return api_.finish(*answer.job, simulated_test(answer.job->provider, answer.job->credential));
}

std::string DemoServer::provider_key_of(std::string_view slug) {
    const auto keys = store_.provider_keys(organization_id_);
    if (!keys) return {};
    const auto found =
        std::ranges::find_if(*keys, [&](const auto& record) { return slug.empty() || record.key.provider == slug; });
    return found == keys->end() ? std::string() : found->key.id;
}

}  // namespace byok::demo
