/// The cookie that holds a console session, and what a browser says about where a request comes from.
#pragma once

#include <string>
#include <string_view>

#include "service/api_answer.h"

namespace byok::server {

/// How the browser reached this server.
enum class Reached {
    Https,     // by https, to a proxy in front
    Loopback,  // by http on the same machine: nobody is in between
    Http,      // by http otherwise: everybody in between reads along
};

/// `forwarded_proto` is X-Forwarded-Proto, `host` the Host header. Who lies about them gains no session of others.
Reached how_reached(std::string_view forwarded_proto, std::string_view host);

/// The cookie's name. `__Host-` (RFC 6265bis 4.1.3.2) keeps subdomains and plain http from setting it; a browser takes
/// it over https alone.
std::string_view session_cookie_name(Reached reached);

/// The `Set-Cookie` that puts the session into the browser, or takes it out. It has no lifetime of its own: the server
/// knows when the session is over, and closing the browser forgets it.
std::string session_cookie_header(const service::SessionCookie& cookie, Reached reached);

/// Whether a page of this server asks (Fetch Metadata; where a browser has none, Origin). False when it says neither.
bool is_same_origin(std::string_view sec_fetch_site, std::string_view origin, std::string_view host, Reached reached);

}  // namespace byok::server
