#include "core/repair.h"

#include <doctest/doctest.h>

#include <random>
#include <utility>

#include "core/azure_endpoint.h"
#include "core/key_samples.h"
#include "core/provider.h"
#include "core/samples.h"
#include "core/service_account.h"
#include "core/text.h"
#include "core/validate.h"

using namespace byok::core;

namespace {

std::string key_of(std::string_view entered) {
    return std::string(repair_key(entered).text.reveal());
}

std::string file_of(std::string_view entered) {
    return std::string(repair_service_account(entered).text.reveal());
}

std::string replaced_all(std::string text, std::string_view from, std::string_view to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
        text.replace(at, from.size(), to);
    return text;
}

/// A text as a JSON string.
std::string quoted(std::string_view text) {
    std::string json = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') json += '\\';
        c == '\n' ? json += "\\n" : json += c;
    }
    return json + '"';
}

void check_idempotent(std::string_view entered) {
    CAPTURE(entered);
    const RepairedText key = repair_key(entered);
    CHECK(repair_key(key.text.reveal()).done.empty());
    CHECK(repair_key(key.text.reveal()).text == key.text);
    const RepairedText file = repair_service_account(entered);
    CHECK(repair_service_account(file.text.reveal()).done.empty());
    CHECK(repair_service_account(file.text.reveal()).text == file.text);
    const RepairedEndpoint endpoint = repair_azure_endpoint(entered);
    CHECK(repair_azure_endpoint(endpoint.text).done.empty());
    CHECK(repair_azure_endpoint(endpoint.text).text == endpoint.text);
}

}  // namespace

TEST_SUITE("core/repair") {
    TEST_CASE("what a paste brings along around a key is taken off") {
        for (const std::string_view entered : {
                 " sk-key ",
                 "sk-key\n",
                 "\r\nsk-key\r\n",
                 "\uFEFFsk-key",
                 "\u200Bsk-key\u200D",
                 "\u00A0sk-key",
                 "\"sk-key\"",
                 "'sk-key'",
                 "`sk-key`",
                 "“sk-key”",
                 "„sk-key“",
                 "‘sk-key’",
                 "«sk-key»",
                 "\"'sk-key'\"",
                 "Bearer sk-key",
                 "bearer  sk-key",
                 "Authorization: Bearer sk-key",
                 "authorization:Bearer sk-key",
                 "x-api-key: sk-key",
                 "X-Api-Key:sk-key",
                 "api-key: sk-key",
                 "'x-api-key: sk-key'",
                 "export OPENAI_API_KEY=sk-key",
                 "export OPENAI_API_KEY=\"sk-key\"",
                 "OPENAI_API_KEY=sk-key",
                 "OPENAI_API_KEY='sk-key';",
                 "set KEY=sk-key",
                 "$env:OPENAI_API_KEY = \"sk-key\"",
                 "$Env:X=sk-key",
                 "api_key: sk-key",
                 "\"api_key\": \"sk-key\",",
                 "'api_key': 'sk-key'",
                 "key = sk-key",
                 "apiKey: `sk-key`,",
                 "sk-key;",
                 "sk-key,",
                 "sk-key\\",
                 "sk-key \\\n",
                 "ANTHROPIC_AUTH_TOKEN=sk-key",
             }) {
            CAPTURE(entered);
            CHECK(key_of(entered) == "sk-key");
            CHECK_FALSE(repair_key(entered).done.empty());
            check_idempotent(entered);
        }
    }

    TEST_CASE("each kind of thing that was taken off is said once") {
        CHECK(repair_key("  export KEY=\"sk-key\";\n").done ==
              Repairs{"Removed the white space around it.", "Removed the punctuation after it.",
                      "Removed the name it was assigned to.", "Removed the quotation marks around it."});
        CHECK(repair_key("Bearer sk-key").done == Repairs{"Removed the name of the header before it."});
        CHECK(repair_key("\"\"\" sk").done.empty());
    }

    TEST_CASE("what may be part of a key is left alone") {
        for (const std::string_view entered : {"sk-key",
                                               "a",
                                               "\"",
                                               "'",
                                               ";",
                                               ",",
                                               "\"\"",
                                               "''",
                                               "base64+with/signs==",
                                               "ABC==",
                                               "abc=def",
                                               "A=B",
                                               "id:secret",
                                               "https://a.example",
                                               "Bearer",
                                               "Bearersk-key",
                                               "x-api-key:",
                                               "KEY=",
                                               "KEY==",
                                               "export",
                                               "\"sk\"key\"",
                                               "sk\nkey",
                                               "sk key",
                                               "“sk",
                                               "{}",
                                               "=abc",
                                               ":abc",
                                               "bearer-token-1",
                                               "1: a"}) {
            CAPTURE(entered);
            CHECK(key_of(entered) == entered);
            CHECK(repair_key(entered).done.empty());
        }
        CHECK(key_of(" \n ").empty());
        CHECK(repair_key(" \n ").done.empty());
        CHECK(repair_key("").text.empty());
    }

    TEST_CASE("keys as the vendors give them out have nothing to repair") {
        for (const auto& [slug, key] : samples::usual_keys()) {
            CAPTURE(key);
            CHECK(repair_key(key).done.empty());
            CHECK(key_of(key) == key);
        }
        for (const std::string_view text : {samples::access_key_id, samples::secret_access_key, samples::session_token})
            CHECK(repair_key(text).done.empty());
    }

    TEST_CASE("a service account's file is found again in what was made of it") {
        const std::string file = samples::service_account_json();
        const std::string trimmed_file(trimmed(file));
        for (const std::string& entered : {
                 quoted(file),
                 quoted(quoted(file)),
                 "'" + file + "'",
                 "```" + file + "```",
                 "```json\n" + file + "\n```\n",
                 samples::base64(file),
                 samples::base64("\n" + file) + "\n",
                 "'" + samples::base64(file) + "'",
                 "GOOGLE_CREDENTIALS='" + file + "'",
                 "export GOOGLE_CREDENTIALS=" + samples::base64(file),
                 quoted(samples::base64(file)),
                 quoted(file).substr(1, quoted(file).size() - 2),
                 trimmed_file + ",",
                 replaced_all(file, "\\n", "\\\\n"),
                 replaced_all(file, "\\n", "\\\\\\\\n"),
                 replaced_all(file, "\\n", "\n"),
                 replaced_all(file, "\\n", "\r\n"),
                 samples::base64(replaced_all(file, "\\n", "\\\\n")),
                 replaced_all(file, "gateway@sample-project.iam.gserviceaccount.com",
                              "<mailto:gateway@sample-project.iam.gserviceaccount.com|gateway@sample-project.iam."
                              "gserviceaccount.com>"),
                 replaced_all(file, "https://oauth2.googleapis.com/token", "<https://oauth2.googleapis.com/token>"),
             }) {
            CAPTURE(entered);
            const RepairedText repaired = repair_service_account(entered);
            CHECK_FALSE(repaired.done.empty());
            CHECK(trimmed(repaired.text.reveal()) == trimmed_file);
            check_idempotent(entered);
        }
    }

    TEST_CASE("base64 is read in lines, in either alphabet, with and without padding") {
        const std::string file = samples::service_account_json();
        std::string lines;
        const std::string line = samples::base64(file);
        for (std::size_t at = 0; at < line.size(); at += 76) lines += line.substr(at, 76) + "\r\n";
        CHECK(file_of(lines) == trimmed(file));
        CHECK(file_of(replaced_all(replaced_all(replaced_all(line, "+", "-"), "/", "_"), "=", "")) == trimmed(file));
    }

    TEST_CASE("a file that is right is left as it is, and so is what cannot be made right") {
        const std::string file = samples::service_account_json();
        for (const std::string& entered :
             {file, "  " + file, "\uFEFF" + file, std::string("{}"), std::string("{"), std::string("AIza-something"),
              std::string("not base64!"), std::string("aGVsbG8="), std::string(" "), std::string(),
              R"({"type":"authorized_user"})" + std::string(70'000, ' ') + "x"}) {
            CAPTURE(entered);
            CHECK(file_of(entered) == entered);
            CHECK(repair_service_account(entered).done.empty());
        }
    }

    TEST_CASE("an Azure address is cut down to the endpoint, and says what was cut") {
        const auto repaired = repair_azure_endpoint(
            "https://contoso.openai.azure.com/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21");
        CHECK(repaired.text == "https://contoso.openai.azure.com/");
        CHECK(repaired.deployment == "gpt-4o");
        CHECK(repaired.api_version == "2024-10-21");
        REQUIRE(repaired.done.size() == 1);
        CHECK(repaired.done[0].contains("gpt-4o"));
        CHECK(repaired.done[0].contains("2024-10-21"));
        for (const std::string_view entered :
             {"contoso.openai.azure.com", "contoso.openai.azure.com/openai/v1", "\"https://contoso.openai.azure.com/\"",
              "AZURE_OPENAI_ENDPOINT=https://contoso.openai.azure.com/", "<https://contoso.openai.azure.com/>",
              "<https://contoso.openai.azure.com/|contoso.openai.azure.com>",
              "endpoint: https://contoso.openai.azure.com", "https://contoso.openai.azure.com/openai?api-key=secret",
              "https://contoso.openai.azure.com/;"}) {
            CAPTURE(entered);
            const RepairedEndpoint endpoint = repair_azure_endpoint(entered);
            CHECK(canonical_azure_endpoint(endpoint.text) == "https://contoso.openai.azure.com/");
            CHECK_FALSE(azure_endpoint_problem(endpoint.text));
            CHECK_FALSE(endpoint.done.empty());
            for (const std::string& sentence : endpoint.done) CHECK_FALSE(sentence.contains("secret"));
            check_idempotent(entered);
        }
    }

    TEST_CASE("an address that is right, or is not Azure's, is left alone") {
        for (const std::string_view entered :
             {"https://contoso.openai.azure.com/", "https://contoso.openai.azure.com",
              "https://evil.example/openai/deployments/x", "http://contoso.openai.azure.com/x",
              "https://contoso.openai.azure.com/#x", "https://1.2.3.4/openai",
              "https://user@contoso.openai.azure.com/x", "https://contoso.openai.azure.com:8443/x", "evil.example",
              ""}) {
            CAPTURE(entered);
            CHECK(repair_azure_endpoint(entered).text == entered);
            CHECK(repair_azure_endpoint(entered).done.empty());
        }
    }

    TEST_CASE("of a whole credential only what would be refused is repaired, and blank parts stay blank") {
        const auto key = [](std::string_view entered) {
            return std::string(
                std::get<ApiKeyCredential>(repaired(ApiKeyCredential{Secret(entered)})).api_key.reveal());
        };
        CHECK(key("Bearer sk-key") == "sk-key");
        CHECK(key("\"sk-key\"") == "sk-key");
        CHECK(key("KEY=sk-key") == "KEY=sk-key");
        CHECK(key("sk-key;") == "sk-key;");
        CHECK(key("").empty());
        CHECK(key("sk key") == "sk key");

        const Credential azure = repaired(AzureCredential{"contoso.openai.azure.com", Secret("api-key: abc")});
        CHECK(std::get<AzureCredential>(azure).endpoint == "https://contoso.openai.azure.com");
        CHECK(std::get<AzureCredential>(azure).api_key.reveal() == "abc");

        BedrockCredential rows;
        rows.regions.push_back(
            {"us-east-1", "export ID=" + std::string(samples::access_key_id), Secret("'secret'"), {}});
        const Credential bedrock = repaired(Credential(std::move(rows)));
        const RegionCredential& row = std::get<BedrockCredential>(bedrock).regions[0];
        CHECK(row.access_key_id == samples::access_key_id);
        CHECK(row.secret_access_key.reveal() == "secret");
        CHECK(row.session_token.empty());

        const std::string file = samples::service_account_json();
        const Credential account = repaired(ServiceAccountCredential{Secret(samples::base64(file))});
        CHECK(std::get<ServiceAccountCredential>(account).json.reveal() == trimmed(file));
        CHECK(read_service_account(std::get<ServiceAccountCredential>(account).json.reveal()));
        for (const Provider& provider : providers())
            CHECK(kind_of(repaired(empty_credential(provider.kind))) == provider.kind);
    }

    TEST_CASE("whatever is pasted, repairing it twice is repairing it once") {
        // Pieces that mean something to the repairs, in every order that chance makes.
        const std::string file = samples::service_account_json();
        const std::string pieces[] = {
            " ",
            "\n",
            "\r\n",
            "\t",
            "\"",
            "'",
            "`",
            "“",
            "”",
            "\uFEFF",
            "\u200B",
            "Bearer ",
            "x-api-key: ",
            "export ",
            "KEY=",
            "key: ",
            "$env:",
            ";",
            ",",
            "\\",
            "\\n",
            "\\\\n",
            "=",
            "sk-key",
            "{",
            "}",
            "{\\\"",
            "<mailto:",
            "|",
            ">",
            "<https://",
            "https://",
            "contoso.openai.azure.com",
            "/openai/deployments/x",
            "?api-version=1",
            "-----BEGIN ",
            "\"-----BEGIN PRIVATE KEY-----",
            "\xFF",
            "\xE2\x80",
            std::string(1, '\0'),
            "#",
            file,
            samples::base64("{}"),
            samples::base64("{\"a\":\"b\"}"),
            quoted("{\"a\":\"b\"}"),
        };
        std::mt19937 chance(20260101);
        for (int round = 0; round < 4000; ++round) {
            std::string entered;
            for (unsigned count = chance() % 9; count > 0; --count) entered += pieces[chance() % std::size(pieces)];
            if (chance() % 8 == 0) entered = quoted(entered);
            if (chance() % 8 == 0) entered = samples::base64(entered);
            check_idempotent(entered);
        }
    }
}
