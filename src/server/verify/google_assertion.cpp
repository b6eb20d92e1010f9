#include "server/verify/google_assertion.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <memory>
#include <string>

#include "core/json.h"
#include "core/json_writer.h"
#include "core/service_account.h"
#include "server/verify/hashes.h"

namespace byok::server {

namespace {

constexpr std::int64_t valid_s = 3600;
constexpr std::string_view scope = "https://www.googleapis.com/auth/cloud-platform";

struct Free {
    void operator()(BIO* bio) const { BIO_free(bio); }
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

std::unexpected<core::Error> refuse() {
    return std::unexpected(core::Error{
        core::ErrorCode::InvalidRequest, "The private key in this file cannot be used. Make a new key file.", {}, 0});
}

Owned<EVP_PKEY> read_key(std::string_view pem) {
    const Owned<BIO> input(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    // A key that asks for a password is none that can be used: nobody is there to type one.
    const auto no_password = [](char*, int, int, void*) { return 0; };
    return Owned<EVP_PKEY>(input ? PEM_read_bio_PrivateKey(input.get(), nullptr, no_password, nullptr) : nullptr);
}

std::string header_of(std::string_view key_id) {
    core::JsonWriter json;
    json.begin_object().key("alg").string("RS256").key("typ").string("JWT");
    if (!key_id.empty()) { json.key("kid").string(key_id); }
    json.end_object();
    return json.take_text();
}

std::string claims_of(std::string_view email, std::int64_t now_s) {
    core::JsonWriter json;
    json.begin_object().key("iss").string(email).key("sub").string(email).key("scope").string(scope);
    json.key("aud").string(google_token_url).key("iat").integer(now_s).key("exp").integer(now_s + valid_s);
    json.end_object();
    return json.take_text();
}

}  // namespace

core::Result<core::Secret> google_assertion(const core::Secret& service_account, std::int64_t unix_time_s) {
    const auto facts = core::read_service_account(service_account.reveal());
    const auto json = core::parse_json(service_account.reveal());
    if (!facts || !json) { return refuse(); }
    const core::Json* const pem = json->find("private_key");
    const Owned<EVP_PKEY> key = read_key(pem == nullptr ? "" : pem->text().value_or(""));
    if (!key || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA) { return refuse(); }

    std::string text =
        base64url(header_of(facts->private_key_id)) + "." + base64url(claims_of(facts->client_email, unix_time_s));
    const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
    std::size_t size = 0;
    const auto* const bytes = reinterpret_cast<const unsigned char*>(text.data());
    if (EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) != 1 ||
        EVP_DigestSign(context.get(), nullptr, &size, bytes, text.size()) != 1) {
        return refuse();
    }
    std::string signature(size, '\0');
    if (EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size, bytes, text.size()) !=
        1) {
        return refuse();
    }
    signature.resize(size);
    text += "." + base64url(signature);
    return core::Secret::take(text);
}

}  // namespace byok::server
