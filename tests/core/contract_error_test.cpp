#include <doctest/doctest.h>

#include <string>

#include "core/contract.h"
#include "core/text.h"

using namespace byok::core;

TEST_SUITE("core/contract_error") {
    TEST_CASE("our server's errors are read with their fields") {
        const Error error = decode_error(
            400,
            R"({"error":{"type":"invalid_request_error","message":"Enter a name.","params":[{"param":"name","message":"Enter a name."},{"param":"provider_key.regions[1].region","message":"Choose a region."}]}})");
        CHECK(error == Error{ErrorCode::InvalidRequest,
                             "Enter a name.",
                             {{"name", "Enter a name."}, {"provider_key.regions[1].region", "Choose a region."}},
                             0});
    }

    TEST_CASE("the other shapes seen in the wild are read as well") {
        CHECK(decode_error(401, R"({"error":"Unauthorized","message":"The token has expired."})").message ==
              "The token has expired.");
        CHECK(decode_error(404, R"({"error":{"code":"not_found","message":"No such key."}})").message ==
              "No such key.");
        CHECK(decode_error(400, R"({"error":"The name is taken"})").message == "The name is taken");
        CHECK(decode_error(400, R"({"message":"Something is missing."})").message == "Something is missing.");
    }

    TEST_CASE("the code comes from the status, whatever the body claims") {
        const std::string_view body = R"({"error":{"type":"rate_limit_error","message":"No."}})";
        CHECK(decode_error(403, body).code == ErrorCode::Forbidden);
        CHECK(decode_error(422, body).code == ErrorCode::IdempotencyMismatch);
        CHECK(decode_error(503, body).code == ErrorCode::Internal);
        CHECK(decode_error(302, body).code == ErrorCode::BadAnswer);
        CHECK(decode_error(0, "").code == ErrorCode::Network);
    }

    TEST_CASE("a body that says nothing is replaced by a sentence of ours") {
        for (const std::string_view body : {
                 "",
                 "   ",
                 "<html><body><h1>502 Bad Gateway</h1></body></html>",
                 "<!DOCTYPE html>",
                 "Bad Gateway",
                 "{",
                 "null",
                 "[]",
                 "{}",
                 "7",
                 R"({"error":null})",
                 R"({"error":7})",
                 R"({"error":{}})",
                 R"({"error":[]})",
                 R"({"error":{"message":7}})",
                 R"({"error":{"message":""}})",
                 R"({"error":{"message":" \n "}})",
                 R"({"error":"Unauthorized"})",
                 R"({"error":"Unauthorized","message":""})",
                 R"({"error":{"message":"<b>bold</b>"}})",
                 R"({"error":{"message":"see </a>"}})",
                 R"({"message":"<!-- hidden -->"})",
                 R"({"error":"<html> at fault"})",
                 "\xFF\xFE",
             }) {
            CAPTURE(body);
            CHECK(decode_error(502, body) ==
                  Error{ErrorCode::Internal, "The server has a problem. Try again in a moment.", {}, 0});
        }
    }

    TEST_CASE("each status has a sentence") {
        for (const int status : {0, 302, 400, 401, 403, 404, 405, 409, 412, 413, 415, 418, 429, 500, 503, 700}) {
            CAPTURE(status);
            const std::string message = decode_error(status, "").message;
            CHECK(message.ends_with('.'));
            CHECK(message.size() > 20);
        }
        CHECK(decode_error(401, "").message == "The console token is not valid or has expired. Sign in again.");
        CHECK(decode_error(405, "").message == "This server does not offer that.");
    }

    TEST_CASE("a comparison sign is not markup") {
        CHECK(decode_error(400, R"({"error":{"message":"The length has to be < 100."}})").message ==
              "The length has to be < 100.");
    }

    TEST_CASE("a message is one line of limited length without control characters") {
        CHECK(decode_error(400, R"({"error":{"message":"two\r\nlines \u001b[31mred\u0000"}})").message ==
              "two lines [31mred");
        const Error error = decode_error(400, R"({"error":{"message":")" + std::string(10'000, 'x') + R"("}})");
        CHECK(count_code_points(error.message) == 301);
        CHECK(error.message.ends_with("…"));
    }

    TEST_CASE("fields that are not what they have to be are left out") {
        const Error error = decode_error(400, R"({"error":{"message":"No.","params":[
            {"param":"name","message":"Wrong."}, {"param":"name"}, {"message":"x"}, {"param":7,"message":"x"}, "name",
            null, [], {"param":"name","message":"<i>x</i>"}, {"param":"","message":"x"}]}})");
        CHECK(error.fields == std::vector<FieldError>{{"name", "Wrong."}});
        for (const std::string_view params : {"{}", "null", "\"name\"", "[]", "[[]]"}) {
            CAPTURE(params);
            CHECK(decode_error(400, R"({"error":{"message":"No.","params":)" + std::string(params) + "}}")
                      .fields.empty());
        }
    }

    TEST_CASE("a flood of fields is cut") {
        std::string body = R"({"error":{"message":"No.","params":[)";
        for (int i = 0; i < 10'000; ++i) body += R"({"param":"name","message":"x"},)";
        body += R"({"param":"name","message":"x"}]}})";
        CHECK(decode_error(400, body).fields.size() == 500);
    }

    TEST_CASE("Retry-After is read when it is a number of seconds") {
        struct Row {
            std::string_view header;
            int seconds;
        };
        for (const auto& [header, seconds] : {
                 Row{"", 0},
                 Row{"0", 0},
                 Row{"30", 30},
                 Row{" 30 ", 30},
                 Row{"99999999999999999999", 86'400},
                 Row{"Fri, 31 Dec 2027 23:59:59 GMT", 0},
                 Row{"-5", 0},
                 Row{"+5", 0},
                 Row{"1.5", 0},
                 Row{"30s", 0},
             }) {
            CAPTURE(header);
            CHECK(decode_error(429, "", header).retry_after_s == seconds);
        }
    }
}
