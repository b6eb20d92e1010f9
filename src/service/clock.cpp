#include "service/clock.h"

#include <chrono>

namespace byok::service {

namespace {

void append_digits(std::string& text, int value, int digits) {
    std::string reversed;
    for (int i = 0; i < digits; ++i, value /= 10) { reversed.push_back(static_cast<char>('0' + value % 10)); }
    text.append(reversed.rbegin(), reversed.rend());
}

}  // namespace

// By hand rather than with std::format, which would bring the locale machinery into the page.
std::string iso_time(std::int64_t unix_time_s) {
    const std::chrono::sys_seconds when{std::chrono::seconds{unix_time_s}};
    const std::chrono::sys_days day = std::chrono::floor<std::chrono::days>(when);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss time{when - day};
    std::string text;
    append_digits(text, static_cast<int>(date.year()), 4);
    text += '-';
    append_digits(text, static_cast<int>(static_cast<unsigned>(date.month())), 2);
    text += '-';
    append_digits(text, static_cast<int>(static_cast<unsigned>(date.day())), 2);
    text += 'T';
    append_digits(text, static_cast<int>(time.hours().count()), 2);
    text += ':';
    append_digits(text, static_cast<int>(time.minutes().count()), 2);
    text += ':';
    append_digits(text, static_cast<int>(time.seconds().count()), 2);
    text += 'Z';
    return text;
}

}  // namespace byok::service
