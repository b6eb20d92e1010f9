#include "server/verify/provider_check.h"

#include "server/verify/api_key_check.h"
#include "server/verify/bedrock_check.h"
#include "server/verify/vertex_check.h"

namespace byok::server {

std::vector<PartCheck> checks_for(const service::TestJob& job, const ProviderBases& bases) {
    std::vector<PartCheck> checks;
    const auto found = bases.find(job.provider);
    const std::string base = found == bases.end() ? std::string() : found->second;
    if (const auto* key = std::get_if<core::ApiKeyCredential>(&job.credential)) {
        checks.push_back({"", api_key_check(job.provider, key->api_key, base)});
    } else if (const auto* azure = std::get_if<core::AzureCredential>(&job.credential)) {
        checks.push_back({"", azure_check(*azure, base)});
    } else if (const auto* account = std::get_if<core::ServiceAccountCredential>(&job.credential)) {
        checks.push_back({"", vertex_check(account->json, base)});
    } else if (const auto* bedrock = std::get_if<core::BedrockCredential>(&job.credential)) {
        for (const core::RegionCredential& region : bedrock->regions) {
            checks.push_back({region.region, bedrock_check(region, base)});
        }
    }
    return checks;
}

}  // namespace byok::server
