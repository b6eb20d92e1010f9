#include "server/verify/aws_signature.h"

#include <algorithm>
#include <string>

#include "server/verify/hashes.h"
#include "service/clock.h"

namespace byok::server {

namespace {

constexpr std::string_view algorithm = "AWS4-HMAC-SHA256";
constexpr std::size_t date_chars = 8;

/// "20150830T123600Z"
std::string basic_time(std::int64_t unix_time_s) {
    std::string text = service::iso_time(unix_time_s);
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    return text;
}

/// The headers that are signed, in the order of their names; of secret values nothing but the session token's.
struct SignedFields {
    std::string lines;  // "name:value\n" each
    std::string names;  // "name;name"

    void add(std::string_view name, std::string_view value) {
        if (value.empty()) { return; }
        lines.append(name).append(":").append(value).append("\n");
        names.append(names.empty() ? "" : ";").append(name);
    }
};

/// The key is derived step by step, and each step is as good as the secret for its day, region and service.
std::string signature_of(std::string_view text, const AwsSigner& signer, std::string_view date) {
    std::string key = "AWS4" + std::string(signer.secret_access_key.reveal());
    for (const std::string_view part : {date, signer.region, signer.service, std::string_view("aws4_request")}) {
        std::string next = hmac_sha256(key, part);
        core::wipe(key);
        key = std::move(next);
    }
    std::string signature = hex(hmac_sha256(key, text));
    core::wipe(key);
    return signature;
}

}  // namespace

std::vector<HttpField> sign(const AwsRequest& request, const AwsSigner& signer, std::int64_t unix_time_s) {
    const std::string time = basic_time(unix_time_s);
    const std::string_view date = std::string_view(time).substr(0, date_chars);
    SignedFields fields;
    fields.add("content-type", request.content_type);
    fields.add("host", request.host);
    fields.add("x-amz-date", time);
    fields.add("x-amz-security-token", signer.session_token.reveal());

    std::string canonical;
    for (const std::string_view part : {request.method, request.path, request.query, std::string_view(fields.lines),
                                        std::string_view(fields.names)}) {
        canonical.append(part).append("\n");
    }
    canonical += hex(sha256(request.body));

    const std::string scope =
        std::string(date) + "/" + std::string(signer.region) + "/" + std::string(signer.service) + "/aws4_request";
    const std::string to_sign = std::string(algorithm) + "\n" + time + "\n" + scope + "\n" + hex(sha256(canonical));
    core::wipe(canonical);
    core::wipe(fields.lines);
    const std::string authorization = std::string(algorithm) + " Credential=" + std::string(signer.access_key_id) +
                                      "/" + scope + ", SignedHeaders=" + fields.names +
                                      ", Signature=" + signature_of(to_sign, signer, date);

    std::vector<HttpField> added;
    added.push_back({"x-amz-date", core::Secret(time)});
    added.push_back({"authorization", core::Secret(authorization)});
    if (!signer.session_token.empty()) { added.push_back({"x-amz-security-token", signer.session_token.clone()}); }
    return added;
}

}  // namespace byok::server
