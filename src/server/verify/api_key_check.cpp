#include "server/verify/api_key_check.h"

#include <algorithm>
#include <utility>

#include "core/azure_endpoint.h"
#include "core/provider.h"
#include "server/verify/answer_rules.h"

namespace byok::server {

namespace {

struct KeyedCall {
    std::string_view provider;
    std::string_view base;
    std::string_view path;
    std::string_view field;       // the header that the key goes into
    std::string_view before;      // what stands in front of it there
    std::string_view after_step;  // asked next when the key was accepted; empty = nothing
    std::string_view after_path;
    std::string_view also_field = "";  // a further header; empty = none
    std::string_view also_value = "";
};

// The free calls that every key may make. Mistral's, DeepSeek's and Z.ai's are those of OpenAI's API.
constexpr KeyedCall calls[] = {
    {"anthropic", "https://api.anthropic.com", "/v1/models?limit=1", "x-api-key", "", "", "", "anthropic-version",
     "2023-06-01"},
    {"openai", "https://api.openai.com", "/v1/models", "authorization", "Bearer ", "", ""},
    {"mistral", "https://api.mistral.ai", "/v1/models", "authorization", "Bearer ", "", ""},
    {"deepseek", "https://api.deepseek.com", "/models", "authorization", "Bearer ", "deepseek/balance",
     "/user/balance"},
    {"xai", "https://api.x.ai", "/v1/api-key", "authorization", "Bearer ", "", ""},
    {"zai", "https://api.z.ai", "/api/paas/v4/models", "authorization", "Bearer ", "", ""},
    {"azure", "", "/openai/models?api-version=2024-10-21", "api-key", "", "", ""},
};

class KeyedCheck final : public ProviderCheck {
public:
    KeyedCheck(const KeyedCall& row, const core::Secret& key, std::string base, bool to_loopback)
        : row_(row), key_(key), base_(std::move(base)), to_loopback_(to_loopback), step_(row.provider) {}

    Step begin(std::int64_t) override { return call(row_.path); }

    Step next(const HttpAnswer& answer, std::int64_t) override {
        core::Finding finding = read_answer(step_, core::provider_display_name(row_.provider), answer);
        // The second question only looks for what may be in the way. Without an answer to it the key is still good.
        if (step_ == row_.after_step) { return finding.verdict == core::Verdict::ValidLimited ? finding : accepted_; }
        if (finding.verdict != core::Verdict::Valid || row_.after_step.empty()) { return finding; }
        accepted_ = std::move(finding);
        step_ = row_.after_step;
        return call(row_.after_path);
    }

private:
    const KeyedCall& row_;
    const core::Secret& key_;
    std::string base_;
    bool to_loopback_;
    std::string_view step_;
    core::Finding accepted_;  // while there is a second question

    [[nodiscard]] HttpCall call(std::string_view path) const {
        HttpCall call;
        call.url = base_ + std::string(path);
        call.to_loopback = to_loopback_;
        std::string value(row_.before);
        value.reserve(value.size() + key_.size());
        value += key_.reveal();
        call.fields.push_back({std::string(row_.field), core::Secret::take(value)});
        if (!row_.also_field.empty()) {
            call.fields.push_back({std::string(row_.also_field), core::Secret(row_.also_value)});
        }
        return call;
    }
};

/// For a provider that this server cannot ask.
class NoCheck final : public ProviderCheck {
public:
    Step begin(std::int64_t) override {
        return core::Finding{core::Verdict::Unknown, "not_supported", "This server cannot test keys of this provider.",
                             ""};
    }
    Step next(const HttpAnswer&, std::int64_t now_s) override { return begin(now_s); }
};

std::unique_ptr<ProviderCheck> keyed_check(std::string_view provider, const core::Secret& key, std::string base,
                                           std::string own_base) {
    const auto* const row = std::ranges::find(calls, provider, &KeyedCall::provider);
    if (row == std::end(calls)) { return std::make_unique<NoCheck>(); }
    const bool to_loopback = !base.empty();
    if (!to_loopback) { base = own_base.empty() ? std::string(row->base) : std::move(own_base); }
    return std::make_unique<KeyedCheck>(*row, key, std::move(base), to_loopback);
}

}  // namespace

std::unique_ptr<ProviderCheck> api_key_check(std::string_view provider, const core::Secret& api_key, std::string base) {
    return keyed_check(provider, api_key, std::move(base), {});
}

std::unique_ptr<ProviderCheck> azure_check(const core::AzureCredential& credential, std::string base) {
    std::string endpoint = core::canonical_azure_endpoint(credential.endpoint);
    if (endpoint.ends_with('/')) { endpoint.pop_back(); }
    return keyed_check("azure", credential.api_key, std::move(base), std::move(endpoint));
}

}  // namespace byok::server
