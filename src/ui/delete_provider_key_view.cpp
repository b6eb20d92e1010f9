#include "ui/delete_provider_key_view.h"

#include "core/provider.h"
#include "ui/assigned_to.h"
#include "ui/confirm_deletion.h"
#include "ui/provider_key_row.h"

namespace byok::ui {
namespace {

std::string who_loses_it(const app::State& state, const core::ProviderKey& key) {
    if (!key.api_key_ids) return "This server does not say which API keys use it.";
    if (key.api_key_ids->empty()) return "Every API key of the organization loses it.";
    const bool one = key.api_key_ids->size() == 1;
    return (one ? "This API key loses it: " : "These API keys lose it: ") + assigned_to_text(state, key) + ".";
}

}  // namespace

void delete_provider_key_view(const app::State& state, DeletionDraft& draft, app::Actions& actions, Ui& ui) {
    const core::ProviderKey* key = app::find_provider_key(state, draft.id);
    if (!key) {
        draft = {};
        return;
    }

    DeletionText words;
    words.title = "Delete provider key";
    words.subject = display_name(*key) + " (" + std::string(core::provider_display_name(key->provider)) +
                    ") will be deleted for good.";
    words.consequence = who_loses_it(state, *key);
    if (confirm_deletion(ui, draft, words, state.provider_key_rows))
        actions.emplace_back(app::DeleteProviderKey{draft.id});
}

}  // namespace byok::ui
