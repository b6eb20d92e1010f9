/// Trying credentials on their providers: which may be tried, with what of the stored one, and what is kept of it.
///
/// The trying itself is somebody else's (on the server src/server/verify, in the demo a look at the format): begin()
/// hands out a job with a whole credential in it, finish() takes what came of it. A test never changes a credential.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "core/audit_event.h"
#include "core/provider_key.h"
#include "core/test_result.h"
#include "service/caller.h"
#include "service/clock.h"
#include "service/store.h"
#include "service/test_limits.h"
#include "service/vault.h"

namespace byok::service {

/// A credential on its way to its provider. Holds secrets; wiped with the object.
struct TestJob {
    std::string provider;  // slug
    core::Credential credential;
    std::string organization_id;
    std::string caller;           // who asked
    std::string provider_key_id;  // of a stored one; else empty
    std::string fingerprint;      // of the credential
    core::AuditEvent event = {};  // who asked, from where: what the audit trail will say once there is a result
};

class CredentialTests {
public:
    /// All of them must outlive this.
    CredentialTests(Store& store, Vault& vault, const Clock& clock, TestLimits limits);

    /// A credential that is not stored. InvalidRequest names every part that is wrong; RateLimit when too many were
    /// tried. What begin returned has to be given back to finish() or abandon().
    core::Result<TestJob> begin(const Caller& caller, core::NewCredentialTest test);

    /// The credential of a provider key, its blank parts taken from what is stored; none = as it is stored. A stored
    /// secret is never sent to a new destination: another Azure endpoint demands the key (InvalidRequest). NotFound
    /// when the organization has no such key; Internal when what is stored cannot be opened.
    core::Result<TestJob> begin(const Caller& caller, std::string_view id,
                                const std::optional<core::Credential>& entered);

    /// Keeps the result with the provider key whose credential was tried, if it is still that one; and for a while
    /// with the credential, for a provider key that is made of it afterwards. Comes back with the result, dated.
    core::Result<core::TestResult> finish(const TestJob& job, core::TestResult result);

    /// The person has gone: nothing is kept.
    void abandon(const TestJob& job);

    /// What came of a test of that credential in the last minutes, if it was tried.
    [[nodiscard]] std::optional<core::TestResult> recent(std::string_view fingerprint) const;

private:
    struct Recent {
        std::string fingerprint;
        std::int64_t finished_s;
        core::TestResult result;
    };

    Store& store_;
    Vault& vault_;
    const Clock& clock_;
    TestCounter counter_;
    std::deque<Recent> recent_;  // the newest last
};

}  // namespace byok::service
