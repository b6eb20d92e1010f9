/// Writes JSON text piece by piece into memory that is wiped when it grows and when the writer goes.
///
/// The caller's nesting is the text's nesting; commas are put in here. Compact output, members in the order written.
/// Invalid UTF-8 becomes U+FFFD, so the text is always valid JSON.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/secret.h"

namespace byok::core {

class JsonWriter {
public:
    JsonWriter() = default;
    JsonWriter(const JsonWriter&) = delete;
    JsonWriter& operator=(const JsonWriter&) = delete;
    JsonWriter(JsonWriter&&) = delete;
    JsonWriter& operator=(JsonWriter&&) = delete;
    ~JsonWriter() { wipe(text_); }

    JsonWriter& begin_object();
    JsonWriter& end_object();
    JsonWriter& begin_array();
    JsonWriter& end_array();
    /// The name of the member whose value is written next.
    JsonWriter& key(std::string_view name);
    JsonWriter& string(std::string_view value);
    JsonWriter& boolean(bool value);
    JsonWriter& integer(std::int64_t value);
    JsonWriter& null();

    /// What was written so far. Leaves the writer empty.
    std::string take_text();
    Secret take_secret() { return Secret::take(text_); }

private:
    std::string text_;

    void append(std::string_view piece);
    void separate();
    void quote(std::string_view value);
};

}  // namespace byok::core
