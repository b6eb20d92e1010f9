#include "core/azure_endpoint.h"

#include <algorithm>
#include <cstddef>

#include "core/text.h"

namespace byok::core {
namespace {

constexpr std::size_t endpoint_bytes_max = 2048;
constexpr std::size_t host_bytes_max = 253;  // RFC 1035
constexpr std::size_t label_bytes_max = 63;

/// Azure's own domains: public, US Government, China.
constexpr std::string_view domains[] = {
    ".openai.azure.com", ".cognitiveservices.azure.com", ".services.ai.azure.com", ".api.cognitive.microsoft.com",
    ".openai.azure.us",  ".cognitiveservices.azure.us",  ".services.ai.azure.us",  ".api.cognitive.microsoft.us",
    ".openai.azure.cn",  ".cognitiveservices.azure.cn",  ".services.ai.azure.cn",  ".api.cognitive.azure.cn",
};

constexpr std::string_view scheme = "https://";

struct Parts {
    bool https;
    std::string authority;  // lower case: user name, host and port
    std::string_view rest;  // path, query and fragment
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_host_character(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || c == '-';
}

std::string lower_case(std::string_view text) {
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

Parts split(std::string_view endpoint) {
    const bool https = lower_case(endpoint.substr(0, scheme.size())) == scheme;
    if (https) endpoint.remove_prefix(scheme.size());
    const std::size_t end = std::min(endpoint.find_first_of("/?#"), endpoint.size());
    return {https, lower_case(endpoint.substr(0, end)), endpoint.substr(end)};
}

/// Whether browsers and libraries read `host` as an IP address: brackets, or a last label that is a number, also in
/// hexadecimal (WHATWG URL, "ends in a number").
bool is_ip_literal(std::string_view host) {
    if (host.starts_with('[')) return true;
    if (host.ends_with('.')) host.remove_suffix(1);
    const std::string_view last = host.substr(host.rfind('.') + 1);
    return last.starts_with("0x") || (!last.empty() && std::ranges::all_of(last, is_digit));
}

bool is_host_name(std::string_view host) {
    if (host.size() > host_bytes_max) return false;
    for (;;) {
        const std::size_t dot = std::min(host.find('.'), host.size());
        const std::string_view label = host.substr(0, dot);
        // xn-- would be a name in another script, which no Azure resource has.
        if (label.empty() || label.size() > label_bytes_max || label.starts_with('-') || label.ends_with('-') ||
            label.starts_with("xn--") || !std::ranges::all_of(label, is_host_character)) {
            return false;
        }
        if (dot == host.size()) return true;
        host.remove_prefix(dot + 1);
    }
}

bool is_azure_host(std::string_view host) {
    return std::ranges::any_of(domains,
                               [&](std::string_view domain) { return host.ends_with(domain) && is_host_name(host); });
}

std::optional<std::string> authority_problem(std::string_view authority) {
    if (authority.contains('@')) return "Remove the user name from the endpoint.";
    if (authority.empty()) return "Enter the host name after https://.";
    if (is_ip_literal(authority.substr(0, authority.rfind(':'))) || authority.starts_with('['))
        return "Enter the host name of the Azure resource, not an IP address.";
    const std::size_t colon = std::min(authority.find(':'), authority.size());
    const std::string_view port = authority.substr(colon);
    if (!port.empty() && port != ":443") return "Remove the port from the endpoint.";
    if (!is_azure_host(authority.substr(0, colon)))
        return "This is not an address of Azure. Enter the endpoint as the Azure portal shows it, such as "
               "https://NAME.openai.azure.com/.";
    return std::nullopt;
}

std::string origin(std::string_view authority) {
    return std::string(scheme) + std::string(authority.substr(0, authority.find(':'))) + '/';
}

bool is_sendable(std::string_view endpoint) {
    return endpoint.size() <= endpoint_bytes_max &&
           std::ranges::all_of(endpoint, [](char c) { return c > ' ' && c <= '~' && c != '\\'; });
}

/// What follows `mark` in `rest`, up to the next separator; empty when it is not there or no name of Azure's.
std::string part_after(std::string_view rest, std::string_view mark) {
    constexpr std::size_t part_bytes_max = 64;
    const std::size_t at = rest.find(mark);
    if (at == std::string_view::npos) return {};
    rest.remove_prefix(at + mark.size());
    const std::string_view part = rest.substr(0, rest.find_first_of("/?&#"));
    const auto is_part_character = [](char c) {
        return is_host_character(c) || (c >= 'A' && c <= 'Z') || c == '_' || c == '.';
    };
    if (part.size() > part_bytes_max || !std::ranges::all_of(part, is_part_character)) return {};
    return std::string(part);
}

}  // namespace

std::optional<std::string> azure_endpoint_problem(std::string_view endpoint) {
    endpoint = trimmed(endpoint);
    if (endpoint.empty()) return "Enter the endpoint.";
    if (endpoint.size() > endpoint_bytes_max) return "The endpoint is too long. Enter the resource's address alone.";
    if (!is_sendable(endpoint)) return "Remove the space or special character inside the endpoint.";

    const Parts parts = split(endpoint);
    if (!parts.https) return "The endpoint must begin with https://.";
    if (auto problem = authority_problem(parts.authority)) return problem;
    if (parts.rest.contains("/deployments/"))
        return "This is the address of one deployment. Enter only its beginning: " + origin(parts.authority);
    if (!parts.rest.empty() && parts.rest != "/")
        return "Remove what follows the host name. Enter only: " + origin(parts.authority);
    return std::nullopt;
}

std::string canonical_azure_endpoint(std::string_view endpoint) {
    endpoint = trimmed(endpoint);
    if (azure_endpoint_problem(endpoint)) return std::string(endpoint);
    return origin(split(endpoint).authority);
}

std::optional<AzureAddress> read_azure_address(std::string_view address) {
    address = trimmed(address);
    if (!is_sendable(address) || address.contains('#')) return std::nullopt;
    const Parts parts = split(address);
    if (!parts.https || authority_problem(parts.authority)) return std::nullopt;
    return AzureAddress{origin(parts.authority), part_after(parts.rest, "/deployments/"),
                        part_after(parts.rest, "api-version=")};
}

}  // namespace byok::core
