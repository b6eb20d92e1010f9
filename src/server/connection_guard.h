/// Watches over the connections of the HTTP server: puts a RequestFramer in front of each, ends those that are too slow
/// or too many, and lets all of them end in an orderly way when the server stops.
///
/// Whoever holds connections does not keep others out: when all are taken, the one on which nothing has happened for
/// longest, and no answer is due, makes room for the next. Whoever does not read costs one answer: what he asks for
/// besides waits here until that has been taken.
///
/// Everything but the constructor belongs to the one thread that serves connections.
#pragma once

#include <trantor/net/TcpConnection.h>

#include <chrono>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "server/request_framer.h"

namespace byok::server {

struct ConnectionLimits {
    std::size_t connections_max = 256;
    std::chrono::milliseconds head_timeout{10'000};          // from the first byte of a request to the end of its head
    std::chrono::milliseconds body_timeout{30'000};          // from there to the end of its body
    std::chrono::milliseconds linger_timeout{5'000};         // how long bytes are read and dropped after a refusal
    std::chrono::milliseconds read_timeout{60'000};          // for the client to read what has been sent
    std::size_t unread_bytes_max = std::size_t{256} * 1024;  // more than that, and further requests wait
    std::size_t all_unread_bytes_max = std::size_t{64} * 1024 * 1024;  // more than that, and the slowest are ended
};

class ConnectionGuard {
public:
    explicit ConnectionGuard(ConnectionLimits limits) : limits_(limits) {}

    /// For Drogon's connection callback: called when a connection has been made, and again when it has ended.
    void changed(const trantor::TcpConnectionPtr& connection);

    /// To be called when a request of the connection has been answered.
    void answered(const std::weak_ptr<trantor::TcpConnection>& connection);

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
        Watched() = default;
        Watched(const Watched&) = delete;
        Watched& operator=(const Watched&) = delete;
        ~Watched();

        std::weak_ptr<trantor::TcpConnection> connection;
        trantor::RecvMessageCallback parser;  // Drogon's
        RequestFramer framer;
        RequestFramer::State timed_state = RequestFramer::State::Idle;
        Time deadline = Time::max();
        std::deque<std::string> waiting;  // requests, until what has been sent before is read
        std::size_t due = 0;              // answers
        std::size_t unread_bytes = 0;     // sent and not read, as soon as they are more than unread_bytes_max
        std::size_t sent_when_read = 0;   // bytes of the connection's whole life, once those have been sent
        Time quiet_since = std::chrono::steady_clock::now();
    };

    ConnectionLimits limits_;
    bool receiving_ = true;
    bool looks_at_readers_ = false;  // soon, that is
    std::unordered_map<const trantor::TcpConnection*, std::shared_ptr<Watched>> watched_;

    void make_room();
    void sent_unread(Watched& watched, trantor::TcpConnection& connection, std::size_t bytes);
    void look_at_readers_soon(trantor::EventLoop* loop);
    void look_at_readers(trantor::EventLoop* loop);
    void end(std::unordered_map<const trantor::TcpConnection*, std::shared_ptr<Watched>>::iterator watched);
    void received(Watched& watched, const trantor::TcpConnectionPtr& connection, trantor::MsgBuffer& bytes);
    static void forward(Watched& watched, const trantor::TcpConnectionPtr& connection,
                        std::vector<std::string>& requests);
    static void forward_waiting(Watched& watched, const trantor::TcpConnectionPtr& connection);
    void set_deadline(Watched& watched, bool renew);
};

}  // namespace byok::server
