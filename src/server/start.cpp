#include "server/start.h"

#include <utility>

#include "service/api_keys.h"
#include "service/console_tokens.h"
#include "service/organizations.h"

namespace byok::server {

KeySettings key_settings(const DataPaths& paths) {
    return {key_sources_of_environment(), paths.master_key(), paths.key_sources()};
}

core::Result<core::Secret> prepare_sign_in(service::Store& store, service::Vault& vault, const service::Clock& clock,
                                           service::Random& random) {
    service::ApiKeys api_keys(store, vault, clock, random);
    service::ConsoleTokens tokens(store, vault, clock, random);
    return service::Organizations(store, clock, random)
        .first_or_new(api_keys)
        .and_then([&](const core::Organization& organization) {
            return tokens.forget_expired().and_then(
                [&] { return tokens.mint(organization.id, "admin", sign_in_token_valid_s); });
        });
}

}  // namespace byok::server
