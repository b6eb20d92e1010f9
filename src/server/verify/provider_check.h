/// One credential on its way through the calls that tell whether it works. Pure: a call out, an answer in, until there
/// is a finding. None of the calls spends tokens.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "core/test_result.h"
#include "server/verify/http_call.h"
#include "server/verify/provider_bases.h"
#include "service/credential_tests.h"

namespace byok::server {

class ProviderCheck {
public:
    using Step = std::variant<HttpCall, core::Finding>;

    virtual ~ProviderCheck() = default;
    /// What to ask first.
    virtual Step begin(std::int64_t now_s) = 0;
    /// What the answer to the last call leads to.
    virtual Step next(const HttpAnswer& answer, std::int64_t now_s) = 0;
};

/// A check of a part of a credential: of one region, or of the whole.
struct PartCheck {
    std::string region;  // empty = the whole
    std::unique_ptr<ProviderCheck> check;
};

/// The checks for that job, which must outlive them. Regions are checked side by side.
std::vector<PartCheck> checks_for(const service::TestJob& job, const ProviderBases& bases);

}  // namespace byok::server
