/// What is surely wrong with a text entered as a key or a token, whoever issued it.
///
/// A key is sent in an HTTP header, so it holds printable ASCII without spaces; and some texts are no key at all: the
/// mask that a form showed, an example out of the documentation. How keys of one provider look is not judged here.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace byok::core {

/// What is wrong with `text`, as a sentence that says what to do; none when nothing is. White space around it is not
/// wrong. `name` is what people call it: "API key".
std::optional<std::string> key_text_problem(std::string_view text, std::string_view name, std::size_t bytes_max);

}  // namespace byok::core
