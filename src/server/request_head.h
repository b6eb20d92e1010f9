/// Reads the head of an HTTP/1.1 request, strictly (RFC 9112), and says how its body is framed.
///
/// Whatever could be read in two ways is refused rather than guessed: bare line feeds, folded lines, spaces before a
/// colon, two lengths, a length beside a transfer coding. Only the headers that this server acts upon are kept.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace byok::server {

inline constexpr std::size_t head_bytes_max = std::size_t{16} * 1024;
inline constexpr std::size_t target_bytes_max = std::size_t{4} * 1024;
inline constexpr std::size_t header_count_max = 100;
inline constexpr std::size_t body_bytes_max = std::size_t{256} * 1024;

/// The statuses with which a request is refused before it has been read: 400, 408, 413, 414, 417, 431, 501, 503, 505.
using RefusalStatus = int;

/// A sentence for people.
std::string_view refusal_sentence(RefusalStatus status);

struct RequestHead {
    std::string method;
    std::string target;                                        // path and query, from '/' on, visible ASCII
    std::vector<std::pair<std::string, std::string>> headers;  // names in lower case; those that matter here alone
    std::uint64_t body_bytes = 0;                              // of a body that is not chunked; at most body_bytes_max
    bool chunked = false;
    bool keep_alive = true;
    bool expects_continue = false;
};

/// What was wrong, and as much of the head as had been understood by then: for the log, and for who may read the
/// answer.
struct HeadRefusal {
    RefusalStatus status;
    std::string method;
    std::string target;
    std::string origin;  // that header; empty = none
};

/// `text` is everything up to and without the empty line, at most head_bytes_max.
std::expected<RequestHead, HeadRefusal> read_head(std::string_view text);

}  // namespace byok::server
