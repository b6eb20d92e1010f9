/// What an AWS access key ID tells by itself: whether AWS gives out such ids, for how long they live, and whose account
/// it is. No call is made, and an id is no secret.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace byok::core {

/// Whether AWS gives out such a text as an access key id today, so that it is surely not a secret access key. IAM's own
/// rule is wider: a text that is none may still be an id.
bool is_access_key_id(std::string_view text);

/// Whether AWS gives such an id out together with a session token: it begins with ASIA.
bool is_temporary_access_key_id(std::string_view access_key_id);

/// Whether each of the two stands where the other belongs.
bool are_swapped(std::string_view access_key_id, std::string_view secret_access_key);

/// The account that an access key id belongs to, 12 digits: ids hold it in base32, since about 2019. None for a text
/// that is_access_key_id() does not know, and for the older ids (their fifth character is I or J).
/// Source: trufflehog `pkg/detectors/aws/utils.go`.
std::optional<std::string> aws_account_of(std::string_view access_key_id);

}  // namespace byok::core
