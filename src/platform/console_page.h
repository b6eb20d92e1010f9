/// The console in a browser: the parts of the page, and what happens in one frame.
#pragma once

#include <memory>

#include "app/console.h"
#include "app/host.h"
#include "app/transport.h"
#include "ui/root_view.h"

namespace byok::platform {

class ConsolePage {
public:
    /// Asks what `first` asks at once, before there is anything to draw with, so that the answer is on its way
    /// meanwhile; then opens the window. `transport` and `host` must outlive this, and this stays as long as the page.
    ConsolePage(app::Transport& transport, app::Host& host, app::Settings settings, app::Route route, app::Action first,
                ui::RootDraft draft = {});
    ~ConsolePage();

    /// Something happened outside: applied in the next frame.
    void dispatch(app::Action action) { console_.dispatch(std::move(action)); }

private:
    struct Screen;

    app::Console console_;
    ui::RootDraft draft_;
    std::unique_ptr<Screen> screen_;  // none until the first requests are out

    void frame(double now_s);
    void take(ui::InputEvent event);
    void guard(bool holds_unsaved);
    void show_theme();
    void forget_everything();
};

}  // namespace byok::platform
