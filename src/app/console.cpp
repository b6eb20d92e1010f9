#include "app/console.h"

#include <algorithm>
#include <utility>

#include "app/update.h"

namespace byok::app {
namespace {

State first_state(Settings settings, Route route, std::string page_id) {
    State state;
    state.settings = std::move(settings);
    state.page_id = std::move(page_id);
    state.route = std::move(route);
    return state;
}

bool is_shown(const State& state, std::uint64_t notice_id) {
    return std::ranges::find(state.notices, notice_id, &Notice::id) != state.notices.end();
}

}  // namespace

Console::Console(Transport& transport, Host& host, Settings settings, Route route, std::function<void()> wake,
                 std::function<void()> wake_at_once)
    : state_(first_state(std::move(settings), std::move(route), host.random_text())),
      host_(host),
      wake_(std::move(wake)),
      wake_at_once_(std::move(wake_at_once)),
      client_(transport, host, state_.settings.api_base, [this](Action action) { dispatch(std::move(action)); }),
      idle_(host, [this] { dispatch(IdledOut{}); }),
      self_(std::make_shared<Console*>(this)) {}

void Console::dispatch(Action action) {
    const bool ends_session = std::holds_alternative<SessionEnded>(action) ||
                              std::holds_alternative<SignedOutElsewhere>(action) ||
                              std::holds_alternative<IdledOut>(action);
    queue_.push_back(std::move(action));
    wake_();
    if (ends_session && wake_at_once_) wake_at_once_();
}

bool Console::settle() {
    bool applied = false;
    for (int round = 0; round < settle_rounds_max && !queue_.empty(); ++round) {
        for (Action& action : std::exchange(queue_, {})) {
            applied = true;
            for (Effect& effect : update(state_, std::move(action))) perform(std::move(effect));
        }
    }
    if (applied) idle_.watch(idle_limit_ms(state_));
    return applied;
}

void Console::perform(Effect effect) {
    if (const auto* address = std::get_if<ShowAddress>(&effect)) {
        host_.show_address(fragment_of(address->route), address->place);
    } else if (auto* clipboard = std::get_if<WriteClipboard>(&effect)) {
        host_.write_clipboard(std::move(clipboard->text),
                              [self = std::weak_ptr(self_), what = std::move(clipboard->what)](bool done) {
                                  if (const auto console = self.lock()) (*console)->dispatch(TextCopied{what, done});
                              });
    } else if (const auto* expiry = std::get_if<ExpireNotice>(&effect)) {
        host_.after(expiry->after_ms, [self = std::weak_ptr(self_), id = expiry->id] {
            const auto console = self.lock();
            // Nothing to draw a frame for when a person was faster.
            if (console && is_shown((*console)->state_, id)) (*console)->dispatch(DismissNotice{id});
        });
    } else if (std::holds_alternative<AnnounceSignOut>(effect)) {
        host_.announce_sign_out();
    } else {
        client_.perform(std::move(effect));
    }
}

}  // namespace byok::app
