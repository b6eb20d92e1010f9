/// Sessions: what a browser holds in place of a console token, in a cookie that no script can read.
///
/// A session is kept as a digest, ends when nothing was asked for a while, when its time is over, when it is closed, or
/// with the token that it was exchanged for.
#pragma once

#include <cstdint>

#include "core/secret.h"
#include "core/session.h"
#include "service/caller.h"
#include "service/clock.h"
#include "service/minute_counter.h"
#include "service/random.h"
#include "service/store.h"
#include "service/vault.h"

namespace byok::service {

/// OWASP's session cheat sheet: 15 to 30 minutes idle, a working day at most.
struct SessionLimits {
    int idle_s = 30 * 60;
    int absolute_s = 12 * 60 * 60;
    int opened_per_minute_and_token = 30;
};

struct OpenedSession {
    core::Secret cookie;  // the only copy
    core::SessionInfo info;
    std::string id;
};

class Sessions {
public:
    /// All of them must outlive this.
    Sessions(Store& store, const TokenDigest& digests, const Clock& clock, Random& random, SessionLimits limits = {});

    /// A session for the holder of a token. RateLimit when there are too many.
    core::Result<OpenedSession> open(const Caller& caller);

    /// Who holds `cookie`. Authentication when it is unknown, or over, in words that say which.
    core::Result<Caller> check(const core::Secret& cookie);

    /// Ends the caller's session, if it came with one.
    core::Result<void> close(const Caller& caller);

    /// What a caller may know about itself.
    [[nodiscard]] core::SessionInfo info(const Caller& caller) const;

private:
    Store& store_;
    const TokenDigest& digests_;
    const Clock& clock_;
    Random& random_;
    std::int64_t note_again_at_s_ = 0;  // that it is in use; later than now when it could not be written
    SessionLimits limits_;
    MinuteCounter opened_;
};

}  // namespace byok::service
