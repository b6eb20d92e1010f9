#include "server/verify/outbound_address.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>

#include <cstdint>
#include <string>

using namespace byok::server;

namespace {

sockaddr_storage address(const std::string& text, int port = 443) {
    sockaddr_storage storage{};
    auto* v4 = reinterpret_cast<sockaddr_in*>(&storage);
    auto* v6 = reinterpret_cast<sockaddr_in6*>(&storage);
    if (inet_pton(AF_INET, text.c_str(), &v4->sin_addr) == 1) {
        v4->sin_family = AF_INET;
        v4->sin_port = htons(static_cast<std::uint16_t>(port));
    } else {
        REQUIRE(inet_pton(AF_INET6, text.c_str(), &v6->sin6_addr) == 1);
        v6->sin6_family = AF_INET6;
        v6->sin6_port = htons(static_cast<std::uint16_t>(port));
    }
    return storage;
}

bool is_public(const std::string& text) {
    const sockaddr_storage storage = address(text);
    return is_public_address(reinterpret_cast<const sockaddr&>(storage));
}

bool is_loopback(const std::string& text) {
    const sockaddr_storage storage = address(text);
    return is_loopback_address(reinterpret_cast<const sockaddr&>(storage));
}

}  // namespace

TEST_SUITE("server/verify/outbound_address") {
    TEST_CASE("addresses of the public internet are sent to") {
        for (const char* text : {"1.1.1.1", "8.8.8.8", "20.42.0.1", "100.63.255.255", "100.128.0.0", "172.15.255.255",
                                 "172.32.0.0", "192.0.1.0", "223.255.255.255", "2606:4700::1111",
                                 "2001:4860:4860::8888", "2a00:1450:4001::", "2003::1"}) {
            CAPTURE(text);
            CHECK(is_public(text));
        }
    }

    TEST_CASE("addresses inside of anybody's network are not, whatever they look like") {
        for (const char* text : {"0.0.0.0",
                                 "0.1.2.3",
                                 "10.0.0.1",
                                 "100.64.0.1",
                                 "100.127.255.255",
                                 "127.0.0.1",
                                 "127.255.255.255",
                                 "169.254.169.254",
                                 "172.16.0.1",
                                 "172.31.255.255",
                                 "192.0.0.8",
                                 "192.0.2.1",
                                 "192.88.99.1",
                                 "192.168.1.1",
                                 "198.18.0.1",
                                 "198.19.255.255",
                                 "198.51.100.7",
                                 "203.0.113.9",
                                 "224.0.0.1",
                                 "239.1.1.1",
                                 "240.0.0.1",
                                 "255.255.255.255",
                                 "::",
                                 "::1",
                                 "::ffff:1.1.1.1",
                                 "::ffff:169.254.169.254",
                                 "::7f00:1",
                                 "64:ff9b::a9fe:a9fe",
                                 "64:ff9b:1::1",
                                 "100::1",
                                 "2001::1",
                                 "2001:1::1",
                                 "2001:db8::1",
                                 "2002:7f00:1::",
                                 "3fff::1",
                                 "fc00::1",
                                 "fd12:3456::1",
                                 "fe80::1",
                                 "fec0::1",
                                 "ff02::1",
                                 "4000::1"}) {
            CAPTURE(text);
            CHECK_FALSE(is_public(text));
        }
        sockaddr other{};
        other.sa_family = AF_UNIX;
        CHECK_FALSE(is_public_address(other));
    }

    TEST_CASE("this machine is told from the rest") {
        for (const char* text : {"127.0.0.1", "127.9.9.9", "::1"}) CHECK(is_loopback(text));
        for (const char* text : {"128.0.0.1", "0.0.0.0", "::", "::2", "::ffff:127.0.0.1"})
            CHECK_FALSE(is_loopback(text));
    }

    TEST_CASE("an address knows its port") {
        const sockaddr_storage v4 = address("1.1.1.1", 8443), v6 = address("::1", 443);
        CHECK(port_of(reinterpret_cast<const sockaddr&>(v4)) == 8443);
        CHECK(port_of(reinterpret_cast<const sockaddr&>(v6)) == 443);
        CHECK(port_of(sockaddr{}) == 0);
    }
}
