// Whatever is asked of the server's API: a body is read whole or refused with its fields named, what was read and is
// written again reads the same, and a request that is refused leaves everything as it was.
// Input: a byte for the method, one for the path ('0' = the first line of what follows), one for the provider; then the
// body.

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <string>

#include "core/contract.h"
#include "core/contract_server.h"
#include "core/provider.h"
#include "core/text.h"
#include "core/validate.h"
#include "hold.h"
#include "service/api.h"
#include "service/memory_store.h"
#include "service/memory_vault.h"

namespace {

using namespace byok;
using namespace byok::core;
using fuzz::hold;
using fuzz::Input;

// ── bodies ───────────────────────────────────────────────────────────────────────────────────────────────────

std::string_view view(const std::string& text) {
    return text;
}
std::string_view view(const Secret& text) {
    return text.reveal();
}

void hold_refusal(const Error& error) {
    hold(error.code == ErrorCode::InvalidRequest, "a body that cannot be read is called something else");
    hold(error.message.ends_with('.'), "a refusal is not a sentence");
    for (const FieldError& field : error.fields) {
        hold(field.message.ends_with('.'), "a field is refused without a word");
        // A name that cannot be quoted is not.
        hold(!field.param.empty() || field.message == "There is a member of unknown name.", "a problem of no field");
    }
}

/// What can be read may still break a rule, and then need not be something that the console would write: two regions
/// that become one when they are trimmed.
bool obeys_rules(const Credential& credential) {
    return check_new_credential(credential).empty();
}
bool obeys_rules(const std::optional<Credential>& credential) {
    return !credential || obeys_rules(*credential);
}
bool obeys_rules(const NewProviderKey& key) {
    return obeys_rules(key.credential);
}
bool obeys_rules(const ProviderKeyChange& change) {
    return obeys_rules(change.credential);
}
bool obeys_rules(const NewCredentialTest& test) {
    return obeys_rules(test.credential);
}
template <class Other>
bool obeys_rules(const Other&) {
    return true;
}

/// `write` writes what `read` read.
template <class Read, class Write>
void hold_round_trip(std::string_view body, Read read, Write write) {
    auto first = read(body);
    if (!first) return hold_refusal(first.error());
    if (!obeys_rules(*first)) return;
    const auto text = write(*first);
    const auto second = read(view(text));
    hold(second.has_value(), "what was read and written is refused");
    hold(view(write(*second)) == view(text), "what was read and written reads differently");
}

void hold_bodies(std::string_view body, std::string_view slug) {
    hold_round_trip(body, decode_new_api_key, encode_new_api_key);
    hold_round_trip(body, decode_api_key_change, encode_api_key_change);
    hold_round_trip(body, decode_new_provider_key, encode_new_provider_key);
    hold_round_trip(
        body, [&](std::string_view text) { return decode_provider_key_change(text, slug); },
        encode_provider_key_change);
    hold_round_trip(body, decode_new_credential_test, [](const NewCredentialTest& test) {
        return encode_new_credential_test(test.provider, test.credential);
    });
    hold_round_trip(
        body, [&](std::string_view text) { return decode_stored_credential_test(text, slug); },
        [](const std::optional<Credential>& credential) {
            return encode_stored_credential_test(credential ? &*credential : nullptr);
        });
}

// ── requests ─────────────────────────────────────────────────────────────────────────────────────────────────

class StillClock final : public service::Clock {
public:
    [[nodiscard]] std::int64_t unix_time_s() const override { return 1'768'383'000; }
};

class CountingRandom final : public service::Random {
public:
    void fill(std::span<unsigned char> bytes) override {
        for (unsigned char& byte : bytes) byte = ++count_;
    }

private:
    unsigned char count_ = 0;
};

constexpr std::string_view stored_secret = "sk-made-up-and-never-answered-0001";

/// An organization with two provider keys, one of them assigned to one of two API keys; and a stranger.
class World {
public:
    World() {
        hold(store.insert_organization({"org_own", "Own", ""}, 0).has_value(), "the world cannot be made");
        hold(store.insert_organization({"org_other", "Other", ""}, 0).has_value(), "the world cannot be made");
        for (std::string& id : api_key_ids) id = api_keys.create("org_own", {"API key"})->api_key.id;
        for (std::size_t i = 0; i < provider_key_ids.size(); ++i) {
            NewProviderKey key{"openai", "Key",
                               ApiKeyCredential{Secret(std::string(stored_secret) + std::to_string(i))}};
            if (i == 1) key.api_key_ids = {api_key_ids[0]};
            provider_key_ids[i] = provider_keys.create("org_own", "admin", key)->id;
        }
        token = *tokens.mint("org_own", "admin", 3600);
    }

    service::MemoryStore store;
    service::MemoryVault vault;
    StillClock clock;
    CountingRandom random;
    service::ProviderKeys provider_keys{store, vault, clock, random};
    service::ApiKeys api_keys{store, vault, clock, random};
    service::ConsoleTokens tokens{store, vault, clock, random};
    service::Api api{store, vault, clock, random};
    std::array<std::string, 2> api_key_ids;
    std::array<std::string, 2> provider_key_ids;
    Secret token;

    /// All of it that can be read.
    std::string picture() {
        std::string text;
        for (const char* organization : {"org_own", "org_other"}) {
            text += encode_api_keys(*store.api_keys(organization), organization);
            for (const service::ProviderKeyRecord& record : *store.provider_keys(organization)) {
                text += encode_provider_key(record.key) + std::to_string(record.revision) + record.credential.bytes;
            }
            text += std::to_string(store.audit(organization, 1'000'000, 1000)->size());
        }
        return text;
    }

    std::string path(std::size_t choice, Input& input) {
        const std::string own = "/v1/organizations/org_own";
        const std::string other = "/v1/organizations/org_other";
        switch (choice) {
            case 0:
                return std::string(input.until('\n'));
            case 1:
                return own + "/provider-keys";
            case 2:
                return own + "/provider-keys/" + provider_key_ids[0];
            case 3:
                return own + "/provider-keys/" + provider_key_ids[1];
            case 4:
                return own + "/provider-keys/" + provider_key_ids[0] + "/test";
            case 5:
                return own + "/provider-keys/test";
            case 6:
                return own + "/api_keys";
            case 7:
                return own + "/api_keys/" + api_key_ids[0];
            case 8:
                return own + "/api_keys/" + api_key_ids[1] + "/reveal";
            case 9:
                return own + "/provider-keys/" + std::string(input.until('\n'));
            case 10:
                return other + "/provider-keys";
            default:
                return other + "/provider-keys/" + provider_key_ids[0];
        }
    }
};

void hold_request(std::size_t method, std::size_t path_choice, std::size_t caller, Input input) {
    World world;
    const std::string before = world.picture();
    constexpr std::string_view methods[] = {"GET", "POST", "DELETE", "HEAD", "PUT"};
    const std::string path = world.path(path_choice, input);
    service::ApiRequest request;
    request.method = methods[method];
    request.path = path;
    request.body_is_json = caller != 1;
    request.body = input.rest();
    if (caller != 2) request.token = world.token.clone();
    const service::ApiAnswer answer = world.api.handle(request);
    if (answer.job) {
        world.api.abandon(*answer.job);
        hold(world.picture() == before, "a test that was given up changed something");
        return;
    }
    const std::string_view body = answer.body.reveal();
    hold(!body.contains(stored_secret), "a stored credential was answered");
    const bool went_well = answer.status >= 200 && answer.status < 300;
    if (!went_well) {
        hold(answer.status >= 400 && answer.status < 500, "a request brought the server into trouble");
        hold(decode_error(answer.status, body).message.ends_with('.'), "a refusal is not a sentence");
    }
    const bool reads = request.method == "GET" || request.method == "HEAD";
    // Reading a gateway key again leaves an entry in the audit trail.
    const bool noted = went_well && path.ends_with("/reveal");
    if (!went_well || (reads && !noted)) {
        hold(world.picture() == before, "a request that was refused or read changed something");
    }
    if (went_well) hold(caller == 0, "a request without a token, or without JSON, went well");
}

// ── headers and queries ──────────────────────────────────────────────────────────────────────────────────────

service::ApiAnswer ask(World& world, std::string_view method, std::string_view path, std::string_view body,
                       const std::function<void(service::ApiRequest&)>& with) {
    service::ApiRequest request{method, path, world.token.clone(), true, body};
    with(request);
    return world.api.handle(request);
}

void hold_headers(std::string_view text) {
    World world;
    const std::string key = "/v1/organizations/org_own/provider-keys/" + world.provider_key_ids[0];
    const auto changed =
        ask(world, "POST", key, R"({"name":"Changed"})", [&](auto& request) { request.if_match = text; });
    const std::string_view named = trimmed(text);
    const bool may_match = named.empty() || named == "*" || named.contains("\"1\"");
    hold(changed.status == 200 || changed.status == 400 || changed.status == 412, "If-Match brings trouble");
    hold(changed.status != 200 || may_match, "an update that was meant for another version went well");

    const auto page = ask(world, "GET", "/v1/organizations/org_own/audit", "", [&](auto& r) { r.query = text; });
    hold(page.status == 200 || page.status == 400, "a query brings trouble");

    const auto create = [&] {
        return ask(world, "POST", "/v1/organizations/org_own/api_keys", R"({"name":"Once","type":"api"})",
                   [&](auto& request) { request.idempotency_key = text; });
    };
    const std::size_t there = world.store.api_keys("org_own")->size();
    const int first = create().status;
    const int second = create().status;
    hold(first == second && (first == 201 || first == 400), "an Idempotency-Key brings trouble");
    const std::size_t made = world.store.api_keys("org_own")->size() - there;
    hold(made == (first == 400 ? 0U : text.empty() ? 2U : 1U), "a request that was sent again made something again");

    const auto stranger = ask(world, "GET", "/auth/session", "", [&](auto& request) {
        request.token = {};
        request.session = Secret(text);
    });
    hold(stranger.status == 401, "a made-up session is somebody's");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Input input(data, size);
    const std::size_t method = input.choice(5);
    const std::size_t path = input.choice(12);
    const std::size_t provider = input.choice(providers().size());
    const bool needs_body = method == 1 || method == 4;
    hold_request(method, path, 0, input);
    if (needs_body) hold_request(method, path, 1, input);
    hold_request(method, path, 2, input);
    hold_headers(input.rest().substr(0, 300));
    hold_bodies(input.rest(), providers()[provider].slug);
    return 0;
}
