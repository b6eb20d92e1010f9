#include "core/validate.h"

#include <doctest/doctest.h>

#include <initializer_list>
#include <string>
#include <vector>

#include "core/samples.h"

using namespace byok::core;

namespace {

/// "param: message" of each problem, so that a failed check shows all of them.
std::vector<std::string> lines(const FieldErrors& problems) {
    std::vector<std::string> result;
    for (const FieldError& problem : problems) result.push_back(problem.param + ": " + problem.message);
    return result;
}

using Lines = std::vector<std::string>;

std::vector<std::string> name_problems(std::string_view name) {
    return lines(check_name(name));
}

RegionCredential row(std::string_view region, std::string_view id = samples::access_key_id,
                     std::string_view secret = samples::secret_access_key, std::string_view token = "") {
    return {std::string(region), std::string(id), Secret(secret), Secret(token)};
}

template <class... Rows>
Credential bedrock(Rows... rows) {
    BedrockCredential credential;
    (credential.regions.push_back(std::move(rows)), ...);
    return credential;
}

Credential azure(std::string_view endpoint, std::string_view key) {
    return AzureCredential{std::string(endpoint), Secret(key)};
}

Lines new_problems(const Credential& credential) {
    return lines(check_new_credential(credential));
}

Lines changed_problems(const Credential& credential, const CredentialHint& stored) {
    return lines(check_changed_credential(credential, stored));
}

const std::string id(samples::access_key_id);
const CredentialHint stored_bedrock = BedrockHint{{{"us-east-1", id}, {"eu-west-1", id}}};
const CredentialHint stored_azure = AzureHint{std::string(samples::azure_endpoint), "cdef"};

}  // namespace

TEST_SUITE("core/validate") {
    TEST_CASE("names in every script are right, up to 100 characters") {
        for (const std::string& name :
             {std::string("My key"), std::string("  padded  "), std::string("مفتاح الإنتاج"), std::string("鍵 🔑"),
              std::string("<b>bold</b> & \"quoted\""), std::string("👩‍💻"), std::string(100, 'a'),
              std::string(100, 'a') + "  "}) {
            CAPTURE(name);
            CHECK(name_problems(name).empty());
        }
        std::string hundred_keys;
        for (int i = 0; i < 100; ++i) hundred_keys += "🔑";
        CHECK(name_problems(hundred_keys).empty());
        CHECK(name_problems(hundred_keys + "🔑") == Lines{"name: Shorten the name to 100 characters."});
    }

    TEST_CASE("a name that is empty, too long or no text is refused") {
        for (const std::string_view name : {"", "   ", "\t\n", "\u00A0", "\uFEFF", "\u200B", "\u200B \u2060"}) {
            CAPTURE(name);
            CHECK(name_problems(name) == Lines{"name: Enter a name."});
        }
        for (const std::string_view name : {"a\nb", "a\tb", "a\x01z", "a\x7F", "a\u0085z", "\x1B[2J"}) {
            CAPTURE(name);
            CHECK(name_problems(name) == Lines{"name: Remove the line break or control character from the name."});
        }
        CHECK(name_problems(std::string_view("a\0b", 3)).size() == 1);
        for (const std::string_view name : {"\xFF", "a\xC3", "\xED\xA0\x80"}) {
            CAPTURE(name);
            CHECK(name_problems(name) == Lines{"name: The name is not valid UTF-8 text."});
        }
        CHECK(name_problems(std::string(101, 'a')) == Lines{"name: Shorten the name to 100 characters."});
    }

    TEST_CASE("a new API key has to be one") {
        CHECK(new_problems(ApiKeyCredential{Secret(samples::api_key)}).empty());
        CHECK(new_problems(ApiKeyCredential{}) == Lines{"provider_key: Enter the API key."});
        CHECK(new_problems(ApiKeyCredential{Secret("a\nb")}) ==
              Lines{"provider_key: Remove the line break inside the API key."});
        CHECK(new_problems(ApiKeyCredential{Secret("••••")}) ==
              Lines{"provider_key: This is a mask. Paste the API key itself."});
        CHECK(new_problems(ApiKeyCredential{Secret("ab" + std::string(api_key_bytes_max - 2, 'c'))}).empty());
        CHECK(new_problems(ApiKeyCredential{Secret("ab" + std::string(api_key_bytes_max - 1, 'c'))}) ==
              Lines{"provider_key: This is too long to be the API key. Paste it alone."});
    }

    TEST_CASE("keys that manage an account are not for calling models") {
        for (const std::string_view key : {"sk-ant-admin01-abcdef", " sk-ant-admin01-abcdef\n", "sk-admin-abcdef"}) {
            const Lines problems = new_problems(ApiKeyCredential{Secret(key)});
            CAPTURE(key);
            REQUIRE(problems.size() == 1);
            CHECK_MESSAGE(problems[0].contains("cannot call models"), problems[0]);
        }
        CHECK(new_problems(ApiKeyCredential{Secret("sk-administrator")}).empty());
        CHECK(new_problems(azure(samples::azure_endpoint, "sk-admin-abcdef")).size() == 1);
    }

    TEST_CASE("AWS credentials are right for one region, for several, and for all of them") {
        CHECK(new_problems(bedrock(row("us-east-1"))).empty());
        CHECK(new_problems(bedrock(row("global"), row("eu-west-1"), row("us-gov-west-1"), row("us-east-99"))).empty());
        CHECK(new_problems(bedrock(row(" us-east-1 ", " AKIAMADEUPFORTESTS23 ", " secret/+ "))).empty());
        CHECK(new_problems(bedrock(row("us-east-1", samples::temporary_access_key_id, samples::secret_access_key,
                                       samples::session_token)))
                  .empty());
        CHECK(new_problems(bedrock(row("us-east-1", std::string(16, 'a') + "_1"))).empty());
    }

    TEST_CASE("AWS credentials without a region are refused") {
        CHECK(new_problems(bedrock()) == Lines{"provider_key: Add at least one region."});
    }

    TEST_CASE("a region is chosen, exists and stands only once, and the later row is told") {
        CHECK(new_problems(bedrock(row(""))) == Lines{"provider_key.regions[0].region: Choose a region."});
        CHECK(new_problems(bedrock(row("global"), row("mars-1"))) ==
              Lines{"provider_key.regions[1].region: This is not a region of AWS. Choose one such as us-east-1, or "
                    "global."});
        CHECK(new_problems(bedrock(row("us-east-1"), row("eu-west-1"), row(" us-east-1 "))) ==
              Lines{"provider_key.regions[2].region: This region is already in the list. Choose another one."});
        CHECK(new_problems(bedrock(row("US-EAST-1"))).size() == 1);
        CHECK(new_problems(bedrock(row("us-east-1.evil.example"))).size() == 1);
    }

    TEST_CASE("an access key id is 16 to 128 letters, digits and underscores") {
        for (const std::string& bad :
             {std::string("AKIA123"), std::string(14, 'A') + "B", std::string(128, 'A') + "B",
              std::string("AKIA-1234567890123"), std::string("AKIA/1234567890123"),
              std::string("AKIAIOSFODNN7 EXAMPLE"), std::string("AKIA\u200B123456789012345"), std::string()}) {
            CAPTURE(bad);
            const Lines problems = new_problems(bedrock(row("us-east-1", bad)));
            REQUIRE(problems.size() == 1);
            CHECK(problems[0].starts_with("provider_key.regions[0].access_key_id: "));
        }
        for (const std::string& good : {std::string(15, 'A') + "B", std::string(127, 'a') + "_"}) {
            CAPTURE(good);
            CHECK(new_problems(bedrock(row("us-east-1", good))).empty());
        }
        CHECK(new_problems(bedrock(row("us-east-1", ""))) ==
              Lines{"provider_key.regions[0].access_key_id: Enter the access key ID."});
    }

    TEST_CASE("a secret access key has to be one") {
        CHECK(new_problems(bedrock(row("us-east-1", id, ""))) ==
              Lines{"provider_key.regions[0].secret_access_key: Enter the secret access key."});
        CHECK(new_problems(bedrock(row("us-east-1", id, "two words"))) ==
              Lines{"provider_key.regions[0].secret_access_key: Remove the space inside the secret access key."});
        CHECK(new_problems(bedrock(row("us-east-1", id, id))) ==
              Lines{"provider_key.regions[0].secret_access_key: This is an access key ID. Enter the secret access key "
                    "that belongs to it."});
    }

    TEST_CASE("an id and a secret in each other's place are noticed") {
        CHECK(new_problems(bedrock(row("us-east-1", samples::secret_access_key, samples::access_key_id))) ==
              Lines{"provider_key.regions[0].access_key_id: The access key ID and the secret access key are swapped.",
                    "provider_key.regions[0].secret_access_key: The access key ID and the secret access key are "
                    "swapped."});
    }

    TEST_CASE("a temporary key needs its session token") {
        const Lines problems = new_problems(bedrock(row("us-east-1", samples::temporary_access_key_id)));
        REQUIRE(problems.size() == 1);
        CHECK(problems[0].starts_with("provider_key.regions[0].session_token: A temporary key (ASIA…) needs"));
        CHECK(new_problems(
                  bedrock(row("us-east-1", samples::temporary_access_key_id, samples::secret_access_key, "a token"))) ==
              Lines{"provider_key.regions[0].session_token: Remove the space inside the session token."});
        CHECK(new_problems(bedrock(row("us-east-1", samples::temporary_access_key_id, samples::secret_access_key,
                                       "t" + std::string(session_token_bytes_max, 'x'))))
                  .size() == 1);
    }

    TEST_CASE("each row says what is wrong with it") {
        CHECK(new_problems(bedrock(row("", "", ""), row("us-east-1"), row("x", "y", "z z"))).size() == 6);
    }

    TEST_CASE("thousands of regions are refused at once, in one sentence") {
        BedrockCredential many;
        for (int i = 0; i < 10'000; ++i) many.regions.push_back(row("us-x-" + std::to_string(i)));
        const Credential credential = std::move(many);
        CHECK(new_problems(credential) == Lines{"provider_key: Enter at most 100 regions."});
        BedrockCredential as_many_as_allowed;
        for (int i = 0; i < 100; ++i) as_many_as_allowed.regions.push_back(row("us-x-" + std::to_string(i)));
        CHECK(new_problems(std::move(as_many_as_allowed)).empty());
    }

    TEST_CASE("a service account's file is checked, and its problem is told") {
        CHECK(new_problems(ServiceAccountCredential{Secret(samples::service_account_json())}).empty());
        CHECK(new_problems(ServiceAccountCredential{}) ==
              Lines{"provider_key: Paste the service account's JSON key file."});
        CHECK(new_problems(ServiceAccountCredential{Secret("{")}) ==
              Lines{"provider_key: The JSON ends too early (line 1, column 2). Paste the key file as downloaded."});
    }

    TEST_CASE("an Azure key needs its endpoint and the other way round") {
        CHECK(new_problems(azure(samples::azure_endpoint, samples::api_key)).empty());
        CHECK(new_problems(azure("", "")) ==
              Lines{"provider_key.endpoint: Enter the endpoint.", "provider_key.api_key: Enter the API key."});
        CHECK(new_problems(azure("http://contoso.openai.azure.com", samples::api_key)) ==
              Lines{"provider_key.endpoint: The endpoint must begin with https://."});
        CHECK(new_problems(azure(samples::azure_endpoint, "k\u200Bk")) ==
              Lines{"provider_key.api_key: Remove the invisible character inside the API key."});
    }

    TEST_CASE("a key that was left blank while editing stays as it is") {
        for (const CredentialHint& stored : {CredentialHint(), CredentialHint(ApiKeyHint{"cdef"})}) {
            CHECK(is_unchanged(ApiKeyCredential{}, stored));
            CHECK(is_unchanged(ApiKeyCredential{Secret(" \n")}, stored));
            CHECK_FALSE(is_unchanged(ApiKeyCredential{Secret("k")}, stored));
            CHECK(changed_problems(ApiKeyCredential{}, stored).empty());
            CHECK(changed_problems(ApiKeyCredential{Secret("a b")}, stored) ==
                  Lines{"provider_key: Remove the space inside the API key."});
        }
        CHECK(is_unchanged(ServiceAccountCredential{Secret("\n")}, {}));
        CHECK(changed_problems(ServiceAccountCredential{}, ServiceAccountHint{}).empty());
        CHECK_FALSE(is_unchanged(ServiceAccountCredential{Secret("{}")}, {}));
        CHECK(changed_problems(ServiceAccountCredential{Secret("{}")}, {}).size() == 1);
    }

    TEST_CASE("a region keeps its stored secret when the secret is left blank") {
        CHECK(changed_problems(bedrock(row("us-east-1", id, "")), stored_bedrock).empty());
        CHECK(changed_problems(bedrock(row("us-east-1", id, ""), row("us-west-2")), stored_bedrock).empty());
        CHECK(changed_problems(bedrock(row("us-east-1", "AKIAZZZZZZZZZZZZZZZZ", "")), stored_bedrock).empty());
        CHECK(changed_problems(bedrock(row("us-east-1", id, ""), row("us-west-2", id, "")), stored_bedrock) ==
              Lines{"provider_key.regions[1].secret_access_key: Enter the secret access key."});
        CHECK(changed_problems(bedrock(row("us-east-1", id, "")), CredentialHint()) ==
              Lines{"provider_key.regions[0].secret_access_key: Enter the secret access key."});
        CHECK(changed_problems(bedrock(row("us-east-1", id, "")), CredentialHint(ApiKeyHint{})).size() == 1);
    }

    TEST_CASE("taking every region away is not a way to empty a key") {
        CHECK(changed_problems(bedrock(), stored_bedrock) == Lines{"provider_key: Add at least one region."});
        CHECK_FALSE(is_unchanged(bedrock(), stored_bedrock));
    }

    TEST_CASE("a secret is never kept for a key of the other lifetime, nor a session token for another secret") {
        const CredentialHint stored_temporary =
            BedrockHint{{{"us-east-1", std::string(samples::temporary_access_key_id)}}};
        CHECK(changed_problems(bedrock(row("us-east-1", samples::temporary_access_key_id, "")), stored_temporary)
                  .empty());
        CHECK(changed_problems(bedrock(row("us-east-1", "ASIAZZZZZZZZZZZZZZZZ", "")), stored_temporary).empty());
        CHECK(changed_problems(bedrock(row("us-east-1", id, "")), stored_temporary) ==
              Lines{"provider_key.regions[0].secret_access_key: Enter the secret access key."});
        CHECK(
            changed_problems(bedrock(row("us-east-1", samples::temporary_access_key_id, "")), stored_bedrock).size() ==
            2);
        CHECK(changed_problems(bedrock(row("us-east-1", samples::temporary_access_key_id, "", "token")),
                               stored_temporary) ==
              Lines{"provider_key.regions[0].secret_access_key: Enter the secret access key that belongs to the "
                    "session token."});
    }

    TEST_CASE("the form of stored regions is unchanged until somebody touches it") {
        CHECK(is_unchanged(bedrock(row("us-east-1", id, ""), row("eu-west-1", id, "")), stored_bedrock));
        CHECK(is_unchanged(bedrock(row("eu-west-1", id, ""), row(" us-east-1", id, " ")), stored_bedrock));
        CHECK_FALSE(is_unchanged(bedrock(row("us-east-1", id, ""), row("eu-west-1", id, "s")), stored_bedrock));
        CHECK_FALSE(is_unchanged(bedrock(row("us-east-1", id, ""), row("eu-west-1", id, "", "t")), stored_bedrock));
        CHECK_FALSE(is_unchanged(bedrock(row("us-east-1", id, "")), stored_bedrock));
        CHECK_FALSE(is_unchanged(bedrock(row("us-east-1", id, ""), row("eu-west-1", "AKIAZ", "")), stored_bedrock));
        CHECK_FALSE(is_unchanged(bedrock(row("us-east-1", id, ""), row("eu-west-2", id, "")), stored_bedrock));
    }

    TEST_CASE("a stored region changed into a copy of another one is not mistaken for no change") {
        CHECK_FALSE(is_unchanged(bedrock(row("us-east-1", id, ""), row("us-east-1", id, "")), stored_bedrock));
        CHECK(changed_problems(bedrock(row("us-east-1", id, ""), row("us-east-1", id, "")), stored_bedrock).size() ==
              1);
    }

    TEST_CASE("where the server does not say what is stored, an empty form changes nothing") {
        CHECK(is_unchanged(bedrock(), {}));
        CHECK(is_unchanged(bedrock(row("", "", "")), {}));
        CHECK(changed_problems(bedrock(row("", "", "")), {}).empty());
        CHECK_FALSE(is_unchanged(bedrock(row("us-east-1", "", "")), {}));
        CHECK(is_unchanged(azure("", ""), {}));
        CHECK_FALSE(is_unchanged(azure(samples::azure_endpoint, ""), {}));
        CHECK(changed_problems(azure(samples::azure_endpoint, ""), {}) ==
              Lines{"provider_key.api_key: Enter the API key."});
    }

    TEST_CASE("a stored Azure key is never sent to a new endpoint") {
        CHECK(is_unchanged(azure("https://Contoso.openai.azure.com:443", " "), stored_azure));
        CHECK(changed_problems(azure(samples::azure_endpoint, ""), stored_azure).empty());
        CHECK(changed_problems(azure(samples::azure_endpoint, samples::api_key), stored_azure).empty());
        CHECK(changed_problems(azure("https://other.openai.azure.com/", ""), stored_azure) ==
              Lines{"provider_key.api_key: Enter the API key of the new endpoint."});
        CHECK(changed_problems(azure("https://other.openai.azure.com/", samples::api_key), stored_azure).empty());
        CHECK(changed_problems(azure("", ""), stored_azure) == Lines{"provider_key.endpoint: Enter the endpoint."});
        CHECK(changed_problems(azure("https://evil.example/", ""), stored_azure).size() == 1);
    }

    TEST_CASE("a key is assigned to the organization or to some of its API keys") {
        const std::vector<std::string> one = {"key_1"};
        CHECK(check_assignment(true, {}).empty());
        CHECK(check_assignment(false, one).empty());
        CHECK(check_assignment(true, one).empty());
        CHECK(lines(check_assignment(false, {})) ==
              Lines{"api_key_ids: Assign it to the entire organization, or choose at least one API key."});
        const std::vector<std::string> most(assigned_api_keys_max, "key");
        CHECK(check_assignment(false, most).empty());
        const std::vector<std::string> too_many(assigned_api_keys_max + 1, "key");
        CHECK(check_assignment(false, too_many).size() == 1);
        CHECK(check_assignment(true, too_many).empty());
    }
}
