#include "server/log.h"

#include <unistd.h>

#include <chrono>
#include <string>

#include "service/clock.h"

namespace byok::server {

namespace {

std::string_view name_of(LogLevel level) {
    switch (level) {
        case LogLevel::Info:
            return "info";
        case LogLevel::Warning:
            return "warning";
        case LogLevel::Error:
            return "error";
    }
    return "error";
}

}  // namespace

LogLine::LogLine(LogLevel level, std::string_view event) {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    json_.begin_object();
    text("time", service::iso_time(std::chrono::duration_cast<std::chrono::seconds>(now).count()));
    text("level", name_of(level));
    text("event", event);
}

LogLine::~LogLine() {
    json_.end_object();
    const std::string line = json_.take_text() + "\n";
    // One write for one line: lines of several threads do not mix. A log that cannot be written stops nothing.
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, line.data(), line.size());
}

LogLine& LogLine::text(std::string_view name, std::string_view value) {
    json_.key(name).string(value);
    return *this;
}

LogLine& LogLine::number(std::string_view name, std::int64_t value) {
    json_.key(name).integer(value);
    return *this;
}

}  // namespace byok::server
