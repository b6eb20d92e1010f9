/// UTF-8 text as people and standards count it: code points, and which of them cannot be seen.
///
/// Nothing here allocates unless it returns a string, and no function has a rule for invalid UTF-8 other than the one
/// it states.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace byok::core {

/// What a text begins with. An invalid byte counts as one code point, U+FFFD, that is not `valid`.
struct CodePoint {
    char32_t value;
    std::size_t bytes;
    bool valid;
};

/// The first code point of `text`, which must not be empty. Overlong forms and surrogates are invalid (RFC 3629).
CodePoint first_code_point(std::string_view text);

bool is_utf8(std::string_view text);
std::size_t count_code_points(std::string_view text);

/// Whether it is a control character: C0, DEL or C1.
bool is_control(char32_t code_point);

/// Whether it takes no room on screen: zero-width spaces and joiners, direction marks, the soft hyphen, the BOM.
bool is_invisible(char32_t code_point);

/// `text` without leading and trailing white space (ASCII, U+00A0, U+FEFF), as a view into it.
std::string_view trimmed(std::string_view text);

/// `text` fit for one line on screen: control characters become spaces, runs of white space one space, invalid bytes
/// U+FFFD; what exceeds `code_points_max` is cut off and replaced by "…".
std::string one_line(std::string_view text, std::size_t code_points_max);

}  // namespace byok::core
