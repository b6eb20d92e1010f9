/// The rules that a provider key must obey. The form and the server run the same ones, so a rule exists once.
///
/// Only what is surely wrong is refused here; a format that merely looks unusual is not (providers change theirs).
/// Every function returns the problems found, empty when there are none, each with the path of its field
/// (see FieldError) and a sentence that says what to do. No message quotes a secret.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/credential.h"
#include "core/error.h"
#include "core/text.h"  // trimmed

namespace byok::core {

inline constexpr std::size_t name_chars_max = 100;       // Unicode code points
inline constexpr std::size_t api_key_bytes_max = 8'192;  // an API key or a secret access key
inline constexpr std::size_t session_token_bytes_max = 8'192;
inline constexpr std::size_t service_account_bytes_max = 16'384;
inline constexpr std::size_t bedrock_regions_max = 100;
inline constexpr std::size_t assigned_api_keys_max = 1000;

using FieldErrors = std::vector<FieldError>;

/// `name`: 1 to 100 characters after trimming, no control characters, valid UTF-8.
FieldErrors check_name(std::string_view name);

/// A credential as entered for a new provider key: nothing may be missing.
FieldErrors check_new_credential(const Credential& credential);

/// A credential as entered while editing. Blank parts keep what is stored, so a blank secret is only right where
/// `stored` has one to keep: for Bedrock, per region. An Azure endpoint that differs from the stored one demands the
/// key again (a stored secret is never sent to a new destination).
FieldErrors check_changed_credential(const Credential& credential, const CredentialHint& stored);

/// Whether nothing at all was entered, so that an update should leave the stored credential alone.
/// `stored` tells what the untouched form of a Bedrock or Azure key looks like.
bool is_unchanged(const Credential& credential, const CredentialHint& stored);

/// Neither the whole organization nor any API key, or more than assigned_api_keys_max.
/// `whole_organization` wins over `api_key_ids`.
FieldErrors check_assignment(bool whole_organization, std::span<const std::string> api_key_ids);

}  // namespace byok::core
