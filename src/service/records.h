/// What a store keeps, record by record.
#pragma once

#include <cstdint>
#include <string>

#include "core/audit_event.h"
#include "core/provider_key.h"
#include "core/session.h"
#include "service/vault.h"

namespace byok::service {

/// The `etag` of what people see of a record, by the record's version.
inline std::string etag_of(std::uint64_t version) {
    return '"' + std::to_string(version) + '"';
}

/// Two numbers go up: the version with each change that a person makes (If-Match compares it), the revision with each
/// new credential (it is part of what the credential is sealed for). A test's result moves neither.
struct ProviderKeyRecord {
    core::ProviderKey key;  // what may be shown; `active` and `api_key_ids` are always there, `etag` is the store's
    std::uint64_t revision = 1;  // of the credential
    Sealed credential;
    std::string fingerprint = {};  // of the credential (Vault::fingerprint); empty = not known
    std::uint64_t version = 1;
};

struct ApiKeyRecord {
    core::ApiKey key;
    std::string digest;  // of the gateway key itself
    Sealed sealed;       // the gateway key itself, sealed with revision 1 for good
    std::uint64_t version = 1;
};

struct TokenRecord {
    std::string id;
    std::string organization_id;
    std::string name;    // who acts: "admin"
    std::string digest;  // of the token itself, which is kept nowhere
    std::int64_t created_at_s = 0;
    std::int64_t expires_at_s = 0;
    core::Role role = core::Role::Admin;
    std::int64_t last_used_at_s = 0;  // to the minute; 0 = never
};

/// A session that a token was exchanged for. It ends with its token.
struct SessionRecord {
    std::string id;
    std::string token_id;
    std::string digest;  // of the cookie, which is kept nowhere
    std::int64_t created_at_s = 0;
    std::int64_t last_used_at_s = 0;  // to the minute
    std::int64_t expires_at_s = 0;
};

struct SessionWithToken {
    SessionRecord session;
    TokenRecord token;
};

/// That a request with an Idempotency-Key was carried out, for as long as it may be sent again.
struct IdempotencyRecord {
    std::string key_digest;      // of the key, keyed; unique in the organization
    std::string request_digest;  // of the request, keyed
    std::string made_id;         // of what was made
    std::int64_t created_at_s = 0;
};

/// An entry of the audit trail and where it stands in it.
struct AuditRecord {
    std::int64_t number = 0;  // goes up
    core::AuditEvent event;
};

}  // namespace byok::service
