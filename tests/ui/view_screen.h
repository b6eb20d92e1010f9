/// One view on a screen of its own: a state to read, a draft to edit, and what the view asks for.
#pragma once

#include <doctest/doctest.h>

#include <functional>
#include <variant>

#include "app/action.h"
#include "app/samples.h"
#include "ui/ui_harness.h"

namespace byok::ui {

template <class Draft>
class ViewScreen {
public:
    using View = std::function<void(const app::State&, Draft&, app::Actions&, Ui&)>;

    explicit ViewScreen(View view, app::State start = test::ready_state(), Viewport viewport = UiHarness::desktop)
        : state(std::move(start)),
          view_(std::move(view)),
          screen([this](Ui& ui) { view_(state, draft, actions, ui); }, viewport) {}

    /// The only action of that kind that was asked for; fails the test when there is none, or more than one.
    template <class Action>
    const Action& asked() const {
        const Action* found = nullptr;
        for (const app::Action& action : actions) {
            const auto* this_one = std::get_if<Action>(&action);
            if (this_one == nullptr) continue;
            if (found != nullptr) FAIL("it was asked for more than once");
            found = this_one;
        }
        if (found == nullptr) FAIL("it was not asked for\n" << screen.dump());
        return *found;
    }

    app::State state;
    Draft draft;
    app::Actions actions;

private:
    View view_;

public:
    UiHarness screen;  // last: it draws at once
};

}  // namespace byok::ui
