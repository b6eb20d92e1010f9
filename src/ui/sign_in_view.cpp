#include "ui/sign_in_view.h"

#include <algorithm>

#include "ui/growing_box.h"
#include "ui/list_status.h"

namespace byok::ui {
namespace {

constexpr float card_width_max = 420, padding = 28, top_min = 24, usual_height = 380;

void words(const app::State& state, Ui& ui) {
    heading(ui, state.settings.title, 1, {.size = 22, .weight = Weight::Semibold, .wrap_width = width_left(ui)});
    space(ui, 8);
    const TextStyle faint{.colour = Colour::TextFaint, .wrap_width = width_left(ui), .line_height = 20};
    text(ui, "Sign in with a console token of the management API.", faint);
    if (const std::string& hint = state.settings.sign_in_hint; !hint.empty()) {
        space(ui, 8);
        text(ui, hint, faint);
    }
    space(ui, 20);
    if (!state.session.error) return;
    callout(ui, Tone::Danger, state.session.error->message);
    space(ui, 16);
}

/// Returns whether the person asked to sign in.
bool form(const app::State& state, SignInDraft& draft, Ui& ui) {
    const bool signing_in = state.session.phase == app::SessionPhase::SigningIn;
    FieldOptions token;
    token.secret = true;
    token.required = true;
    token.read_only = signing_in;
    token.enter_key_hint = "go";
    token.hint = state.settings.session_by_cookie ? "It is exchanged for a session of this browser and then forgotten."
                                                  : "It is kept in memory only: reloading the page forgets it.";
    token.focus = !draft.greeted;
    draft.greeted = true;
    const bool submitted = text_field(ui, "Console token", draft.token, token).submitted;
    space(ui, 20);
    ButtonOptions options;
    options.kind = ButtonKind::Primary;
    options.busy = signing_in;
    options.width = width_left(ui);
    const bool clicked = button(ui, "Sign in", options).clicked;
    return (submitted || clicked) && !signing_in;
}

}  // namespace

void sign_in_view(const app::State& state, SignInDraft& draft, app::Actions& actions, Ui& ui) {
    const Viewport& window = ui.viewport();
    const float width = std::min(card_width_max, window.width - 32);
    const float top = std::max(top_min, (window.height - usual_height) / 2);
    const ImVec2 card{ui.px((window.width - width) / 2), ui.px(top)};

    ui.open("main", {.role = Role::Main});
    ui.begin_scroll("sign in", {0, 0}, {ui.px(window.width), ui.px(window.height)});
    const ImVec2 scrolled = ImGui::GetCursorScreenPos();
    const ImVec2 min{card.x + scrolled.x, card.y + scrolled.y};
    const GrowingBox box(ui, min, ui.px(width), {.fill = Colour::Page, .border = Colour::Border, .radius = 12});
    begin_column(ui, {min.x + ui.px(padding), min.y + ui.px(padding)}, width - 2 * padding);
    words(state, ui);
    bool asked = false;
    if (state.session.phase == app::SessionPhase::Resuming) {
        list_status(ui, {false, &state.session.error, "Looking for your session…"});
        draft.greeted = false;
    } else {
        asked = form(state, draft, ui);
    }
    box.grow_to(end_column(ui).y + ui.px(padding));
    space(ui, padding + top_min);
    ui.end_scroll();
    ui.close();
    if (asked) actions.emplace_back(app::SignIn{draft.token.secret().clone()});
}

}  // namespace byok::ui
