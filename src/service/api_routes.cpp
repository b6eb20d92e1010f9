#include "service/api_routes.h"

#include <algorithm>

#include "service/api_handlers.h"

namespace byok::service {

namespace {

using core::Role;

constexpr std::string_view key = "provider_key";
constexpr std::string_view gateway_key = "ai_gateway_api_key";

constexpr Route routes[] = {
    {"GET", "/auth/session", get_session},
    {"POST", "/auth/session", open_session, Role::Viewer, "session.created", "session"},
    {"DELETE", "/auth/session", close_session, Role::Viewer, "session.ended", "session"},
    {"GET", "/v1/organizations", list_organizations},
    {"GET", "/v1/organizations/{org}", get_organization},
    {"GET", "/v1/organizations/{org}/audit", list_audit_events, Role::Admin},
    {"GET", "/v1/organizations/{org}/api_keys", list_api_keys},
    {"POST", "/v1/organizations/{org}/api_keys", create_api_key, Role::Editor, "api_key.created", gateway_key,
     replay_created_api_key},
    {"GET", "/v1/organizations/{org}/api_keys/{id}", get_api_key},
    {"POST", "/v1/organizations/{org}/api_keys/{id}", update_api_key, Role::Editor, "api_key.updated", gateway_key},
    {"DELETE", "/v1/organizations/{org}/api_keys/{id}", delete_api_key, Role::Editor, "api_key.deleted", gateway_key},
    {"GET", "/v1/organizations/{org}/api_keys/{id}/reveal", reveal_api_key, Role::Admin, "api_key.revealed",
     gateway_key},
    {"GET", "/v1/organizations/{org}/provider-keys", list_provider_keys},
    {"POST", "/v1/organizations/{org}/provider-keys", create_provider_key, Role::Editor, "provider_key.created", key,
     replay_created_provider_key},
    {"POST", "/v1/organizations/{org}/provider-keys/test", test_credential, Role::Editor, "credential.tested"},
    {"GET", "/v1/organizations/{org}/provider-keys/{id}", get_provider_key},
    {"POST", "/v1/organizations/{org}/provider-keys/{id}", update_provider_key, Role::Editor, "provider_key.updated",
     key},
    {"DELETE", "/v1/organizations/{org}/provider-keys/{id}", delete_provider_key, Role::Editor, "provider_key.deleted",
     key},
    {"POST", "/v1/organizations/{org}/provider-keys/{id}/test", test_provider_key, Role::Editor, "provider_key.tested",
     key},
};

/// Cuts the text up to the next '/' off the front of `path`, and the '/' with it.
std::string_view take_segment(std::string_view& path) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    const std::string_view segment = path.substr(0, slash);
    path.remove_prefix(std::min(slash + 1, path.size()));
    return segment;
}

}  // namespace

std::span<const Route> api_routes() {
    return routes;
}

PathMatch match_path(std::string_view pattern, std::string_view path) {
    if (path.ends_with('/') || std::ranges::count(pattern, '/') != std::ranges::count(path, '/')) { return {}; }
    PathMatch found;
    while (!pattern.empty()) {
        const std::string_view wanted = take_segment(pattern);
        const std::string_view segment = take_segment(path);
        if (wanted == "{org}" && !segment.empty()) {
            found.organization_id = segment;
        } else if (wanted == "{id}" && !segment.empty()) {
            found.id = segment;
        } else if (wanted != segment) {
            return {};
        }
    }
    found.matches = true;
    return found;
}

}  // namespace byok::service
