#include "core/azure_endpoint.h"

#include <doctest/doctest.h>

#include <string>

using namespace byok::core;

TEST_SUITE("core/azure_endpoint") {
    TEST_CASE("the address of an Azure resource is right, however it is spelled") {
        for (const std::string_view endpoint : {
                 "https://contoso.openai.azure.com/",
                 "https://contoso.openai.azure.com",
                 "  https://contoso.openai.azure.com/\n",
                 "HTTPS://Contoso.OpenAI.Azure.com/",
                 "https://contoso.openai.azure.com:443/",
                 "https://contoso.privatelink.openai.azure.com/",
                 "https://contoso-2.cognitiveservices.azure.com",
                 "https://contoso.services.ai.azure.com/",
                 "https://swedencentral.api.cognitive.microsoft.com/",
                 "https://contoso.openai.azure.us/",
                 "https://contoso.cognitiveservices.azure.us/",
                 "https://contoso.openai.azure.cn/",
             }) {
            CAPTURE(endpoint);
            CHECK_FALSE(azure_endpoint_problem(endpoint));
        }
    }

    TEST_CASE("whatever could send the key elsewhere is refused, each with its reason") {
        struct Row {
            std::string_view endpoint;
            std::string_view reason;
        };
        for (const auto& [endpoint, reason] : {
                 Row{"", "Enter the endpoint."},
                 Row{"  \n", "Enter the endpoint."},
                 Row{"contoso.openai.azure.com", "begin with https://"},
                 Row{"http://contoso.openai.azure.com/", "begin with https://"},
                 Row{"ftp://contoso.openai.azure.com/", "begin with https://"},
                 Row{"javascript:alert(1)", "begin with https://"},
                 Row{"https:/contoso.openai.azure.com/", "begin with https://"},
                 Row{"https://", "Enter the host name"},
                 Row{"https:///path", "Enter the host name"},
                 Row{"https://user@contoso.openai.azure.com/", "Remove the user name"},
                 Row{"https://user:password@contoso.openai.azure.com/", "Remove the user name"},
                 Row{"https://contoso.openai.azure.com@evil.example/", "Remove the user name"},
                 Row{"https://127.0.0.1/", "not an IP address"},
                 Row{"https://127.0.0.1:443/", "not an IP address"},
                 Row{"https://2130706433/", "not an IP address"},
                 Row{"https://0x7f000001/", "not an IP address"},
                 Row{"https://0x7f.1/", "not an IP address"},
                 Row{"https://127.1./", "not an IP address"},
                 Row{"https://[::1]/", "not an IP address"},
                 Row{"https://[::1]:443/", "not an IP address"},
                 Row{"https://[::ffff:127.0.0.1]/", "not an IP address"},
                 Row{"https://contoso.openai.azure.com:8443/", "Remove the port"},
                 Row{"https://contoso.openai.azure.com:80/", "Remove the port"},
                 Row{"https://contoso.openai.azure.com:/", "Remove the port"},
                 Row{"https://contoso.openai.azure.com:443:443/", "Remove the port"},
                 Row{"https://localhost/", "not an address of Azure"},
                 Row{"https://example.com/", "not an address of Azure"},
                 Row{"https://openai.azure.com/", "not an address of Azure"},
                 Row{"https://.openai.azure.com/", "not an address of Azure"},
                 Row{"https://evilopenai.azure.com/", "not an address of Azure"},
                 Row{"https://contoso.openai.azure.com.evil.example/", "not an address of Azure"},
                 Row{"https://contoso.openai.azure.com./", "not an address of Azure"},
                 Row{"https://evil.example?.openai.azure.com/", "not an address of Azure"},
                 Row{"https://evil.example#.openai.azure.com/", "not an address of Azure"},
                 Row{"https://evil.example%2f.openai.azure.com/", "not an address of Azure"},
                 Row{"https://a..openai.azure.com/", "not an address of Azure"},
                 Row{"https://-a.openai.azure.com/", "not an address of Azure"},
                 Row{"https://xn--bcher-kva.openai.azure.com/", "not an address of Azure"},
                 Row{"https://con_toso.openai.azure.com/", "not an address of Azure"},
                 Row{"https://contoso.azure-api.net/", "not an address of Azure"},
                 Row{"https://evil.example\\.openai.azure.com/", "Remove the space or special character"},
                 Row{"https://con toso.openai.azure.com/", "Remove the space or special character"},
                 Row{"https://contoso.openai.azure.com/\r\nHost: evil", "Remove the space or special character"},
                 Row{"https://c\u043Entoso.openai.azure.com/", "Remove the space or special character"},
                 Row{"https://contoso\u3002openai.azure.com/", "Remove the space or special character"},
                 Row{"https://contoso.openai.azure.com/\u200B", "Remove the space or special character"},
             }) {
            CAPTURE(endpoint);
            const auto problem = azure_endpoint_problem(endpoint);
            REQUIRE(problem);
            CHECK_MESSAGE(problem->contains(reason), *problem);
        }
    }

    TEST_CASE("a label or a name longer than DNS allows is refused") {
        CHECK(azure_endpoint_problem("https://" + std::string(64, 'a') + ".openai.azure.com/"));
        CHECK_FALSE(azure_endpoint_problem("https://" + std::string(63, 'a') + ".openai.azure.com/"));
        std::string labels;
        for (int i = 0; i < 130; ++i) labels += "a.";
        CHECK(azure_endpoint_problem("https://" + labels + "openai.azure.com/"));
        CHECK(azure_endpoint_problem("https://" + std::string(100'000, 'a')));
    }

    TEST_CASE("the address of a deployment is answered with what to enter instead") {
        CHECK(azure_endpoint_problem("https://Contoso.openai.azure.com/openai/deployments/gpt/chat/completions"
                                     "?api-version=2024-10-21") ==
              "This is the address of one deployment. Enter only its beginning: https://contoso.openai.azure.com/");
        for (const std::string_view endpoint :
             {"https://contoso.openai.azure.com/openai/v1", "https://contoso.openai.azure.com/?api-key=hidden",
              "https://contoso.openai.azure.com?api-key=hidden", "https://contoso.openai.azure.com/#hidden",
              "https://contoso.openai.azure.com//"}) {
            CAPTURE(endpoint);
            CHECK(azure_endpoint_problem(endpoint) ==
                  "Remove what follows the host name. Enter only: https://contoso.openai.azure.com/");
        }
    }

    TEST_CASE("an endpoint has one spelling, a text that is none stays as it is") {
        for (const std::string_view endpoint :
             {"https://contoso.openai.azure.com", " HTTPS://CONTOSO.openai.azure.com:443/ "})
            CHECK(canonical_azure_endpoint(endpoint) == "https://contoso.openai.azure.com/");
        CHECK(canonical_azure_endpoint(" http://Example.com/A ") == "http://Example.com/A");
        CHECK(canonical_azure_endpoint("") == "");
    }
}
