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

}  // namespace

std::string_view wire_name(Verdict verdict) {
    return std::ranges::find(names, verdict, &std::pair<Verdict, std::string_view>::first)->second;
}

Verdict verdict_from(std::string_view wire_name) {
    const auto found = std::ranges::find(names, wire_name, &std::pair<Verdict, std::string_view>::second);
    return found == names.end() ? Verdict::Unknown : found->first;
}

}  // namespace byok::core
