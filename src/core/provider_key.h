/// The things the API talks about: provider keys, the organization's gateway API keys, organizations.
///
/// What only some servers report is optional: the console shows what is there and invents nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/credential.h"
#include "core/secret.h"
#include "core/test_result.h"

namespace byok::core {

struct Organization {
    std::string id;
    std::string name;
    std::string slug;  // empty when not reported
    bool operator==(const Organization&) const = default;
};

struct ProviderKey {
    std::string id;        // opaque
    std::string provider;  // slug, perhaps one that core/provider.h does not know
    std::string name;
    std::string created_at;  // ISO 8601 in UTC; empty when not reported
    std::string created_by;  // empty when not reported
    std::string updated_at;  // empty when not reported
    std::optional<bool> active;
    /// Ids of the API keys that may use it; an empty list = the whole organization; none = not reported.
    std::optional<std::vector<std::string>> api_key_ids;
    CredentialHint credential;
    std::optional<TestResult> last_test = {};  // of the credential as it is stored now; none = not tested
    bool reports_tests = false;  // the server says of each key what its last test said, or that there was none
    /// The server keeps its credential and cannot open it: the key that it was sealed with is missing, or it is
    /// damaged.
    bool credential_unreadable = false;
    std::string updated_by = {};  // empty when not reported
    std::string etag = {};  // names this version of it, for If-Match; with its quotation marks; empty = not reported
    bool operator==(const ProviderKey&) const = default;
};

/// A gateway API key of the organization. Not a provider's.
struct ApiKey {
    std::string id;
    std::string name;
    std::string type;          // "api" or "coding_agent"; empty when not reported
    std::string created_at;    // ISO 8601 in UTC
    std::string expires_at;    // empty = never
    std::string last_used_at;  // empty = never, or not reported
    bool active = true;
    std::string etag = {};  // as in ProviderKey
    bool operator==(const ApiKey&) const = default;
};

struct NewProviderKey {
    std::string provider;
    std::string name;
    Credential credential;
    std::vector<std::string> api_key_ids = {};  // empty = the whole organization
    bool allow_duplicate = false;               // also where the same credential is stored already
};

/// What to change of a provider key; what is absent stays as it is.
struct ProviderKeyChange {
    std::optional<std::string> name;
    std::optional<Credential> credential;
    std::optional<std::vector<std::string>> api_key_ids;
    std::optional<bool> active;
    bool allow_duplicate = false;  // as in NewProviderKey
};

struct NewApiKey {
    std::string name;
    bool operator==(const NewApiKey&) const = default;
};

/// A gateway API key just made, with the one chance to read it.
struct CreatedApiKey {
    ApiKey api_key;
    Secret key;
};

struct ApiKeyChange {
    std::optional<std::string> name;
    std::optional<bool> active;
    bool operator==(const ApiKeyChange&) const = default;
};

}  // namespace byok::core
