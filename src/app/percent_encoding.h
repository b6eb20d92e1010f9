/// Ids in addresses: percent-encoding after RFC 3986, section 2.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace byok::app {

/// `text` with every byte outside `A-Z a-z 0-9 - . _ ~` as `%XX`, so that it is one segment of a path.
std::string percent_encoded(std::string_view text);

/// The inverse; none when a `%` is not followed by two hexadecimal digits.
std::optional<std::string> percent_decoded(std::string_view text);

}  // namespace byok::app
