#include "app/lists.h"

#include <functional>

namespace byok::app {
namespace {

template <class Fetch, class T>
void refresh(State& state, Remote<T>& list, Effects& effects) {
    if (list.loading()) return;
    list.start(next_id(state));
    effects.emplace_back(Fetch{list.request, state.session.organization_id});
}

template <class Fetch, class T>
void reload(State& state, Remote<T>& list, Effects& effects) {
    if (list.loading()) effects.emplace_back(CancelRequest{std::exchange(list.request, 0)});
    refresh<Fetch>(state, list, effects);
}

}  // namespace

void refresh_provider_keys(State& state, Effects& effects) {
    refresh<FetchProviderKeys>(state, state.provider_keys, effects);
}

void refresh_api_keys(State& state, Effects& effects) {
    refresh<FetchApiKeys>(state, state.api_keys, effects);
}

void reload_provider_keys(State& state, Effects& effects) {
    reload<FetchProviderKeys>(state, state.provider_keys, effects);
}

void reload_api_keys(State& state, Effects& effects) {
    reload<FetchApiKeys>(state, state.api_keys, effects);
}

void replace_provider_keys_under_way(State& state, Effects& effects) {
    if (state.provider_keys.loading() || !state.provider_keys.value) reload_provider_keys(state, effects);
}

void replace_api_keys_under_way(State& state, Effects& effects) {
    if (state.api_keys.loading() || !state.api_keys.value) reload_api_keys(state, effects);
}

std::string idempotency_key_for(State& state, Save& form, std::string_view body) {
    // What tells of sessions knows of these as well.
    if (!state.session.who) return {};
    const std::size_t content = std::hash<std::string_view>()(body);
    const bool refused = form.error && (form.error->code == core::ErrorCode::Conflict ||
                                        form.error->code == core::ErrorCode::IdempotencyMismatch);
    if (!form.attempt || form.attempt->content != content || refused)
        form.attempt = CreateAttempt{content, state.page_id + "-" + std::to_string(next_id(state))};
    return form.attempt->idempotency_key;
}

Save* row_awaiting(std::map<std::string, Save>& rows, const std::string& id, RequestId request) {
    const auto row = rows.find(id);
    return row != rows.end() && row->second.awaits(request) ? &row->second : nullptr;
}

}  // namespace byok::app
