/// Cuts what a connection sends into whole requests, in words that leave nothing to interpretation.
///
/// It stands between the socket and Drogon's parser, which answers some malformed requests with bare status lines,
/// reads ambiguous framing leniently, and (1.9.13) ends the process on a negative chunk size. What leaves here is
/// always one complete request: a plain head, a Content-Length, a body of that length. A request that is refused leaves
/// as one without a body and with the header `refused_header`, which no client can send, so that its answer is made,
/// ordered and logged like any other; it is the last one of its connection. Its `origin`, as far as known, goes with
/// it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "server/request_head.h"

namespace byok::server {

/// Holds the RefusalStatus. Not a token (RFC 9110 5.6.2): read_head() refuses a head that has it.
inline constexpr std::string_view refused_header = "(refused)";

class RequestFramer {
public:
    enum class State {
        Idle,     // nothing of the next request has arrived
        Head,     // a part of a head
        Body,     // a head and perhaps a part of a body
        Refused,  // over: all further bytes are dropped
    };

    /// Takes `bytes`, all of them, and appends the requests that are complete now to `requests`, in order.
    void feed(std::string_view bytes, std::vector<std::string>& requests);

    /// Refuses the request that is under way, or the next one: appends its replacement to `requests`.
    void refuse(RefusalStatus status, std::vector<std::string>& requests);

    [[nodiscard]] State state() const { return state_; }

    /// Whether the client waits for "100 Continue" before it sends the body. Tells it once.
    bool take_continue();

private:
    enum class Chunk { Size, Data, DataEnd, Trailer };

    State state_ = State::Idle;
    std::string line_;  // a head, or a line of a chunked body, as far as it has arrived
    RequestHead head_;
    std::string body_;
    Chunk chunk_ = Chunk::Size;
    std::size_t chunk_left_ = 0;  // bytes of this chunk that are to come
    std::size_t trailer_bytes_ = 0;
    bool continue_wanted_ = false;
    bool blank_line_skipped_ = false;

    std::size_t take_head(std::string_view bytes, std::vector<std::string>& requests);
    std::size_t take_body(std::string_view bytes, std::vector<std::string>& requests);
    std::size_t take_chunked(std::string_view bytes, std::vector<std::string>& requests);
    bool take_line(std::string_view& bytes, std::size_t bytes_max);
    void begin_body(std::vector<std::string>& requests);
    void finish(std::vector<std::string>& requests);
    RefusalStatus read_chunk_size();
};

}  // namespace byok::server
