#include "server/start.h"

#include <system_error>
#include <utility>

#include "server/failure.h"
#include "service/api_keys.h"
#include "service/console_tokens.h"
#include "service/organizations.h"

namespace byok::server {

namespace fs = std::filesystem;

namespace {

constexpr service::SealedPlace check_place{"sealing_check", "", "", 1};
constexpr std::string_view check_text = "byok-server can open what it has sealed";

}  // namespace

core::Result<MasterKey> open_master_key(const fs::path& named_file, const fs::path& default_file, SqliteStore& store) {
    std::error_code error;
    if (!named_file.empty()) {
        if (!fs::exists(named_file, error)) {
            return failure("BYOK_MASTER_KEY_FILE names " + named_file.string() +
                           ", which does not exist. Put the master key there; for a new, empty data folder make one "
                           "with: (umask 077; openssl rand -hex 32 > " +
                           named_file.string() + ")");
        }
        return MasterKey::read(named_file);
    }
    if (fs::exists(default_file, error)) { return MasterKey::read(default_file); }
    const auto sealed = store.sealing_check();
    if (!sealed) { return std::unexpected(sealed.error()); }
    if (*sealed) {
        return failure("The master key " + default_file.string() + " (" + (*sealed)->sealed_with +
                       ") is missing and the database holds keys that were sealed with it. Put the file back from a "
                       "backup, or name it in BYOK_MASTER_KEY_FILE. Without it they cannot be opened again; to begin "
                       "anew, start with another folder (--data).");
    }
    return MasterKey::create(default_file);
}

core::Result<void> check_master_key(const MasterKey& key, service::Vault& vault, SqliteStore& store) {
    const auto sealed = store.sealing_check();
    if (!sealed) { return std::unexpected(sealed.error()); }
    if (!*sealed) {
        return vault.seal(check_place, core::Secret(check_text)).and_then([&](const service::Sealed& fresh) {
            return store.insert_sealing_check(fresh);
        });
    }
    const auto opened = vault.open(check_place, **sealed);
    if (!opened || opened->reveal() != check_text) {
        return failure("This is not the master key of this database: the database was sealed with " +
                       (*sealed)->sealed_with + ", the key file holds " + key.id() +
                       ". Put the right file back from a backup, or name it in BYOK_MASTER_KEY_FILE; to begin anew, "
                       "start with another folder (--data).");
    }
    return {};
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
