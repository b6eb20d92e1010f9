#include "core/session.h"

#include <algorithm>
#include <array>
#include <utility>

namespace byok::core {
namespace {

constexpr std::array<std::pair<Role, std::string_view>, 3> names{{
    {Role::Viewer, "viewer"},
    {Role::Editor, "editor"},
    {Role::Admin, "admin"},
}};

}  // namespace

std::string_view wire_name(Role role) {
    return std::ranges::find(names, role, &std::pair<Role, std::string_view>::first)->second;
}

std::optional<Role> find_role(std::string_view wire_name) {
    const auto found = std::ranges::find(names, wire_name, &std::pair<Role, std::string_view>::second);
    return found == names.end() ? std::nullopt : std::optional(found->first);
}

}  // namespace byok::core
