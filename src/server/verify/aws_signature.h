/// AWS Signature Version 4: proves that a request comes from who holds the secret access key, without sending it.
///
/// Written from "Authenticating Requests (AWS Signature Version 4)", AWS General Reference. Held against the published
/// test suite and against botocore in the tests.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/secret.h"
#include "server/verify/http_call.h"

namespace byok::server {

/// What is signed. Path and query have to be in their canonical form: percent-encoded, parameters sorted.
struct AwsRequest {
    std::string_view method;
    std::string_view host;  // with its port where that is not the scheme's own
    std::string_view path = "/";
    std::string_view query = "";
    std::string_view content_type = "";  // empty = none, and not signed
    std::string_view body = "";
};

struct AwsSigner {
    std::string_view access_key_id;
    const core::Secret& secret_access_key;
    const core::Secret& session_token;  // empty = none
    std::string_view region;
    std::string_view service;  // "sts", "bedrock"
};

/// The headers to send with the request: x-amz-date, authorization, and x-amz-security-token with a session token.
/// `host` and `content-type` are signed and the sender's to send.
std::vector<HttpField> sign(const AwsRequest& request, const AwsSigner& signer, std::int64_t unix_time_s);

}  // namespace byok::server
