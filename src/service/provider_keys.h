/// An organization's provider keys: the rules behind listing, making, changing and deleting them.
///
/// Each function works inside one organization and cannot see into another: what belongs elsewhere is NotFound, or for
/// an id in `api_key_ids` the same error as one that does not exist. Credentials go into the vault and come out of it
/// only to be completed by an update and sealed again; no result holds one.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/provider_key.h"
#include "core/validate.h"
#include "service/clock.h"
#include "service/credential_tests.h"
#include "service/random.h"
#include "service/store.h"
#include "service/vault.h"

namespace byok::service {

class ProviderKeys {
public:
    /// All of them must outlive this. `tests` knows what came of a credential that was tried just before it is kept;
    /// null = nothing was tried.
    ProviderKeys(Store& store, Vault& vault, const Clock& clock, Random& random,
                 const CredentialTests* tests = nullptr);

    /// In the order in which they were made. Says of each whether its credential can be opened: one that cannot is in
    /// the list like the others.
    core::Result<std::vector<core::ProviderKey>> list(std::string_view organization_id);

    /// NotFound when the organization has none of that id.
    core::Result<core::ProviderKey> get(std::string_view organization_id, std::string_view id);

    /// Keeps a new one, active. InvalidRequest names every field that is wrong. Conflict, about `provider_key`, when
    /// the same credential is kept already, unless a duplicate is meant.
    core::Result<core::ProviderKey> create(std::string_view organization_id, std::string_view created_by,
                                           const core::NewProviderKey& key);

    /// Changes what `change` holds and leaves the rest. Blank parts of a credential keep what is stored: for Bedrock
    /// the secrets of a region that stays (a region left out is removed), for Azure the key while the endpoint stays.
    /// NotFound, InvalidRequest and Conflict as above; Conflict also when somebody else changed it at the same moment,
    /// or when the stored credential is needed and cannot be opened. `if_match` as in service/preconditions.h.
    core::Result<core::ProviderKey> update(std::string_view organization_id, std::string_view id,
                                           std::string_view changed_by, const core::ProviderKeyChange& change,
                                           std::string_view if_match = {});

    /// NotFound when the organization has none of that id; `if_match` as above. Comes back with what was deleted.
    core::Result<core::ProviderKey> remove(std::string_view organization_id, std::string_view id,
                                           std::string_view if_match = {});

private:
    Store& store_;
    Vault& vault_;
    const Clock& clock_;
    Random& random_;
    const CredentialTests* tests_;

    core::Result<core::FieldErrors> check_assigned(std::string_view organization_id,
                                                   const std::vector<std::string>& api_key_ids);
    core::Result<void> change(std::string_view organization_id, ProviderKeyRecord& record,
                              const core::ProviderKeyChange& change);
    core::Result<void> seal_changed(std::string_view organization_id, ProviderKeyRecord& record,
                                    const core::Credential& entered, bool allow_duplicate);
    core::Result<void> describe(std::string_view organization_id, ProviderKeyRecord& record,
                                const core::Credential& credential, bool allow_duplicate);
    core::ProviderKey shown(std::string_view organization_id, ProviderKeyRecord record);

    /// By the id of a provider key, what its credential was sealed as when it was last opened to see whether it can be.
    struct Looked {
        std::uint64_t revision;
        std::size_t bytes_hash;  // also what was damaged since then is looked at again
        bool readable;
    };
    std::unordered_map<std::string, Looked> looked_;
};

}  // namespace byok::service
