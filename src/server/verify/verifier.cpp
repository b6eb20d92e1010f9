#include "server/verify/verifier.h"

#include <algorithm>
#include <chrono>
#include <mutex>
#include <utility>
#include <vector>

namespace byok::server {

/// One credential being tried. Its parts are answered on the client's thread alone; the first calls of the others may
/// still be on their way out then, hence the mutex.
struct Verifier::Run {
    std::shared_ptr<const service::TestJob> job;
    std::vector<PartCheck> parts;
    std::function<bool()> is_wanted;
    Done done;
    std::chrono::steady_clock::time_point begun = std::chrono::steady_clock::now();

    std::mutex mutex;
    std::vector<core::RegionResult> findings;  // in the order of the parts
    std::string request_id;
    std::size_t left = 0;
};

Verifier::Verifier(HttpClient& client, const service::Clock& clock, ProviderBases bases)
    : client_(client), clock_(clock), bases_(std::move(bases)) {}

void Verifier::verify(std::shared_ptr<const service::TestJob> job, std::function<bool()> is_wanted, Done done) {
    const auto run = std::make_shared<Run>();
    run->job = std::move(job);
    run->parts = checks_for(*run->job, bases_);
    run->is_wanted = std::move(is_wanted);
    run->done = std::move(done);
    run->left = run->parts.size();
    for (const PartCheck& part : run->parts) { run->findings.push_back({part.region, {}}); }
    for (std::size_t i = 0; i < run->parts.size(); ++i) {
        take(run, i, run->parts[i].check->begin(clock_.unix_time_s()));
    }
}

void Verifier::take(const std::shared_ptr<Run>& run, std::size_t part, ProviderCheck::Step step) {
    if (auto* const call = std::get_if<HttpCall>(&step)) {
        call->is_wanted = run->is_wanted;
        client_.send(std::move(*call), [this, run, part](const HttpAnswer& answer) {
            if (!answer.request_id.empty()) {
                const std::lock_guard lock(run->mutex);
                run->request_id = answer.request_id;
            }
            take(run, part, run->parts[part].check->next(answer, clock_.unix_time_s()));
        });
        return;
    }
    core::TestResult result;
    {
        const std::lock_guard lock(run->mutex);
        run->findings[part].finding = std::get<core::Finding>(std::move(step));
        if (--run->left > 0) { return; }
        result.finding = core::worst_of(run->findings);
        result.request_id = run->request_id;
        if (!run->findings.front().region.empty()) { result.regions = std::move(run->findings); }
    }
    const auto took = std::chrono::steady_clock::now() - run->begun;
    result.latency_ms = static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(took).count());
    run->done(std::move(result));
}

}  // namespace byok::server
