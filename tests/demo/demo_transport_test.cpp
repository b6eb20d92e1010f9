#include "demo/demo_transport.h"

#include <doctest/doctest.h>

#include <vector>

#include "app/fake_transport.h"

using namespace byok;
using namespace byok::demo;

namespace {

app::HttpRequest request(std::string method, std::string url) {
    app::HttpRequest asked;
    asked.method = std::move(method);
    asked.url = std::move(url);
    asked.token = core::Secret("demo");
    return asked;
}

}  // namespace

TEST_SUITE("demo/demo_transport") {
    TEST_CASE("an answer takes as long as a near server would, never comes from inside the call, and comes once") {
        test::FakeTransport host;
        DemoTransport transport(host, {});
        std::vector<int> answers;
        transport.send(request("GET", "/v1/organizations/x/api_keys"),
                       [&](app::HttpResponse response) { answers.push_back(response.status); });
        CHECK(answers.empty());
        host.run_for(50);
        CHECK(answers.empty());
        host.run_for(150);
        CHECK(answers == std::vector{404});
        host.run_for(10'000);
        CHECK(answers.size() == 1);
        CHECK(host.sent().empty());
    }

    TEST_CASE("signing in takes no time, for the demo does it by itself") {
        test::FakeTransport host;
        DemoTransport transport(host, {});
        int status = 0;
        transport.send(request("GET", "/v1/organizations"),
                       [&](const app::HttpResponse& response) { status = response.status; });
        CHECK(status == 0);
        host.run_for(0);
        CHECK(status == 200);
    }

    TEST_CASE("a test takes longer than a look") {
        test::FakeTransport host;
        DemoTransport transport(host, {});
        int answered = 0;
        transport.send(request("POST", "/v1/organizations/x/provider-keys/test"),
                       [&](const app::HttpResponse&) { ++answered; });
        host.run_for(800);
        CHECK(answered == 0);
        host.run_for(400);
        CHECK(answered == 1);
    }

    TEST_CASE("what was given up is not answered") {
        test::FakeTransport host;
        DemoTransport transport(host, {});
        int answered = 0;
        const auto handle =
            transport.send(request("GET", "/v1/organizations"), [&](const app::HttpResponse&) { ++answered; });
        transport.cancel(handle);
        transport.cancel(handle);
        transport.cancel(12'345);
        host.run_for(10'000);
        CHECK(answered == 0);
        CHECK(host.timers() == 0);
    }

    TEST_CASE("a reset begins anew and answers nothing of before") {
        test::FakeTransport host;
        DemoTransport transport(host, {});
        int answered = 0;
        transport.send(request("GET", "/v1/organizations"), [&](const app::HttpResponse&) { ++answered; });
        const std::string before = transport.server().provider_key_of("bedrock");
        transport.reset();
        host.run_for(10'000);
        CHECK(answered == 0);
        CHECK(transport.server().provider_key_of("bedrock") == before);
        CHECK(transport.server().provider_key_of("nobody").empty());
    }

    TEST_CASE("no timer outlives it") {
        test::FakeTransport host;
        {
            DemoTransport transport(host, {});
            transport.send(request("GET", "/v1/organizations"), [](const app::HttpResponse&) { FAIL("it is gone"); });
        }
        host.run_for(10'000);
        CHECK(host.timers() == 0);
    }
}
