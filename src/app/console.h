/// The loop without drawing: actions → update → effects → outside → actions. Natural order of one frame:
/// settle what arrived, draw, settle what was asked.
#pragma once

#include <functional>
#include <memory>

#include "app/api_client.h"
#include "app/host.h"
#include "app/idle_watch.h"
#include "app/state.h"
#include "app/transport.h"

namespace byok::app {

/// How often one settle() looks at the queue again, so that a bug costs one frame and not the page.
inline constexpr int settle_rounds_max = 64;

class Console {
public:
    /// `transport` and `host` must outlive this. `wake` is called whenever an action was queued: draw a frame soon.
    /// That may be in the middle of a frame. `wake_at_once`, if there is one, is called besides when a session ended by
    /// itself: then what was typed has to go, whether or not anybody looks at the page.
    Console(Transport& transport, Host& host, Settings settings, Route route, std::function<void()> wake,
            std::function<void()> wake_at_once = {});

    [[nodiscard]] const State& state() const { return state_; }

    /// Queues an action; it takes effect at the next settle().
    void dispatch(Action action);

    /// The person pressed a key, clicked or touched: they are not idle.
    void used() { idle_.used(); }
    /// The page is seen again.
    void seen() { idle_.look(); }

    /// Applies every queued action and performs the effects. Returns whether there was anything to apply.
    bool settle();

private:
    State state_;
    Actions queue_;
    Host& host_;
    std::function<void()> wake_, wake_at_once_;
    ApiClient client_;
    IdleWatch idle_;
    std::shared_ptr<Console*> self_;  // what a callback of the host holds weakly: it may outlive this

    void perform(Effect effect);
    /// Queues `action` if this still exists by then.
    [[nodiscard]] std::function<void(Action)> later();
};

}  // namespace byok::app
