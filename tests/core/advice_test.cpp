#include "core/advice.h"

#include <doctest/doctest.h>

#include <utility>

#include "core/key_samples.h"
#include "core/provider.h"
#include "core/samples.h"
#include "core/validate.h"

using namespace byok::core;

namespace {

std::vector<Advice> advice_on_key(std::string_view slug, std::string_view key) {
    if (slug == "azure") return advise(slug, AzureCredential{std::string(samples::azure_endpoint), Secret(key)});
    return advise(slug, ApiKeyCredential{Secret(key)});
}

std::vector<Advice> advice_on_row(std::string_view region, std::string_view id, std::string_view secret,
                                  std::string_view token = "") {
    BedrockCredential credential;
    credential.regions.push_back({std::string(region), std::string(id), Secret(secret), Secret(token)});
    return advise("bedrock", Credential(std::move(credential)));
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

}  // namespace

TEST_SUITE("core/advice") {
    TEST_CASE("keys as the vendors give them out are neither refused nor doubted") {
        for (const auto& [slug, key] : samples::usual_keys()) {
            CAPTURE(key);
            CHECK(advice_on_key(slug, key).empty());
            CHECK(advice_on_key(slug, " " + key + "\n").empty());
            CHECK(check_new_credential(ApiKeyCredential{Secret(key)}).empty());
        }
        CHECK(advice_on_row("us-east-1", samples::access_key_id, samples::secret_access_key).empty());
        CHECK(advice_on_row("global", samples::temporary_access_key_id, samples::secret_access_key,
                            samples::session_token)
                  .empty());
        CHECK(advise("google_vertex_ai", ServiceAccountCredential{Secret(samples::service_account_json())}).empty());
    }

    TEST_CASE("nothing is said about what is blank") {
        for (const Provider& provider : providers())
            CHECK(advise(provider.slug, empty_credential(provider.kind)).empty());
        CHECK(advice_on_row("", "", "").empty());
    }

    TEST_CASE("somebody else's key names its provider, to switch to") {
        for (const auto& [slug, key] : samples::usual_keys()) {
            if (slug == "mistral" || key.size() == 32 || !key.starts_with("sk-")) continue;  // nobody's in particular
            for (const std::string_view other : {"anthropic", "openai", "mistral", "xai", "azure"}) {
                if (other == slug || (slug == "deepseek" && key != samples::usual_key("deepseek"))) continue;
                const auto advice = advice_on_key(other, key);
                CAPTURE(key);
                CAPTURE(other);
                REQUIRE(advice.size() == 1);
                CHECK(advice[0].code == AdviceCode::OtherVendor);
                CHECK(advice[0].provider == slug);
            }
        }
        CHECK(advice_on_key("anthropic", samples::usual_key("openai"))[0] ==
              Advice{"provider_key", AdviceCode::OtherVendor, "This looks like an OpenAI key.", "openai"});
        CHECK(advice_on_key("anthropic", "gsk_" + samples::letters(52))[0] ==
              Advice{"provider_key", AdviceCode::OtherVendor, "This looks like a Groq key.", ""});
        CHECK(advice_on_key("openai", samples::access_key_id)[0].provider == "bedrock");
        CHECK(advice_on_key("openai", samples::service_account_json())[0].provider == "google_vertex_ai");
        CHECK(
            advise("google_vertex_ai", ServiceAccountCredential{Secret(samples::usual_key("anthropic"))})[0].provider ==
            "anthropic");
    }

    TEST_CASE("a key of no known format is doubted, once, and can be one all the same") {
        for (const std::string_view slug : {"anthropic", "openai", "mistral", "deepseek", "xai", "zai"}) {
            const auto advice = advice_on_key(slug, "something-new-2031");
            CAPTURE(slug);
            REQUIRE(advice.size() == 1);
            CHECK(advice[0].code == AdviceCode::UnusualFormat);
            CHECK(advice[0].param == "provider_key");
            CHECK(advice[0].message.contains(provider_display_name(slug)));
            CHECK(check_new_credential(ApiKeyCredential{Secret("something-new-2031")}).empty());
        }
        CHECK(advice_on_key("azure", "something-new-2031")[0].param == "provider_key.api_key");
        CHECK(advice_on_key("anthropic", "sk-ant-api03-cut")[0].code == AdviceCode::UnusualFormat);
    }

    TEST_CASE("keys of another use or of short life are told apart") {
        for (const std::string& key :
             {"sk-ant-oat01-" + samples::letters(90), "bedrock-api-key-" + samples::letters(90),
              "ABSK" + samples::letters(128), "abc8Q~" + samples::letters(34)}) {
            CAPTURE(key);
            for (const std::string_view slug : {"anthropic", "azure", "xai"}) {
                const auto advice = advice_on_key(slug, key);
                REQUIRE(advice.size() == 1);
                CHECK(advice[0].code == AdviceCode::OtherKind);
                CHECK(advice[0].provider.empty());
            }
        }
    }

    TEST_CASE("what is unusual about AWS credentials is said at its field") {
        const std::string id(samples::access_key_id), secret(samples::secret_access_key);
        struct Row {
            std::vector<Advice> advice;
            std::string_view param;
            AdviceCode code;
        };
        for (const auto& [advice, param, code] : {
                 Row{advice_on_row("us-east-9", id, secret), "region", AdviceCode::UnknownRegion},
                 Row{advice_on_row("us-east-1", "SIXTEEN_LETTERS_X", secret), "access_key_id",
                     AdviceCode::UnusualFormat},
                 Row{advice_on_row("us-east-1", "AIDAMADEUPFORTESTS23", secret), "access_key_id",
                     AdviceCode::OtherKind},
                 Row{advice_on_row("us-east-1", id, secret.substr(1)), "secret_access_key", AdviceCode::UnusualFormat},
                 Row{advice_on_row("us-east-1", id, "ABSK" + samples::letters(128)), "secret_access_key",
                     AdviceCode::OtherKind},
                 Row{advice_on_row("us-east-1", id, samples::usual_key("openai")), "secret_access_key",
                     AdviceCode::OtherVendor},
                 Row{advice_on_row("us-east-1", id, secret, "token"), "session_token", AdviceCode::UnusedToken},
             }) {
            CAPTURE(param);
            REQUIRE(advice.size() == 1);
            CHECK(advice[0].param == "provider_key.regions[0]." + std::string(param));
            CHECK(advice[0].code == code);
        }
    }

    TEST_CASE("a service account elsewhere than usual is doubted, Google's own default accounts are not") {
        constexpr std::string_view usual = "gateway@sample-project.iam.gserviceaccount.com";
        for (const std::string_view email :
             {"1234-compute@developer.gserviceaccount.com", "sample@appspot.gserviceaccount.com",
              "a@sample.example.com.iam.gserviceaccount.com"}) {
            CAPTURE(email);
            const std::string json = replaced(samples::service_account_json(), usual, email);
            CHECK(advise("google_vertex_ai", ServiceAccountCredential{Secret(json)}).empty());
        }
        for (const std::string_view email : {"a@b.example", "a@sample.s3ns.iam.gserviceaccount.fr"}) {
            CAPTURE(email);
            const std::string json = replaced(samples::service_account_json(), usual, email);
            const auto advice = advise("google_vertex_ai", ServiceAccountCredential{Secret(json)});
            REQUIRE(advice.size() == 1);
            CHECK(advice[0].code == AdviceCode::UnusualEmail);
            CHECK(check_new_credential(ServiceAccountCredential{Secret(json)}).empty());
        }
    }
}
