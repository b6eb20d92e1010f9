#include "ui/root_view.h"

#include "ui/follow_address.h"
#include "ui/notices_view.h"
#include "ui/shapes.h"

namespace byok::ui {
namespace {

std::string_view page_name(app::Page page) {
    return page == app::Page::ApiKeys ? "Api Keys" : page == app::Page::Activity ? "Activity" : "BYOK";
}

/// Tells the scroll areas of the pages apart: each page has a position of its own.
std::string_view scroll_key(app::Page page) {
    return page == app::Page::ApiKeys ? "api keys" : page == app::Page::Activity ? "activity" : "provider keys";
}

std::string document_title(const app::State& state) {
    const bool signed_in = state.session.phase == app::SessionPhase::SignedIn;
    return signed_in ? std::string(page_name(state.route.page)) + " – " + state.settings.title : state.settings.title;
}

bool form_holds_unsaved(const RootDraft& draft) {
    return draft.provider_key_form.key && holds_changes(*draft.provider_key_form.key);
}

/// Forgets what does not belong to who is signed in, where they are and which organization they look at.
void wipe(const app::State& state, RootDraft& draft) {
    if (state.session.phase != app::SessionPhase::SignedIn) {
        SignInDraft typed = std::move(draft.sign_in);
        std::optional<app::Route> asked_route = std::move(draft.asked_route);
        draft = {};
        draft.sign_in = std::move(typed);
        draft.asked_route = std::move(asked_route);
        return;
    }
    if (draft.organization_id != state.session.organization_id) {
        draft = {};
        draft.organization_id = state.session.organization_id;
    }
    if (state.route.page != app::Page::ApiKeys) draft.api_keys = {};
    if (state.route.page != app::Page::ProviderKeys && !app::is_form(state.route.page)) draft.provider_keys = {};
}

/// The row whose failed deletion stands in its dialog.
std::string_view row_told_by_dialog(const RootDraft& draft) {
    for (const DeletionDraft* deletion : {&draft.provider_keys.deletion, &draft.api_keys.deletion})
        if (deletion->asked) return deletion->id;
    return {};
}

void page(const app::State& state, RootDraft& draft, app::Actions& actions, Ui& ui) {
    const Rect left = page_frame_view(state, draft.page_frame, actions, ui);
    ui.open("main", {.role = Role::Main});
    ui.begin_scroll(scroll_key(state.route.page), {ui.px(left.x), ui.px(left.y)},
                    {ui.px(left.right()), ui.px(left.bottom())});
    if (state.route.page == app::Page::ApiKeys) {
        api_keys_view(state, draft.api_keys, actions, ui);
    } else if (state.route.page == app::Page::Activity) {
        activity_view(state, actions, ui);
    } else {
        provider_keys_view(state, draft.provider_keys, actions, ui);
    }
    ui.end_scroll();
    ui.close();
}

}  // namespace

bool holds_unsaved(const app::State& state, const RootDraft& draft) {
    return form_holds_unsaved(draft) || state.created_api_key || !draft.api_keys.creation.name.text.empty();
}

void root_view(const app::State& state, RootDraft& draft, app::Actions& actions, Ui& ui) {
    wipe(state, draft);
    ui.set_title(document_title(state));
    draw_box(ui, {0, 0}, {ui.px(ui.viewport().width), ui.px(ui.viewport().height)},
             {.fill = Colour::Frame, .border = std::nullopt, .radius = 0});
    if (state.session.phase == app::SessionPhase::SignedIn) {
        page(state, draft, actions, ui);
        provider_key_form_view(state, draft.provider_key_form, actions, ui);
        created_api_key_view(state, draft.created_api_key, actions, ui);
    } else {
        sign_in_view(state, draft.sign_in, actions, ui);
    }
    notices_view(state, row_told_by_dialog(draft), actions, ui);
    // Last: by now the drafts have what was typed in the same moment.
    follow_address(state, draft.asked_route, form_holds_unsaved(draft), actions, ui);
}

}  // namespace byok::ui
