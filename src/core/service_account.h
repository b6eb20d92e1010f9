/// Reads a Google Cloud service-account key file far enough to say whether it is one, whose it is, or what is wrong and
/// where.
#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "core/credential.h"

namespace byok::core {

/// Why a text is not a usable service-account key file. The message never quotes the text's values.
struct ServiceAccountProblem {
    std::string message;  // a sentence that says what is wrong and what to do
    int line = 0;         // from 1, where the JSON breaks off; 0 when the trouble has no place
    int column = 0;       // from 1, in bytes; 0 likewise
};

/// The file's non-secret facts, or what is wrong with it.
///
/// Required, after google-auth (`_service_account_info.py`): type "service_account", client_email, private_key, which
/// must be a PEM private key. `token_uri` is not required and never used. At most 16 KiB. Other Google credential files
/// (authorized_user, external_account, an OAuth client…) are named as what they are; so is an API key pasted here.
std::expected<ServiceAccountHint, ServiceAccountProblem> read_service_account(std::string_view text);

}  // namespace byok::core
