#include "server/verify/provider_bases.h"

#include <algorithm>

namespace byok::server {

bool is_loopback_url(std::string_view url) {
    for (const std::string_view begin : {"http://127.0.0.1:", "http://[::1]:"}) {
        if (!url.starts_with(begin)) { continue; }
        const std::string_view rest = url.substr(begin.size());
        const std::string_view port = rest.substr(0, rest.find('/'));
        return !port.empty() && port.size() <= 5 &&
               std::ranges::all_of(port, [](char c) { return c >= '0' && c <= '9'; });
    }
    return false;
}

}  // namespace byok::server
