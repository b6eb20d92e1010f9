/// The audit trail: who did what, when, from where, and what came of it. Never holds a secret.
#pragma once

#include <string>
#include <vector>

namespace byok::core {

struct AuditEvent {
    std::string id;
    std::string at;      // ISO 8601 in UTC
    std::string action;  // "provider_key.created"; a reader has to expect ones that it does not know

    // Who. Of the command line of the server: the system's user.
    std::string actor;       // the name of the token
    std::string token_id;    // empty = no token
    std::string role;        // wire name of core::Role; empty likewise
    std::string via;         // "token", "session", "command_line"
    std::string ip;          // of the client, as the server saw it; empty = none
    std::string request_id;  // as in the answer's X-Request-Id and the log; empty = none

    // On what; empty where there is nothing of its own to name.
    std::string target_type;  // "provider_key", "ai_gateway_api_key", "session", "console_token", "sealing_key"
    std::string target_id;
    std::string target_name;  // as it was called then

    std::string result;                // "done", or "refused": not allowed to
    std::vector<std::string> changes;  // members that an update changed: "name", "credential", "active", …
    std::string detail;                // of a test its verdict; else mostly empty
    bool operator==(const AuditEvent&) const = default;
};

/// The newest first.
struct AuditPage {
    std::vector<AuditEvent> events;
    std::string next_cursor;  // for the page after it; empty = this is the last
    bool operator==(const AuditPage&) const = default;
};

}  // namespace byok::core
