#include "platform/console_page.h"

#include <optional>
#include <utility>

#include "platform/browser.h"
#include "platform/glyphs.h"
#include "platform/semantics_bridge.h"
#include "platform/window.h"

namespace byok::platform {

/// What draws, and what it drew last.
struct ConsolePage::Screen {
    explicit Screen(ConsolePage& page)
        : glyphs(runs, unread),
          imgui(ImGui::CreateContext()),
          ui(ui::add_fonts(glyphs), runs, browser_locale()),
          bridge([&page](ui::InputEvent event) { page.take(std::move(event)); }),
          window({.frame = [&page](double now_s) { page.frame(now_s); },
                  .returned = [&page](double away_ms) { page.dispatch(app::PageReturned{away_ms}); },
                  .left = [&page] { page.forget_everything(); },
                  .used = [&page] { page.console_.used(); },
                  .seen = [&page] { page.console_.seen(); }},
                 unread) {}

    ui::TextRuns runs;
    UnreadPictures unread;
    CanvasGlyphs glyphs;
    ImGuiContext* imgui;
    ui::Ui ui;
    std::optional<ui::Theme> shown_theme;
    bool guarded = false;  // the browser asks before the page is left
    SemanticsBridge bridge;
    Window window;
};

ConsolePage::ConsolePage(app::Transport& transport, app::Host& host, app::Settings settings, app::Route route,
                         app::Actions first, Prepare prepare)
    : console_(
          transport, host, std::move(settings), std::move(route),
          [this] {
              if (screen_) screen_->window.request_frame();
          },
          [this] {
              if (screen_) screen_->window.frame_now();
          }),
      prepare_(std::move(prepare)) {
    for (app::Action& action : first) console_.dispatch(std::move(action));
    console_.settle();
}

ConsolePage::~ConsolePage() = default;

void ConsolePage::open() {
    screen_ = std::make_unique<Screen>(*this);
    watch_other_tabs([this] { dispatch(app::SignedOutElsewhere{}); });
    watch_address([this](const std::string& fragment) {
        draft_.asked_route = app::route_from_fragment(fragment);
        screen_->window.request_frame();
    });
    screen_->window.open();
    show_page();
}

/// Settle what arrived, draw, settle what was asked.
void ConsolePage::frame(double now_s) {
    console_.settle();
    Screen& screen = *screen_;
    const ui::Viewport& viewport = screen.window.viewport();
    const app::ThemeChoice choice = console_.state().theme;
    const bool dark = choice == app::ThemeChoice::System ? viewport.system_dark : choice == app::ThemeChoice::Dark;

    if (prepare_) prepare_(console_.state(), draft_);
    screen.ui.begin_frame(viewport, now_s, dark);
    app::Actions actions;
    ui::root_view(console_.state(), draft_, actions, screen.ui);
    const ui::SemanticTree& tree = screen.ui.end_frame();
    show_theme();
    screen.window.draw(*ImGui::GetDrawData(), ImGui::ColorConvertU32ToFloat4(screen.ui.colour(ui::Colour::Frame)));
    screen.bridge.show(tree, viewport.scale);

    for (app::Action& action : actions) console_.dispatch(std::move(action));
    if (console_.settle() || screen.ui.wants_frame()) screen.window.request_frame();
    guard(ui::holds_unsaved(console_.state(), draft_));
}

/// What a person does with a click or a key is done before the browser goes on: only then may a page write to the
/// clipboard or bring up a phone's keyboard.
void ConsolePage::take(ui::InputEvent event) {
    const bool at_once = std::holds_alternative<ui::Clicked>(event) || std::holds_alternative<ui::KeyPressed>(event);
    screen_->ui.input(std::move(event));
    if (at_once)
        screen_->window.frame_now();
    else
        screen_->window.request_frame();
}

void ConsolePage::guard(bool holds_unsaved) {
    if (screen_->guarded == holds_unsaved) return;
    screen_->guarded = holds_unsaved;
    ask_before_leaving(holds_unsaved);
}

void ConsolePage::show_theme() {
    Screen& screen = *screen_;
    if (screen.shown_theme == screen.ui.theme()) return;
    screen.shown_theme = screen.ui.theme();
    platform::show_theme(screen.ui.dark(), *screen.shown_theme);
}

void ConsolePage::begin_again(app::Actions first) {
    forget_everything();
    for (app::Action& action : first) dispatch(std::move(action));
}

void ConsolePage::forget_everything() {
    dispatch(app::LeavePage{});
    console_.settle();
    draft_ = {};
    screen_->ui.forget_input();
    screen_->bridge.show({}, 1);
}

}  // namespace byok::platform
