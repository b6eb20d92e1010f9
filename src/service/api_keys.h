/// An organization's gateway API keys: the rules behind listing, making, changing, revealing and deleting them.
///
/// Each function works inside one organization; what belongs elsewhere is NotFound. The gateway key itself is made
/// here, sealed in the vault, and leaves only through create() and reveal().
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/provider_key.h"
#include "service/clock.h"
#include "service/random.h"
#include "service/store.h"
#include "service/vault.h"

namespace byok::service {

class ApiKeys {
public:
    /// All of them must outlive this.
    ApiKeys(Store& store, Vault& vault, const Clock& clock, Random& random);

    /// In the order in which they were made. Opens none.
    core::Result<std::vector<core::ApiKey>> list(std::string_view organization_id);
    core::Result<core::ApiKey> get(std::string_view organization_id, std::string_view id);
    core::Result<core::CreatedApiKey> create(std::string_view organization_id, const core::NewApiKey& key);
    /// With the gateway key itself. Internal when it cannot be opened.
    core::Result<core::CreatedApiKey> reveal(std::string_view organization_id, std::string_view id);
    /// `if_match` as in service/preconditions.h.
    core::Result<core::ApiKey> update(std::string_view organization_id, std::string_view id,
                                      const core::ApiKeyChange& change, std::string_view if_match = {});

    /// Deletes it and takes it out of every assignment. Comes back with what was deleted.
    ///
    /// Conflict, and nothing is changed, while a provider key is assigned to this API key alone: an empty assignment
    /// means the whole organization, so taking away the last API key would silently hand the credential to everybody.
    /// The sentence names those provider keys and says what to do with them.
    core::Result<core::ApiKey> remove(std::string_view organization_id, std::string_view id,
                                      std::string_view if_match = {});

private:
    Store& store_;
    Vault& vault_;
    const Clock& clock_;
    Random& random_;

    core::Result<ApiKeyRecord> find(std::string_view organization_id, std::string_view id);
    core::Result<void> check_unneeded(std::string_view organization_id, std::string_view id);
};

}  // namespace byok::service
