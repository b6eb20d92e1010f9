#include "server/connection_guard.h"

#include <trantor/utils/MsgBuffer.h>

#include <string_view>
#include <vector>

#include "core/secret.h"

namespace byok::server {

namespace {

/// trantor lets the receiving callback be set but not read, and Drogon sets its own before anybody else is told of the
/// connection. A class derived from it may name the protected member.
struct Receiver : trantor::TcpConnection {
    static constexpr auto callback = &Receiver::recvMsgCallback_;
};

}  // namespace

void ConnectionGuard::changed(const trantor::TcpConnectionPtr& connection) {
    if (!connection->connected()) {
        watched_.erase(connection.get());
        return;
    }
    if (!receiving_ || watched_.size() >= limits_.connections_max) {
        connection->forceClose();
        return;
    }
    auto watched = std::make_shared<Watched>();
    watched->connection = connection;
    watched->parser = (*connection).*Receiver::callback;
    watched_.emplace(connection.get(), watched);
    connection->setTcpNoDelay(true);
    connection->setRecvMsgCallback([this, watched](const trantor::TcpConnectionPtr& sender, trantor::MsgBuffer* bytes) {
        received(*watched, sender, *bytes);
    });
}

void ConnectionGuard::received(Watched& watched, const trantor::TcpConnectionPtr& connection,
                               trantor::MsgBuffer& bytes) {
    std::vector<std::string> requests;
    if (receiving_) { watched.framer.feed({bytes.peek(), bytes.readableBytes()}, requests); }
    // The connection reuses this memory and would keep a credential in it for as long as it lives.
    if (bytes.readableBytes() > 0) { core::wipe(&bytes[0], bytes.readableBytes()); }
    bytes.retrieveAll();
    if (watched.framer.take_continue()) { connection->send(std::string("HTTP/1.1 100 Continue\r\n\r\n")); }
    set_deadline(watched, !requests.empty());
    forward(watched, connection, requests);
}

void ConnectionGuard::forward(const Watched& watched, const trantor::TcpConnectionPtr& connection,
                              std::vector<std::string>& requests) {
    for (std::string& request : requests) {
        trantor::MsgBuffer buffer(request.size());
        buffer.append(request);
        core::wipe(request);
        watched.parser(connection, &buffer);
    }
}

/// The time for a head or a body runs from its first byte, whatever trickles in after it. `renew` = another request has
/// begun since.
void ConnectionGuard::set_deadline(Watched& watched, bool renew) {
    const auto state = watched.framer.state();
    if (state == watched.timed_state && !renew) { return; }
    const Time now = std::chrono::steady_clock::now();
    watched.timed_state = state;
    switch (state) {
        case RequestFramer::State::Idle:
            watched.deadline = Time::max();
            break;
        case RequestFramer::State::Head:
            watched.deadline = now + limits_.head_timeout;
            break;
        case RequestFramer::State::Body:
            watched.deadline = now + limits_.body_timeout;
            break;
        case RequestFramer::State::Refused:
            watched.deadline = now + limits_.linger_timeout;
            break;
    }
}

void ConnectionGuard::end_slow_connections() {
    const Time now = std::chrono::steady_clock::now();
    std::vector<std::shared_ptr<Watched>> slow;
    for (const auto& [key, watched] : watched_) {
        if (watched->deadline <= now) { slow.push_back(watched); }
    }
    for (const auto& watched : slow) {
        const auto connection = watched->connection.lock();
        if (!connection) { continue; }
        if (watched->framer.state() == RequestFramer::State::Refused) {
            connection->forceClose();
            continue;
        }
        std::vector<std::string> requests;
        watched->framer.refuse(408, requests);
        set_deadline(*watched, true);
        forward(*watched, connection, requests);
    }
}

void ConnectionGuard::close_all() {
    receiving_ = false;
    std::vector<std::shared_ptr<Watched>> all;  // because closing takes them out of the map
    all.reserve(watched_.size());
    for (const auto& [key, watched] : watched_) { all.push_back(watched); }
    for (const auto& watched : all) {
        if (const auto connection = watched->connection.lock()) { connection->shutdown(); }
    }
}

}  // namespace byok::server
