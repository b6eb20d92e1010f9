/// What an operator sets in `config.json` beside the page, and what it means when absent.
#pragma once

#include <string>
#include <string_view>

#include "core/error.h"

namespace byok::app {

struct Settings {
    std::string api_base;      // "https://api.example.com", no trailing slash; empty = the page's own origin
    std::string organization;  // id to open; empty = the first one that the token may see
    std::string title = "BYOK Console";
    std::string docs_url;      // https; empty = no link
    std::string support_url;   // https; empty = no link
    std::string sign_in_hint;  // said on the sign-in page, such as where tokens are to be had; empty = nothing
    /// A console token is exchanged for a cookie of the API's origin, where that offers it; else kept in memory.
    bool session_by_cookie = false;
    int idle_minutes = 15;  // without a cookie: who does nothing for so long is signed out; 0 = never
    bool operator==(const Settings&) const = default;
};

inline constexpr int idle_minutes_max = 24 * 60;

/// Members api_base, organization, title, docs_url, support_url, sign_in_hint, session ("token" or "cookie") and
/// idle_minutes, all optional, unknown ones ignored; an empty text means the same as none. InvalidRequest when the text
/// is not a JSON object, a member has a wrong type or is there twice, an address is neither https nor http on a
/// loopback host, or holds a user name, or a value is none of those that there are. The error's field is the member.
core::Result<Settings> settings_from_json(std::string_view json);

}  // namespace byok::app
