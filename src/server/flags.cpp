#include "server/flags.h"

#include <arpa/inet.h>

#include <charconv>
#include <optional>
#include <string_view>

#include "core/provider.h"

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

/// `value` is SLUG=URL.
std::string add_provider_base(Flags& flags, std::string_view value) {
    const std::size_t equals = value.find('=');
    const std::string_view slug = value.substr(0, equals);
    std::string_view url = equals == std::string_view::npos ? std::string_view() : value.substr(equals + 1);
    if (url.ends_with('/')) { url.remove_suffix(1); }
    if (core::find_provider(slug) == nullptr) {
        return "--provider-base needs SLUG=URL with the slug of a provider, such as anthropic.";
    }
    if (!is_loopback_url(url)) {
        return "--provider-base takes addresses of this machine alone, such as http://127.0.0.1:9000.";
    }
    flags.provider_bases.insert_or_assign(std::string(slug), std::string(url));
    return "";
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
    if (name == "--provider-base") { return add_provider_base(flags, value); }
    if (name == "--tests-under-way") {
        const auto count = read_port(value);
        flags.tests_under_way = count.value_or(0);
        return flags.tests_under_way > 0 ? "" : "--tests-under-way needs a number from 1 to 65535.";
    }
    known = false;
    return {};
}

/// The flag of that name that takes no value; null when there is none.
bool* bare_flag(Flags& flags, std::string_view name) {
    if (name == "--help") { return &flags.help; }
    if (name == "--version") { return &flags.version; }
    if (name == "--allow-loopback-providers") { return &flags.allow_loopback_providers; }
    return nullptr;
}

}  // namespace

std::expected<Flags, std::string> read_flags(std::span<const char* const> arguments) {
    Flags flags;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view argument = arguments[i];
        if (bool* const set = bare_flag(flags, argument)) {
            *set = true;
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
    if (!flags.provider_bases.empty() && !flags.allow_loopback_providers) {
        return std::unexpected(
            std::string("--provider-base sends credentials elsewhere than to their providers, for "
                        "tests. To mean that, add --allow-loopback-providers."));
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
           "  --tests-under-way N  credentials of an organization that may be tried at a time (32)\n"
           "  --version    print the version\n"
           "  --help       print this\n"
           "\n"
           "For tests alone, together: --allow-loopback-providers, and for each provider\n"
           "  --provider-base SLUG=URL  an address of this machine in place of the provider\n"
           "\n"
           "The master key is read from the file that BYOK_MASTER_KEY_FILE names, else from DIR/master.key,\n"
           "which is made at the first start. Keep a copy of it: without it no stored key can be opened.\n";
}

}  // namespace byok::server
