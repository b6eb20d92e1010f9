/// The console in a browser: the parts of the page, and what happens in one frame.
#pragma once

#include <functional>
#include <memory>
#include <utility>

#include "app/console.h"
#include "app/host.h"
#include "app/transport.h"
#include "ui/root_view.h"

namespace byok::platform {

class ConsolePage {
public:
    /// What a program does to the draft before a frame is drawn.
    using Prepare = std::function<void(const app::State& state, ui::RootDraft& draft)>;

    /// Asks what `first` asks, before there is anything to draw with, so that the answer is on its way meanwhile.
    /// `transport` and `host` must outlive this, and this stays as long as the page.
    ConsolePage(app::Transport& transport, app::Host& host, app::Settings settings, app::Route route,
                app::Actions first, Prepare prepare = {});
    ~ConsolePage();

    /// Draws the first frame, and goes on from there. To be called once.
    void open();

    /// Something happened outside: applied in the next frame.
    void dispatch(app::Action action) { console_.dispatch(std::move(action)); }
    /// Forgets everything, and begins anew with `first`. REQUIRES: open() was called.
    void begin_again(app::Actions first);

private:
    struct Screen;

    app::Console console_;
    Prepare prepare_;
    ui::RootDraft draft_;
    std::unique_ptr<Screen> screen_;  // none until open()

    void frame(double now_s);
    void take(ui::InputEvent event);
    void guard(bool holds_unsaved);
    void show_theme();
    void forget_everything();
};

}  // namespace byok::platform
