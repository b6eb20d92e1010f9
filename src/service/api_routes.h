/// Every call of the management API: its method and path, who may make it, what the audit trail calls it.
#pragma once

#include <span>
#include <string_view>

#include "core/session.h"
#include "service/api_answer.h"
#include "service/api_call.h"

namespace byok::service {

struct Route {
    std::string_view method;
    std::string_view pattern;  // "{org}" and "{id}" each stand for one segment that is not empty
    ApiAnswer (*handler)(ApiCall&);
    core::Role role = core::Role::Viewer;  // the least that is needed
    std::string_view action = {};          // what the audit trail calls it; empty = it is not noted
    std::string_view target_type = {};     // what it is done to
    /// Of what makes something: the answer for what was made before, by ApiCall::id.
    ApiAnswer (*replay)(ApiCall&) = nullptr;

    /// One that changes something by itself. Trying a credential does so only when its job is finished.
    [[nodiscard]] bool writes() const { return !action.empty() && !action.ends_with(".tested"); }
};

std::span<const Route> api_routes();

struct PathMatch {
    bool matches = false;
    std::string_view organization_id;
    std::string_view id;
};

PathMatch match_path(std::string_view pattern, std::string_view path);

}  // namespace byok::service
