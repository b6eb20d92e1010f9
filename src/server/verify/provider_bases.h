/// Where the providers are: their own addresses, which nobody can change but whoever starts the server for a test.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace byok::server {

/// Addresses of this machine in place of providers, by slug: "http://127.0.0.1:9000", without a final '/'.
using ProviderBases = std::map<std::string, std::string, std::less<>>;

/// Whether `url` is "http://127.0.0.1:PORT" or "http://[::1]:PORT", with a path or without.
bool is_loopback_url(std::string_view url);

}  // namespace byok::server
