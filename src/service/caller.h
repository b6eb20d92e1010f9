/// Who asks, once a token or a session has been recognised.
#pragma once

#include <cstdint>
#include <string>

#include "core/session.h"

namespace byok::service {

struct Caller {
    std::string organization_id;
    std::string name;
    std::string token_id;
    core::Role role = core::Role::Viewer;
    std::string session_id = {};    // empty = the token itself was sent
    std::int64_t expires_at_s = 0;  // of the session, else of the token
};

}  // namespace byok::service
