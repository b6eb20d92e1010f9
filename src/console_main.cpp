/// Wiring of the console: the parts, and what happens in one frame.

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "app/console.h"
#include "platform/browser.h"
#include "platform/fetch_transport.h"
#include "platform/glyphs.h"
#include "platform/semantics_bridge.h"
#include "platform/window.h"
#include "ui/root_view.h"

namespace byok {
namespace {

/// Made once, stays as long as the page.
class Page {
public:
    Page(app::Settings settings, app::Route route)
        : console_(
              transport_, std::move(settings), std::move(route), [this] { window_.request_frame(); },
              [this] { window_.frame_now(); }),
          glyphs_(runs_, unread_),
          imgui_(ImGui::CreateContext()),
          ui_(ui::add_fonts(glyphs_), runs_, platform::browser_locale()),
          bridge_([this](ui::InputEvent event) { take(std::move(event)); }),
          window_({.frame = [this](double now_s) { frame(now_s); },
                   .returned = [this](double away_ms) { console_.dispatch(app::PageReturned{away_ms}); },
                   .left = [this] { forget_everything(); },
                   .used = [this] { console_.used(); },
                   .seen = [this] { console_.seen(); }},
                  unread_) {
        platform::watch_other_tabs([this] { console_.dispatch(app::SignedOutElsewhere{}); });
        platform::watch_address([this](const std::string& fragment) {
            draft_.asked_route = app::route_from_fragment(fragment);
            window_.request_frame();
        });
    }

    void start(core::Secret token) {
        if (token.empty())
            console_.dispatch(app::ResumeSession{});
        else
            console_.dispatch(app::SignIn{std::move(token)});
        window_.open();
        platform::show_page();
    }

private:
    /// Settle what arrived, draw, settle what was asked.
    void frame(double now_s) {
        console_.settle();
        const ui::Viewport& viewport = window_.viewport();
        const app::ThemeChoice choice = console_.state().theme;
        const bool dark = choice == app::ThemeChoice::System ? viewport.system_dark : choice == app::ThemeChoice::Dark;

        ui_.begin_frame(viewport, now_s, dark);
        app::Actions actions;
        ui::root_view(console_.state(), draft_, actions, ui_);
        const ui::SemanticTree& tree = ui_.end_frame();
        show_theme();
        window_.draw(*ImGui::GetDrawData(), ImGui::ColorConvertU32ToFloat4(ui_.colour(ui::Colour::Frame)));
        bridge_.show(tree, viewport.scale);

        for (app::Action& action : actions) console_.dispatch(std::move(action));
        if (console_.settle() || ui_.wants_frame()) window_.request_frame();
        guard(ui::holds_unsaved(console_.state(), draft_));
    }

    /// What a person does with a click or a key is done before the browser goes on: only then may a page write to the
    /// clipboard or bring up a phone's keyboard.
    void take(ui::InputEvent event) {
        const bool at_once =
            std::holds_alternative<ui::Clicked>(event) || std::holds_alternative<ui::KeyPressed>(event);
        ui_.input(std::move(event));
        if (at_once)
            window_.frame_now();
        else
            window_.request_frame();
    }

    void guard(bool holds_unsaved) {
        if (guarded_ == holds_unsaved) return;
        guarded_ = holds_unsaved;
        platform::ask_before_leaving(holds_unsaved);
    }

    void show_theme() {
        if (shown_theme_ == ui_.theme()) return;
        shown_theme_ = ui_.theme();
        platform::show_theme(ui_.dark(), *shown_theme_);
    }

    void forget_everything() {
        console_.dispatch(app::LeavePage{});
        console_.settle();
        draft_ = {};
        ui_.forget_input();
        bridge_.show({}, 1);
    }

    platform::FetchTransport transport_;
    app::Console console_;
    ui::TextRuns runs_;
    platform::UnreadPictures unread_;
    platform::CanvasGlyphs glyphs_;
    ImGuiContext* imgui_;
    ui::Ui ui_;
    ui::RootDraft draft_;
    std::optional<ui::Theme> shown_theme_;
    bool guarded_ = false;  // the browser asks before the page is left
    platform::SemanticsBridge bridge_;
    platform::Window window_;
};

}  // namespace
}  // namespace byok

int main() {
    using namespace byok;
    core::Result<app::Settings> settings = app::settings_from_json(platform::config_text());
    if (!settings) {
        platform::show_failure("The settings in config.json cannot be used. " + settings.error().message);
        return 0;
    }
    auto* page = new Page(*std::move(settings), app::route_from_fragment(platform::address_fragment()));
    page->start(platform::take_sign_in_token());
    return 0;
}
