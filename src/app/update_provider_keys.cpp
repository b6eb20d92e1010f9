#include "app/lists.h"
#include "app/notices.h"
#include "app/reactions.h"
#include "core/contract.h"

namespace byok::app {
namespace {

using core::ProviderKey;

/// Takes the dialog off the screen.
void close_form(State& state, Effects& effects) {
    state.provider_key_form = {};
    state.form_test = {};
    if (!is_form(state.route.page)) return;
    state.route = {};
    effects.emplace_back(ShowAddress{state.route, HistoryPlace::Before});
}

/// Fills what `answer` does not say with what is known already, and says whether there was any such thing.
bool complete(ProviderKey& answer, const ProviderKey& known) {
    bool completed = false;
    const auto take = [&](auto& part, const auto& known_part, const auto& nothing) {
        if (part == nothing && known_part != nothing) part = known_part, completed = true;
    };
    for (std::string ProviderKey::* text : {&ProviderKey::provider, &ProviderKey::name, &ProviderKey::created_at,
                                            &ProviderKey::created_by, &ProviderKey::updated_at}) {
        take(answer.*text, known.*text, std::string());
    }
    take(answer.active, known.active, std::optional<bool>());
    take(answer.api_key_ids, known.api_key_ids, std::optional<std::vector<std::string>>());
    take(answer.credential, known.credential, core::CredentialHint());
    // The version that is known is not the one that was answered about, and neither is who made it.
    for (std::string ProviderKey::* text : {&ProviderKey::etag, &ProviderKey::updated_by})
        if ((answer.*text).empty() && !(known.*text).empty()) completed = true;
    if (!answer.reports_tests && known.reports_tests) {
        answer.last_test = known.last_test;
        answer.reports_tests = completed = true;
    }
    return completed;
}

/// Puts a changed key into the list, completed by what is known, and returns its name.
std::string apply_change(State& state, ProviderKey key, std::optional<bool> switched_to, Effects& effects) {
    ProviderKey* known = listed(state.provider_keys, key.id);
    if (known == nullptr) {
        reload_provider_keys(state, effects);
        return key.name;
    }
    // The server has accepted the new status, so it is what is known; where it reports none, none is shown.
    if (known->active && switched_to) known->active = switched_to;
    const bool left_something_out = complete(key, *known);
    *known = std::move(key);
    if (left_something_out) {
        reload_provider_keys(state, effects);
    } else {
        replace_provider_keys_under_way(state, effects);
    }
    return known->name;
}

std::string name_of(const State& state, const std::string& id) {
    const ProviderKey* key = find_provider_key(state, id);
    return key == nullptr ? "Provider key" : key->name;
}

/// The row of that id, marked as saving; null when it is saving already, or not listed.
Save* start_row(State& state, const std::string& id) {
    if (!state.session.signed_in() || listed(state.provider_keys, id) == nullptr) return nullptr;
    Save& row = state.provider_key_rows[id];
    if (row.saving()) return nullptr;
    row.start(next_id(state));
    return &row;
}

}  // namespace

Effects on(State& state, RefreshProviderKeys) {
    Effects effects;
    if (state.session.signed_in()) refresh_provider_keys(state, effects);
    return effects;
}

Effects on(State& state, ProviderKeysArrived action) {
    if (!state.provider_keys.awaits(action.request)) return {};
    forget_unlisted_rows(state.provider_key_rows, state.provider_keys.arrived(std::move(action.keys)));
    Effects effects;
    leave_form_of_missing_key(state, effects);
    return effects;
}

Effects on(State& state, ProviderKeysFailed action) {
    if (state.provider_keys.awaits(action.request)) state.provider_keys.failed(std::move(action.error));
    return {};
}

Effects on(State& state, CreateProviderKey action) {
    Save& form = state.provider_key_form;
    if (!state.session.signed_in() || form.saving()) return {};
    std::string idempotency_key = idempotency_key_for(state, form, core::encode_new_provider_key(action.key).reveal());
    form.start(next_id(state));
    return effects_of(PostProviderKey{form.request, state.session.organization_id, std::move(action.key),
                                      std::move(idempotency_key)});
}

Effects on(State& state, ProviderKeyCreated action) {
    const bool of_form = state.provider_key_form.awaits(action.request);
    if (!of_form && state.left_writes.erase(action.request) == 0) return {};
    Effects effects;
    announce_success(state, effects, action.key.name + " was added.");
    replace_provider_keys_under_way(state, effects);
    if (state.provider_keys.value) place_new(*state.provider_keys.value, std::move(action.key));
    if (of_form) close_form(state, effects);
    return effects;
}

Effects on(State& state, ChangeProviderKey action) {
    if (!state.session.signed_in() || state.provider_key_form.saving()) return {};
    state.provider_key_form.start(next_id(state));
    return effects_of(PostProviderKeyChange{state.provider_key_form.request, state.session.organization_id,
                                            std::move(action.id), std::move(action.change), std::move(action.etag)});
}

Effects on(State& state, SetProviderKeyActive action) {
    Save* row = start_row(state, action.id);
    if (row == nullptr) return {};
    row->active = action.active;
    core::ProviderKeyChange change;
    change.active = action.active;
    std::string etag = find_provider_key(state, action.id)->etag;
    return effects_of(PostProviderKeyChange{row->request, state.session.organization_id, std::move(action.id),
                                            std::move(change), std::move(etag)});
}

Effects on(State& state, ProviderKeyChanged action) {
    Effects effects;
    const std::string id = action.key.id;
    if (const Save* row = row_awaiting(state.provider_key_rows, id, action.request)) {
        const std::optional<bool> switched_to = row->active;
        state.provider_key_rows.erase(id);
        const std::string name = apply_change(state, std::move(action.key), switched_to, effects);
        announce_success(state, effects, name + (switched_to == true ? " was enabled." : " was disabled."));
        return effects;
    }
    const bool of_form = state.provider_key_form.awaits(action.request);
    if (!of_form && state.left_writes.erase(action.request) == 0) return {};
    const std::string name = apply_change(state, std::move(action.key), std::nullopt, effects);
    announce_success(state, effects, "Changes to " + name + " were saved.");
    if (of_form) close_form(state, effects);
    return effects;
}

Effects on(State& state, DeleteProviderKey action) {
    const Save* row = start_row(state, action.id);
    if (row == nullptr) return {};
    std::string etag = find_provider_key(state, action.id)->etag;
    return effects_of(
        RequestProviderKeyDeletion{row->request, state.session.organization_id, std::move(action.id), std::move(etag)});
}

Effects on(State& state, ProviderKeyDeleted action) {
    if (row_awaiting(state.provider_key_rows, action.id, action.request) == nullptr) return {};
    Effects effects;
    announce_success(state, effects, name_of(state, action.id) + " was deleted.");
    state.provider_key_rows.erase(action.id);
    replace_provider_keys_under_way(state, effects);
    if (state.provider_keys.value) {
        std::erase_if(*state.provider_keys.value, [&](const ProviderKey& key) { return key.id == action.id; });
    }
    if (state.route == Route{Page::EditProviderKey, action.id}) close_form(state, effects);
    return effects;
}

Effects on(State& state, ProviderKeyWriteFailed action) {
    const bool ask_the_list = is_list_outdated(action.error);
    if (state.provider_key_form.awaits(action.request)) {
        state.provider_key_form.failed(std::move(action.error));
    } else if (state.left_writes.erase(action.request) != 0) {
        const std::string subject = action.id.empty() ? "The new provider key" : name_of(state, action.id);
        announce_failure(state, subject + ": " + action.error.message);
    } else if (Save* row = row_awaiting(state.provider_key_rows, action.id, action.request)) {
        announce_failure(state, name_of(state, action.id) + ": " + action.error.message, action.id);
        row->failed(std::move(action.error));
    } else {
        return {};
    }
    Effects effects;
    if (ask_the_list) reload_provider_keys(state, effects);
    return effects;
}

}  // namespace byok::app
