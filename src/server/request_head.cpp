#include "server/request_head.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>

namespace byok::server {

namespace {

struct SentenceRow {
    RefusalStatus status;
    std::string_view sentence;
};

constexpr SentenceRow sentences[] = {
    {400, "This is not a valid HTTP/1.1 request."},
    {408, "The request took too long to arrive."},
    {413, "The body is larger than 256 KiB."},
    {414, "The address is too long."},
    {417, "This expectation cannot be met."},
    {431, "The headers are too large."},
    {501, "This method or transfer coding is not known here."},
    {503, "The server is busy. Try again in a moment."},
    {505, "Only HTTP/1.0 and HTTP/1.1 are spoken here."},
};

constexpr std::string_view methods[] = {"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"};

enum class Repeated { Refused, Joined };

struct HeaderRow {
    std::string_view name;
    Repeated repeated;  // lists may be sent in several lines (RFC 9110 5.3)
};

/// What goes on to the parser behind.
constexpr HeaderRow kept_headers[] = {
    {"access-control-request-method", Repeated::Refused},
    {"accept-encoding", Repeated::Joined},
    {"authorization", Repeated::Refused},
    {"content-type", Repeated::Refused},
    {"cookie", Repeated::Refused},
    {"host", Repeated::Refused},
    {"idempotency-key", Repeated::Refused},
    {"if-match", Repeated::Joined},
    {"if-modified-since", Repeated::Refused},
    {"if-none-match", Repeated::Joined},
    {"origin", Repeated::Refused},
    {"sec-fetch-site", Repeated::Refused},
    {"x-forwarded-for", Repeated::Joined},
    {"x-forwarded-proto", Repeated::Refused},
};

/// What is acted upon here and goes no further.
constexpr HeaderRow framing_headers[] = {
    {"connection", Repeated::Joined},
    {"content-length", Repeated::Refused},
    {"expect", Repeated::Refused},
    {"transfer-encoding", Repeated::Refused},
};

bool is_token_char(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view("!#$%&'*+-.^_`|~").contains(c);
}

bool is_token(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, is_token_char);
}

/// RFC 9112 2.3: one digit, a dot, one digit.
bool is_version(std::string_view text) {
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    return text.size() == 8 && text.starts_with("HTTP/") && is_digit(text[5]) && text[6] == '.' && is_digit(text[7]);
}

bool is_value_char(char c) {
    return c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
}

bool is_target_char(char c) {
    return c > 0x20 && c < 0x7f && c != '#';
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lower(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), [](char c) { return lower(c); });
    return result;
}

std::string_view without_blanks(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) { return {}; }
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// Cuts the text up to `separator` off the front of `text`, and the separator with it; all of it when there is none.
std::string_view take_until(std::string_view& text, std::string_view separator) {
    const std::size_t end = std::min(text.find(separator), text.size());
    const std::string_view front = text.substr(0, end);
    text.remove_prefix(std::min(end + separator.size(), text.size()));
    return front;
}

/// Whether the comma-separated `list` names `wanted`, in any case.
bool lists(std::string_view list, std::string_view wanted) {
    while (!list.empty()) {
        if (lower(without_blanks(take_until(list, ","))) == wanted) { return true; }
    }
    return false;
}

/// Path and query of "http://host/path?query" (RFC 9112 3.2.2) or "/path?query"; empty when it is neither.
std::string_view origin_form(std::string_view target) {
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (target.starts_with(scheme)) {
            target.remove_prefix(scheme.size());
            const std::size_t path = target.find('/');
            return path == std::string_view::npos ? "/" : target.substr(path);
        }
    }
    return target.starts_with('/') ? target : std::string_view();
}

class HeadReader {
public:
    std::expected<RequestHead, HeadRefusal> read(std::string_view text) {
        RefusalStatus status = read_request_line(take_until(text, "\r\n"));
        for (std::size_t count = 0; status == 0 && !text.empty(); ++count) {
            status = count == header_count_max ? 431 : read_header(take_until(text, "\r\n"));
        }
        if (status == 0) { status = read_framing(); }
        if (status != 0) {
            const auto origin = std::ranges::find(head_.headers, "origin", &Headers::value_type::first);
            return std::unexpected(HeadRefusal{status, std::move(head_.method), std::move(head_.target),
                                               origin == head_.headers.end() ? "" : std::move(origin->second)});
        }
        return std::move(head_);
    }

private:
    using Headers = std::vector<std::pair<std::string, std::string>>;

    RequestHead head_;
    Headers framing_;
    bool is_http_1_0_ = false;

    // Each returns the status to refuse with, 0 when all is well.

    RefusalStatus read_request_line(std::string_view line) {
        const std::string_view method = take_until(line, " ");
        const std::string_view target = take_until(line, " ");
        if (!is_token(method) || target.empty() || !std::ranges::all_of(target, is_target_char)) { return 400; }
        if (!is_version(line)) return 400;
        if (line != "HTTP/1.1" && line != "HTTP/1.0") return 505;
        is_http_1_0_ = line == "HTTP/1.0";
        if (!std::ranges::contains(methods, method)) { return 501; }
        head_.method = method;
        if (target.size() > target_bytes_max) { return 414; }
        head_.target = origin_form(target);
        return head_.target.empty() ? 400 : 0;
    }

    RefusalStatus read_header(std::string_view line) {
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) {
            return 400;  // also a folded line, a blank before the colon, and a bare line feed
        }
        const std::string name = lower(line.substr(0, colon));
        const std::string_view value = without_blanks(line.substr(colon + 1));
        if (!std::ranges::all_of(value, is_value_char)) { return 400; }
        if (const auto* row = std::ranges::find(kept_headers, name, &HeaderRow::name); row != std::end(kept_headers)) {
            return add(head_.headers, *row, value);
        }
        if (const auto* row = std::ranges::find(framing_headers, name, &HeaderRow::name);
            row != std::end(framing_headers)) {
            return add(framing_, *row, value);
        }
        return 0;
    }

    static RefusalStatus add(Headers& headers, const HeaderRow& row, std::string_view value) {
        const auto known = std::ranges::find(headers, row.name, &Headers::value_type::first);
        if (known == headers.end()) {
            headers.emplace_back(row.name, value);
            return 0;
        }
        if (row.repeated == Repeated::Refused) { return 400; }
        known->second.append(", ").append(value);
        return 0;
    }

    [[nodiscard]] std::optional<std::string_view> framing(std::string_view name) const {
        const auto found = std::ranges::find(framing_, name, &Headers::value_type::first);
        return found == framing_.end() ? std::nullopt : std::optional<std::string_view>(found->second);
    }

    RefusalStatus read_framing() {
        const bool has_host = std::ranges::contains(head_.headers, "host", &Headers::value_type::first);
        if (!has_host && !is_http_1_0_) { return 400; }
        const std::string_view connection = framing("connection").value_or("");
        head_.keep_alive = is_http_1_0_ ? lists(connection, "keep-alive") : !lists(connection, "close");
        if (const auto expect = framing("expect")) {
            if (lower(*expect) != "100-continue") { return 417; }
            head_.expects_continue = !is_http_1_0_;
        }
        const auto length = framing("content-length");
        const auto coding = framing("transfer-encoding");
        if (coding) {
            head_.chunked = true;
            return length || is_http_1_0_ ? 400 : lower(*coding) != "chunked" ? 501 : 0;
        }
        return length ? read_length(*length) : 0;
    }

    RefusalStatus read_length(std::string_view text) {
        if (text.empty() || !std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; })) { return 400; }
        const auto read = std::from_chars(text.data(), text.data() + text.size(), head_.body_bytes);
        return read.ec != std::errc{} || head_.body_bytes > body_bytes_max ? 413 : 0;
    }
};

}  // namespace

std::string_view refusal_sentence(RefusalStatus status) {
    const auto* const row = std::ranges::find(sentences, status, &SentenceRow::status);
    return row == std::end(sentences) ? sentences[0].sentence : row->sentence;
}

std::expected<RequestHead, HeadRefusal> read_head(std::string_view text) {
    return HeadReader().read(text);
}

}  // namespace byok::server
