/// Finding choices by what people type, and walking through those that match. Pure.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ui/widgets.h"

namespace byok::ui {

/// The places in `choices` of those whose label, detail, value or keywords contain `query`, in their order. White space
/// around the query does not count, nor does the case of ASCII letters. An empty query matches all.
std::vector<std::size_t> matching_choices(std::span<const Choice> choices, std::string_view query);

/// The enabled choice whose value, or else whose label, is `text`, compared as above.
const Choice* choice_called(std::span<const Choice> choices, std::string_view text);

/// The choice of that value; null = none.
const Choice* choice_of(std::span<const Choice> choices, std::string_view value);

/// Where a step from the choice of value `from` leads among `matches`, past disabled ones and around the ends: forwards
/// (+1) or backwards (-1). From nowhere, or from a choice that does not match, to the first or the last. None when all
/// are disabled.
std::optional<std::string> step_choice(std::span<const Choice> choices, std::span<const std::size_t> matches,
                                       const std::optional<std::string>& from, int step);

}  // namespace byok::ui
