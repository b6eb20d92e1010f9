/// The loop without drawing: actions → update → effects → outside → actions. Natural order of one frame:
/// settle what arrived, draw, settle what was asked.
#pragma once

#include <functional>

#include "app/api_client.h"
#include "app/state.h"
#include "app/transport.h"

namespace byok::app {

class Console {
public:
    /// `transport` must outlive this. `wake` is called whenever an action arrived between frames: draw one soon.
    Console(Transport& transport, Settings settings, Route route, std::function<void()> wake);

    [[nodiscard]] const State& state() const { return state_; }

    /// Queues an action; it takes effect at the next settle().
    void dispatch(Action action);

    /// Applies every queued action and performs the effects. Returns whether there was anything to apply.
    bool settle();

private:
    State state_;
    Actions queue_;
    Transport& transport_;
    std::function<void()> wake_;
    ApiClient client_;

    void perform(Effect effect);
};

}  // namespace byok::app
