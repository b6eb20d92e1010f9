#include "app/notices.h"

namespace byok::app {
namespace {

std::uint64_t show(State& state, NoticeKind kind, std::string text, std::string row = {}) {
    if (state.notices.size() >= notices_max) state.notices.erase(state.notices.begin());
    return state.notices.emplace_back(next_id(state), kind, std::move(text), std::move(row)).id;
}

}  // namespace

void announce_success(State& state, Effects& effects, std::string text) {
    effects.emplace_back(ExpireNotice{show(state, NoticeKind::Success, std::move(text)), notice_shown_ms});
}

void announce_failure(State& state, std::string text, std::string row) {
    show(state, NoticeKind::Failure, std::move(text), std::move(row));
}

}  // namespace byok::app
