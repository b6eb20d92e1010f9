/// The address of an Azure OpenAI resource: the one place where a person says where a secret is sent.
///
/// Refused is everything that could send it elsewhere (facts: Azure OpenAI REST reference; OWASP SSRF prevention):
/// https alone, no user name, no IP address, no port but 443, and a host under one of Azure's own domains.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace byok::core {

/// What is wrong with `endpoint`, as a sentence that says what to do; none when nothing is. White space around it and
/// a missing final "/" are not wrong. It never quotes more than the host.
std::optional<std::string> azure_endpoint_problem(std::string_view endpoint);

/// The one spelling of an endpoint that has no problem: "https://name.openai.azure.com/". Any other text comes back
/// trimmed and otherwise as it is.
std::string canonical_azure_endpoint(std::string_view endpoint);

/// An address of Azure with a path behind it, as documentation and client libraries show them.
struct AzureAddress {
    std::string endpoint;     // canonical
    std::string deployment;   // of `…/deployments/NAME/…`; empty when the path has none
    std::string api_version;  // of `…?api-version=…`; likewise
};

/// The parts of an address whose beginning is an endpoint without a problem; none for any other text, and for one with
/// a fragment.
std::optional<AzureAddress> read_azure_address(std::string_view address);

}  // namespace byok::core
