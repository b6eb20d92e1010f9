/// What becomes of it when a person changes the address: Back, Forward, a link, a typed one.
#pragma once

#include <optional>

#include "app/action.h"
#include "ui/ui.h"

namespace byok::ui {

/// Goes where `asked` says, once, unless something lies over the page or would be lost: then the address stays, and the
/// topmost dialog or menu closes as if by Escape, which asks where something was typed.
///
/// Reads `state.session`, `state.route`. Edits `asked`. `unsaved`: whether the form of the route holds anything that
/// is not saved. Emits AddressChanged or KeepAddress.
void follow_address(const app::State& state, std::optional<app::Route>& asked, bool unsaved, app::Actions& actions,
                    Ui& ui);

}  // namespace byok::ui
