/// What each call of the management API does: a body read, a service asked, an answer written. A handler that fails
/// answers with an error, and nothing of what it wrote is kept.
#pragma once

#include "service/api_answer.h"
#include "service/api_call.h"

namespace byok::service {

ApiAnswer get_session(ApiCall& call);
ApiAnswer open_session(ApiCall& call);
ApiAnswer close_session(ApiCall& call);

ApiAnswer list_organizations(ApiCall& call);
ApiAnswer get_organization(ApiCall& call);
ApiAnswer list_audit_events(ApiCall& call);

ApiAnswer list_api_keys(ApiCall& call);
ApiAnswer create_api_key(ApiCall& call);
ApiAnswer replay_created_api_key(ApiCall& call);
ApiAnswer get_api_key(ApiCall& call);
ApiAnswer update_api_key(ApiCall& call);
ApiAnswer delete_api_key(ApiCall& call);
ApiAnswer reveal_api_key(ApiCall& call);

ApiAnswer list_provider_keys(ApiCall& call);
ApiAnswer create_provider_key(ApiCall& call);
ApiAnswer replay_created_provider_key(ApiCall& call);
ApiAnswer test_credential(ApiCall& call);
ApiAnswer get_provider_key(ApiCall& call);
ApiAnswer update_provider_key(ApiCall& call);
ApiAnswer delete_provider_key(ApiCall& call);
ApiAnswer test_provider_key(ApiCall& call);

}  // namespace byok::service
