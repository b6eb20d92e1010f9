#include "server/request_head.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace byok::server;

namespace {

RequestHead read(std::string_view text) {
    auto head = read_head(text);
    REQUIRE(head);
    return *std::move(head);
}

int refusal(std::string_view text) {
    const auto head = read_head(text);
    return head ? 0 : head.error().status;
}

/// A GET with these lines after its Host.
std::string with(std::string_view lines) {
    return "GET / HTTP/1.1\r\nHost: x\r\n" + std::string(lines);
}

}  // namespace

TEST_SUITE("server/request_head") {
    TEST_CASE("a plain request is read") {
        const RequestHead head =
            read("POST /v1/x?y=z HTTP/1.1\r\nHost: a:1\r\nContent-Length:  12 \r\nAUTHORIZATION: Bearer t");
        CHECK(head.method == "POST");
        CHECK(head.target == "/v1/x?y=z");
        CHECK(head.body_bytes == 12);
        CHECK_FALSE(head.chunked);
        CHECK(head.keep_alive);
        CHECK_FALSE(head.expects_continue);
        CHECK(head.headers ==
              std::vector<std::pair<std::string, std::string>>{{"host", "a:1"}, {"authorization", "Bearer t"}});
    }

    TEST_CASE("headers that nobody acts upon are left out, and so are those that only say how to read the request") {
        CHECK(
            read(with("User-Agent: a\r\nUpgrade: websocket\r\nConnection: upgrade\r\nX-Anything: 1")).headers.size() ==
            1);
    }

    TEST_CASE("a target may be a whole address") {
        CHECK(read("GET http://a.example/b?c HTTP/1.1\r\nHost: a.example").target == "/b?c");
        CHECK(read("GET https://a.example/ HTTP/1.1\r\nHost: a.example").target == "/");
        CHECK(read("GET http://a.example HTTP/1.1\r\nHost: a.example").target == "/");
    }

    TEST_CASE("a target is handed on as it was sent, not decoded and not tidied up") {
        for (const char* target : {"/a%2fb", "/../../etc/passwd", "/%00", "//a", "/a+b", "/?%zz", "/a;b=c"}) {
            CAPTURE(target);
            CHECK(read("GET " + std::string(target) + " HTTP/1.1\r\nHost: x").target == target);
        }
    }

    TEST_CASE("a connection stays open as RFC 9112 9.3 says") {
        CHECK(read(with("Connection: keep-alive")).keep_alive);
        CHECK_FALSE(read(with("Connection: close")).keep_alive);
        CHECK_FALSE(read(with("Connection: te, Close")).keep_alive);
        CHECK_FALSE(read(with("Connection: te\r\nConnection: close")).keep_alive);
        CHECK(read(with("Connection: closed")).keep_alive);
        CHECK_FALSE(read("GET / HTTP/1.0").keep_alive);
        CHECK(read("GET / HTTP/1.0\r\nConnection: Keep-Alive").keep_alive);
    }

    TEST_CASE("a body may be chunked, or expected to be asked for") {
        CHECK(read(with("Transfer-Encoding: Chunked")).chunked);
        CHECK(read(with("Expect: 100-Continue\r\nContent-Length: 1")).expects_continue);
        CHECK_FALSE(read("POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 1").expects_continue);
    }

    TEST_CASE("lists may come in several lines, other headers may not") {
        CHECK(read(with("Accept-Encoding: gzip\r\naccept-encoding: br")).headers.back().second == "gzip, br");
        for (const char* line :
             {"Host: y", "Authorization: Bearer a\r\nAuthorization: Bearer b", "Content-Type: a\r\nContent-Type: a",
              "Content-Length: 1\r\nContent-Length: 1", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
              "Expect: 100-continue\r\nExpect: 100-continue"}) {
            CAPTURE(line);
            CHECK(refusal(with(line)) == 400);
        }
    }

    TEST_CASE("what could be read in two ways is refused") {
        const std::string zero(1, '\0');
        const std::string rows[] = {
            "",
            "GET",
            "GET /",
            "GET  / HTTP/1.1\r\nHost: x",
            "GET / HTTP/1.1 \r\nHost: x",
            " GET / HTTP/1.1\r\nHost: x",
            "GET\t/ HTTP/1.1\r\nHost: x",
            "GET x HTTP/1.1\r\nHost: x",
            "GET * HTTP/1.1\r\nHost: x",
            "OPTIONS * HTTP/1.1\r\nHost: x",
            "GET /# HTTP/1.1\r\nHost: x",
            "GET /\xc3\xa9 HTTP/1.1\r\nHost: x",
            "GET /" + zero + " HTTP/1.1\r\nHost: x",
            "GET /\x7f HTTP/1.1\r\nHost: x",
            "GET / http/1.1\r\nHost: x",
            "G@T / HTTP/1.1\r\nHost: x",
            "GET / HTTP/1.1",
            "GET / HTTP/1.1\r\nAccept: */*",
            "GET / HTTP/1.1\nHost: x",
            with("A : b"),
            with(": b"),
            with("no colon"),
            with(" folded: yes"),
            with("A: b\r\n\tfolded"),
            with("A: b\rC: d"),
            with("A: b\nC: d"),
            with("A: " + zero),
            with("A: \x01"),
            with("(refused): 413"),
            with("Content-Length: 1\r\nTransfer-Encoding: chunked"),
            with("Content-Length:"),
            with("Content-Length: -1"),
            with("Content-Length: +1"),
            with("Content-Length: 0x1"),
            with("Content-Length: 1, 1"),
            with("Content-Length: 1 1"),
            "POST / HTTP/1.0\r\nTransfer-Encoding: chunked",
        };
        for (const std::string& row : rows) {
            CAPTURE(row);
            CHECK(refusal(row) == 400);
        }
    }

    TEST_CASE("what is not spoken here is refused by its own status") {
        CHECK(refusal("GET / HTTP/2.0\r\nHost: x") == 505);
        CHECK(refusal("GET / HTTP/1.2\r\nHost: x") == 505);
        CHECK(refusal("TRACE / HTTP/1.1\r\nHost: x") == 501);
        CHECK(refusal("PROPFIND / HTTP/1.1\r\nHost: x") == 501);
        CHECK(refusal("get / HTTP/1.1\r\nHost: x") == 501);
        CHECK(refusal(with("Transfer-Encoding: gzip, chunked")) == 501);
        CHECK(refusal(with("Transfer-Encoding: identity")) == 501);
        CHECK(refusal(with("Transfer-Encoding:")) == 501);
        CHECK(refusal(with("Expect: tea")) == 417);
    }

    TEST_CASE("limits hold to the byte") {
        CHECK(refusal(with("Content-Length: 262144")) == 0);
        CHECK(refusal(with("Content-Length: 262145")) == 413);
        CHECK(refusal(with("Content-Length: 104857600")) == 413);
        CHECK(refusal(with("Content-Length: 18446744073709551616")) == 413);
        CHECK(refusal("GET /" + std::string(target_bytes_max - 1, 'a') + " HTTP/1.1\r\nHost: x") == 0);
        CHECK(refusal("GET /" + std::string(target_bytes_max, 'a') + " HTTP/1.1\r\nHost: x") == 414);
        std::string lines;
        for (std::size_t i = 2; i <= header_count_max; ++i) lines += "A: b\r\n";
        CHECK(refusal(with(lines)) == 0);
        CHECK(refusal(with(lines + "A: b\r\n")) == 431);
    }

    TEST_CASE("a refusal tells method and target as far as they were understood") {
        const auto refused = read_head("DELETE /x HTTP/1.1\r\nHost: x\r\nContent-Length: 999999");
        REQUIRE_FALSE(refused);
        CHECK(refused.error().method == "DELETE");
        CHECK(refused.error().target == "/x");
        CHECK(read_head("nonsense").error().method.empty());
    }

    TEST_CASE("every refusal has a sentence of its own") {
        std::vector<std::string_view> seen;
        for (const int status : {400, 408, 413, 414, 417, 431, 501, 503, 505}) {
            CAPTURE(status);
            CHECK_FALSE(std::ranges::contains(seen, refusal_sentence(status)));
            seen.push_back(refusal_sentence(status));
        }
    }
}
