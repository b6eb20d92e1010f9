#include "server/response.h"

#include "core/contract_server.h"
#include "core/error.h"

namespace byok::server {

namespace {

// WebAssembly has to be compiled, and the glyph canvas makes blob: images; all else comes from this origin or not at
// all.
constexpr Header policy{
    "content-security-policy",
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; font-src 'self'; manifest-src 'self'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'"};

// The demo is one file and says itself, by digests, which script and style may run in it. A browser keeps to both
// policies; this one knows no digests, so it allows whatever is in the file, and nothing from anywhere else.
constexpr Header demo_policy{
    "content-security-policy",
    "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'unsafe-inline'; "
    "img-src data: blob:; connect-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors *; "
    "object-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'"};

constexpr Header embedder{"cross-origin-embedder-policy", "require-corp"};
constexpr Header opener{"cross-origin-opener-policy", "same-origin"};
constexpr Header permissions{
    "permissions-policy",
    "camera=(), clipboard-read=(), display-capture=(), geolocation=(), hid=(), microphone=(), payment=(), serial=(), "
    "usb=()"};
constexpr Header referrer{"referrer-policy", "no-referrer"};
constexpr Header as_typed{"x-content-type-options", "nosniff"};

constexpr Header for_console[] = {
    policy, embedder, opener, {"cross-origin-resource-policy", "same-origin"}, permissions, referrer, as_typed,
};

constexpr Header for_any_frame[] = {
    demo_policy, embedder, opener, {"cross-origin-resource-policy", "cross-origin"}, permissions, referrer, as_typed,
};

constexpr Header for_any_origin[] = {
    {"access-control-allow-origin", "*"},
    policy,
    embedder,
    opener,
    {"cross-origin-resource-policy", "cross-origin"},
    permissions,
    referrer,
    as_typed,
};

}  // namespace

std::span<const Header> fixed_headers(Audience audience) {
    switch (audience) {
        case Audience::Console:
            return for_console;
        case Audience::AnyFrame:
            return for_any_frame;
        case Audience::AnyOrigin:
            return for_any_origin;
    }
    return for_console;
}

Response api_response(service::ApiAnswer answer) {
    Response response{answer.status, "application/json; charset=utf-8", std::string(answer.body.reveal()), {}, {}};
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
