// byok-server: wiring, signals, and the one line on standard output.

#include <sodium.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>

#include "server/commands/command.h"
#include "server/data_folder.h"
#include "server/flags.h"
#include "server/hardening.h"
#include "server/http_server.h"
#include "server/log.h"
#include "server/machine.h"
#include "server/sealing_keys.h"
#include "server/site.h"
#include "server/sodium_vault.h"
#include "server/sqlite_store.h"
#include "server/start.h"
#include "server/verify/http_client.h"
#include "server/verify/verifier.h"
#include "server/wiping_memory.h"
#include "service/api.h"

namespace core = byok::core;
namespace server = byok::server;
namespace service = byok::service;

namespace {

int refuse_to_start(const core::Error& error) {
    std::fprintf(stderr, "byok-server: %s\n", error.message.c_str());
    return EXIT_FAILURE;
}

/// build/web/site beside build/server/byok-server.
std::filesystem::path default_site() {
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
    return program.parent_path().parent_path() / "web" / "site";
}

/// An address that a browser can open: "every address" is none.
std::string host_in_url(const std::string& host) {
    if (host.contains(':')) { return host == "::" ? "[::1]" : "[" + host + "]"; }
    return host == "0.0.0.0" ? "127.0.0.1" : host;
}

/// Past stdio, whose buffer would keep the token.
void print_link(const std::string& host, std::uint16_t port, const core::Secret& token) {
    std::string line = "Console: http://" + host_in_url(host) + ":" + std::to_string(port) + "/#token=";
    line.append(token.reveal()).append("\n");
    [[maybe_unused]] const auto written = ::write(STDOUT_FILENO, line.data(), line.size());
    core::wipe(line);
}

/// Waits for SIGINT or SIGTERM, which are blocked in every thread, and tells `http` to stop.
void stop_on_signal(const sigset_t& signals, server::HttpServer& http) {
    int signal = 0;
    sigwait(&signals, &signal);
    server::LogLine(server::LogLevel::Info, "stopping").number("signal", signal);
    http.stop();
}

/// What a missing key sealed is shown as such; the server is of use without it.
void warn_of_missing_keys(server::SealingKeys& keys, server::SqliteStore& store) {
    for (const std::string& trouble : keys.troubles()) {
        server::LogLine(server::LogLevel::Warning, "sealing_key_source").text("message", trouble);
    }
    const auto missing = keys.missing();
    for (const std::string& id : missing.value_or(std::vector<std::string>())) {
        const std::int64_t count = store.count_sealed_with(id).value_or(0);
        if (count == 0) { continue; }
        server::LogLine(server::LogLevel::Warning, "sealing_key_missing").text("id", id).number("secrets", count);
    }
}

int serve(const server::Flags& flags, const sigset_t& signals) {
    const server::SystemClock clock;
    server::SystemRandom random;
    auto folder = server::DataFolder::open(flags.data);
    if (!folder) { return refuse_to_start(folder.error()); }
    if (auto there = folder->check_database(); !there) { return refuse_to_start(there.error()); }
    auto store = server::SqliteStore::open(folder->paths().database(), clock.unix_time_s());
    if (!store) { return refuse_to_start(store.error()); }
    auto keys = server::SealingKeys::open(server::key_settings(folder->paths()), **store,
                                          service::iso_time(clock.unix_time_s()));
    if (!keys) { return refuse_to_start(keys.error()); }
    auto vault = server::SodiumVault::open(*keys, **store);
    if (!vault) { return refuse_to_start(vault.error()); }
    warn_of_missing_keys(*keys, **store);
    service::ApiLimits limits;
    limits.tests.under_way_per_organization = flags.tests_under_way;
    limits.sessions.idle_s = flags.session_idle_minutes * 60;
    limits.sessions.absolute_s = flags.session_hours * 60 * 60;
    service::Api api(**store, *vault, clock, random, limits);
    server::HttpClient providers({.user_agent = "byok-server/" BYOK_VERSION});
    server::Verifier verifier(providers, clock, flags.provider_bases);
    const server::Site site(flags.site.empty() ? default_site() : flags.site);
    server::HttpServer http(
        {flags.host, flags.port, {}, flags.behind_proxy, flags.allowed_origins},
        {.api = [&](const service::ApiRequest& request) { return api.handle(request); },
         .try_credential = [&](auto job, auto is_wanted,
                               auto done) { verifier.verify(std::move(job), std::move(is_wanted), std::move(done)); },
         .finish_test = [&](const service::TestJob& job,
                            core::TestResult result) { return api.finish(job, std::move(result)); },
         .abandon_test = [&](const service::TestJob& job) { api.abandon(job); },
         .check_health = [&] { return (*store)->check().has_value(); },
         .site = &site});
    if (auto free = http.check_address(); !free) { return refuse_to_start(free.error()); }
    auto token = server::prepare_sign_in(**store, *vault, clock, random);
    if (!token) { return refuse_to_start(token.error()); }
    std::thread stopper;
    http.run([&](std::uint16_t port) {
        print_link(flags.host, port, *token);
        *token = {};
        stopper = std::thread([&] { stop_on_signal(signals, http); });
    });
    stopper.join();
    const server::LogLine stopped(server::LogLevel::Info, "stopped");
    return EXIT_SUCCESS;
}

}  // namespace

int main(int argc, char** argv) {
    if (!server::use_wiping_memory()) {
        return refuse_to_start(
            {core::ErrorCode::Internal, "OpenSSL or libcurl cannot be used on this machine.", {}, 0});
    }
    const auto flags = server::read_flags({argv + 1, static_cast<std::size_t>(argc > 0 ? argc - 1 : 0)});
    if (!flags) {
        std::fprintf(stderr, "byok-server: %s\n\n%s", flags.error().c_str(), server::usage());
        return 2;
    }
    if (flags->help) {
        std::fputs(server::usage(), stdout);
        return EXIT_SUCCESS;
    }
    if (flags->version) {
        std::puts("byok-server " BYOK_VERSION);
        return EXIT_SUCCESS;
    }
    server::harden_process();
    // Blocked before there is a second thread, so that all inherit it and the signals wait for stop_on_signal().
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    if (sodium_init() < 0) {
        return refuse_to_start({core::ErrorCode::Internal, "libsodium cannot be used on this machine.", {}, 0});
    }
    return flags->command.empty() ? serve(*flags, signals) : server::run_command(*flags);
}
