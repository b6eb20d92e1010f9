#include "server/request_framer.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "core/secret.h"

namespace byok::server {

namespace {

constexpr std::size_t chunk_line_bytes_max = 256;
constexpr std::size_t trailer_bytes_max = 4096;

void append_line(std::string& text, std::string_view name, std::string_view value) {
    text.append(name).append(": ").append(value).append("\r\n");
}

std::string begin_request(std::string_view method, std::string_view target, bool keep_alive) {
    std::string text(method);
    text.append(" ").append(target).append(" HTTP/1.1\r\n");
    append_line(text, "connection", keep_alive ? "keep-alive" : "close");
    return text;
}

}  // namespace

void RequestFramer::feed(std::string_view bytes, std::vector<std::string>& requests) {
    while (!bytes.empty() && state_ != State::Refused) {
        const bool in_head = state_ == State::Idle || state_ == State::Head;
        bytes.remove_prefix(in_head         ? take_head(bytes, requests)
                            : head_.chunked ? take_chunked(bytes, requests)
                                            : take_body(bytes, requests));
    }
}

void RequestFramer::refuse(RefusalStatus status, std::vector<std::string>& requests) {
    if (state_ == State::Refused) { return; }
    state_ = State::Refused;
    continue_wanted_ = false;
    std::string text =
        begin_request(head_.method.empty() ? "GET" : head_.method, head_.target.empty() ? "/" : head_.target, false);
    append_line(text, refused_header, std::to_string(status));
    for (const auto& [name, value] : head_.headers) {
        if (name == "origin") { append_line(text, name, value); }
    }
    requests.push_back(text + "\r\n");
    core::wipe(line_);
    core::wipe(body_);
}

bool RequestFramer::take_continue() {
    return std::exchange(continue_wanted_, false);
}

/// Moves bytes to `line_` until it ends in a line feed; false when they do not suffice. Beyond `bytes_max` the line is
/// left as it is, too long, and counts as ended.
bool RequestFramer::take_line(std::string_view& bytes, std::size_t bytes_max) {
    const std::size_t end = bytes.find('\n');
    const std::string_view part = bytes.substr(0, end == std::string_view::npos ? bytes.size() : end + 1);
    line_ += part;
    bytes.remove_prefix(part.size());
    return line_.size() > bytes_max || part.ends_with('\n');
}

std::size_t RequestFramer::take_head(std::string_view bytes, std::vector<std::string>& requests) {
    const std::size_t offered = bytes.size();
    state_ = State::Head;
    while (state_ == State::Head && take_line(bytes, head_bytes_max)) {
        if (line_.size() > head_bytes_max) {
            // By what fits alone: how much more has arrived by now is chance.
            const bool has_line = std::string_view(line_).substr(0, head_bytes_max).contains("\r\n");
            refuse(has_line ? 431 : 414, requests);
        } else if (!line_.ends_with("\r\n")) {
            refuse(400, requests);
        } else if (line_ == "\r\n" && !blank_line_skipped_) {
            blank_line_skipped_ = true;  // one before a request is tolerated (RFC 9112 2.2)
            line_.clear();
            state_ = State::Idle;
        } else if (line_.ends_with("\r\n\r\n")) {
            begin_body(requests);
        }
    }
    return offered - bytes.size();
}

void RequestFramer::begin_body(std::vector<std::string>& requests) {
    auto head = read_head(std::string_view(line_).substr(0, line_.size() - 4));
    core::wipe(line_);
    if (!head) {
        head_.method = std::move(head.error().method);
        head_.target = std::move(head.error().target);
        if (!head.error().origin.empty()) { head_.headers.emplace_back("origin", std::move(head.error().origin)); }
        refuse(head.error().status, requests);
        return;
    }
    head_ = *std::move(head);
    state_ = State::Body;
    if (!head_.chunked && head_.body_bytes == 0) {
        finish(requests);
        return;
    }
    // The whole length at once, so that a credential does not leave copies of itself behind while the body grows.
    body_.reserve(head_.chunked ? body_bytes_max : static_cast<std::size_t>(head_.body_bytes));
    continue_wanted_ = head_.expects_continue;
}

std::size_t RequestFramer::take_body(std::string_view bytes, std::vector<std::string>& requests) {
    const std::size_t wanted = static_cast<std::size_t>(head_.body_bytes) - body_.size();
    const std::string_view part = bytes.substr(0, wanted);
    body_ += part;
    if (part.size() == wanted) { finish(requests); }
    return part.size();
}

/// The size that `line_` names goes to chunk_left_. Returns the status to refuse with, 0 when all is well.
RefusalStatus RequestFramer::read_chunk_size() {
    if (line_.size() > chunk_line_bytes_max || !line_.ends_with("\r\n")) { return 400; }
    const auto read = std::from_chars(line_.data(), line_.data() + line_.size(), chunk_left_, 16);
    const bool ends_well = *read.ptr == '\r' || *read.ptr == ';';  // extensions are allowed and ignored
    if (read.ec == std::errc::invalid_argument || !ends_well || line_.find('\r') != line_.size() - 2) { return 400; }
    return read.ec != std::errc{} || chunk_left_ > body_bytes_max - body_.size() ? 413 : 0;
}

std::size_t RequestFramer::take_chunked(std::string_view bytes, std::vector<std::string>& requests) {
    const std::size_t offered = bytes.size();
    if (chunk_ == Chunk::Data) {
        const std::string_view part = bytes.substr(0, chunk_left_);
        body_ += part;
        chunk_left_ -= part.size();
        chunk_ = chunk_left_ == 0 ? Chunk::DataEnd : Chunk::Data;
        return part.size();
    }
    if (!take_line(bytes, chunk_line_bytes_max)) { return offered; }
    RefusalStatus status = 0;
    if (chunk_ == Chunk::Size) {
        status = read_chunk_size();
        chunk_ = chunk_left_ == 0 ? Chunk::Trailer : Chunk::Data;
        trailer_bytes_ = 0;
    } else if (chunk_ == Chunk::DataEnd) {
        status = line_ == "\r\n" ? 0 : 400;
        chunk_ = Chunk::Size;
    } else {
        trailer_bytes_ += line_.size();
        const bool too_large = line_.size() > chunk_line_bytes_max || trailer_bytes_ > trailer_bytes_max;
        status = too_large ? 431 : line_.ends_with("\r\n") ? 0 : 400;
        if (status == 0 && line_ == "\r\n") {
            chunk_ = Chunk::Size;
            finish(requests);
        }
    }
    line_.clear();
    if (status != 0) { refuse(status, requests); }
    return offered - bytes.size();
}

void RequestFramer::finish(std::vector<std::string>& requests) {
    std::string text = begin_request(head_.method, head_.target, head_.keep_alive);
    for (const auto& [name, value] : head_.headers) { append_line(text, name, value); }
    append_line(text, "content-length", std::to_string(body_.size()));
    text += "\r\n";
    text.reserve(text.size() + body_.size());
    text += body_;
    requests.push_back(std::move(text));
    core::wipe(body_);
    body_.shrink_to_fit();
    head_ = {};
    continue_wanted_ = false;
    blank_line_skipped_ = false;
    state_ = State::Idle;
}

}  // namespace byok::server
