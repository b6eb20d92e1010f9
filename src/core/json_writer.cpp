#include "core/json_writer.h"

#include <utility>

#include "core/text.h"

namespace byok::core {

JsonWriter& JsonWriter::begin_object() {
    separate();
    append("{");
    return *this;
}

JsonWriter& JsonWriter::end_object() {
    append("}");
    return *this;
}

JsonWriter& JsonWriter::begin_array() {
    separate();
    append("[");
    return *this;
}

JsonWriter& JsonWriter::end_array() {
    append("]");
    return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
    separate();
    quote(name);
    append(":");
    return *this;
}

JsonWriter& JsonWriter::string(std::string_view value) {
    separate();
    quote(value);
    return *this;
}

JsonWriter& JsonWriter::boolean(bool value) {
    separate();
    append(value ? "true" : "false");
    return *this;
}

JsonWriter& JsonWriter::integer(std::int64_t value) {
    separate();
    append(std::to_string(value));
    return *this;
}

JsonWriter& JsonWriter::null() {
    separate();
    append("null");
    return *this;
}

std::string JsonWriter::take_text() {
    return std::exchange(text_, {});
}

void JsonWriter::append(std::string_view piece) {
    if (text_.capacity() - text_.size() < piece.size()) {
        // Grown by hand, because std::string frees the smaller block as it is.
        std::string larger;
        larger.reserve(2 * text_.size() + piece.size());
        larger += text_;
        wipe(text_);
        text_ = std::move(larger);
    }
    text_ += piece;
}

void JsonWriter::separate() {
    // Outside of strings a text that ends in one of these has no value before the next one; strings end in a quote.
    if (text_.empty() || std::string_view("{[:").contains(text_.back())) return;
    append(",");
}

void JsonWriter::quote(std::string_view value) {
    append("\"");
    while (!value.empty()) {
        const CodePoint next = first_code_point(value);
        if (!next.valid) {
            append("\uFFFD");
        } else if (next.value == '"' || next.value == '\\') {
            const char escape[] = {'\\', static_cast<char>(next.value)};
            append({escape, 2});
        } else if (next.value < 0x20) {
            constexpr std::string_view hex = "0123456789abcdef";
            const char escape[] = {'\\', 'u', '0', '0', hex[next.value >> 4], hex[next.value & 0xF]};
            append({escape, 6});
        } else {
            append(value.substr(0, next.bytes));
        }
        value.remove_prefix(next.bytes);
    }
    append("\"");
}

}  // namespace byok::core
