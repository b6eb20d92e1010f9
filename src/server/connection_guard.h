/// Watches over the connections of the HTTP server: puts a RequestFramer in front of each, ends those that are too slow
/// or too many, and lets all of them end in an orderly way when the server stops.
///
/// Everything but the constructor belongs to the one thread that serves connections.
#pragma once

#include <trantor/net/TcpConnection.h>

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <unordered_map>

#include "server/request_framer.h"

namespace byok::server {

struct ConnectionLimits {
    std::size_t connections_max = 256;
    std::chrono::milliseconds head_timeout{10'000};   // from the first byte of a request to the end of its head
    std::chrono::milliseconds body_timeout{30'000};   // from there to the end of its body
    std::chrono::milliseconds linger_timeout{5'000};  // how long bytes are read and dropped after a refusal
};

class ConnectionGuard {
public:
    explicit ConnectionGuard(ConnectionLimits limits) : limits_(limits) {}

    /// For Drogon's connection callback: called when a connection has been made, and again when it has ended.
    void changed(const trantor::TcpConnectionPtr& connection);

    /// To be called about every second.
    void end_slow_connections();

    /// Takes no more connections and no more requests.
    void stop_receiving() { receiving_ = false; }
    /// Closes all connections once what is to be sent on them has been sent.
    void close_all();
    [[nodiscard]] bool empty() const { return watched_.empty(); }

private:
    using Time = std::chrono::steady_clock::time_point;
    struct Watched {
        std::weak_ptr<trantor::TcpConnection> connection;
        trantor::RecvMessageCallback parser;  // Drogon's
        RequestFramer framer;
        RequestFramer::State timed_state = RequestFramer::State::Idle;
        Time deadline = Time::max();
    };

    ConnectionLimits limits_;
    bool receiving_ = true;
    std::unordered_map<const trantor::TcpConnection*, std::shared_ptr<Watched>> watched_;

    void received(Watched& watched, const trantor::TcpConnectionPtr& connection, trantor::MsgBuffer& bytes);
    void forward(const Watched& watched, const trantor::TcpConnectionPtr& connection,
                 std::vector<std::string>& requests);
    void set_deadline(Watched& watched, bool renew);
};

}  // namespace byok::server
