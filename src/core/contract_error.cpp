// decode_error of core/contract.h: what a server, or a proxy in between, says when it does not do what was asked.

#include <algorithm>
#include <optional>

#include "core/contract.h"
#include "core/json.h"
#include "core/text.h"

namespace byok::core {
namespace {

constexpr std::size_t message_chars_max = 300;
constexpr std::size_t fields_max = 500;
constexpr int retry_after_s_max = 24 * 60 * 60;

/// A sentence of our own for each code, in case the answer has none that can be shown.
std::string_view sentence(ErrorCode code) {
    switch (code) {
        case ErrorCode::InvalidRequest:
            return "The server did not accept this request.";
        case ErrorCode::Authentication:
            return "The console token is not valid or has expired. Sign in again.";
        case ErrorCode::Forbidden:
            return "This console token does not permit that.";
        case ErrorCode::NotFound:
            return "The server did not find this. Perhaps it was deleted.";
        case ErrorCode::MethodNotAllowed:
            return "This server does not offer that.";
        case ErrorCode::Conflict:
            return "Somebody else changed this at the same time. Refresh, then try again.";
        case ErrorCode::PreconditionFailed:
            return "Somebody else has changed this. Refresh, then try again.";
        case ErrorCode::PayloadTooLarge:
            return "The request is larger than the server accepts.";
        case ErrorCode::UnsupportedMediaType:
            return "The server does not accept this kind of request.";
        case ErrorCode::IdempotencyMismatch:
            return "This was sent before with other contents. Start again.";
        case ErrorCode::RateLimit:
            return "Too many requests. Wait a moment, then try again.";
        case ErrorCode::Internal:
            return "The server has a problem. Try again in a moment.";
        case ErrorCode::Network:
        case ErrorCode::Prevented:
            return "The server cannot be reached. Check the connection, then try again.";
        case ErrorCode::Timeout:
            return "The server did not answer in time. Try again.";
        case ErrorCode::BadAnswer:
            return "The server sent an answer that this console does not understand.";
    }
    return {};
}

/// Whether `text` has something that looks like a tag. A "<" on its own does not.
bool has_markup(std::string_view text) {
    for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
        const char next = at + 1 < text.size() ? text[at + 1] : ' ';
        if (next == '/' || next == '!' || next == '?' || (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z'))
            return true;
    }
    return false;
}

/// The member's text fit for the screen; empty when it has none or it is a page.
std::string shown_text(const Json* member) {
    const std::string_view text = member ? member->text().value_or("") : "";
    return has_markup(text) ? std::string() : one_line(text, message_chars_max);
}

std::vector<FieldError> read_fields(const Json& error) {
    std::vector<FieldError> fields;
    const Json* params = error.find("params");
    const Json::Array* items = params ? params->items() : nullptr;
    if (!items) return fields;
    for (const Json& item : *items) {
        if (fields.size() == fields_max) break;
        FieldError field{shown_text(item.find("param")), shown_text(item.find("message"))};
        if (!field.param.empty() && !field.message.empty()) fields.push_back(std::move(field));
    }
    return fields;
}

/// Retry-After in seconds; 0 for a date, whose distance only a clock could tell, and for anything else.
int read_retry_after(std::string_view header) {
    header = trimmed(header);
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (!std::ranges::all_of(header, is_digit)) return 0;
    int seconds = 0;
    for (const char digit : header) seconds = std::min(seconds * 10 + (digit - '0'), retry_after_s_max);
    return seconds;
}

}  // namespace

Error decode_error(int status, std::string_view body, std::string_view retry_after) {
    Error error;
    error.code = code_from_status(status);
    error.retry_after_s = read_retry_after(retry_after);

    if (const auto json = parse_json(body)) {
        const Json* inner = json->find("error");
        if (inner && inner->members()) {
            error.message = shown_text(inner->find("message"));
            error.fields = read_fields(*inner);
        } else {
            error.message = shown_text(json->find("message"));
            // {"error":"Unauthorized"} alone says less than a sentence of ours.
            if (const std::string said = shown_text(inner); error.message.empty() && said.contains(' '))
                error.message = said;
        }
    }
    if (error.message.empty()) error.message = sentence(error.code);
    return error;
}

}  // namespace byok::core
