/// Who is signed in to the console, and what they may do.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace byok::core {

/// Each may do what the ones before it may, and more.
enum class Role {
    Viewer,  // reads
    Editor,  // also writes and tests provider keys, makes, changes and deletes gateway API keys
    Admin,   // also reads gateway API keys again, and the audit trail
};

/// `viewer`, `editor`, `admin`.
std::string_view wire_name(Role role);
/// None for a name that this version does not know.
std::optional<Role> find_role(std::string_view wire_name);

/// A session as `/auth/session` tells of it, or a token by itself that was asked the same.
struct SessionInfo {
    std::string name;  // whose token it is
    Role role = Role::Viewer;
    std::string organization_id;
    bool by_cookie = false;  // a session that the browser holds; else the token itself was sent
    std::string expires_at;  // ISO 8601 in UTC: when it ends at the latest
    int idle_timeout_s = 0;  // a session ends when nothing is asked for so long; 0 = it does not
    bool operator==(const SessionInfo&) const = default;
};

}  // namespace byok::core
