/// Checks of credentials that are sent as they are, in a header: the providers with a single key, and Azure.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/credential.h"
#include "server/verify/provider_check.h"

namespace byok::server {

/// `base` empty = the provider itself. The key must outlive the check. For a slug without a row here the finding is
/// that this server cannot test it.
std::unique_ptr<ProviderCheck> api_key_check(std::string_view provider, const core::Secret& api_key, std::string base);
std::unique_ptr<ProviderCheck> azure_check(const core::AzureCredential& credential, std::string base);

}  // namespace byok::server
