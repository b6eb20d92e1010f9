#include "server/cors.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include "server/ip_address.h"

namespace byok::server {

namespace {

// What the console asks with and what it may read, beyond what every page may (Fetch: "CORS-safelisted").
constexpr std::string_view allowed_methods = "GET, HEAD, POST, DELETE";
constexpr std::string_view allowed_headers = "authorization, content-type, idempotency-key, if-match";
constexpr std::string_view exposed_headers = "allow, etag, idempotency-replayed, retry-after, x-request-id";

/// Two hours: no browser remembers a preflight for longer than Chromium does, and that is its limit.
constexpr std::string_view preflight_valid_s = "7200";

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_label(std::string_view label) {
    constexpr std::size_t chars_max = 63;
    const auto is_label_char = [](char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || c == '-' || c == '_'; };
    return !label.empty() && label.size() <= chars_max && !label.starts_with('-') && !label.ends_with('-') &&
           std::ranges::all_of(label, is_label_char);
}

/// Names whose last label is a number are IPv4 addresses to a browser, or nothing
/// (https://url.spec.whatwg.org/#ends-in-a-number-checker).
bool is_host_name(std::string_view host) {
    constexpr std::size_t chars_max = 253;
    const std::string_view last = host.substr(host.rfind('.') + 1);
    if (host.size() > chars_max || std::ranges::all_of(last, is_digit) || last.starts_with("0x")) { return false; }
    while (true) {
        const std::size_t dot = host.find('.');
        if (!is_label(host.substr(0, dot))) { return false; }
        if (dot == std::string_view::npos) { return true; }
        host.remove_prefix(dot + 1);
    }
}

/// An IPv6 address in its shortest form, which is the only one that browsers write.
bool is_ipv6_host(std::string_view host) {
    if (!host.starts_with('[') || !host.ends_with(']')) { return false; }
    const std::string text(host.substr(1, host.size() - 2));
    in6_addr address{};
    std::array<char, INET6_ADDRSTRLEN> shortest{};
    return ::inet_pton(AF_INET6, text.c_str(), &address) == 1 &&
           ::inet_ntop(AF_INET6, &address, shortest.data(), shortest.size()) != nullptr && text == shortest.data();
}

bool is_ipv4_host(std::string_view host) {
    return !host.contains(':') && is_ip_address(std::string(host));
}

bool is_this_machine(std::string_view host) {
    return host == "localhost" || host.ends_with(".localhost") || host == "[::1]" ||
           (host.starts_with("127.") && is_ipv4_host(host));
}

/// Without the colon.
bool is_port(std::string_view text, std::uint16_t own) {
    std::uint16_t port = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), port);
    return read.ec == std::errc{} && read.ptr == text.data() + text.size() && !text.starts_with('0') && port != own;
}

}  // namespace

bool is_web_origin(std::string_view text) {
    constexpr std::string_view plain = "http://", secure = "https://";
    const bool is_plain = text.starts_with(plain);
    if (!is_plain && !text.starts_with(secure)) { return false; }
    text.remove_prefix(is_plain ? plain.size() : secure.size());
    const std::size_t colon = text.find(':', text.starts_with('[') ? std::min(text.find(']'), text.size()) : 0);
    const std::string_view host = text.substr(0, colon);
    if (colon != std::string_view::npos && !is_port(text.substr(colon + 1), is_plain ? 80 : 443)) { return false; }
    return (is_host_name(host) || is_ipv4_host(host) || is_ipv6_host(host)) && (!is_plain || is_this_machine(host));
}

bool Cors::allows(std::string_view origin) const {
    return std::ranges::contains(allowed_, origin);
}

std::optional<Response> Cors::preflight(std::string_view method, std::string_view origin,
                                        std::string_view asked_method) const {
    if (method != "OPTIONS" || asked_method.empty() || !allows(origin)) { return std::nullopt; }
    Response response{204, {}, {}, {}};
    response.headers.emplace_back("access-control-allow-methods", allowed_methods);
    response.headers.emplace_back("access-control-allow-headers", allowed_headers);
    response.headers.emplace_back("access-control-max-age", preflight_valid_s);
    return response;
}

void Cors::let_read(Response& response, std::string_view origin) const {
    if (allowed_.empty()) { return; }
    // Also where nothing is allowed: what is kept for one origin is not for another.
    response.headers.emplace_back("vary", "origin");
    if (!allows(origin)) { return; }
    response.headers.emplace_back("access-control-allow-origin", origin);
    response.headers.emplace_back("access-control-expose-headers", exposed_headers);
}

}  // namespace byok::server
