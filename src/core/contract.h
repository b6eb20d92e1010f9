/// The management API as seen from the console: requests to JSON, answers from JSON.
///
/// Reading is lenient in what it ignores (unknown members) and strict in what it uses: a member of the wrong type makes
/// the whole answer a BadAnswer, never a guess. nlohmann/json stays behind this file; nothing here throws. The server's
/// side of the same contract is core/contract_server.h.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/audit_event.h"
#include "core/error.h"
#include "core/provider_key.h"
#include "core/session.h"
#include "core/test_result.h"

namespace byok::core {

// Requests. The results are bodies; those that hold a credential are Secrets. White space around a name and around each
// part of a credential is left out, and an Azure endpoint is written in its one spelling (core/azure_endpoint.h).
Secret encode_new_provider_key(const NewProviderKey& key);
Secret encode_provider_key_change(const ProviderKeyChange& change);
/// To try a credential before it is saved.
Secret encode_new_credential_test(std::string_view provider, const Credential& credential);
/// To try a stored credential; `credential` null = as it is stored, else with its blank parts taken from there.
Secret encode_stored_credential_test(const Credential* credential);
std::string encode_new_api_key(const NewApiKey& key);
std::string encode_api_key_change(const ApiKeyChange& change);

/// The `provider_key` string of the contract: the key itself, or JSON in a string for kinds with several parts.
Secret encode_credential(const Credential& credential);

// Answers with status 2xx. BadAnswer when the body is not what the contract says; its message names the member.
// Lists may come bare or as `data` of an object, whatever the endpoint. A member that is null counts as absent.
Result<std::vector<Organization>> decode_organizations(std::string_view body);
Result<std::vector<ProviderKey>> decode_provider_keys(std::string_view body);
Result<ProviderKey> decode_provider_key(std::string_view body);
Result<TestResult> decode_test_result(std::string_view body);
/// The `credential` member of a provider key by itself; nothing to show when the text is not one.
CredentialHint decode_credential_hint(std::string_view text);
Result<std::vector<ApiKey>> decode_api_keys(std::string_view body);
Result<ApiKey> decode_api_key(std::string_view body);
Result<CreatedApiKey> decode_created_api_key(std::string_view body);
/// A role that this version does not know is a BadAnswer: what it allows cannot be guessed.
Result<SessionInfo> decode_session(std::string_view body);
/// Actions, results and ways in that this version does not know come as they are.
Result<AuditPage> decode_audit_page(std::string_view body);

/// Any answer outside 2xx, in each shape seen in the wild, including HTML or nothing from a proxy in between.
/// `status` 0 = none arrived. `retry_after` is that header's value (seconds or an HTTP date; a date counts as unknown).
/// Never fails: what cannot be read becomes a sentence of our own for that status. What a server says is cut to one
/// line of 300 characters without control characters, and never shown when it has markup in it.
Error decode_error(int status, std::string_view body, std::string_view retry_after = {});

}  // namespace byok::core
