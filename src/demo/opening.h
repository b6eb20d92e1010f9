/// Where the demo begins: the page and the form that its scenario asks for.
#pragma once

#include "app/route.h"
#include "app/state.h"
#include "demo/demo_server.h"
#include "demo/scenario.h"
#include "ui/root_view.h"

namespace byok::demo {

/// The page to begin on. An address that names one goes before the scenario. Editing what is not there leads to the
/// list.
app::Route opening_route(const Scenario& scenario, DemoServer& server, std::string_view fragment);

/// Fills the form that is opened as the scenario wants it, once somebody is signed in; to be called before each frame
/// until it has. Returns whether it has.
bool fill_opened_form(const Scenario& scenario, const app::State& state, ui::RootDraft& draft);

}  // namespace byok::demo
