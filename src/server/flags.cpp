#include "server/flags.h"

#include <charconv>
#include <optional>
#include <string_view>

#include "core/provider.h"
#include "server/cors.h"
#include "server/ip_address.h"

namespace byok::server {

namespace {

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

std::string add_allowed_origin(Flags& flags, std::string_view value) {
    if (!is_web_origin(value)) {
        return "--allow-origin needs one origin as browsers write it, such as https://console.example.com: in lower "
               "case, without a path, a * or the port 443; with http:// for this machine alone.";
    }
    flags.allowed_origins.emplace_back(value);
    return "";
}

std::string set_count(int& count, std::string_view name, std::string_view value) {
    count = read_port(value).value_or(0);
    return count > 0 ? "" : std::string(name) + " needs a number from 1 to 65535.";
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
    if (name == "--allow-origin") { return add_allowed_origin(flags, value); }
    if (name == "--provider-base") { return add_provider_base(flags, value); }
    for (const auto& [count_name, count] : {std::pair("--tests-under-way", &flags.tests_under_way),
                                            std::pair("--session-idle-minutes", &flags.session_idle_minutes),
                                            std::pair("--session-hours", &flags.session_hours)}) {
        if (name == count_name) { return set_count(*count, name, value); }
    }
    known = false;
    return {};
}

/// The flag of that name that takes no value; null when there is none.
bool* bare_flag(Flags& flags, std::string_view name) {
    if (name == "--help") { return &flags.help; }
    if (name == "--version") { return &flags.version; }
    if (name == "--allow-loopback-providers") { return &flags.allow_loopback_providers; }
    if (name == "--behind-proxy") { return &flags.behind_proxy; }
    return nullptr;
}

}  // namespace

std::expected<Flags, std::string> read_flags(std::span<const char* const> arguments) {
    Flags flags;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view argument = arguments[i];
        if (!argument.empty() && !argument.starts_with('-')) {
            flags.command.emplace_back(argument);
            continue;
        }
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
        if (!known && flags.command.empty()) { return std::unexpected("There is no flag " + std::string(name) + "."); }
        if (!known) { flags.options.insert_or_assign(std::string(name.substr(2)), std::string(value)); }
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
    return R"(byok-server keeps an organization's provider keys and serves the console.

usage: byok-server [FLAGS]            serve
       byok-server COMMAND [FLAGS]    also while a server runs, but for restore

  --port N     port to listen on (8080; 0 = any free one)
  --host ADDR  IP address to listen on (127.0.0.1)
  --data DIR   folder of the database and the sealing keys (./data); made when missing
  --site DIR   folder of the built console (beside the program)
  --behind-proxy             all requests come through a proxy: who asks is the last of X-Forwarded-For
  --allow-origin ORIGIN      pages of that origin may use the API, with a token; once for each (none)
  --session-idle-minutes N   a session ends when nothing was asked for so long (30)
  --session-hours N          a session ends after so long however busy it is (12)
  --tests-under-way N        credentials of an organization that may be tried at a time (32)
  --version    print the version
  --help       print this

commands, each with --data DIR:
  token create --name NAME [--role admin|editor|viewer] [--days N] [--organization ID]
               make a console token (editor, 90 days) and print it, this once
  token list   list the console tokens
  token revoke ID            end a token, and the sessions that it opened
  keys list    list the sealing keys, and how many secrets each seals
  keys add --file PATH | --env NAME | --command LINE
               add a sealing key: a file (made when missing), an environment variable, what a command prints
  keys activate ID           seal with it what is new
  keys rewrap [--batch N]    seal with the active key what others sealed; N secrets in one transaction (200)
  keys remove ID             forget a sealing key that seals nothing any more
  backup FILE  write a whole copy of the database; what is sealed stays sealed, so keep the keys elsewhere
  restore FILE put a backup in the place of the database; stop the server first

For tests alone, together: --allow-loopback-providers, and for each provider
  --provider-base SLUG=URL  an address of this machine in place of the provider

A sealing key is 64 hexadecimal digits. The first is read from the file that BYOK_MASTER_KEY_FILE names, from
BYOK_MASTER_KEY itself, or from what BYOK_MASTER_KEY_COMMAND prints, else from DIR/master.key, which is made at the
first start. Keep a copy of it: without it no stored key can be opened.
)";
}

}  // namespace byok::server
