#include "server/hint_text.h"

#include <doctest/doctest.h>

using namespace byok;
using namespace byok::server;
using core::CredentialHint;

TEST_SUITE("server/hint_text") {
    TEST_CASE("a hint of every kind is read as it was written") {
        const CredentialHint hints[] = {
            core::ApiKeyHint{"0d9e"},
            core::ApiKeyHint{std::nullopt},
            core::BedrockHint{{{"global", "AKIAIOSFODNN7EXAMPLE"}, {"us-east-1", "\"quoted\""}}},
            core::BedrockHint{},
            core::ServiceAccountHint{"project", "a@b.iam.gserviceaccount.com", "0123"},
            core::AzureHint{"https://contoso.openai.azure.com/", "0d9e"},
            core::AzureHint{"https://contoso.openai.azure.com/", std::nullopt},
            CredentialHint{},
        };
        for (const CredentialHint& hint : hints) {
            CAPTURE(write_hint(hint));
            CHECK(read_hint(write_hint(hint)) == hint);
        }
    }

    TEST_CASE("what is no hint shows nothing") {
        for (const char* text : {"", "{", "[]", "null", "7", "{}", R"({"kind":7})", R"({"kind":"unheard of"})"}) {
            CAPTURE(text);
            CHECK(read_hint(text) == CredentialHint{});
        }
        CHECK(read_hint(R"({"kind":"bedrock","regions":"none"})") == CredentialHint{core::BedrockHint{}});
    }
}
