#include "app/lists.h"
#include "app/notices.h"
#include "app/reactions.h"
#include "core/contract.h"

namespace byok::app {
namespace {

using core::ApiKey;

std::string name_of(const State& state, const std::string& id) {
    const ApiKey* key = find_api_key(state, id);
    return key == nullptr ? "API key" : key->name;
}

/// The row of that id, marked as saving; null when it is saving already, or not listed.
Save* start_row(State& state, const std::string& id) {
    if (!state.session.signed_in() || listed(state.api_keys, id) == nullptr) return nullptr;
    Save& row = state.api_key_rows[id];
    if (row.saving()) return nullptr;
    row.start(next_id(state));
    return &row;
}

}  // namespace

Effects on(State& state, RefreshApiKeys) {
    Effects effects;
    if (state.session.signed_in()) refresh_api_keys(state, effects);
    return effects;
}

Effects on(State& state, ApiKeysArrived action) {
    if (!state.api_keys.awaits(action.request)) return {};
    forget_unlisted_rows(state.api_key_rows, state.api_keys.arrived(std::move(action.keys)));
    return {};
}

Effects on(State& state, ApiKeysFailed action) {
    if (state.api_keys.awaits(action.request)) state.api_keys.failed(std::move(action.error));
    return {};
}

Effects on(State& state, CreateApiKey action) {
    // A key that is still on screen must not be replaced by the next one unread: it cannot be shown again.
    if (!state.session.signed_in() || state.api_key_form.saving() || state.created_api_key) return {};
    std::string idempotency_key = idempotency_key_for(state, state.api_key_form, core::encode_new_api_key(action.key));
    state.api_key_form.start(next_id(state));
    return effects_of(PostApiKey{state.api_key_form.request, state.session.organization_id, std::move(action.key),
                                 std::move(idempotency_key)});
}

Effects on(State& state, ApiKeyCreated action) {
    if (!state.api_key_form.awaits(action.request)) return {};
    Effects effects;
    state.api_key_form = {};
    announce_success(state, effects, action.created.api_key.name + " was created.");
    replace_api_keys_under_way(state, effects);
    if (state.api_keys.value) place_new(*state.api_keys.value, action.created.api_key);
    state.created_api_key = std::move(action.created);
    return effects;
}

Effects on(State& state, DismissCreatedApiKey) {
    state.created_api_key.reset();
    return {};
}

Effects on(State& state, ResetApiKeyForm) {
    if (!state.api_key_form.saving()) state.api_key_form = {};
    return {};
}

Effects on(State& state, SetApiKeyActive action) {
    Save* row = start_row(state, action.id);
    if (row == nullptr) return {};
    row->active = action.active;
    core::ApiKeyChange change;
    change.active = action.active;
    std::string etag = find_api_key(state, action.id)->etag;
    return effects_of(PostApiKeyChange{row->request, state.session.organization_id, std::move(action.id),
                                       std::move(change), std::move(etag)});
}

Effects on(State& state, ApiKeyChanged action) {
    const Save* row = row_awaiting(state.api_key_rows, action.key.id, action.request);
    if (row == nullptr) return {};
    const bool switched_on = row->active == true;
    const std::string id = action.key.id;
    state.api_key_rows.erase(id);
    Effects effects;
    ApiKey* known = listed(state.api_keys, id);
    if (known == nullptr || action.key.name.empty()) {
        if (known != nullptr) known->active = switched_on;
        reload_api_keys(state, effects);
    } else {
        *known = std::move(action.key);
        replace_api_keys_under_way(state, effects);
    }
    announce_success(state, effects, name_of(state, id) + (switched_on ? " was enabled." : " was disabled."));
    return effects;
}

Effects on(State& state, DeleteApiKey action) {
    const Save* row = start_row(state, action.id);
    if (row == nullptr) return {};
    std::string etag = find_api_key(state, action.id)->etag;
    return effects_of(
        RequestApiKeyDeletion{row->request, state.session.organization_id, std::move(action.id), std::move(etag)});
}

Effects on(State& state, ApiKeyDeleted action) {
    if (row_awaiting(state.api_key_rows, action.id, action.request) == nullptr) return {};
    Effects effects;
    announce_success(state, effects, name_of(state, action.id) + " was deleted.");
    state.api_key_rows.erase(action.id);
    replace_api_keys_under_way(state, effects);
    if (state.api_keys.value) {
        std::erase_if(*state.api_keys.value, [&](const ApiKey& key) { return key.id == action.id; });
    }
    // Provider keys that were assigned to it are assigned to less now.
    reload_provider_keys(state, effects);
    return effects;
}

Effects on(State& state, ApiKeyWriteFailed action) {
    const bool ask_the_list = is_list_outdated(action.error);
    if (state.api_key_form.awaits(action.request)) {
        state.api_key_form.failed(std::move(action.error));
    } else if (Save* row = row_awaiting(state.api_key_rows, action.id, action.request)) {
        announce_failure(state, name_of(state, action.id) + ": " + action.error.message, action.id);
        row->failed(std::move(action.error));
    } else {
        return {};
    }
    Effects effects;
    if (ask_the_list) reload_api_keys(state, effects);
    return effects;
}

}  // namespace byok::app
