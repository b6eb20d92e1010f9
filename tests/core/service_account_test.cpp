#include "core/service_account.h"

#include <doctest/doctest.h>

#include <string>

#include "core/samples.h"
#include "core/validate.h"

using namespace byok::core;

namespace {

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

ServiceAccountProblem problem_of(std::string_view text) {
    const auto facts = read_service_account(text);
    return facts ? ServiceAccountProblem{"no problem", -1, -1} : facts.error();
}

}  // namespace

TEST_SUITE("core/service_account") {
    TEST_CASE("a downloaded key file says whose it is") {
        const auto facts = read_service_account(samples::service_account_json());
        REQUIRE(facts);
        CHECK(facts->project_id == "sample-project");
        CHECK(facts->client_email == "gateway@sample-project.iam.gserviceaccount.com");
        CHECK(facts->private_key_id == "0123456789abcdef0123456789abcdef01234567");
    }

    TEST_CASE("what Google's own library does without is not demanded") {
        const auto facts = read_service_account(R"({"type":"service_account","client_email":"a@b.example",)"
                                                R"("private_key":")" +
                                                samples::escaped(samples::private_key()) + R"("})");
        REQUIRE(facts);
        CHECK(facts->project_id.empty());
        CHECK(facts->private_key_id.empty());
    }

    TEST_CASE("white space, a byte order mark, CRLF and an RSA key do no harm") {
        const std::string file = samples::service_account_json();
        CHECK(read_service_account("\uFEFF\r\n" + file + "\n\n"));
        std::string crlf;
        for (const char c : file) c == '\n' ? crlf += "\r\n" : crlf += c;
        CHECK(read_service_account(crlf));
        CHECK(read_service_account(
            samples::service_account_json(samples::pem("RSA PRIVATE KEY", samples::der_sequence(1190)))));
    }

    TEST_CASE("a token_uri of somebody else is never used, so it is not looked at") {
        CHECK(read_service_account(
            replaced(samples::service_account_json(), "https://oauth2.googleapis.com/token", "http://evil.example")));
    }

    TEST_CASE("other texts are named as what they are") {
        struct Row {
            std::string text;
            std::string_view message;
        };
        const std::string file = samples::service_account_json();
        for (const auto& [text, message] : {
                 Row{"", "Paste the service account's JSON key file."},
                 Row{" \n\uFEFF", "Paste the service account's JSON key file."},
                 Row{"AIzaSyA-1234567890abcdefghijklmnopqrstu", "This is a Google API key."},
                 Row{"AQ.Ab8RN6Kxyz", "This is a Google API key."},
                 Row{samples::private_key(), "This is only the private key."},
                 Row{"\"{\\\"type\\\":\\\"service_account\\\"}\"", "JSON inside quotation marks"},
                 Row{samples::base64(file), "looks like base64"},
                 Row{samples::base64("{\"type\":1}"), "looks like base64"},
                 Row{"[]", "not a JSON object"},
                 Row{"null", "not a JSON object"},
                 Row{"42", "not a JSON object"},
                 Row{"{}", "\"type\" is not \"service_account\""},
                 Row{R"({"type":null})", "\"type\" is not \"service_account\""},
                 Row{R"({"type":["service_account"]})", "\"type\" is not \"service_account\""},
                 Row{R"({"type":"Service_Account"})", "\"type\" is not \"service_account\""},
                 Row{R"({"type":"authorized_user"})", "(authorized_user)"},
                 Row{R"({"type":"external_account"})", "(external_account)"},
                 Row{R"({"type":"external_account_authorized_user"})", "(external_account_authorized_user)"},
                 Row{R"({"type":"impersonated_service_account"})", "(impersonated_service_account)"},
                 Row{R"({"type":"gdch_service_account"})", "(gdch_service_account)"},
                 Row{R"({"installed":{"client_id":"x"}})", "file of an OAuth client"},
                 Row{R"({"web":{"client_id":"x"}})", "file of an OAuth client"},
             }) {
            CAPTURE(text);
            const ServiceAccountProblem problem = problem_of(text);
            CHECK_MESSAGE(problem.message.contains(message), problem.message);
            CHECK(problem.line == 0);
            CHECK(problem.column == 0);
        }
    }

    TEST_CASE("a member that is missing or of the wrong type is named") {
        const std::string file = samples::service_account_json();
        struct Row {
            std::string text;
            std::string_view message;
        };
        for (const auto& [text, message] : {
                 Row{replaced(file, "\"client_email\"", "\"other\""), "\"client_email\" is missing"},
                 Row{replaced(file, "\"gateway@sample-project.iam.gserviceaccount.com\"", "\"\""),
                     "\"client_email\" is missing"},
                 Row{replaced(file, "\"gateway@sample-project.iam.gserviceaccount.com\"", "7"),
                     "\"client_email\" is missing"},
                 Row{replaced(file, "gateway@sample-project.iam.gserviceaccount.com", "gateway"),
                     "\"client_email\" is not an e-mail address"},
                 Row{replaced(file, "gateway@", "@"), "\"client_email\" is not an e-mail address"},
                 Row{replaced(file, "gateway@", "gate way@"), "\"client_email\" is not an e-mail address"},
                 Row{replaced(file, "gateway@sample-project.iam.gserviceaccount.com",
                              "<mailto:gateway@sample.example|gateway@sample.example>"),
                     "\"client_email\" is not an e-mail address"},
                 Row{replaced(file, "\"private_key\"", "\"other\""), "\"private_key\" is missing"},
                 Row{samples::service_account_json(""), "\"private_key\" is missing"},
                 Row{samples::service_account_json("  "), "\"private_key\" is missing"},
                 Row{samples::service_account_json("REDACTED"), "does not begin with -----BEGIN PRIVATE KEY-----"},
                 Row{samples::service_account_json(samples::private_key().substr(0, 400)), "cut off"},
                 Row{samples::service_account_json(samples::pem("ENCRYPTED PRIVATE KEY", samples::der_sequence(1300))),
                     "encrypted"},
                 Row{replaced(file, "\"sample-project\"", "5"), "must be texts"},
                 Row{replaced(file, "\"0123456789abcdef0123456789abcdef01234567\"", "null"), "must be texts"},
                 Row{replaced(file, "{", R"({"private_key":"x",)"), "there twice"},
                 Row{replaced(file, "{", R"({"x":{"a":1,"a":2},)"), "there twice"},
             }) {
            CAPTURE(text);
            const ServiceAccountProblem problem = problem_of(text);
            CHECK_MESSAGE(problem.message.contains(message), problem.message);
        }
    }

    TEST_CASE("line breaks that were escaped twice are recognised") {
        std::string twice;
        for (const char c : samples::private_key()) c == '\n' ? twice += "\\\\n" : twice += c;
        CHECK(problem_of(samples::service_account_json(twice)).message.contains("escaped twice"));
    }

    TEST_CASE("broken JSON is answered with line and column") {
        struct Row {
            std::string_view text;
            int line;
            int column;
            std::string_view message;
        };
        for (const auto& [text, line, column, message] : {
                 Row{"{", 1, 2, "The JSON ends too early (line 1, column 2)."},
                 Row{"{\n  \"type\": \"service_account\",\n", 3, 1, "The JSON ends too early"},
                 Row{"{\n  \"type\": \"service_account\"\n  \"a\": 1\n}", 3, 3, "This is not valid JSON"},
                 Row{"{\n\"type\": service_account }", 2, 9, "This is not valid JSON"},
                 Row{"hello", 1, 1, "This is not valid JSON"},
                 Row{"\n\n  hello", 3, 3, "This is not valid JSON"},
                 Row{"{'type':1}", 1, 2, "This is not valid JSON"},
                 Row{"{\n\"private_key\": \"-----BEGIN\nMII\"}", 2, 27, "There is a line break inside a quoted text"},
             }) {
            CAPTURE(text);
            const ServiceAccountProblem problem = problem_of(text);
            CHECK_MESSAGE(problem.message.starts_with(message), problem.message);
            CHECK(problem.line == line);
            CHECK(problem.column == column);
        }
    }

    TEST_CASE("what is too large, too deep or no text is refused before it is read") {
        const std::string file = samples::service_account_json();
        CHECK(read_service_account(file + std::string(service_account_bytes_max - file.size(), ' ')));
        CHECK(problem_of(file + std::string(service_account_bytes_max - file.size() + 1, ' '))
                  .message.contains("larger than 16 KiB"));
        CHECK(problem_of(std::string(10'000'000, '[')).message.contains("larger than 16 KiB"));
        CHECK(problem_of(std::string(16'000, '[')).message.contains("nested too deeply"));
        CHECK(problem_of("{\"type\":\"\xFF\"}").message.contains("not UTF-8"));
    }

    TEST_CASE("no message repeats a value of the file") {
        for (const std::string_view text :
             {R"({"type":"hidden"})", R"({"type":"service_account","client_email":"hidden"})",
              R"({"type":"service_account","client_email":"hidden@x.example","private_key":"hidden"})",
              R"({"type":"service_account","hidden":1,"hidden":2})", R"({"type":"hidden)"}) {
            CAPTURE(text);
            CHECK_FALSE(problem_of(text).message.contains("hidden"));
        }
    }
}
