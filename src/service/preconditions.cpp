#include "service/preconditions.h"

#include <algorithm>

#include "core/text.h"

namespace byok::service {

namespace {

constexpr std::string_view blanks = " \t";

/// Cuts one entity tag off the front of `list`, and the comma behind it; empty when there is none.
std::string_view take_tag(std::string_view& list) {
    const std::string_view whole = list;
    const std::size_t begin = list.starts_with("W/") ? 2 : 0;
    if (list.size() <= begin || list[begin] != '"') { return {}; }
    const std::size_t end = list.find('"', begin + 1);
    if (end == std::string_view::npos) { return {}; }
    list.remove_prefix(end + 1);
    list.remove_prefix(std::min(list.find_first_not_of(blanks), list.size()));
    if (!list.empty()) {
        if (list.front() != ',') { return {}; }
        list.remove_prefix(1);
        list.remove_prefix(std::min(list.find_first_not_of(blanks), list.size()));
        if (list.empty()) { return {}; }
    }
    return whole.substr(0, end + 1);
}

}  // namespace

core::Result<void> check_if_match(std::string_view if_match, std::string_view etag) {
    std::string_view rest = core::trimmed(if_match);
    if (rest.empty() || rest == "*") { return {}; }
    bool matches = false;
    while (!rest.empty()) {
        const std::string_view tag = take_tag(rest);
        if (tag.empty()) {
            return std::unexpected(
                core::Error{core::ErrorCode::InvalidRequest, "If-Match has to be * or tags such as \"3\".", {}, 0});
        }
        matches |= tag == etag;
    }
    if (matches) { return {}; }
    return std::unexpected(core::Error{core::ErrorCode::PreconditionFailed,
                                       "Somebody else has changed this since it was read. Read it again.",
                                       {},
                                       0});
}

}  // namespace byok::service
