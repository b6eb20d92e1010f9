#include "server/verify/outbound_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <span>

namespace byok::server {

namespace {

using Bytes = std::span<const unsigned char>;

struct Range {
    std::array<unsigned char, 16> begin;  // an IPv4 range uses the first four
    int bits;
};

constexpr Range forbidden_v4[] = {
    {{0}, 8},          // this network
    {{10}, 8},         // private
    {{100, 64}, 10},   // carrier-grade NAT
    {{127}, 8},        // loopback
    {{169, 254}, 16},  // link-local: cloud metadata
    {{172, 16}, 12},   // private
    {{192, 0, 0}, 24},
    {{192, 0, 2}, 24},  // documentation
    {{192, 88, 99}, 24},
    {{192, 168}, 16},  // private
    {{198, 18}, 15},   // benchmarks
    {{198, 51, 100}, 24},
    {{203, 0, 113}, 24},
    {{224}, 4},  // multicast
    {{240}, 4},  // reserved, broadcast
};

// Everything but 2000::/3, and of that what is not unicast of the public internet or carries another address.
constexpr Range forbidden_v6[] = {
    {{0x20, 0x01, 0x00}, 23},        // IETF protocols, Teredo among them
    {{0x20, 0x01, 0x0d, 0xb8}, 32},  // documentation
    {{0x20, 0x02}, 16},              // 6to4
    {{0x3f, 0xff}, 20},              // documentation
};
constexpr Range public_v6{{0x20}, 3};

bool is_in(Bytes address, const Range& range) {
    for (int bit = 0; bit < range.bits; ++bit) {
        const auto byte = static_cast<std::size_t>(bit / 8);
        const int mask = 0x80 >> bit % 8;
        if ((address[byte] & mask) != (range.begin[byte] & mask)) { return false; }
    }
    return true;
}

bool is_in_any(Bytes address, std::span<const Range> ranges) {
    return std::ranges::any_of(ranges, [&](const Range& range) { return is_in(address, range); });
}

/// The address as bytes in network order: 4, 16, or none for other families.
struct AddressBytes {
    std::array<unsigned char, 16> bytes{};
    std::size_t size = 0;
    [[nodiscard]] Bytes view() const { return {bytes.data(), size}; }
};

AddressBytes bytes_of(const sockaddr& address) {
    AddressBytes result;
    if (address.sa_family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, &address, sizeof v4);
        std::memcpy(result.bytes.data(), &v4.sin_addr, result.size = sizeof v4.sin_addr);
    } else if (address.sa_family == AF_INET6) {
        sockaddr_in6 v6{};
        std::memcpy(&v6, &address, sizeof v6);
        std::memcpy(result.bytes.data(), &v6.sin6_addr, result.size = sizeof v6.sin6_addr);
    }
    return result;
}

}  // namespace

bool is_public_address(const sockaddr& address) {
    const AddressBytes bytes = bytes_of(address);
    if (bytes.size == 4) { return !is_in_any(bytes.view(), forbidden_v4); }
    return bytes.size == 16 && is_in(bytes.view(), public_v6) && !is_in_any(bytes.view(), forbidden_v6);
}

bool is_loopback_address(const sockaddr& address) {
    const AddressBytes bytes = bytes_of(address);
    constexpr std::array<unsigned char, 16> loopback_v6{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    if (bytes.size == 4) { return bytes.bytes[0] == 127; }
    return bytes.size == 16 && bytes.bytes == loopback_v6;
}

int port_of(const sockaddr& address) {
    if (address.sa_family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, &address, sizeof v4);
        return ntohs(v4.sin_port);
    }
    if (address.sa_family == AF_INET6) {
        sockaddr_in6 v6{};
        std::memcpy(&v6, &address, sizeof v6);
        return ntohs(v6.sin6_port);
    }
    return 0;
}

}  // namespace byok::server
