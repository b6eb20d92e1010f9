#include "app/settings.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "core/json.h"
#include "core/text.h"

namespace byok::app {
namespace {

enum class Holds { Text, Address, ApiBase };

constexpr std::size_t shown_chars_max = 100;
constexpr std::string_view session_member = "session", idle_member = "idle_minutes";

struct Member {
    std::string_view name;
    std::string Settings::* setting;
    Holds holds;
};

constexpr Member settings_members[] = {
    {"api_base", &Settings::api_base, Holds::ApiBase},
    {"organization", &Settings::organization, Holds::Text},
    {"title", &Settings::title, Holds::Text},
    {"docs_url", &Settings::docs_url, Holds::Address},
    {"support_url", &Settings::support_url, Holds::Address},
    {"sign_in_hint", &Settings::sign_in_hint, Holds::Text},
};

bool is_lower_alnum(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

std::string lower_case(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return lower;
}

/// This machine, after the "potentially trustworthy" rule of W3C Secure Contexts, section 3.1. `host` in lower case.
bool is_loopback(std::string_view host) {
    const auto digit_or_dot = [](char c) { return (c >= '0' && c <= '9') || c == '.'; };
    return host == "localhost" || host.ends_with(".localhost") || host == "[::1]" ||
           (host.starts_with("127.") && std::ranges::all_of(host, digit_or_dot));
}

bool is_host(std::string_view host) {
    if (host.starts_with('[')) {
        return host.size() > 2 && host.ends_with(']') &&
               std::ranges::all_of(host.substr(1, host.size() - 2), [](char c) {
                   return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || c == ':' || c == '.';
               });
    }
    return !host.empty() && !host.starts_with('.') && !host.starts_with('-') &&
           std::ranges::all_of(host, [](char c) { return is_lower_alnum(c) || c == '-' || c == '.' || c == '_'; });
}

/// "" or ":1" to ":65535".
bool is_port(std::string_view text) {
    if (text.empty()) return true;
    text.remove_prefix(1);
    unsigned port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    return error == std::errc() && end == text.data() + text.size() && port >= 1 && port <= 65535;
}

/// Whether `url` is absolute, without a user name, and either https or http on this machine. A name that merely begins
/// like a loopback host ("localhost.example.com", "localhost@example.com") is another machine's.
bool is_web_address(std::string_view url) {
    const bool plain = std::ranges::all_of(url, [](char c) { return c > ' ' && c <= '~' && c != '\\'; });
    const std::size_t scheme_end = url.find("://");
    if (!plain || scheme_end == std::string_view::npos) return false;
    const std::string scheme = lower_case(url.substr(0, scheme_end));
    url.remove_prefix(scheme_end + 3);
    const std::string authority = lower_case(url.substr(0, url.find_first_of("/?#")));
    const std::size_t host_end = authority.find(':', authority.starts_with('[') ? authority.find(']') : 0);
    const std::string_view host = std::string_view(authority).substr(0, host_end);
    const std::string_view port = std::string_view(authority).substr(host.size());
    return is_host(host) && is_port(port) && (scheme == "https" || (scheme == "http" && is_loopback(host)));
}

/// Whether all that is wrong with `url` is that it is http and not https.
bool would_do_by_https(std::string_view url) {
    constexpr std::string_view plain = "http";
    return lower_case(url.substr(0, plain.size() + 1)) == "http:" &&
           is_web_address("https" + std::string(url.substr(plain.size())));
}

std::string without_trailing_slashes(std::string_view text) {
    while (text.ends_with('/')) text.remove_suffix(1);
    return std::string(text);
}

core::Error problem(std::string_view member, std::string message) {
    core::Error error;
    error.code = core::ErrorCode::InvalidRequest;
    error.message = "config.json: " + std::move(message);
    if (!member.empty()) error.fields.push_back({std::string(member), error.message});
    return error;
}

/// Reads one member into `settings`; what is wrong with it, if anything. An empty text is as good as an absent one.
std::optional<core::Error> read_member(const Member& member, const core::Json& value, Settings& settings) {
    const std::string name(member.name);
    const std::optional<std::string_view> raw = value.text();
    if (!raw) return problem(name, '"' + name + "\" has to be a text.");
    const std::string_view text = core::trimmed(*raw);
    if (text.empty()) return std::nullopt;
    if (member.holds == Holds::Text) {
        settings.*member.setting = text;
        return std::nullopt;
    }
    if (!is_web_address(text)) {
        if (would_do_by_https(text)) {
            return problem(name, '"' + name + "\" is " + core::one_line(text, shown_chars_max) +
                                     ", which anybody on the way can read, and which browsers keep https pages from "
                                     "calling. Serve it by https:// (http:// on this machine alone).");
        }
        return problem(name, '"' + name + "\" has to be an https:// address (http:// on this machine alone).");
    }
    if (member.holds == Holds::ApiBase && text.find_first_of("?#") != std::string_view::npos) {
        return problem(name, '"' + name + "\" is what paths are appended to: it cannot hold a ? or a #.");
    }
    settings.*member.setting = member.holds == Holds::ApiBase ? without_trailing_slashes(text) : std::string(text);
    return std::nullopt;
}

std::optional<core::Error> read_session(const core::Json& value, Settings& settings) {
    const std::optional<std::string_view> text = value.text();
    settings.session_by_cookie = text == "cookie";
    if (settings.session_by_cookie || text == "token" || text == "") return std::nullopt;
    return problem(session_member, "\"session\" has to be \"token\" or \"cookie\".");
}

std::optional<core::Error> read_idle_minutes(const core::Json& value, Settings& settings) {
    const double minutes = value.number().value_or(-1);
    if (!(minutes >= 0 && minutes <= idle_minutes_max) || minutes != static_cast<int>(minutes)) {
        return problem(idle_member, "\"idle_minutes\" has to be a whole number from 0 (never) to " +
                                        std::to_string(idle_minutes_max) + ".");
    }
    settings.idle_minutes = static_cast<int>(minutes);
    return std::nullopt;
}

}  // namespace

core::Result<Settings> settings_from_json(std::string_view json) {
    const auto parsed = core::parse_json(json);
    if (!parsed) return std::unexpected(problem({}, "this is not JSON."));
    if (parsed->members() == nullptr) return std::unexpected(problem({}, "a JSON object is expected."));
    if (const auto name = core::repeated_member(*parsed)) {
        return std::unexpected(problem(*name, '"' + core::one_line(*name, 40) + "\" is there twice."));
    }
    Settings settings;
    for (const Member& member : settings_members) {
        const core::Json* value = parsed->find(member.name);
        if (value == nullptr) continue;
        if (auto wrong = read_member(member, *value, settings)) return std::unexpected(std::move(*wrong));
    }
    for (const auto& [name, read] : {std::pair{session_member, &read_session}, {idle_member, &read_idle_minutes}}) {
        const core::Json* value = parsed->find(name);
        if (value == nullptr) continue;
        if (auto wrong = read(*value, settings)) return std::unexpected(std::move(*wrong));
    }
    return settings;
}

}  // namespace byok::app
