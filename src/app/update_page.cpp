#include "app/lists.h"
#include "app/notices.h"
#include "app/reactions.h"

namespace byok::app {
namespace {

/// How long a page may be out of sight before what it shows is taken for old.
constexpr double reread_after_ms = 5 * 60 * 1000;

/// What is being saved goes on; what it says when it is done belongs to no form any more.
void leave_forms(State& state) {
    if (state.provider_key_form.saving()) state.left_writes.insert(state.provider_key_form.request);
    state.provider_key_form = {};
    state.form_test = {};
    if (!state.api_key_form.saving()) state.api_key_form = {};
}

/// The person is at another place: what belongs to it happens.
void arrive(State& state, Effects& effects) {
    if (!state.session.signed_in()) return;
    leave_form_of_missing_key(state, effects);
    if (state.session.who_request == 0) leave_what_is_forbidden(state, effects);
    load_page(state, effects);
}

}  // namespace

void leave_what_is_forbidden(State& state, Effects& effects) {
    const bool forbidden_form = is_form(state.route.page) && !may_write(state);
    const bool forbidden_activity = state.route.page == Page::Activity && !may_read_activity(state);
    if (!forbidden_form && !forbidden_activity) return;
    go_to(state, {});
    announce_failure(state, forbidden_form ? "You may look at provider keys, but not change them."
                                           : "Only administrators see the activity.");
    effects.emplace_back(ShowAddress{state.route, HistoryPlace::Present});
}

bool go_to(State& state, Route route) {
    if (route == state.route) return false;
    leave_forms(state);
    state.route = std::move(route);
    return true;
}

void leave_form_of_missing_key(State& state, Effects& effects) {
    if (state.route.page != Page::EditProviderKey || !state.provider_keys.value || state.provider_keys.loading() ||
        find_provider_key(state, state.route.provider_key_id) != nullptr) {
        return;
    }
    const bool was_saved = state.provider_key_form.error.has_value();
    go_to(state, {});
    announce_failure(state, was_saved ? "That provider key was deleted meanwhile, so the changes could not be saved."
                                      : "That provider key does not exist any more.");
    effects.emplace_back(ShowAddress{state.route, HistoryPlace::Present});
}

Effects on(State& state, Navigate action) {
    // Who closes a form is where they were before it: Back does not open it again, but leads to what came before.
    const bool closes_form = is_form(state.route.page) && action.route.page == Page::ProviderKeys;
    if (!go_to(state, std::move(action.route))) return {};
    Effects effects = effects_of(ShowAddress{state.route, closes_form ? HistoryPlace::Before : HistoryPlace::New});
    arrive(state, effects);
    return effects;
}

Effects on(State& state, AddressChanged action) {
    Effects effects;
    if (go_to(state, std::move(action.route))) arrive(state, effects);
    return effects;
}

Effects on(State& state, KeepAddress) {
    return effects_of(ShowAddress{state.route, HistoryPlace::New});
}

Effects on(State& state, PageReturned action) {
    Effects effects;
    if (!state.session.signed_in() || action.away_ms <= reread_after_ms) return effects;
    refresh_provider_keys(state, effects);
    refresh_api_keys(state, effects);
    load_page(state, effects);
    return effects;
}

Effects on(State& state, ChooseTheme action) {
    state.theme = action.theme;
    return {};
}

Effects on(State& state, DismissNotice action) {
    std::erase_if(state.notices, [&](const Notice& notice) { return notice.id == action.id; });
    return {};
}

Effects on(State&, CopyText action) {
    return effects_of(WriteClipboard{std::move(action.text), std::move(action.what)});
}

Effects on(State& state, const TextCopied& action) {
    Effects effects;
    if (!state.session.signed_in()) return effects;
    if (action.done) {
        announce_success(state, effects, action.what + " copied.");
    } else {
        announce_failure(state, "Could not copy. Select the key and copy it yourself.");
    }
    return effects;
}

}  // namespace byok::app
