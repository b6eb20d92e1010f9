#include "core/test_result.h"

#include <algorithm>
#include <array>
#include <utility>

namespace byok::core {
namespace {

constexpr std::array<std::pair<Verdict, std::string_view>, 4> names{{
    {Verdict::Valid, "valid"},
    {Verdict::ValidLimited, "valid_limited"},
    {Verdict::Invalid, "invalid"},
    {Verdict::Unknown, "unknown"},
}};

/// How much a verdict asks for a person's attention.
int weight_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::Invalid:
            return 3;
        case Verdict::Unknown:
            return 2;
        case Verdict::ValidLimited:
            return 1;
        case Verdict::Valid:
            return 0;
    }
    return 0;
}

}  // namespace

std::string_view wire_name(Verdict verdict) {
    return std::ranges::find(names, verdict, &std::pair<Verdict, std::string_view>::first)->second;
}

Verdict verdict_from(std::string_view wire_name) {
    const auto found = std::ranges::find(names, wire_name, &std::pair<Verdict, std::string_view>::second);
    return found == names.end() ? Verdict::Unknown : found->first;
}

Finding worst_of(const std::vector<RegionResult>& regions) {
    const auto weight = [](const RegionResult& result) { return weight_of(result.finding.verdict); };
    const auto worst = std::ranges::max_element(regions, {}, weight);
    const bool same = std::ranges::all_of(regions, [&](const auto& each) { return each.finding == worst->finding; });
    Finding finding = worst->finding;
    if (!same) finding.message = worst->region + ": " + finding.message;
    return finding;
}

}  // namespace byok::core
