/// The management API as seen from the server: requests from JSON, answers to JSON.
///
/// Requests are read strictly: invalid UTF-8, duplicate members, a wrong type, a missing or unknown member are each an
/// InvalidRequest error that names the field, and so is nesting beyond json_depth_max. White space around a name and
/// around each part of a credential is left out. The rules of core/validate.h come after. Nothing here throws. No
/// answer ever holds a provider's secret.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/audit_event.h"
#include "core/error.h"
#include "core/provider_key.h"
#include "core/session.h"

namespace byok::core {

Result<NewProviderKey> decode_new_provider_key(std::string_view body);

/// `provider` is the slug of the stored key: it decides how `provider_key` is read. `provider_key` absent or "" = no
/// change.
Result<ProviderKeyChange> decode_provider_key_change(std::string_view body, std::string_view provider);

/// A credential to try before it is saved, whole.
Result<NewCredentialTest> decode_new_credential_test(std::string_view body);
/// To try a stored credential: none = as it is stored. `provider` as above.
Result<std::optional<Credential>> decode_stored_credential_test(std::string_view body, std::string_view provider);

/// What the contract offers beyond a name and `type` "api" is refused, unless it asks for nothing (null, "", []).
Result<NewApiKey> decode_new_api_key(std::string_view body);
Result<ApiKeyChange> decode_api_key_change(std::string_view body);

/// A body with nothing in it: `{}`.
Result<void> decode_nothing(std::string_view body);

/// Reads the `provider_key` string of the contract back into parts. The inverse of encode_credential. More than
/// bedrock_regions_max regions are refused before any is looked at.
Result<Credential> decode_credential(CredentialKind kind, std::string_view text);

std::string encode_organizations(const std::vector<Organization>& organizations);
std::string encode_organization(const Organization& organization);
std::string encode_provider_keys(const std::vector<ProviderKey>& keys);
std::string encode_provider_key(const ProviderKey& key);
/// The `credential` member of a provider key by itself. The inverse of decode_credential_hint.
std::string encode_credential_hint(const CredentialHint& hint);
std::string encode_test_result(const TestResult& test);
/// `organization_id` is a member of each API key on the wire.
std::string encode_api_keys(const std::vector<ApiKey>& keys, std::string_view organization_id);
std::string encode_api_key(const ApiKey& key, std::string_view organization_id);
/// The one answer that holds the gateway key itself.
Secret encode_created_api_key(const CreatedApiKey& created, std::string_view organization_id);
std::string encode_session(const SessionInfo& session);
std::string encode_audit_page(const AuditPage& page);
/// `{"object":OBJECT,"id":ID,"deleted":true}`
std::string encode_deleted(std::string_view object, std::string_view id);
std::string encode_error(const Error& error);

}  // namespace byok::core
