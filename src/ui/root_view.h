/// The whole console: the sign-in page, or the page of the route in its frame with its dialog, and the notices.
#pragma once

#include <optional>

#include "ui/activity_view.h"
#include "ui/api_keys_view.h"
#include "ui/created_api_key_view.h"
#include "ui/page_frame_view.h"
#include "ui/provider_key_form_view.h"
#include "ui/provider_keys_view.h"
#include "ui/sign_in_view.h"

namespace byok::ui {

/// All that people have typed, opened or pointed at, but not asked for. Holds every credential being typed, and is
/// wiped when they sign out.
struct RootDraft {
    SignInDraft sign_in;
    PageFrameDraft page_frame;
    ProviderKeysDraft provider_keys;
    ProviderKeyFormDraft provider_key_form;
    ApiKeysDraft api_keys;
    CreatedApiKeyDraft created_api_key;
    std::optional<app::Route> asked_route;  // where the person went by changing the address
    std::string organization_id;            // the one that all of it belongs to
};

/// Whether leaving the page would lose what was typed, or a key that is shown this once.
bool holds_unsaved(const app::State& state, const RootDraft& draft);

/// Draws the console over the whole window, between Ui::begin_frame and Ui::end_frame.
///
/// Reads all of `state`. Edits `draft`. Emits whatever the views in it emit.
void root_view(const app::State& state, RootDraft& draft, app::Actions& actions, Ui& ui);

}  // namespace byok::ui
