#include "app/update.h"

#include <utility>

#include "app/reactions.h"

namespace byok::app {

bool is_outcome_unknown(const core::Error& error) {
    switch (error.code) {
        case core::ErrorCode::Network:
        case core::ErrorCode::Prevented:
        case core::ErrorCode::Timeout:
        case core::ErrorCode::BadAnswer:
        case core::ErrorCode::Internal:
            return true;
        default:
            return false;
    }
}

bool is_list_outdated(const core::Error& error) {
    return is_outcome_unknown(error) || error.code == core::ErrorCode::NotFound ||
           error.code == core::ErrorCode::PreconditionFailed;
}

Effects update(State& state, Action action) {
    return std::visit([&](auto&& what) { return on(state, std::forward<decltype(what)>(what)); }, std::move(action));
}

}  // namespace byok::app
