#include "service/console_tokens.h"

#include <utility>

namespace byok::service {

namespace {

using core::Result;

std::unexpected<core::Error> refuse(std::string message) {
    return std::unexpected(core::Error{core::ErrorCode::Authentication, std::move(message), {}, 0});
}

}  // namespace

ConsoleTokens::ConsoleTokens(Store& store, const Vault& vault, const Clock& clock, Random& random)
    : store_(store), vault_(vault), clock_(clock), random_(random) {}

Result<core::Secret> ConsoleTokens::mint(std::string_view organization_id, std::string_view name,
                                         std::int64_t valid_s) {
    core::Secret token = new_token(random_, "byok_console_");
    const std::int64_t now_s = clock_.unix_time_s();
    TokenRecord record{
        new_id(random_, "tok_"), std::string(organization_id), std::string(name), vault_.digest(token), now_s,
        now_s + valid_s};
    return store_.atomically([&] { return store_.insert_token(record); }).transform([&] { return std::move(token); });
}

Result<Caller> ConsoleTokens::check(const core::Secret& token) {
    if (token.empty()) { return refuse("Sign in with a console token."); }
    const std::string digest = vault_.digest(token);
    auto record = store_.token_by_digest(digest);
    if (!record) { return std::unexpected(std::move(record).error()); }
    if (!*record) {
        const auto api_key = store_.is_api_key_digest(digest);
        if (!api_key) { return std::unexpected(api_key.error()); }
        return *api_key ? refuse("This is a gateway API key. Sign in with a console token instead.")
                        : refuse("This console token is not valid.");
    }
    if ((*record)->expires_at_s <= clock_.unix_time_s()) {
        return refuse("This console token has expired. Sign in with a new one.");
    }
    return Caller{std::move((*record)->organization_id), std::move((*record)->name), std::move((*record)->id)};
}

Result<void> ConsoleTokens::forget_expired() {
    return store_.atomically([&] { return store_.delete_tokens_expired_at(clock_.unix_time_s()); });
}

}  // namespace byok::service
