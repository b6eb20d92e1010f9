#include "server/verify/bedrock_check.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "core/samples.h"

using namespace byok;
using namespace byok::server;
using core::Finding;
using core::Verdict;

namespace {

constexpr std::int64_t now_s = 1'768'383'000;

HttpAnswer answer(int status, std::string_view body) {
    HttpAnswer result;
    result.status = status;
    result.body = core::Secret(body);
    return result;
}
HttpAnswer known() {
    return answer(200, "<GetCallerIdentityResult>");
}
HttpAnswer unknown_id() {
    return answer(403, "<Code>InvalidClientTokenId</Code>");
}
HttpAnswer wrong_signature() {
    return answer(403, "<Code>SignatureDoesNotMatch</Code>");
}
HttpAnswer models() {
    return answer(200, R"({"modelSummaries":[]})");
}
HttpAnswer broken() {
    HttpAnswer result;
    result.failure = HttpFailure::Timeout;
    return result;
}

/// What a check asked, and what it found, when it is answered so.
struct Course {
    std::vector<std::string> urls;
    std::optional<Finding> finding;
    int left = 0;  // answers that nobody asked for
};

Course course(std::string region, std::vector<HttpAnswer> answers, std::string base = {}) {
    const core::RegionCredential credential{std::move(region),
                                            std::string(core::samples::access_key_id),
                                            core::Secret(core::samples::secret_access_key),
                                            {}};
    const auto check = bedrock_check(credential, std::move(base));
    Course result;
    ProviderCheck::Step step = check->begin(now_s);
    std::size_t next = 0;
    while (const auto* call = std::get_if<HttpCall>(&step)) {
        result.urls.push_back(call->method + " " + call->url);
        if (next == answers.size()) return result;
        step = check->next(answers[next++], now_s);
    }
    result.finding = std::get<Finding>(step);
    result.left = static_cast<int>(answers.size() - next);
    return result;
}

std::vector<HttpAnswer> list(auto&&... each) {
    std::vector<HttpAnswer> answers;
    (answers.push_back(std::move(each)), ...);
    return answers;
}

using Urls = std::vector<std::string>;

}  // namespace

TEST_SUITE("server/verify/bedrock_check") {
    TEST_CASE("first who it is, then what they may do, both in their region") {
        const Course eu = course("eu-west-1", list(known(), models()));
        CHECK(eu.urls == Urls{"POST https://sts.eu-west-1.amazonaws.com/",
                              "GET https://bedrock.eu-west-1.amazonaws.com/foundation-models"});
        CHECK(eu.finding->verdict == Verdict::Valid);
        CHECK(course("global", list(known(), models())).urls.front() == "POST https://sts.us-east-1.amazonaws.com/");
        CHECK(course("eusc-de-east-1", list(known(), models())).urls.front() ==
              "POST https://sts.eusc-de-east-1.amazonaws.eu/");
        CHECK(course("us-west-2", list(known(), models()), "http://127.0.0.1:9").urls ==
              Urls{"POST http://127.0.0.1:9/", "GET http://127.0.0.1:9/foundation-models"});
    }

    TEST_CASE("a region that the account has not enabled is told from keys that do not exist") {
        const Course disabled = course("af-south-1", list(unknown_id(), known()));
        CHECK(disabled.urls.back() == "POST https://sts.us-east-1.amazonaws.com/");
        CHECK(disabled.finding->reason == "region_disabled");
        CHECK(disabled.finding->verdict == Verdict::ValidLimited);
        const Course nowhere = course("af-south-1", list(unknown_id(), unknown_id(), unknown_id()));
        CHECK(nowhere.urls.back() == "POST https://sts.us-gov-west-1.amazonaws.com/");
        CHECK(nowhere.finding->reason == "wrong_key");
        CHECK(nowhere.finding->verdict == Verdict::Invalid);
        CHECK_MESSAGE(course("us-east-1", list(unknown_id(), unknown_id())).finding->reason == "wrong_key",
                      "the region that is always on is not asked twice");
    }

    TEST_CASE("keys of another part of AWS are told from keys that do not exist") {
        const Course government = course("us-east-1", list(unknown_id(), known()));
        CHECK(government.finding->reason == "wrong_partition");
        CHECK(government.finding->verdict == Verdict::Invalid);
        const Course commercial = course("us-gov-east-1", list(unknown_id(), unknown_id(), known()));
        CHECK(commercial.urls == Urls{"POST https://sts.us-gov-east-1.amazonaws.com/",
                                      "POST https://sts.us-gov-west-1.amazonaws.com/",
                                      "POST https://sts.us-east-1.amazonaws.com/"});
        CHECK(commercial.finding->reason == "wrong_partition");
        CHECK_MESSAGE(course("us-east-1", list(unknown_id(), wrong_signature())).finding->reason == "wrong_partition",
                      "the id is known there, whatever its secret");
    }

    TEST_CASE("a secret that seems wrong is asked for once more, and no more than that") {
        const Course right = course("us-east-1", list(wrong_signature(), known(), models()));
        CHECK(right.finding->verdict == Verdict::Valid);
        const Course wrong = course("us-east-1", list(wrong_signature(), wrong_signature()));
        CHECK(wrong.finding->reason == "wrong_secret");
        CHECK(wrong.finding->verdict == Verdict::Invalid);
        CHECK(wrong.urls.size() == 2);
    }

    TEST_CASE("nothing is proved where the network fails in between") {
        CHECK(course("af-south-1", list(broken())).finding->verdict == Verdict::Unknown);
        CHECK(course("af-south-1", list(unknown_id(), broken())).finding->verdict == Verdict::Unknown);
        CHECK(course("af-south-1", list(unknown_id(), unknown_id(), broken())).finding->verdict == Verdict::Unknown);
        CHECK(course("us-east-1", list(known(), broken())).finding->verdict == Verdict::Unknown);
        CHECK(course("us-east-1", list(wrong_signature(), broken())).finding->verdict == Verdict::Unknown);
    }

    TEST_CASE("keys that may not list models are good") {
        const Course limited = course("us-east-1", list(known(), answer(403, R"({"__type":"AccessDeniedException"})")));
        CHECK(limited.finding->verdict == Verdict::ValidLimited);
        CHECK(limited.finding->reason == "no_permission");
    }
}
