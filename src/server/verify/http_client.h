/// Sends requests to providers, many at a time on one thread of its own, on libcurl.
///
/// Nothing a provider does can tie it up: connecting, waiting and the size of an answer are bounded, redirects are not
/// followed, connections are not shared between credentials, and no proxy of the environment is used. Every connection
/// goes to port 443 of a public address (outbound_address.h), over TLS with the certificate checked.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "server/verify/http_call.h"

namespace byok::server {

struct HttpClientSettings {
    long connect_timeout_ms = 5'000;
    long timeout_ms = 15'000;  // from the first moment to the last byte
    std::size_t body_bytes_max = std::size_t{256} * 1024;
    std::size_t calls_max = 256;  // under way at a time; the others wait
    std::string user_agent = "byok-server";
    /// For tests: what names mean, "HOST:PORT:ADDRESS[,ADDRESS…]" (CURLOPT_RESOLVE).
    std::vector<std::string> resolved = {};
};

class HttpClient {
public:
    using Done = std::function<void(HttpAnswer)>;

    explicit HttpClient(HttpClientSettings settings);
    /// Cancels what is under way; each is told so.
    ~HttpClient();
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;

    /// From any thread. `done` is called once, on the client's thread, and must neither block nor throw.
    void send(HttpCall call, Done done);

private:
    class Transfer;
    struct Waiting {
        HttpCall call;
        Done done;
    };

    HttpClientSettings settings_;
    std::mutex mutex_;
    void* multi_;                  // changed under the mutex
    std::deque<Waiting> waiting_;  // under the mutex
    bool ending_ = false;          // under the mutex
    std::vector<std::unique_ptr<Transfer>> under_way_;
    bool answered_ = false;  // since forget_answers()
    std::thread thread_;     // last: it uses the others from its first moment

    void work();
    bool begin_waiting();
    void finish_done();
    void forget_answers();
    void cancel_unwanted(bool all);
};

}  // namespace byok::server
