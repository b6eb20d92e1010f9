#include "service/test_limits.h"

#include <utility>
#include <vector>

namespace byok::service {

namespace {

constexpr int retry_while_under_way_s = 2;

std::unexpected<core::Error> refuse(std::string message, int retry_after_s) {
    return std::unexpected(core::Error{core::ErrorCode::RateLimit, std::move(message), {}, retry_after_s});
}

}  // namespace

core::Result<void> TestCounter::begin(std::string_view organization_id, std::string_view token_id, bool entered,
                                      std::int64_t now_s) {
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
        if (begun_.is_full(name, most, now_s)) {
            return refuse_until_next_minute("Too many credentials were tested in this minute.", now_s);
        }
    }
    for (const auto& [name, most] : counted) { begun_.count(name, now_s); }
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
