/// The check of a Google service account: does Google give it a token, and may it use Vertex AI in its project?
#pragma once

#include <memory>
#include <string>

#include "core/secret.h"
#include "server/verify/provider_check.h"

namespace byok::server {

/// `base` empty = Google itself. The key file must outlive the check. The token is used for the one question and
/// forgotten; it is kept for nobody.
std::unique_ptr<ProviderCheck> vertex_check(const core::Secret& key_file, std::string base);

}  // namespace byok::server
