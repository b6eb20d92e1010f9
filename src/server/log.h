/// The server's log: one JSON object a line on standard error.
///
/// Lines hold what happened, never what was said: no bodies, no tokens, no query, no header but the ones named where
/// they are written.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/json_writer.h"

namespace byok::server {

enum class LogLevel { Info, Warning, Error };

/// A line under construction; written when it goes out of scope, whole, also with several threads at work.
class LogLine {
public:
    /// `event` says what kind of line it is: "request", "storage".
    LogLine(LogLevel level, std::string_view event);
    LogLine(const LogLine&) = delete;
    LogLine& operator=(const LogLine&) = delete;
    ~LogLine();

    LogLine& text(std::string_view name, std::string_view value);
    LogLine& number(std::string_view name, std::int64_t value);

private:
    core::JsonWriter json_;
};

}  // namespace byok::server
