#include "app/state.h"

#include <algorithm>

namespace byok::app {
namespace {

template <class T>
const T* find_by_id(const std::vector<T>& all, const std::string& id) {
    const auto found = std::ranges::find(all, id, &T::id);
    return found == all.end() ? nullptr : &*found;
}

bool any_saving(const std::map<std::string, Save>& rows) {
    return std::ranges::any_of(rows, [](const auto& row) { return row.second.saving(); });
}

}  // namespace

bool may_write(const State& state) {
    return !state.session.who || state.session.who->role >= core::Role::Editor;
}

bool may_read_activity(const State& state) {
    return state.session.who && state.session.who->role == core::Role::Admin;
}

std::int64_t idle_limit_ms(const State& state) {
    if (!state.session.signed_in()) return 0;
    const auto& who = state.session.who;
    // A session of the browser ends on the server when nobody asks it for that long, whatever this page says.
    return 1000 * std::int64_t{who && who->by_cookie ? who->idle_timeout_s : state.settings.idle_minutes * 60};
}

bool is_writing(const State& state) {
    return state.provider_key_form.saving() || !state.left_writes.empty() || any_saving(state.provider_key_rows) ||
           state.api_key_form.saving() || any_saving(state.api_key_rows);
}

std::uint64_t next_id(State& state) {
    return ++state.ids;
}

const core::ProviderKey* find_provider_key(const State& state, const std::string& id) {
    return state.provider_keys.value ? find_by_id(*state.provider_keys.value, id) : nullptr;
}

const core::ApiKey* find_api_key(const State& state, const std::string& id) {
    return state.api_keys.value ? find_by_id(*state.api_keys.value, id) : nullptr;
}

const core::Organization* current_organization(const State& state) {
    return find_by_id(state.session.organizations, state.session.organization_id);
}

}  // namespace byok::app
