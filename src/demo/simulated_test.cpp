#include "demo/simulated_test.h"

#include <string>
#include <utility>
#include <vector>

#include "core/advice.h"
#include "core/provider.h"

namespace byok::demo {
namespace {

using core::Advice;
using core::AdviceCode;
using core::Finding;
using core::Verdict;

constexpr int call_ms = 240;

Finding found(Verdict verdict, std::string_view reason, std::string_view sentence) {
    return {verdict, std::string(reason), std::string(simulated) + std::string(sentence), ""};
}

Finding finding_of(const Advice& advice) {
    switch (advice.code) {
        case AdviceCode::OtherVendor:
        case AdviceCode::OtherKind:
        case AdviceCode::UnusualFormat:
            return found(Verdict::Invalid, "wrong_key", advice.message);
        case AdviceCode::UnknownRegion:
            return found(Verdict::Unknown, "unknown_region", advice.message);
        case AdviceCode::UnusualEmail:
        case AdviceCode::UnusedToken:
            break;
    }
    return found(Verdict::ValidLimited, "unusual", advice.message);
}

Finding all_well(std::string_view provider) {
    return found(Verdict::Valid, "accepted",
                 "The format is the one of " + std::string(core::provider_display_name(provider)) +
                     " credentials. No provider was asked.");
}

/// What there is to say of the fields whose paths begin so; the first remark counts.
Finding finding_at(const std::vector<Advice>& all, std::string_view path, std::string_view provider) {
    for (const Advice& advice : all)
        if (advice.param.starts_with(path)) return finding_of(advice);
    return all_well(provider);
}

}  // namespace

core::TestResult simulated_test(std::string_view provider, const core::Credential& credential) {
    const std::vector<Advice> advice = core::advise(provider, credential);
    core::TestResult result;
    result.latency_ms = call_ms;
    const auto* bedrock = std::get_if<core::BedrockCredential>(&credential);
    if (bedrock == nullptr || bedrock->regions.empty()) {
        result.finding = finding_at(advice, "", provider);
        return result;
    }
    for (std::size_t i = 0; i < bedrock->regions.size(); ++i)
        result.regions.push_back({bedrock->regions[i].region,
                                  finding_at(advice, "provider_key.regions[" + std::to_string(i) + "]", provider)});
    result.finding = core::worst_of(result.regions);
    result.latency_ms = call_ms * static_cast<int>(result.regions.size());
    return result;
}

}  // namespace byok::demo
