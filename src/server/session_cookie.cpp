#include "server/session_cookie.h"

namespace byok::server {

namespace {

/// Without the port.
std::string_view host_name(std::string_view host) {
    if (host.starts_with('[')) { return host.substr(0, host.find(']') + 1); }
    return host.substr(0, host.find(':'));
}

bool is_loopback_name(std::string_view name) {
    return name == "localhost" || name.ends_with(".localhost") || name == "127.0.0.1" || name == "[::1]";
}

}  // namespace

Reached how_reached(std::string_view forwarded_proto, std::string_view host) {
    if (forwarded_proto == "https") { return Reached::Https; }
    return is_loopback_name(host_name(host)) ? Reached::Loopback : Reached::Http;
}

std::string_view session_cookie_name(Reached reached) {
    return reached == Reached::Https ? "__Host-byok_session" : "byok_session";
}

std::string session_cookie_header(const service::SessionCookie& cookie, Reached reached) {
    std::string header(session_cookie_name(reached));
    header.append("=").append(cookie.value.reveal()).append("; Path=/; HttpOnly; SameSite=Strict");
    if (reached == Reached::Https) { header += "; Secure"; }
    if (cookie.value.empty()) { header += "; Max-Age=0"; }
    return header;
}

bool is_same_origin(std::string_view sec_fetch_site, std::string_view origin, std::string_view host, Reached reached) {
    if (!sec_fetch_site.empty()) { return sec_fetch_site == "same-origin"; }
    const std::string_view scheme = reached == Reached::Https ? "https://" : "http://";
    return !host.empty() && origin.starts_with(scheme) && origin.substr(scheme.size()) == host;
}

}  // namespace byok::server
