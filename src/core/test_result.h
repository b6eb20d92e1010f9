/// What a provider said when a credential was tried on it, without spending tokens.
///
/// Being right is worth more here than being sure: a verdict is Invalid only where the provider itself refused the
/// credential. Network trouble, a provider that is down and a clock of ours that is wrong are Unknown.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/credential.h"

namespace byok::core {

enum class Verdict {
    Valid,
    ValidLimited,  // accepted, with something in the way that the reason names: no credit, no permission, …
    Invalid,       // refused: only this is a reason not to save it
    Unknown,       // not found out
};

/// `valid`, `valid_limited`, `invalid`, `unknown`.
std::string_view wire_name(Verdict verdict);
/// Unknown for a name that this version does not know.
Verdict verdict_from(std::string_view wire_name);

/// What a verdict rests on. Nothing of it ever quotes a credential or a provider's answer.
struct Finding {
    Verdict verdict = Verdict::Unknown;
    std::string reason;   // a code for programs: "wrong_key"
    std::string message;  // one sentence: what the provider said
    std::string fix;      // one sentence: what to do; empty = nothing
    bool operator==(const Finding&) const = default;
};

struct RegionResult {
    std::string region;
    Finding finding;
    bool operator==(const RegionResult&) const = default;
};

/// What the findings of all regions come to: the worst of them, told with its region when others fared better.
/// REQUIRES: `regions` is not empty.
Finding worst_of(const std::vector<RegionResult>& regions);

struct TestResult {
    Finding finding;                    // of all regions together, the worst
    std::string tested_at;              // ISO 8601 in UTC
    int latency_ms = 0;                 // of all calls together, as waited for
    std::string request_id;             // the provider's own, for its support; empty = none
    std::vector<RegionResult> regions;  // for Bedrock, in the order of the credential; else empty
    bool operator==(const TestResult&) const = default;
};

/// A credential to try before it is saved.
struct NewCredentialTest {
    std::string provider;
    Credential credential;
};

}  // namespace byok::core
