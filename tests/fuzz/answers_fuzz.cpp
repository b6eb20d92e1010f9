// Whatever a server answers the console: it is read or refused, what was read and is written again reads the same, and
// an error is always something that can be shown.
// Input: one byte that says what is expected, then the body. Errors: three digits of a status first.

#include <algorithm>
#include <string>

#include "core/contract.h"
#include "core/contract_server.h"
#include "core/text.h"
#include "hold.h"

namespace {

using namespace byok::core;
using byok::fuzz::hold;
using byok::fuzz::Input;

constexpr std::size_t message_chars_max = 300 + 1;  // "…" where it was cut
constexpr int retry_after_s_max = 24 * 60 * 60;

/// `read` and `write` are the two directions of one thing.
template <class Read, class Write>
void hold_round_trip(std::string_view body, Read read, Write write) {
    const auto first = read(body);
    if (!first) {
        hold(first.error().code == ErrorCode::BadAnswer, "a bad answer is called something else");
        hold(!first.error().message.empty(), "a bad answer is not explained");
        return;
    }
    const auto text = write(*first);
    const auto second = read(text);
    hold(second.has_value(), "what was read and written cannot be read again");
    hold(write(*second) == text, "what was read and written reads differently");
}

void hold_hint(std::string_view body) {
    const std::string text = encode_credential_hint(decode_credential_hint(body));
    hold(encode_credential_hint(decode_credential_hint(text)) == text, "a hint reads differently when written");
}

/// The other way round than the rest: an answer with the key itself is a Secret.
void hold_created(std::string_view body) {
    const auto first = decode_created_api_key(body);
    if (!first) return;
    hold(!first->key.empty(), "a key was made that is empty");
    const auto second = decode_created_api_key(encode_created_api_key(*first, "org").reveal());
    hold(second && second->key == first->key && second->api_key == first->api_key, "a new key reads differently");
}

bool is_shown_whole(std::string_view text) {
    if (!is_utf8(text) || text.empty() || count_code_points(text) > message_chars_max) return false;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = first_code_point(text.substr(at));
        if (is_control(point.value)) return false;
        at += point.bytes;
    }
    return !text.contains("<a") && !text.contains("</") && !text.contains("<!");
}

void hold_error(int status, std::string_view body) {
    const Error error = decode_error(status, body, body.substr(0, 12));
    hold(error.code == code_from_status(status), "the code is not the status's");
    hold(error.retry_after_s >= 0 && error.retry_after_s <= retry_after_s_max, "a wait of no use");
    hold(is_shown_whole(error.message), "a message that cannot be shown");
    for (const FieldError& field : error.fields)
        hold(is_shown_whole(field.message) && is_shown_whole(field.param), "a field that cannot be shown");
    const Error again = decode_error(status, encode_error(error));
    hold(again.message == error.message && again.fields == error.fields, "an error reads differently when written");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Input input(data, size);
    switch (input.choice(9)) {
        case 0:
            hold_round_trip(input.rest(), decode_provider_keys, encode_provider_keys);
            break;
        case 1:
            hold_round_trip(input.rest(), decode_provider_key, encode_provider_key);
            break;
        case 2:
            hold_round_trip(input.rest(), decode_test_result, encode_test_result);
            break;
        case 3:
            hold_hint(input.rest());
            break;
        case 4:
            hold_round_trip(input.rest(), decode_api_keys, [](const auto& keys) { return encode_api_keys(keys, "o"); });
            break;
        case 5:
            hold_round_trip(input.rest(), decode_api_key, [](const auto& key) { return encode_api_key(key, "o"); });
            break;
        case 6:
            hold_created(input.rest());
            break;
        case 7:
            hold_round_trip(input.rest(), decode_organizations, encode_organizations);
            break;
        default: {
            const std::size_t status = input.choice(10) * 100 + input.choice(10) * 10 + input.choice(10);
            hold_error(static_cast<int>(status), input.rest());
        }
    }
    return 0;
}
