#include "core/pem.h"

#include <doctest/doctest.h>

#include <string>

#include "core/samples.h"

using namespace byok::core;

namespace {

std::string with_crlf(std::string_view text) {
    std::string crlf;
    for (const char c : text) c == '\n' ? crlf += "\r\n" : crlf += c;
    return crlf;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

}  // namespace

TEST_SUITE("core/pem") {
    TEST_CASE("a private key in PEM is recognised, whatever its size and line ends") {
        for (const std::size_t size : {46u, 100u, 127u, 128u, 255u, 256u, 1190u, 1214u, 2370u}) {
            CAPTURE(size);
            const std::string pem = samples::pem("PRIVATE KEY", samples::der_sequence(size));
            CHECK_FALSE(private_key_problem(pem));
            CHECK_FALSE(private_key_problem(with_crlf(pem)));
            CHECK_FALSE(private_key_problem("\n  " + pem + "\n"));
        }
        CHECK_FALSE(private_key_problem(samples::pem("RSA PRIVATE KEY", samples::der_sequence(1190))));
    }

    TEST_CASE("what is not a private key is refused, with its reason") {
        const std::string good = samples::private_key();
        struct Row {
            std::string pem;
            std::string_view reason;
        };
        for (const auto& [pem, reason] : {
                 Row{"", "does not begin with"},
                 Row{"REDACTED", "does not begin with"},
                 Row{samples::base64(samples::der_sequence(1214)), "does not begin with"},
                 Row{samples::pem("PUBLIC KEY", samples::der_sequence(294)), "does not begin with"},
                 Row{samples::pem("CERTIFICATE", samples::der_sequence(900)), "does not begin with"},
                 Row{samples::pem("EC PRIVATE KEY", samples::der_sequence(119)), "does not begin with"},
                 Row{samples::pem("OPENSSH PRIVATE KEY", samples::der_sequence(400)), "does not begin with"},
                 Row{samples::pem("ENCRYPTED PRIVATE KEY", samples::der_sequence(1300)), "is encrypted"},
                 Row{replaced(good, "-----BEGIN", "----BEGIN"), "does not begin with"},
                 Row{replaced(good, "-----END", "----END"), "cut off"},
                 Row{replaced(good, "END PRIVATE KEY", "END RSA PRIVATE KEY"), "cut off"},
                 Row{replaced(good, "END PRIVATE KEY", "END PUBLIC KEY"), "cut off"},
                 Row{good.substr(0, good.size() / 2), "cut off"},
                 Row{good.substr(0, 27), "cut off"},
                 Row{"-----BEGIN PRIVATE KEY-----", "cut off"},
                 Row{"-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----", "cut off"},
                 Row{"-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----", "cut off"},
                 Row{"-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----", "cut off"},
                 Row{replaced(good, "M", "*"), "cut off"},
                 Row{replaced(good, "\n-----END", "=\n-----END"), "cut off"},
                 Row{replaced(good, "\n-----END", "AAAA\n-----END"), "cut off"},
                 Row{replaced(good, "-----\n", "-----\nAAAA"), "cut off"},
                 Row{good + good, "cut off"},
                 Row{samples::escaped(good), "escaped twice"},
             }) {
            CAPTURE(pem);
            const auto problem = private_key_problem(pem);
            REQUIRE(problem);
            CHECK_MESSAGE(problem->contains(reason), std::string(*problem));
        }
    }

    TEST_CASE("a body that is not one whole DER sequence is refused") {
        const std::string whole = samples::der_sequence(1214);
        for (const std::string& bytes :
             {whole.substr(0, whole.size() - 1), whole + "x", whole.substr(1), "\x31" + whole.substr(1),
              "\x30\x80" + whole.substr(2), "\x30\x84" + whole.substr(2), std::string(100, '\0')}) {
            CHECK(private_key_problem(samples::pem("PRIVATE KEY", bytes)));
        }
    }
}
