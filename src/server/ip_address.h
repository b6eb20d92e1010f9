/// IP addresses as texts.
#pragma once

#include <string>

namespace byok::server {

/// Whether `text` is an IPv4 or IPv6 address, without brackets.
bool is_ip_address(const std::string& text);

}  // namespace byok::server
