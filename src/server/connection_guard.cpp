#include "server/connection_guard.h"

#include <trantor/net/EventLoop.h>
#include <trantor/utils/MsgBuffer.h>

#include <string_view>
#include <utility>
#include <vector>

#include "core/secret.h"

namespace byok::server {

namespace {

// Of one connection. Clients that send requests without waiting for answers are few, and send few.
constexpr std::size_t waiting_requests_max = 16;
constexpr std::size_t waiting_bytes_max = 2 * body_bytes_max;

/// How long after much has been sent to look whether it was read.
constexpr double look_at_readers_s = 0.02;

/// How long a connection stays at least, so that what it was made for can arrive.
constexpr std::chrono::milliseconds room_after{20};

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
    if (receiving_ && watched_.size() >= limits_.connections_max) { make_room(); }
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
    connection->setHighWaterMarkCallback([this, watched](const trantor::TcpConnectionPtr& sender,
                                                         std::size_t bytes) { sent_unread(*watched, *sender, bytes); },
                                         limits_.unread_bytes_max);
}

/// A connection under way is not ended for a new one, but for what it has asked for and does not read.
void ConnectionGuard::make_room() {
    const Time latest = std::chrono::steady_clock::now() - room_after;
    auto quietest = watched_.end();
    for (auto each = watched_.begin(); each != watched_.end(); ++each) {
        if (each->second->due > 0 || each->second->quiet_since > latest) { continue; }
        if (quietest == watched_.end() || each->second->quiet_since < quietest->second->quiet_since) {
            quietest = each;
        }
    }
    if (quietest != watched_.end()) { end(quietest); }
}

void ConnectionGuard::sent_unread(Watched& watched, trantor::TcpConnection& connection, std::size_t bytes) {
    if (watched.unread_bytes == 0) { watched.quiet_since = std::chrono::steady_clock::now(); }
    watched.unread_bytes = bytes;
    watched.sent_when_read = connection.bytesSent() + bytes;
    look_at_readers_soon(connection.getLoop());
    std::size_t all_bytes = 0;
    auto quietest = watched_.end();
    for (auto each = watched_.begin(); each != watched_.end(); ++each) {
        const Watched& other = *each->second;
        all_bytes += other.unread_bytes;
        if (other.unread_bytes == 0 || &other == &watched) { continue; }
        if (quietest == watched_.end() || other.quiet_since < quietest->second->quiet_since) { quietest = each; }
    }
    if (all_bytes > limits_.all_unread_bytes_max && quietest != watched_.end()) { end(quietest); }
}

void ConnectionGuard::look_at_readers_soon(trantor::EventLoop* loop) {
    if (looks_at_readers_) { return; }
    looks_at_readers_ = true;
    loop->runAfter(look_at_readers_s, [this, loop] { look_at_readers(loop); });
}

/// trantor (1.5.28) does not say each time when it has sent all that was waiting (setWriteCompleteCallback).
void ConnectionGuard::look_at_readers(trantor::EventLoop* loop) {
    looks_at_readers_ = false;
    std::vector<std::shared_ptr<Watched>> unread;
    for (const auto& [key, watched] : watched_) {
        if (watched->unread_bytes > 0) { unread.push_back(watched); }
    }
    for (const auto& watched : unread) {
        const auto connection = watched->connection.lock();
        if (!connection) { continue; }
        if (connection->bytesSent() < watched->sent_when_read) {
            look_at_readers_soon(loop);
            continue;
        }
        watched->unread_bytes = 0;
        watched->quiet_since = std::chrono::steady_clock::now();
        forward_waiting(*watched, connection);
    }
}

/// Forgets it at once: the connection itself ends a moment later.
void ConnectionGuard::end(
    std::unordered_map<const trantor::TcpConnection*, std::shared_ptr<Watched>>::iterator watched) {
    const auto connection = watched->second->connection.lock();
    watched_.erase(watched);
    if (connection) { connection->forceClose(); }
}

ConnectionGuard::Watched::~Watched() {
    for (std::string& request : waiting) { core::wipe(request); }
}

void ConnectionGuard::answered(const std::weak_ptr<trantor::TcpConnection>& connection) {
    const auto found = watched_.find(connection.lock().get());
    if (found == watched_.end()) { return; }
    Watched& watched = *found->second;
    watched.quiet_since = std::chrono::steady_clock::now();
    watched.due -= watched.due > 0 ? 1 : 0;
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

void ConnectionGuard::forward(Watched& watched, const trantor::TcpConnectionPtr& connection,
                              std::vector<std::string>& requests) {
    std::size_t bytes = 0;
    for (std::string& request : requests) { watched.waiting.push_back(std::move(request)); }
    forward_waiting(watched, connection);
    for (const std::string& request : watched.waiting) { bytes += request.size(); }
    if (watched.waiting.size() > waiting_requests_max || bytes > waiting_bytes_max) { connection->forceClose(); }
}

void ConnectionGuard::forward_waiting(Watched& watched, const trantor::TcpConnectionPtr& connection) {
    while (watched.unread_bytes == 0 && !watched.waiting.empty()) {
        std::string request = std::move(watched.waiting.front());
        watched.waiting.pop_front();
        trantor::MsgBuffer buffer(request.size());
        buffer.append(request);
        core::wipe(request);
        ++watched.due;
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
        const bool reads_slowly = watched->unread_bytes > 0 && now - watched->quiet_since >= limits_.read_timeout;
        if (watched->deadline <= now || reads_slowly) { slow.push_back(watched); }
    }
    for (const auto& watched : slow) {
        const auto connection = watched->connection.lock();
        if (!connection) { continue; }
        if (watched->unread_bytes > 0 || watched->framer.state() == RequestFramer::State::Refused) {
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
