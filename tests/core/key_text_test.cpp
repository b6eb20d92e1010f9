#include "core/key_text.h"

#include <doctest/doctest.h>

#include <string>

using namespace byok::core;

namespace {

std::string problem(std::string_view text) {
    return key_text_problem(text, "API key", 100).value_or("");
}

}  // namespace

TEST_SUITE("core/key_text") {
    TEST_CASE("keys of every shape are accepted, also with white space around them") {
        for (const std::string_view key : {
                 "sk-ant-api03-AbC_123-xyz",
                 "sk-proj-0123456789T3BlbkFJabc",
                 "0123456789abcdef0123456789abcdef",
                 "0123456789abcdef0123456789abcdef.AbCdEfGhIjKlMnOp",
                 "xai-AbCdEfGh",
                 "madeup+secret/for/tests/opens0nothing001",
                 "AKIAMADEUPFORTESTS23",
                 "base64+with/signs==",
                 "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
                 "  sk-with-a-paste  \r\n",
                 "\uFEFFsk-with-a-bom",
                 "ends-in-xxxxxxx",
                 "endsinxxxxxxxxxx",
                 "aaa",
                 "k",
             }) {
            CAPTURE(key);
            CHECK(problem(key) == "");
        }
    }

    TEST_CASE("AWS's published examples, quoted keys and files are no keys, and each is told what it is") {
        struct Row {
            std::string_view text;
            std::string_view message;
        };
        for (const auto& [text, message] : {
                 Row{"AKIAIOSFODNN7EXAMPLE", "This is an example. Enter your own API key."},
                 Row{"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "This is an example. Enter your own API key."},
                 Row{"\"sk-key\"", "Remove the quotation marks around the API key."},
                 Row{"'sk-key'", "Remove the quotation marks around the API key."},
                 Row{"{\n  \"type\": 1", "This is JSON, not the API key. Paste that alone."},
                 Row{"-----BEGIN PRIVATE KEY-----\n",
                     "This is a private key in PEM, not the API key. Paste that alone."},
             }) {
            CAPTURE(text);
            CHECK(problem(text) == message);
        }
        for (const std::string_view key : {"EXAMPLE-1", "sk-example", "\"sk-key", "sk-{key}", "key-----BEGIN"}) {
            CAPTURE(key);
            CHECK(problem(key) == "");
        }
    }

    TEST_CASE("what cannot be sent in a header is named") {
        struct Row {
            std::string_view text;
            std::string_view message;
        };
        for (const auto& [text, message] : {
                 Row{"", "Enter the API key."},
                 Row{" \t\r\n\u00A0\uFEFF", "Enter the API key."},
                 Row{"sk-one\nsk-two", "Remove the line break inside the API key."},
                 Row{"sk-one\r\nsk-two", "Remove the line break inside the API key."},
                 Row{"sk one", "Remove the space inside the API key."},
                 Row{"sk\tone", "Remove the space inside the API key."},
                 Row{"sk\u00A0one", "Remove the space inside the API key."},
                 Row{std::string_view("sk\0one", 6), "Remove the control character inside the API key."},
                 Row{"sk\x1Bone", "Remove the control character inside the API key."},
                 Row{"sk\x7Fone", "Remove the control character inside the API key."},
                 Row{"sk\u0085one", "Remove the control character inside the API key."},
                 Row{"sk\u200Bone", "Remove the invisible character inside the API key."},
                 Row{"\u200Bsk-one", "Remove the invisible character inside the API key."},
                 Row{"sk-one\u200D", "Remove the invisible character inside the API key."},
                 Row{"sk\uFEFFone", "Remove the invisible character inside the API key."},
                 Row{"sk\u2013one", "Remove the character that is not plain ASCII inside the API key."},
                 Row{"ключ", "Remove the character that is not plain ASCII inside the API key."},
                 Row{"sk-\xFF", "Remove the character that is not plain ASCII inside the API key."},
                 Row{"“sk-one”", "Remove the character that is not plain ASCII inside the API key."},
             }) {
            CAPTURE(text);
            CHECK(problem(text) == message);
        }
    }

    TEST_CASE("the mask of a form is not a key") {
        for (const std::string_view mask : {"*", "********", "••••••••", "●●●●", "····", " •• "}) {
            CAPTURE(mask);
            CHECK(problem(mask) == "This is a mask. Paste the API key itself.");
        }
    }

    TEST_CASE("an example out of the documentation is not a key") {
        for (const std::string_view example : {
                 "<your key>",
                 "<YOUR_API_KEY>",
                 "your-api-key",
                 "YOUR_API_KEY",
                 "sk-your-api-key-here",
                 "sk-ant-your_key",
                 "xxxx",
                 "XXXXXXXXXXXXXXXX",
                 "sk-xxxxxxxx",
                 "sk-ant-api03-XXXXXXXXXXXX",
                 "0000000000000000",
                 "aaaa",
                 "sk-...",
                 "AKIA...",
                 "sk-ant-…",
             }) {
            CAPTURE(example);
            CHECK(problem(example) == "This is an example. Enter your own API key.");
        }
    }

    TEST_CASE("a text longer than any key is refused without a look inside") {
        CHECK(problem(std::string(50, 'a') + std::string(50, 'b')) == "");
        CHECK(problem(std::string(50, 'a') + std::string(51, 'b')) ==
              "This is too long to be the API key. Paste it alone.");
        CHECK(problem(std::string(1'000'000, ' ') + "key") == "");
        CHECK(problem(std::string(1'000'000, '\xFF')) == "This is too long to be the API key. Paste it alone.");
    }

    TEST_CASE("no sentence repeats what was entered") {
        for (const std::string_view text : {"hidden value", "hidden\nvalue", "hidden\u200Bvalue", "<hidden>"}) {
            CAPTURE(text);
            CHECK_FALSE(problem(text).contains("hidden"));
        }
    }
}
