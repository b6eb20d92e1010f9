#include "server/flags.h"

#include <arpa/inet.h>

#include <charconv>
#include <optional>
#include <string_view>

namespace byok::server {

namespace {

bool is_ip_address(const std::string& text) {
    in6_addr address{};
    return ::inet_pton(AF_INET, text.c_str(), &address) == 1 || ::inet_pton(AF_INET6, text.c_str(), &address) == 1;
}

std::optional<std::uint16_t> read_port(std::string_view text) {
    std::uint16_t port = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), port);
    return read.ec == std::errc{} && read.ptr == text.data() + text.size() ? std::optional(port) : std::nullopt;
}

/// A sentence about what is wrong with the value; empty when nothing is. `known` is left false for other names.
std::string set_flag(Flags& flags, std::string_view name, std::string_view value, bool& known) {
    known = true;
    if (name == "--port") {
        const auto port = read_port(value);
        flags.port = port.value_or(0);
        return port ? "" : "--port needs a number from 0 to 65535.";
    }
    if (name == "--host") {
        flags.host = value == "localhost" ? "127.0.0.1" : value;
        return is_ip_address(flags.host) ? "" : "--host needs an IP address, such as 127.0.0.1.";
    }
    if (name == "--data") {
        flags.data = value;
        return value.empty() ? "--data needs a folder." : "";
    }
    if (name == "--site") {
        flags.site = value;
        return value.empty() ? "--site needs a folder." : "";
    }
    known = false;
    return {};
}

}  // namespace

std::expected<Flags, std::string> read_flags(std::span<const char* const> arguments) {
    Flags flags;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view argument = arguments[i];
        if (argument == "--help" || argument == "--version") {
            (argument == "--help" ? flags.help : flags.version) = true;
            continue;
        }
        const std::size_t equals = argument.find('=');
        const std::string_view name = argument.substr(0, equals);
        const bool has_next = i + 1 < arguments.size();
        const std::string_view value = equals != std::string_view::npos ? argument.substr(equals + 1)
                                       : has_next                       ? std::string_view(arguments[i + 1])
                                                                        : std::string_view();
        bool known = false;
        if (std::string problem = set_flag(flags, name, value, known); !problem.empty()) {
            return std::unexpected(std::move(problem));
        }
        if (!known) { return std::unexpected("There is no flag " + std::string(name) + "."); }
        i += equals == std::string_view::npos ? 1 : 0;
    }
    return flags;
}

const char* usage() {
    return "byok-server keeps an organization's provider keys and serves the console.\n"
           "\n"
           "usage: byok-server [--port N] [--host ADDR] [--data DIR] [--site DIR]\n"
           "  --port N     port to listen on (8080; 0 = any free one)\n"
           "  --host ADDR  IP address to listen on (127.0.0.1)\n"
           "  --data DIR   folder of the database and the master key (./data); made when missing\n"
           "  --site DIR   folder of the built console (beside the program)\n"
           "  --version    print the version\n"
           "  --help       print this\n"
           "\n"
           "The master key is read from the file that BYOK_MASTER_KEY_FILE names, else from DIR/master.key,\n"
           "which is made at the first start. Keep a copy of it: without it no stored key can be opened.\n";
}

}  // namespace byok::server
