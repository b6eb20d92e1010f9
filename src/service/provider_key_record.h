/// What several services do with one stored provider key: find it, open its credential, tell that from others.
#pragma once

#include <string>
#include <string_view>

#include "core/credential.h"
#include "service/store.h"
#include "service/vault.h"

namespace byok::service {

/// NotFound when the organization has no provider key of that id.
core::Result<ProviderKeyRecord> find_provider_key(Store& store, std::string_view organization_id, std::string_view id);

/// What its credential is sealed for.
SealedPlace place_of(std::string_view organization_id, const ProviderKeyRecord& record);

/// `entered` with its blank parts from the stored credential; null = the stored one. Opens the vault only where it has
/// to. Conflict, about `provider_key`, when what is stored cannot be opened; Internal when it cannot be read.
core::Result<core::Credential> whole_credential(Vault& vault, std::string_view organization_id,
                                                const ProviderKeyRecord& record, const core::Credential* entered);

/// Bytes by which the same credential of the same provider is known again inside an organization, and nothing else can
/// be learned (Vault::fingerprint).
std::string fingerprint_of(const Vault& vault, std::string_view organization_id, std::string_view provider,
                           const core::Credential& credential);

}  // namespace byok::service
