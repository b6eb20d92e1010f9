#include "ui/choice_filter.h"

#include <algorithm>

#include "core/text.h"

namespace byok::ui {
namespace {

char folded(char byte) {
    return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
}

bool contains_folded(std::string_view text, std::string_view part) {
    return !std::ranges::search(text, part, {}, folded, folded).empty();
}

bool equal_folded(std::string_view first, std::string_view second) {
    return std::ranges::equal(first, second, {}, folded, folded);
}

}  // namespace

std::vector<std::size_t> matching_choices(std::span<const Choice> choices, std::string_view query) {
    query = core::trimmed(query);
    std::vector<std::size_t> matches;
    for (std::size_t i = 0; i < choices.size(); ++i) {
        const Choice& choice = choices[i];
        if (query.empty() || contains_folded(choice.label, query) || contains_folded(choice.detail, query) ||
            contains_folded(choice.value, query) || contains_folded(choice.keywords, query))
            matches.push_back(i);
    }
    return matches;
}

const Choice* choice_called(std::span<const Choice> choices, std::string_view text) {
    text = core::trimmed(text);
    for (const auto part : {&Choice::value, &Choice::label}) {
        const auto is_called = [&](const Choice& choice) {
            return !choice.disabled && equal_folded(core::trimmed(choice.*part), text);
        };
        const auto found = std::ranges::find_if(choices, is_called);
        if (found != choices.end()) return &*found;
    }
    return nullptr;
}

const Choice* choice_of(std::span<const Choice> choices, std::string_view value) {
    const auto found = std::ranges::find(choices, value, &Choice::value);
    return found == choices.end() ? nullptr : &*found;
}

std::optional<std::string> step_choice(std::span<const Choice> choices, std::span<const std::size_t> matches,
                                       const std::optional<std::string>& from, int step) {
    const std::size_t count = matches.size();
    std::size_t place = count;  // nowhere
    for (std::size_t i = 0; from && i < count; ++i)
        if (choices[matches[i]].value == *from) place = i;
    if (place == count && step < 0) place = 0;
    for (std::size_t walked = 0; walked < count; ++walked) {
        if (step > 0)
            place = place >= count - 1 ? 0 : place + 1;
        else
            place = place == 0 ? count - 1 : place - 1;
        if (const Choice& choice = choices[matches[place]]; !choice.disabled) return choice.value;
    }
    return std::nullopt;
}

}  // namespace byok::ui
