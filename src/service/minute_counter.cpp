#include "service/minute_counter.h"

#include <utility>

namespace byok::service {

namespace {

constexpr std::int64_t minute_s = 60;

}  // namespace

void MinuteCounter::begin_minute(std::int64_t now_s) {
    if (now_s / minute_s == minute_) { return; }
    minute_ = now_s / minute_s;
    happened_.clear();
}

bool MinuteCounter::is_full(const std::string& name, int most, std::int64_t now_s) {
    begin_minute(now_s);
    const auto found = happened_.find(name);
    return found != happened_.end() && found->second >= most;
}

void MinuteCounter::count(const std::string& name, std::int64_t now_s) {
    begin_minute(now_s);
    ++happened_[name];
}

core::Result<void> MinuteCounter::admit(const std::string& name, int most, std::int64_t now_s, std::string message) {
    if (is_full(name, most, now_s)) { return refuse_until_next_minute(std::move(message), now_s); }
    count(name, now_s);
    return {};
}

std::unexpected<core::Error> refuse_until_next_minute(std::string message, std::int64_t now_s) {
    return std::unexpected(
        core::Error{core::ErrorCode::RateLimit, std::move(message), {}, static_cast<int>(minute_s - now_s % minute_s)});
}

}  // namespace byok::service
