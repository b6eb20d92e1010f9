#include "server/verify/http_client.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <atomic>
#include <future>
#include <string>

#include "server/file_descriptor.h"

using namespace byok::server;

namespace {

HttpAnswer ask(HttpClient& client, HttpCall call) {
    std::promise<HttpAnswer> answered;
    client.send(std::move(call), [&](HttpAnswer answer) { answered.set_value(std::move(answer)); });
    return answered.get_future().get();
}

HttpCall get(std::string url, bool to_loopback = false) {
    HttpCall call;
    call.url = std::move(url);
    call.to_loopback = to_loopback;
    return call;
}

/// A socket of this machine that takes connections and says nothing.
struct Listener {
    FileDescriptor socket{::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)};
    std::string port;

    Listener() {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        auto* const any = reinterpret_cast<sockaddr*>(&address);
        REQUIRE(::bind(socket.get(), any, size) == 0);
        REQUIRE(::listen(socket.get(), 4) == 0);
        REQUIRE(::getsockname(socket.get(), any, &size) == 0);
        port = std::to_string(ntohs(address.sin_port));
    }
    [[nodiscard]] bool was_connected_to() const { return ::accept(socket.get(), nullptr, nullptr) >= 0; }
};

HttpClientSettings resolving(std::vector<std::string> names) {
    HttpClientSettings settings;
    settings.resolved = std::move(names);
    settings.connect_timeout_ms = 1'000;
    settings.timeout_ms = 2'000;
    return settings;
}

}  // namespace

TEST_SUITE("server/verify/http_client") {
    TEST_CASE("a name that means an address inside of the network is not connected to") {
        for (const char* address : {"127.0.0.1", "169.254.169.254", "10.0.0.1", "[::1]", "[::ffff:169.254.169.254]"}) {
            CAPTURE(address);
            HttpClient client(resolving({"name.openai.azure.com:443:" + std::string(address)}));
            CHECK(ask(client, get("https://name.openai.azure.com/")).failure == HttpFailure::Forbidden);
        }
    }

    TEST_CASE("a name that means a public address first and another one afterwards is not connected to there either") {
        const Listener inside;
        // What is checked is the address of the connection itself: there is no second look-up to answer differently.
        HttpClient client(resolving({"name.openai.azure.com:" + inside.port + ":192.0.2.1,127.0.0.1",
                                     "name.openai.azure.com:443:192.0.2.1,127.0.0.1"}));
        CHECK(ask(client, get("https://name.openai.azure.com/")).failure == HttpFailure::Forbidden);
        CHECK(ask(client, get("https://name.openai.azure.com:" + inside.port + "/")).failure == HttpFailure::Forbidden);
        CHECK_FALSE(inside.was_connected_to());
    }

    TEST_CASE("a public address is connected to at the port of https alone") {
        HttpClient client(resolving({"name.openai.azure.com:8443:1.1.1.1"}));
        CHECK(ask(client, get("https://name.openai.azure.com:8443/")).failure == HttpFailure::Forbidden);
    }

    TEST_CASE("nothing but https is spoken, and by a stand-in nothing but http on this machine") {
        HttpClient client(resolving({"elsewhere.example:80:192.0.2.1"}));
        CHECK(ask(client, get("http://name.openai.azure.com/")).failure == HttpFailure::Broken);
        CHECK(ask(client, get("file:///etc/hostname")).failure == HttpFailure::Broken);
        CHECK(ask(client, get("file:///etc/hostname", true)).failure == HttpFailure::Broken);
        CHECK(ask(client, get("http://elsewhere.example/", true)).failure == HttpFailure::Forbidden);
    }

    TEST_CASE("what does not answer is given up") {
        const Listener silent;
        HttpClient client(resolving({}));
        CHECK(ask(client, get("http://127.0.0.1:" + silent.port + "/", true)).failure == HttpFailure::Timeout);
        CHECK(silent.was_connected_to());
    }

    TEST_CASE("what nobody waits for any more is ended, and so is everything when the client ends") {
        const Listener silent;
        std::atomic<bool> wanted = true;
        std::promise<HttpAnswer> unwanted, ended;
        {
            HttpClient client({});
            HttpCall call = get("http://127.0.0.1:" + silent.port + "/", true);
            call.is_wanted = [&] { return wanted.load(); };
            client.send(std::move(call), [&](HttpAnswer answer) { unwanted.set_value(std::move(answer)); });
            wanted = false;
            CHECK(unwanted.get_future().get().failure == HttpFailure::Cancelled);
            client.send(get("http://127.0.0.1:" + silent.port + "/", true),
                        [&](HttpAnswer answer) { ended.set_value(std::move(answer)); });
        }
        CHECK(ended.get_future().get().failure == HttpFailure::Cancelled);
    }

    TEST_CASE("more calls than may be under way wait for their turn") {
        HttpClientSettings settings = resolving({});
        settings.calls_max = 2;
        HttpClient client(settings);
        std::atomic<int> answered = 0;
        std::promise<void> all;
        for (int i = 0; i < 10; ++i)
            client.send(get("http://127.0.0.1:1/", true), [&](const HttpAnswer& answer) {
                CHECK(answer.failure == HttpFailure::Connect);
                if (++answered == 10) all.set_value();
            });
        all.get_future().get();
        CHECK(answered == 10);
    }
}
