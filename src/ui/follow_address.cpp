#include "ui/follow_address.h"

#include <utility>

namespace byok::ui {

void follow_address(const app::State& state, std::optional<app::Route>& asked, bool unsaved, app::Actions& actions,
                    Ui& ui) {
    const std::optional<app::Route> to = std::exchange(asked, std::nullopt);
    if (!to || *to == state.route) return;
    const std::size_t forms = app::is_form(state.route.page) ? 1 : 0;
    if (!state.session.signed_in() || (ui.modal_layers() <= forms && !unsaved)) {
        actions.emplace_back(app::AddressChanged{*to});
        return;
    }
    actions.emplace_back(app::KeepAddress{});
    ui.dismiss_topmost();
}

}  // namespace byok::ui
