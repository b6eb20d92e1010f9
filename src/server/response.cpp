#include "server/response.h"

#include "core/contract_server.h"
#include "core/error.h"

namespace byok::server {

namespace {

constexpr Header headers[] = {
    // WebAssembly has to be compiled, and the glyph canvas makes blob: images; all else comes from this origin or not
    // at all.
    {"content-security-policy",
     "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; "
     "connect-src 'self'; font-src 'self'; manifest-src 'self'; form-action 'none'; base-uri 'none'; "
     "frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'"},
    {"cross-origin-embedder-policy", "require-corp"},
    {"cross-origin-opener-policy", "same-origin"},
    {"cross-origin-resource-policy", "same-origin"},
    {"permissions-policy",
     "camera=(), clipboard-read=(), display-capture=(), geolocation=(), hid=(), microphone=(), payment=(), serial=(), "
     "usb=()"},
    {"referrer-policy", "no-referrer"},
    {"x-content-type-options", "nosniff"},
};

}  // namespace

std::span<const Header> fixed_headers() {
    return headers;
}

Response api_response(service::ApiAnswer answer) {
    Response response{answer.status, "application/json; charset=utf-8", std::string(answer.body.reveal()), {}};
    response.headers.emplace_back("cache-control", "no-store");
    if (answer.retry_after_s > 0) {
        response.headers.emplace_back("retry-after", std::to_string(answer.retry_after_s));
    }
    if (!answer.etag.empty()) { response.headers.emplace_back("etag", std::move(answer.etag)); }
    if (answer.replayed) { response.headers.emplace_back("idempotency-replayed", "true"); }
    if (!answer.allow.empty()) { response.headers.emplace_back("allow", std::move(answer.allow)); }
    if (answer.status == 401) { response.headers.emplace_back("www-authenticate", "Bearer"); }
    return response;
}

Response error_response(int status, std::string_view sentence) {
    const core::Error error{core::code_from_status(status), std::string(sentence), {}, 0};
    Response response = api_response({.status = status, .body = core::Secret(core::encode_error(error))});
    if (status == 503) { response.headers.emplace_back("retry-after", "1"); }
    return response;
}

Response refusal_response(RefusalStatus status) {
    return error_response(status, refusal_sentence(status));
}

}  // namespace byok::server
