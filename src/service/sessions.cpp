#include "service/sessions.h"

#include <algorithm>
#include <utility>

namespace byok::service {

namespace {

using core::Result;

constexpr std::int64_t noted_after_s = 60;  // that a session is in use is written down once a minute

std::unexpected<core::Error> refuse(std::string message) {
    return std::unexpected(core::Error{core::ErrorCode::Authentication, std::move(message), {}, 0});
}

}  // namespace

Sessions::Sessions(Store& store, const TokenDigest& digests, const Clock& clock, Random& random, SessionLimits limits)
    : store_(store), digests_(digests), clock_(clock), random_(random), limits_(limits) {}

Result<OpenedSession> Sessions::open(const Caller& caller) {
    const std::int64_t now_s = clock_.unix_time_s();
    auto admitted = opened_.admit(caller.token_id, limits_.opened_per_minute_and_token, now_s,
                                  "Too many sign-ins with this console token in this minute.");
    if (!admitted) { return std::unexpected(std::move(admitted).error()); }
    OpenedSession opened;
    opened.cookie = new_token(random_, "");
    opened.id = new_id(random_, "ses_");
    Caller holder = caller;
    holder.session_id = opened.id;
    holder.expires_at_s = std::min(now_s + limits_.absolute_s, caller.expires_at_s);
    opened.info = info(holder);
    const SessionRecord record{opened.id, caller.token_id, digests_.digest(opened.cookie),
                               now_s,     now_s,           holder.expires_at_s};
    return store_
        .atomically([&] {
            return store_.delete_sessions_over_at(now_s, now_s - limits_.idle_s).and_then([&] {
                return store_.insert_session(record);
            });
        })
        .transform([&] { return std::move(opened); });
}

Result<Caller> Sessions::check(const core::Secret& cookie) {
    auto found = store_.session_by_digest(digests_.digest(cookie));
    if (!found) { return std::unexpected(std::move(found).error()); }
    if (!*found) { return refuse("This session has ended. Sign in again."); }
    const std::int64_t now_s = clock_.unix_time_s();
    auto& [session, token] = **found;
    if (session.expires_at_s <= now_s || token.expires_at_s <= now_s) {
        return refuse("This session has reached its longest time. Sign in again.");
    }
    // Only read, not deleted: a clock that jumped to the future and back has ended nothing.
    if (now_s - session.last_used_at_s >= limits_.idle_s) {
        return refuse("Nothing happened for " + std::to_string(limits_.idle_s / 60) + " minutes. Sign in again.");
    }
    if (now_s - session.last_used_at_s >= noted_after_s && now_s >= note_again_at_s_) {
        // What is only read goes on when nothing can be written, without waiting for that each time.
        if (!store_.set_session_used(session.id, now_s)) { note_again_at_s_ = now_s + noted_after_s; }
    }
    return Caller{std::move(token.organization_id),
                  std::move(token.name),
                  std::move(token.id),
                  token.role,
                  std::move(session.id),
                  session.expires_at_s};
}

Result<void> Sessions::close(const Caller& caller) {
    return caller.session_id.empty() ? Result<void>() : store_.delete_session(caller.session_id);
}

core::SessionInfo Sessions::info(const Caller& caller) const {
    const bool by_cookie = !caller.session_id.empty();
    return {caller.name,
            caller.role,
            caller.organization_id,
            by_cookie,
            iso_time(caller.expires_at_s),
            by_cookie ? limits_.idle_s : 0};
}

}  // namespace byok::service
