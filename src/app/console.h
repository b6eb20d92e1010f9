/// The loop without drawing: actions → update → effects → outside → actions. Natural order of one frame:
/// settle what arrived, draw, settle what was asked.
#pragma once

#include <functional>
#include <memory>

#include "app/api_client.h"
#include "app/state.h"
#include "app/transport.h"

namespace byok::app {

/// How often one settle() looks at the queue again, so that a bug costs one frame and not the page.
inline constexpr int settle_rounds_max = 64;

class Console {
public:
    /// `transport` must outlive this. `wake` is called whenever an action was queued: draw a frame soon. That may be in
    /// the middle of a frame.
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
    std::shared_ptr<Console*> self_;  // what a callback of the transport holds weakly: it may outlive this

    void perform(Effect effect);
    /// Queues `action` if this still exists by then.
    [[nodiscard]] std::function<void(Action)> later();
};

}  // namespace byok::app
