/// What stands around a value that was copied out of a program, a configuration file or a chat: white space, quotation
/// marks, the name it is assigned to. Finds it; what is found is a view into the text, so nothing is copied.
#pragma once

#include <string_view>
#include <vector>

namespace byok::core {

struct Unwrapped {
    std::string_view text;               // a part of what was given
    std::vector<std::string_view> done;  // a sentence for each kind of thing that was taken off
};

/// `text` without what is around it, until nothing is found any more. Never less than one character, unless there is
/// nothing that can be seen.
Unwrapped unwrapped(std::string_view text);

}  // namespace byok::core
