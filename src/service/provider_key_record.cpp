#include "service/provider_key_record.h"

#include <utility>

#include "core/contract.h"
#include "core/contract_server.h"
#include "service/credential_merge.h"
#include "service/refusal.h"

namespace byok::service {

using core::Result;

Result<ProviderKeyRecord> find_provider_key(Store& store, std::string_view organization_id, std::string_view id) {
    auto found = store.provider_key(organization_id, id);
    if (!found) { return std::unexpected(std::move(found).error()); }
    if (!*found) { return refuse_unknown("provider key"); }
    return *std::move(*found);
}

SealedPlace place_of(std::string_view organization_id, const ProviderKeyRecord& record) {
    return {"provider_key", organization_id, record.key.id, record.revision};
}

Result<core::Credential> whole_credential(Vault& vault, std::string_view organization_id,
                                          const ProviderKeyRecord& record, const core::Credential* entered) {
    // Complete by itself: merging with itself is a copy.
    if (entered != nullptr && !needs_stored_parts(*entered)) { return completed(*entered, *entered); }
    const core::Provider* provider = core::find_provider(record.key.provider);
    const auto text = vault.open(place_of(organization_id, record), record.credential);
    if (!text) {
        constexpr const char* message =
            "The stored credential cannot be opened with the keys that the server has. Enter it again as a whole.";
        return std::unexpected(core::Error{core::ErrorCode::Conflict, message, {{"provider_key", message}}, 0});
    }
    auto stored = provider == nullptr ? Result<core::Credential>(std::unexpected(core::Error{}))
                                      : core::decode_credential(provider->kind, text->reveal());
    if (!stored) {
        return std::unexpected(core::Error{
            core::ErrorCode::Internal, "The stored credential cannot be read. Enter it again as a whole.", {}, 0});
    }
    return entered == nullptr ? *std::move(stored) : completed(*entered, *stored);
}

std::string fingerprint_of(const Vault& vault, std::string_view organization_id, std::string_view provider,
                           const core::Credential& credential) {
    return vault.fingerprint(organization_id, provider, core::encode_credential(credential));
}

}  // namespace byok::service
