/// The check of one region of a Bedrock credential: does AWS know the keys, and do they open Bedrock there?
///
/// First STS GetCallerIdentity, which needs no permission, then Bedrock ListFoundationModels. Two answers of STS say
/// less than they seem to and are asked once more:
/// - InvalidClientTokenId may mean keys that do not exist, a region that the account has not enabled, or keys of
///   another partition (GovCloud). Regions that are always on tell which.
/// - SignatureDoesNotMatch comes for a few seconds also for the right secret when a wrong one was tried just before.
#pragma once

#include <memory>
#include <string>

#include "core/credential.h"
#include "server/verify/provider_check.h"

namespace byok::server {

/// `base` empty = AWS itself. The credential must outlive the check. `global` is asked in us-east-1.
std::unique_ptr<ProviderCheck> bedrock_check(const core::RegionCredential& credential, std::string base);

}  // namespace byok::server
