/// Which addresses this server sends credentials to: public ones, and nothing inside of anybody's network.
///
/// Asked for the address of each connection in the moment it is made, so there is no time between check and use in
/// which a name could come to mean something else (OWASP SSRF prevention; RFC 6890 and its IANA registries).
#pragma once

#include <sys/socket.h>

namespace byok::server {

/// Whether it is a unicast address of the public internet. Of addresses that carry an IPv4 address inside (mapped,
/// NAT64, 6to4, Teredo), never.
bool is_public_address(const sockaddr& address);

/// 127.0.0.0/8 or ::1.
bool is_loopback_address(const sockaddr& address);

/// 0 for a family without ports.
int port_of(const sockaddr& address);

}  // namespace byok::server
