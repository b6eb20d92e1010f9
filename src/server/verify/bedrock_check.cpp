#include "server/verify/bedrock_check.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/region.h"
#include "server/verify/answer_rules.h"
#include "server/verify/aws_signature.h"

namespace byok::server {

namespace {

using core::Finding;
using core::Verdict;

constexpr std::string_view provider_name = "AWS";
constexpr std::string_view who_am_i = "Action=GetCallerIdentity&Version=2011-06-15";
constexpr std::string_view form = "application/x-www-form-urlencoded; charset=utf-8";
constexpr std::string_view commercial_region = "us-east-1";
constexpr std::string_view government_region = "us-gov-west-1";

bool is_government(std::string_view region) {
    return region.starts_with("us-gov-");
}

std::string_view domain_of(std::string_view region) {
    return region.starts_with("eusc-") ? "amazonaws.eu" : "amazonaws.com";
}

/// What is between "http://" and the path.
std::string authority_of(std::string_view url) {
    url.remove_prefix(std::min(url.find("://") + 3, url.size()));
    return std::string(url.substr(0, url.find('/')));
}

class BedrockCheck final : public ProviderCheck {
public:
    BedrockCheck(const core::RegionCredential& credential, std::string base)
        : credential_(credential),
          base_(std::move(base)),
          region_(credential.region == core::global_region ? commercial_region : std::string_view(credential.region)) {}

    Step begin(std::int64_t now_s) override { return ask_who(region_, now_s); }

    Step next(const HttpAnswer& answer, std::int64_t now_s) override {
        if (lists_models_) { return read_answer("bedrock/models", provider_name, answer); }
        Finding finding = read_answer("bedrock/sts", provider_name, answer);
        if (!unknown_in_region_.reason.empty()) { return told_elsewhere(std::move(finding), now_s); }
        if (finding.verdict == Verdict::Valid) {
            lists_models_ = true;
            return ask_models(now_s);
        }
        if (finding.reason == "wrong_secret" && !asked_again_) {
            asked_again_ = true;
            return ask_who(region_, now_s);
        }
        if (finding.reason == "wrong_key") {
            unknown_in_region_ = std::move(finding);
            return ask_elsewhere(now_s);
        }
        return finding;
    }

private:
    const core::RegionCredential& credential_;
    std::string base_;
    std::string region_;
    bool asked_again_ = false;  // after a secret that seemed wrong
    bool lists_models_ = false;
    bool asked_own_partition_ = false, asked_other_partition_ = false;
    Finding unknown_in_region_;  // what STS said there, while it is asked elsewhere

    /// First in the region of the same partition that is always on, then in the other partition.
    Step ask_elsewhere(std::int64_t now_s) {
        const std::string_view own = is_government(region_) ? government_region : commercial_region;
        const std::string_view other = is_government(region_) ? commercial_region : government_region;
        if (!asked_own_partition_ && own != region_) {
            asked_own_partition_ = true;
            return ask_who(own, now_s);
        }
        if (!asked_other_partition_) {
            asked_other_partition_ = true;
            return ask_who(other, now_s);
        }
        return unknown_in_region_;
    }

    Step told_elsewhere(Finding finding, std::int64_t now_s) {
        const bool known = finding.verdict == Verdict::Valid || finding.reason == "wrong_secret";
        if (!known && finding.reason == "wrong_key") { return ask_elsewhere(now_s); }
        // Nothing is proved where the other region could not be asked.
        if (!known) { return finding; }
        if (asked_other_partition_) {
            return Finding{
                Verdict::Invalid, "wrong_partition", "These keys belong to another part of AWS than this region.",
                is_government(region_) ? "Use keys of the GovCloud account for this region."
                                       : "Use them for a GovCloud region (us-gov-…), or enter other keys here."};
        }
        if (finding.verdict != Verdict::Valid) { return finding; }
        return Finding{Verdict::ValidLimited, "region_disabled",
                       "AWS accepts these keys, but this region is not enabled in the account.",
                       "Enable the region in the AWS account, or remove it here."};
    }

    Step ask_who(std::string_view region, std::int64_t now_s) {
        HttpCall call = signed_call("POST", "sts", region, "/", who_am_i, now_s);
        call.body = core::Secret(who_am_i);
        call.fields.push_back({"content-type", core::Secret(form)});
        return call;
    }

    Step ask_models(std::int64_t now_s) {
        return signed_call("GET", "bedrock", region_, "/foundation-models", "", now_s);
    }

    [[nodiscard]] HttpCall signed_call(std::string_view method, std::string_view service, std::string_view region,
                                       std::string_view path, std::string_view body, std::int64_t now_s) const {
        const std::string own =
            "https://" + std::string(service) + "." + std::string(region) + "." + std::string(domain_of(region));
        HttpCall call;
        call.method = method;
        call.url = (base_.empty() ? own : base_) + std::string(path);
        call.to_loopback = !base_.empty();
        const std::string host = authority_of(call.url);
        call.fields = sign({.method = method,
                            .host = host,
                            .path = path,
                            .content_type = body.empty() ? std::string_view() : form,
                            .body = body},
                           {.access_key_id = credential_.access_key_id,
                            .secret_access_key = credential_.secret_access_key,
                            .session_token = credential_.session_token,
                            .region = region,
                            .service = service},
                           now_s);
        return call;
    }
};

}  // namespace

std::unique_ptr<ProviderCheck> bedrock_check(const core::RegionCredential& credential, std::string base) {
    return std::make_unique<BedrockCheck>(credential, std::move(base));
}

}  // namespace byok::server
