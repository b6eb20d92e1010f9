#include "service/console_tokens.h"

#include <utility>

namespace byok::service {

namespace {

using core::Result;

constexpr std::int64_t noted_after_s = 60;  // that a token is in use is written down once a minute

std::unexpected<core::Error> refuse(std::string message) {
    return std::unexpected(core::Error{core::ErrorCode::Authentication, std::move(message), {}, 0});
}

}  // namespace

ConsoleTokens::ConsoleTokens(Store& store, const TokenDigest& digests, const Clock& clock, Random& random)
    : store_(store), digests_(digests), clock_(clock), random_(random) {}

Result<core::Secret> ConsoleTokens::mint(std::string_view organization_id, std::string_view name, std::int64_t valid_s,
                                         core::Role role) {
    core::Secret token = new_token(random_, "byok_console_");
    const std::int64_t now_s = clock_.unix_time_s();
    TokenRecord record{new_id(random_, "tok_"),
                       std::string(organization_id),
                       std::string(name),
                       digests_.digest(token),
                       now_s,
                       now_s + valid_s,
                       role};
    return store_.atomically([&] { return store_.insert_token(record); }).transform([&] { return std::move(token); });
}

Result<Caller> ConsoleTokens::check(const core::Secret& token) {
    if (token.empty()) { return refuse("Sign in with a console token."); }
    const std::string digest = digests_.digest(token);
    auto record = store_.token_by_digest(digest);
    if (!record) { return std::unexpected(std::move(record).error()); }
    if (!*record) {
        const auto api_key = store_.is_api_key_digest(digest);
        if (!api_key) { return std::unexpected(api_key.error()); }
        return *api_key ? refuse("This is a gateway API key. Sign in with a console token instead.")
                        : refuse("This console token is not valid.");
    }
    const std::int64_t now_s = clock_.unix_time_s();
    TokenRecord& held = **record;
    if (held.expires_at_s <= now_s) { return refuse("This console token has expired. Sign in with a new one."); }
    if (now_s - held.last_used_at_s >= noted_after_s && now_s >= note_again_at_s_) {
        // What is only read goes on when nothing can be written, without waiting for that each time.
        if (!store_.set_token_used(held.id, now_s)) { note_again_at_s_ = now_s + noted_after_s; }
    }
    return Caller{
        std::move(held.organization_id), std::move(held.name), std::move(held.id), held.role, {}, held.expires_at_s};
}

Result<void> ConsoleTokens::forget_expired() {
    return store_.atomically([&] { return store_.delete_tokens_expired_at(clock_.unix_time_s()); });
}

}  // namespace byok::service
