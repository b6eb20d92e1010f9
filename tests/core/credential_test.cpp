#include "core/credential.h"

#include <doctest/doctest.h>

#include <string>

#include "core/samples.h"

using namespace byok::core;

TEST_SUITE("core/credential") {
    TEST_CASE("an empty credential is of the kind that was asked for") {
        for (const CredentialKind kind :
             {CredentialKind::ApiKey, CredentialKind::Bedrock, CredentialKind::ServiceAccount, CredentialKind::Azure})
            CHECK(kind_of(empty_credential(kind)) == kind);
    }

    TEST_CASE("of an API key its last four characters may be shown") {
        const auto last4 = [](std::string_view key) {
            return std::get<ApiKeyHint>(hint_of(ApiKeyCredential{Secret(key)})).last4;
        };
        CHECK(last4("sk-ant-0123456789") == "6789");
        CHECK(last4(" sk-ant-0123456789\n") == "6789");
        CHECK(last4("123456789012") == "9012");
        CHECK_FALSE(last4("12345678901"));
        CHECK_FALSE(last4("12345678901        "));
        CHECK_FALSE(last4(""));
    }

    TEST_CASE("of Bedrock credentials the regions and access key ids may be shown, in the order entered") {
        BedrockCredential credential;
        credential.regions.push_back({"us-west-2", " AKIA2222222222222222 ", Secret("secret"), Secret("token")});
        credential.regions.push_back({"global", "AKIA3333333333333333", Secret("secret"), Secret()});
        CHECK(hint_of(std::move(credential)) ==
              CredentialHint(BedrockHint{{{"us-west-2", "AKIA2222222222222222"}, {"global", "AKIA3333333333333333"}}}));
    }

    TEST_CASE("of a service account's file whose it is may be shown") {
        const Credential credential = ServiceAccountCredential{Secret(samples::service_account_json())};
        CHECK(hint_of(credential) ==
              CredentialHint(ServiceAccountHint{"sample-project", "gateway@sample-project.iam.gserviceaccount.com",
                                                "0123456789abcdef0123456789abcdef01234567"}));
    }

    TEST_CASE("of a file that cannot be read nothing may be shown") {
        for (const std::string_view text : {"", "{", R"({"client_email":"a@b"})"})
            CHECK(hint_of(ServiceAccountCredential{Secret(text)}) == CredentialHint());
    }

    TEST_CASE("of an Azure key the endpoint in its one spelling and the last four may be shown") {
        CHECK(hint_of(AzureCredential{"HTTPS://Contoso.openai.azure.com:443", Secret("0123456789abcdef")}) ==
              CredentialHint(AzureHint{"https://contoso.openai.azure.com/", "cdef"}));
    }
}
