/// The command line of byok-server.
#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "server/verify/provider_bases.h"

namespace byok::server {

struct Flags {
    std::uint16_t port = 8080;       // 0 = any free one
    std::string host = "127.0.0.1";  // an IPv4 or IPv6 address
    std::filesystem::path data = "data";
    std::filesystem::path site;             // empty = beside the program
    ProviderBases provider_bases;           // addresses of this machine in place of providers, for tests
    bool allow_loopback_providers = false;  // what provider_bases needs
    int tests_under_way = 32;               // credentials of an organization that may be tried at a time
    int session_idle_minutes = 30;
    int session_hours = 12;
    bool behind_proxy = false;                 // all requests come through a proxy that says who asks
    std::vector<std::string> allowed_origins;  // of other pages that may use the API
    bool help = false;
    bool version = false;

    /// What is to be done instead of serving, "keys", "add"; empty = serve. With the flags that are not above, without
    /// their dashes: which of them it knows, the command says.
    std::vector<std::string> command;
    std::map<std::string, std::string> options;
};

/// The flags, or a sentence about the first one that is wrong. `--name value` and `--name=value` are the same.
std::expected<Flags, std::string> read_flags(std::span<const char* const> arguments);

/// What --help prints.
const char* usage();

}  // namespace byok::server
