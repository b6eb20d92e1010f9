#include "server/verify/verifier.h"

#include <doctest/doctest.h>

#include "server/verify/provider_bases.h"

using namespace byok;
using namespace byok::server;
using core::Finding;
using core::RegionResult;
using core::Verdict;

namespace {

RegionResult result(std::string region, Verdict verdict, std::string message) {
    return {std::move(region), {verdict, "code", std::move(message), "Do this."}};
}

}  // namespace

TEST_SUITE("server/verify/verifier") {
    TEST_CASE("of all regions the worst counts, and is named") {
        const RegionResult valid = result("global", Verdict::Valid, "Accepted."),
                           limited = result("eu-west-1", Verdict::ValidLimited, "No permission."),
                           unknown = result("us-west-2", Verdict::Unknown, "No answer."),
                           invalid = result("ap-south-1", Verdict::Invalid, "Wrong.");
        CHECK(worst_of({valid, limited, invalid, unknown}).message == "ap-south-1: Wrong.");
        CHECK(worst_of({valid, unknown, limited}).verdict == Verdict::Unknown);
        CHECK(worst_of({valid, limited}).message == "eu-west-1: No permission.");
        CHECK(worst_of({valid}) == valid.finding);
        CHECK_MESSAGE(
            worst_of({result("a", Verdict::Invalid, "Wrong."), result("b", Verdict::Invalid, "Wrong.")}).message ==
                "Wrong.",
            "where all fared the same no region is named");
        CHECK(worst_of({result("", Verdict::Valid, "Accepted.")}).message == "Accepted.");
    }

    TEST_CASE("only addresses of this machine stand in for a provider") {
        for (const char* url : {"http://127.0.0.1:9000", "http://[::1]:1", "http://127.0.0.1:80/under/a/path"})
            CHECK(is_loopback_url(url));
        for (const char* url : {"", "http://127.0.0.1", "http://127.0.0.1:", "http://127.0.0.1:9000@evil.example",
                                "http://127.0.0.1:x", "https://127.0.0.1:9000", "http://localhost:9000",
                                "http://127.0.0.1.evil.example:80", "http://10.0.0.1:80", "http://127.0.0.1:999999"}) {
            CAPTURE(url);
            CHECK_FALSE(is_loopback_url(url));
        }
    }
}
