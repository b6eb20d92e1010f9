// Whatever a connection sends, in whatever pieces: the same requests are cut out of it, each one whole, in words that
// cut the same way again; and after a refusal there is nothing more.
// Input: one byte for the size of the pieces, then what is sent; each '~' in it stands for 32 KiB.

#include <algorithm>
#include <string>
#include <vector>

#include "hold.h"
#include "server/request_framer.h"
#include "server/request_head.h"

namespace {

using namespace byok::server;
using byok::fuzz::hold;
using byok::fuzz::Input;
using Requests = std::vector<std::string>;

constexpr RefusalStatus statuses[] = {400, 408, 413, 414, 417, 431, 501, 503, 505};

struct Framed {
    Requests requests;
    RequestFramer::State state;
};

/// The pieces grow by one byte each from `step` on, so that they end everywhere; 0 = all at once.
Framed feed(std::string_view bytes, std::size_t step) {
    RequestFramer framer;
    Requests requests;
    if (step == 0) framer.feed(bytes, requests);
    for (std::size_t size = step; step != 0 && !bytes.empty(); ++size) {
        framer.feed(bytes.substr(0, size), requests);
        bytes.remove_prefix(std::min(size, bytes.size()));
    }
    return {requests, framer.state()};
}

bool is_refusal(std::string_view request) {
    return request.contains("\r\n(refused): ");
}

void hold_request(const std::string& request) {
    const std::size_t head_end = request.find("\r\n\r\n");
    hold(head_end != std::string::npos, "a request without an end of its head");
    hold(request.size() - head_end - 4 <= body_bytes_max, "a body larger than allowed");
    if (!request.contains("\r\nhost: ")) return;  // HTTP/1.0 had none, and leaves as HTTP/1.1, which has to
    const Framed again = feed(request, 0);
    hold(again.requests.size() == 1 && again.state == RequestFramer::State::Idle,
         "what was cut out is not one request");
    const std::string& once_more = again.requests.front();
    const std::string_view body = std::string_view(request).substr(head_end);
    hold(once_more.ends_with(body) && once_more.find("\r\n\r\n") == once_more.size() - body.size(),
         "a body that was cut out is cut differently the next time");
    // Not the same to the last byte: an empty header that was joined to another leaves ", " behind once.
    hold(feed(once_more, 0).requests == again.requests, "a head that was cut out is cut differently each time");
}

void hold_refusal(const std::string& request) {
    const std::size_t at = request.find("\r\n(refused): ");
    const int status = std::atoi(request.c_str() + at + 13);
    hold(std::ranges::contains(statuses, status), "a status that is none of those to refuse with");
    hold(request.ends_with("\r\n\r\n") && request.find("\r\n\r\n") == request.size() - 4, "a refusal with a body");
    hold(request.contains("\r\nconnection: close\r\n"), "a refusal that keeps the connection");
    hold(!read_head(std::string_view(request).substr(0, request.size() - 4)), "a client can send a refusal");
}

void hold_framing(std::string_view bytes, std::size_t step) {
    const Framed whole = feed(bytes, 0);
    const Framed pieces = feed(bytes, step);
    hold(whole.requests == pieces.requests, "pieces are cut differently from the whole");
    hold(whole.state == pieces.state, "pieces leave the connection in another state");
    for (std::size_t i = 0; i < whole.requests.size(); ++i) {
        const std::string& request = whole.requests[i];
        if (!is_refusal(std::string_view(request).substr(0, request.find("\r\n\r\n") + 2))) {
            hold_request(request);
            continue;
        }
        hold_refusal(request);
        hold(i + 1 == whole.requests.size(), "something comes after a refusal");
        hold(whole.state == RequestFramer::State::Refused, "a refusal did not end the connection");
    }
}

/// So that a small input reaches the limits.
std::string expanded(std::string_view text) {
    constexpr int expanded_max = 10;
    std::string bytes;
    int expanded = 0;
    for (const char c : text) c == '~' && expanded++ < expanded_max ? bytes.append(32'768, 'x') : bytes.append(1, c);
    return bytes;
}

void hold_head(std::string_view text) {
    text = text.substr(0, std::min(text.find("\r\n\r\n"), head_bytes_max));
    const auto head = read_head(text);
    if (!head) {
        hold(std::ranges::contains(statuses, head.error().status), "a status that is none of those to refuse with");
        hold(!refusal_sentence(head.error().status).empty(), "a refusal without a sentence");
        return;
    }
    hold(head->target.starts_with('/'), "a target that is no path");
    hold(head->body_bytes <= body_bytes_max, "a body larger than allowed");
    hold(!head->chunked || head->body_bytes == 0, "a body that is framed in two ways");
    for (const auto& [name, value] : head->headers) {
        hold(std::ranges::none_of(name, [](char c) { return c >= 'A' && c <= 'Z'; }), "a name in upper case");
        hold(value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos, "a value with a line end in it");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Input input(data, size);
    const std::size_t step = 1 + input.choice(36);
    hold_framing(expanded(input.rest()), step);
    hold_head(input.rest());
    return 0;
}
