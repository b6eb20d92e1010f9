#include "app/console.h"

#include <algorithm>
#include <utility>

#include "app/update.h"

namespace byok::app {
namespace {

State first_state(Settings settings, Route route) {
    State state;
    state.settings = std::move(settings);
    state.route = std::move(route);
    return state;
}

bool is_shown(const State& state, std::uint64_t notice_id) {
    return std::ranges::find(state.notices, notice_id, &Notice::id) != state.notices.end();
}

}  // namespace

Console::Console(Transport& transport, Settings settings, Route route, std::function<void()> wake)
    : state_(first_state(std::move(settings), std::move(route))),
      transport_(transport),
      wake_(std::move(wake)),
      client_(transport, state_.settings.api_base, [this](Action action) { dispatch(std::move(action)); }),
      self_(std::make_shared<Console*>(this)) {}

void Console::dispatch(Action action) {
    queue_.push_back(std::move(action));
    wake_();
}

bool Console::settle() {
    bool applied = false;
    for (int round = 0; round < settle_rounds_max && !queue_.empty(); ++round) {
        for (Action& action : std::exchange(queue_, {})) {
            applied = true;
            for (Effect& effect : update(state_, std::move(action))) perform(std::move(effect));
        }
    }
    return applied;
}

void Console::perform(Effect effect) {
    if (const auto* address = std::get_if<ShowAddress>(&effect)) {
        transport_.show_address(fragment_of(address->route), address->place);
    } else if (auto* clipboard = std::get_if<WriteClipboard>(&effect)) {
        transport_.write_clipboard(std::move(clipboard->text),
                                   [self = std::weak_ptr(self_), what = std::move(clipboard->what)](bool done) {
                                       if (const auto console = self.lock())
                                           (*console)->dispatch(TextCopied{what, done});
                                   });
    } else if (const auto* expiry = std::get_if<ExpireNotice>(&effect)) {
        transport_.after(expiry->after_ms, [self = std::weak_ptr(self_), id = expiry->id] {
            const auto console = self.lock();
            // Nothing to draw a frame for when a person was faster.
            if (console && is_shown((*console)->state_, id)) (*console)->dispatch(DismissNotice{id});
        });
    } else {
        client_.perform(std::move(effect));
    }
}

}  // namespace byok::app
