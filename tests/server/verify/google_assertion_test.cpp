#include "server/verify/google_assertion.h"

#include <doctest/doctest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <string>

#include "core/json_writer.h"
#include "server/verify/hashes.h"

using namespace byok;
using namespace byok::server;

namespace {

/// A fresh private key of OpenSSL in PEM.
std::string new_key(EVP_PKEY* key) {
    REQUIRE(key);
    BIO* output = BIO_new(BIO_s_mem());
    REQUIRE(PEM_write_bio_PrivateKey(output, key, nullptr, nullptr, 0, nullptr, nullptr) == 1);
    char* data = nullptr;
    const long size = BIO_get_mem_data(output, &data);
    std::string pem(data, static_cast<std::size_t>(size));
    BIO_free(output);
    EVP_PKEY_free(key);
    return pem;
}

core::Secret key_file(const std::string& pem) {
    core::JsonWriter json;
    json.begin_object().key("type").string("service_account").key("project_id").string("a-project");
    json.key("private_key_id").string("0123abcd").key("client_email").string("me@a-project.iam.gserviceaccount.com");
    json.key("token_uri").string("https://attacker.example/token").key("private_key").string(pem).end_object();
    return json.take_secret();
}

}  // namespace

TEST_SUITE("server/verify/google_assertion") {
    TEST_CASE("it says who asks, for what, of whom and until when, whatever the file says of where to send it") {
        const auto assertion = google_assertion(key_file(new_key(EVP_RSA_gen(2048))), 1'768'383'000);
        REQUIRE(assertion);
        const std::string_view text = assertion->reveal();
        CHECK(text.starts_with(base64url(R"({"alg":"RS256","typ":"JWT","kid":"0123abcd"})") + "."));
        CHECK(text.contains("." +
                            base64url(R"({"iss":"me@a-project.iam.gserviceaccount.com",)"
                                      R"("sub":"me@a-project.iam.gserviceaccount.com",)"
                                      R"("scope":"https://www.googleapis.com/auth/cloud-platform",)"
                                      R"("aud":"https://oauth2.googleapis.com/token",)"
                                      R"("iat":1768383000,"exp":1768386600})") +
                            "."));
        CHECK(text.find('=') == std::string_view::npos);
    }

    TEST_CASE("a key that cannot sign so is refused") {
        for (const std::string& pem : {new_key(EVP_EC_gen("P-256")),
                                       std::string("-----BEGIN PRIVATE KEY-----\nMAAB\n-----END PRIVATE KEY-----\n"),
                                       std::string("nothing"), std::string()}) {
            const auto assertion = google_assertion(key_file(pem), 0);
            REQUIRE_FALSE(assertion);
            CHECK(assertion.error().code == core::ErrorCode::InvalidRequest);
        }
        CHECK_FALSE(google_assertion(core::Secret("{}"), 0));
    }

    TEST_CASE("base64url is that of RFC 4648, without padding") {
        CHECK(base64url("").empty());
        CHECK(base64url("f") == "Zg");
        CHECK(base64url("fo") == "Zm8");
        CHECK(base64url("foo") == "Zm9v");
        CHECK(base64url("foob") == "Zm9vYg");
        CHECK(base64url("\xff\xfe\xfb") == "__77");
    }
}
