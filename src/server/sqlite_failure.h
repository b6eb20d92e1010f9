/// What SQLite's errors mean to people, and the border at which they become values.
#pragma once

#include <concepts>
#include <functional>
#include <type_traits>

#include "core/error.h"
#include "server/sqlite.h"

namespace byok::server {

/// Internal, with a sentence for people by kind of trouble; the details go to the log.
core::Error storage_error(const SqliteError& error);

/// What `work` returns, or the storage error that it threw.
template <class Work>
auto stored(Work work) -> core::Result<std::invoke_result_t<Work>> {
    try {
        if constexpr (std::is_void_v<std::invoke_result_t<Work>>) {
            work();
            return {};
        } else {
            return work();
        }
    } catch (const SqliteError& error) { return std::unexpected(storage_error(error)); }
}

}  // namespace byok::server
