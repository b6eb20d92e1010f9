/// States and values that the tests of the console start from, and a way to look into effects.
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "app/action.h"
#include "app/effect.h"
#include "app/state.h"
#include "app/update.h"

namespace byok::test {

inline core::ProviderKey provider_key(std::string id, std::string name) {
    core::ProviderKey key;
    key.id = std::move(id);
    key.provider = "anthropic";
    key.name = std::move(name);
    key.created_at = "2026-03-01T10:00:00Z";
    key.created_by = "ada";
    key.updated_at = "2026-03-01T10:00:00Z";
    key.active = true;
    key.api_key_ids = std::vector<std::string>{"ak_1"};
    key.credential = core::ApiKeyHint{"wxyz"};
    return key;
}

inline core::ApiKey api_key(std::string id, std::string name) {
    core::ApiKey key;
    key.id = std::move(id);
    key.name = std::move(name);
    key.type = "api";
    key.created_at = "2026-03-01T10:00:00Z";
    return key;
}

inline core::Error error(core::ErrorCode code, std::string message = "No.") {
    core::Error made;
    made.code = code;
    made.message = std::move(message);
    return made;
}

inline core::NewProviderKey new_provider_key(std::string name, std::string_view secret = "sk-ant-typed") {
    core::NewProviderKey key;
    key.provider = "anthropic";
    key.name = std::move(name);
    key.credential = core::ApiKeyCredential{core::Secret(secret)};
    return key;
}

/// The only effect of that kind; null when there is none, or more than one.
template <class T>
const T* only(const app::Effects& effects) {
    const T* found = nullptr;
    for (const app::Effect& effect : effects) {
        const T* this_one = std::get_if<T>(&effect);
        if (this_one == nullptr) continue;
        if (found != nullptr) return nullptr;
        found = this_one;
    }
    return found;
}

/// Whether these and no other kinds of effects came, in this order.
template <class... Kinds>
bool are(const app::Effects& effects) {
    std::size_t i = 0;
    return effects.size() == sizeof...(Kinds) && (std::holds_alternative<Kinds>(effects[i++]) && ...);
}

inline core::SessionInfo who(core::Role role, bool by_cookie = false) {
    return {"ann", role, "org_1", by_cookie, "2026-03-01T20:00:00Z", 900};
}

/// Signed in to "org_1" ("Acme"), both lists on their way.
inline app::State state_with_lists_under_way(app::Settings settings = {}) {
    app::State state;
    state.settings = std::move(settings);
    app::update(state, app::SignIn{core::Secret("tok_1")});
    app::update(state, app::SignedIn{state.session.request, {{"org_1", "Acme", ""}, {"org_2", "Umbrella", ""}}});
    return state;
}

/// Signed in, with provider keys "pk_1" (Production) and "pk_2" (Staging) and API keys "ak_1" (Website) and "ak_2"
/// (CI).
inline app::State ready_state() {
    app::State state = state_with_lists_under_way();
    app::update(state, app::ProviderKeysArrived{state.provider_keys.request,
                                                {provider_key("pk_1", "Production"), provider_key("pk_2", "Staging")}});
    app::update(state,
                app::ApiKeysArrived{state.api_keys.request, {api_key("ak_1", "Website"), api_key("ak_2", "CI")}});
    return state;
}

/// The same for somebody whose role is known.
inline app::State state_of_role(core::Role role) {
    app::State state = ready_state();
    app::update(state, app::SessionArrived{state.session.who_request, who(role)});
    return state;
}

/// The text of the newest notice; empty when there is none.
inline std::string newest_notice(const app::State& state) {
    return state.notices.empty() ? "" : state.notices.back().text;
}

}  // namespace byok::test
