#include "service/test_limits.h"

#include <utility>
#include <vector>

namespace byok::service {

namespace {

constexpr std::int64_t minute_s = 60;
constexpr int retry_while_under_way_s = 2;

std::unexpected<core::Error> refuse(std::string message, int retry_after_s) {
    return std::unexpected(core::Error{core::ErrorCode::RateLimit, std::move(message), {}, retry_after_s});
}

}  // namespace

core::Result<void> TestCounter::begin(std::string_view organization_id, std::string_view token_id, bool entered,
                                      std::int64_t now_s) {
    if (now_s / minute_s != minute_) {
        minute_ = now_s / minute_s;
        in_this_minute_.clear();
    }
    const std::string organization(organization_id);
    if (all_under_way_ >= limits_.under_way || under_way_[organization] >= limits_.under_way_per_organization) {
        return refuse("Too many tests are under way. Try again when some are done.", retry_while_under_way_s);
    }
    std::vector<std::pair<std::string, int>> counted;
    if (entered) {
        counted.emplace_back("token " + std::string(token_id), limits_.entered_per_minute_and_token);
        counted.emplace_back("entered " + organization, limits_.entered_per_minute_and_organization);
    } else {
        counted.emplace_back("stored " + organization, limits_.stored_per_minute_and_organization);
    }
    for (const auto& [name, most] : counted) {
        if (in_this_minute_[name] >= most) {
            return refuse("Too many credentials were tested in this minute.",
                          static_cast<int>(minute_s - now_s % minute_s));
        }
    }
    for (const auto& [name, most] : counted) { ++in_this_minute_[name]; }
    ++under_way_[organization];
    ++all_under_way_;
    return {};
}

void TestCounter::end(std::string_view organization_id) {
    const auto found = under_way_.find(std::string(organization_id));
    if (found == under_way_.end()) { return; }
    if (--found->second == 0) { under_way_.erase(found); }
    --all_under_way_;
}

}  // namespace byok::service
