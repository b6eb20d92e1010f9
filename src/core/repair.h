/// Takes off what a paste brings along around a credential, and says so: quotation marks, header names, `export`, the
/// path of a full Azure address, the manglings that service-account files go through.
///
/// Pure and idempotent: what is repaired once has nothing left to repair. Only what surrounds a value is touched, never
/// its own characters, save for escapes that JSON would not have. A text in which nothing is found comes back as it is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/credential.h"
#include "core/secret.h"

namespace byok::core {

/// What was done, a sentence each, in the order in which it was done; empty when nothing was. They quote no secret.
using Repairs = std::vector<std::string>;

struct RepairedText {
    Secret text;
    Repairs done;
};

/// A key, an access key id, a token: white space, quotation marks, `Bearer`, header and variable names, and the
/// punctuation that ends a line of a program. White space alone comes back empty.
RepairedText repair_key(std::string_view entered);

/// A service account's key file: the above around it, base64, JSON within JSON, line breaks of the private key that
/// were escaped twice or not at all, and the links that chat programs make of addresses.
RepairedText repair_service_account(std::string_view entered);

struct RepairedEndpoint {
    std::string text;
    Repairs done;
    std::string deployment;   // cut off with the path; empty = none was there
    std::string api_version;  // likewise
};

/// An Azure endpoint: the above around it, and everything behind the host name of an address of Azure.
RepairedEndpoint repair_azure_endpoint(std::string_view entered);

/// A credential for which nobody can be shown what was repaired, as programs send them: parts that would be refused are
/// repaired, parts that are right as they are stay so (whoever undid a repair in the form meant it), blank parts stay
/// blank.
Credential repaired(const Credential& entered);

}  // namespace byok::core
