/// Tries a credential on its provider: runs the checks of all its parts side by side and puts the findings together.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "core/test_result.h"
#include "server/verify/http_client.h"
#include "server/verify/provider_check.h"
#include "service/clock.h"
#include "service/credential_tests.h"

namespace byok::server {

class Verifier {
public:
    using Done = std::function<void(core::TestResult)>;

    /// All of them must outlive this.
    Verifier(HttpClient& client, const service::Clock& clock, ProviderBases bases);

    /// From any thread. `is_wanted` says whether anybody still waits, and may be asked from another thread; `done` is
    /// called once, on the client's thread, unless all parts are decided without a call: then at once. The result has
    /// no date yet.
    void verify(std::shared_ptr<const service::TestJob> job, std::function<bool()> is_wanted, Done done);

private:
    struct Run;

    HttpClient& client_;
    const service::Clock& clock_;
    ProviderBases bases_;

    void take(const std::shared_ptr<Run>& run, std::size_t part, ProviderCheck::Step step);
};

}  // namespace byok::server
