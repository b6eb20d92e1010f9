// How many credentials are sealed, opened and rewrapped in a second, by one thread (see scripts/bench).

#include <sodium.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "server/envelope.h"

using namespace byok;
using namespace byok::server;

namespace {

constexpr service::SealedPlace place{"provider_key", "org_abcdefghijklmnopqrstuvwxyz", "pk_abcdefghijklmnopqrstuvwxyz",
                                     1};
constexpr std::chrono::seconds time_for_each{1};

template <class Work>
void measure(const char* what, Work work) {
    const auto begin = std::chrono::steady_clock::now();
    long count = 0;
    while (std::chrono::steady_clock::now() - begin < time_for_each) {
        for (int i = 0; i < 100; ++i, ++count) {
            if (!work()) std::abort();
        }
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    std::printf("%s %.0f\n", what, static_cast<double>(count) / took.count());
}

}  // namespace

int main() {
    if (sodium_init() < 0) return EXIT_FAILURE;
    const MasterKey key = *MasterKey::from_digits(std::string(64, '1'), "");
    const MasterKey other = *MasterKey::from_digits(std::string(64, '2'), "");
    const core::Secret secret(std::string(164, 's'));  // as long as an OpenAI key
    const service::Sealed sealed = seal_envelope(key, place, secret);
    measure("seal", [&] { return !seal_envelope(key, place, secret).bytes.empty(); });
    measure("open", [&] { return open_envelope(key, place, sealed).has_value(); });
    measure("rewrap", [&] { return rewrap_envelope(key, other, place, sealed).has_value(); });
    return EXIT_SUCCESS;
}
