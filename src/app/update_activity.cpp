#include <algorithm>
#include <iterator>

#include "app/reactions.h"

namespace byok::app {
namespace {

void refresh(State& state, Effects& effects) {
    Activity& activity = state.activity;
    if (activity.trail.loading()) return;
    if (activity.older_request != 0) effects.emplace_back(CancelRequest{activity.older_request});
    activity.older_request = 0;
    activity.older_error.reset();
    activity.trail.start(next_id(state));
    effects.emplace_back(FetchActivity{activity.trail.request, state.session.organization_id, {}});
}

}  // namespace

void load_page(State& state, Effects& effects) {
    if (state.route.page == Page::Activity && may_read_activity(state)) refresh(state, effects);
}

Effects on(State& state, RefreshActivity) {
    Effects effects;
    if (may_read_activity(state)) refresh(state, effects);
    return effects;
}

Effects on(State& state, LoadOlderActivity) {
    Activity& activity = state.activity;
    if (!may_read_activity(state) || !activity.trail.value || activity.trail.value->next_cursor.empty() ||
        activity.trail.loading() || activity.older_request != 0) {
        return {};
    }
    activity.older_error.reset();
    activity.older_request = next_id(state);
    return effects_of(
        FetchActivity{activity.older_request, state.session.organization_id, activity.trail.value->next_cursor});
}

Effects on(State& state, ActivityArrived action) {
    Activity& activity = state.activity;
    if (activity.trail.awaits(action.request)) {
        activity.trail.arrived(std::move(action.page));
    } else if (activity.older_request != 0 && activity.older_request == action.request && activity.trail.value) {
        activity.older_request = 0;
        core::AuditPage& trail = *activity.trail.value;
        std::ranges::move(action.page.events, std::back_inserter(trail.events));
        trail.next_cursor = std::move(action.page.next_cursor);
    }
    return {};
}

Effects on(State& state, ActivityFailed action) {
    Activity& activity = state.activity;
    if (activity.trail.awaits(action.request)) {
        activity.trail.failed(std::move(action.error));
    } else if (activity.older_request != 0 && activity.older_request == action.request) {
        activity.older_request = 0;
        activity.older_error = std::move(action.error);
    }
    return {};
}

}  // namespace byok::app
