#include "core/text.h"

namespace byok::core {
namespace {

constexpr char32_t replacement = U'\uFFFD';

bool is_white_space(char32_t code_point) {
    return code_point == ' ' || (code_point >= '\t' && code_point <= '\r') || code_point == 0xA0 ||
           code_point == 0xFEFF;
}

/// The last code point of `text`, which must not be empty, under the same rule as first_code_point.
CodePoint last_code_point(std::string_view text) {
    const std::size_t longest = text.size() < 4 ? text.size() : 4;
    for (std::size_t bytes = 2; bytes <= longest; ++bytes) {
        const CodePoint candidate = first_code_point(text.substr(text.size() - bytes));
        if (candidate.valid && candidate.bytes == bytes) return candidate;
    }
    return first_code_point(text.substr(text.size() - 1));
}

}  // namespace

CodePoint first_code_point(std::string_view text) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80) return {lead, 1, true};

    const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < bytes) return {replacement, 1, false};

    char32_t value = lead & (0xFFu >> (bytes + 1));
    for (std::size_t at = 1; at < bytes; ++at) {
        if ((byte(at) & 0xC0) != 0x80) return {replacement, 1, false};
        value = (value << 6) | (byte(at) & 0x3Fu);
    }
    const bool overlong = (bytes == 3 && value < 0x800) || (bytes == 4 && value < 0x10000);
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (overlong || surrogate || value > 0x10FFFF) return {replacement, 1, false};
    return {value, bytes, true};
}

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const CodePoint next = first_code_point(text);
        if (!next.valid) return false;
        text.remove_prefix(next.bytes);
    }
    return true;
}

std::size_t count_code_points(std::string_view text) {
    std::size_t count = 0;
    for (; !text.empty(); text.remove_prefix(first_code_point(text).bytes)) ++count;
    return count;
}

bool is_control(char32_t code_point) {
    return code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0);
}

bool is_invisible(char32_t code_point) {
    return code_point == 0xAD || code_point == 0x61C || code_point == 0x180E ||  //
           (code_point >= 0x200B && code_point <= 0x200F) || (code_point >= 0x202A && code_point <= 0x202E) ||
           (code_point >= 0x2060 && code_point <= 0x206F) || code_point == 0xFEFF;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty()) {
        const CodePoint first = first_code_point(text);
        if (!is_white_space(first.value)) break;
        text.remove_prefix(first.bytes);
    }
    while (!text.empty()) {
        const CodePoint last = last_code_point(text);
        if (!is_white_space(last.value)) break;
        text.remove_suffix(last.bytes);
    }
    return text;
}

std::string one_line(std::string_view text, std::size_t code_points_max) {
    std::string line;
    bool gap = false;  // white space was read but not yet written
    for (std::size_t count = 0; !text.empty();) {
        const CodePoint next = first_code_point(text);
        if (is_control(next.value) || is_white_space(next.value)) {
            gap = !line.empty();
        } else if (count + gap >= code_points_max) {
            return line += "…";
        } else {
            if (gap) line += ' ';
            line += next.valid ? text.substr(0, next.bytes) : "\uFFFD";
            count += 1u + gap;
            gap = false;
        }
        text.remove_prefix(next.bytes);
    }
    return line;
}

}  // namespace byok::core
