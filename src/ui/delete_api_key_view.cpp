#include "ui/delete_api_key_view.h"

#include <algorithm>

#include "ui/provider_key_row.h"

namespace byok::ui {
namespace {

/// The names of the provider keys that are assigned to that API key by name, comma separated.
std::string assigned_provider_keys(const app::State& state, const std::string& api_key_id) {
    std::string names;
    if (!state.provider_keys.value) return names;
    for (const core::ProviderKey& key : *state.provider_keys.value) {
        if (!key.api_key_ids || std::ranges::find(*key.api_key_ids, api_key_id) == key.api_key_ids->end()) continue;
        if (!names.empty()) names += ", ";
        names += display_name(key);
    }
    return names;
}

}  // namespace

void delete_api_key_view(const app::State& state, DeletionDraft& draft, app::Actions& actions, Ui& ui) {
    const core::ApiKey* key = app::find_api_key(state, draft.id);
    if (!key) {
        draft = {};
        return;
    }

    DeletionText words;
    words.title = "Delete API key";
    words.subject = key->name + " will be deleted for good. Requests made with it will be refused.";
    if (const std::string names = assigned_provider_keys(state, draft.id); !names.empty())
        words.consequence = "These provider keys are assigned to it: " + names + ".";
    if (confirm_deletion(ui, draft, words, state.api_key_rows)) actions.emplace_back(app::DeleteApiKey{draft.id});
}

}  // namespace byok::ui
