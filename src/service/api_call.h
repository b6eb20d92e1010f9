/// One call of the management API on its way through the services: what was asked, by whom, and what comes out.
#pragma once

#include <string_view>

#include "core/audit_event.h"
#include "core/provider_key.h"
#include "service/api_answer.h"
#include "service/api_keys.h"
#include "service/audit_trail.h"
#include "service/caller.h"
#include "service/credential_tests.h"
#include "service/organizations.h"
#include "service/provider_keys.h"
#include "service/sessions.h"

namespace byok::service {

struct ApiCall {
    Organizations& organizations;
    ProviderKeys& provider_keys;
    ApiKeys& api_keys;
    CredentialTests& tests;
    Sessions& sessions;
    AuditTrail& audit;
    const Caller& caller;

    // What was asked.
    std::string_view organization_id;  // of the path
    std::string_view id;               // of the path
    std::string_view query;
    std::string_view body;
    std::string_view if_match;
    bool cookie_is_safe;

    /// What the audit trail will say of it: who and what are filled in, the handler adds the rest.
    core::AuditEvent& event;
};

}  // namespace byok::service
