#include "app/update.h"

#include <utility>

#include "app/reactions.h"

namespace byok::app {

bool is_outcome_unknown(const core::Error& error) {
    switch (error.code) {
        case core::ErrorCode::Network:
        case core::ErrorCode::Timeout:
        case core::ErrorCode::BadAnswer:
        case core::ErrorCode::Internal:
            return true;
        default:
            return false;
    }
}

Effects update(State& state, Action action) {
    return std::visit([&](auto&& what) { return on(state, std::forward<decltype(what)>(what)); }, std::move(action));
}

}  // namespace byok::app
