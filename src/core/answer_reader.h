/// Reads one JSON object of an answer: lenient in what nobody asks for, strict in what somebody does.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/error.h"
#include "core/json.h"

namespace byok::core {

/// Servers that speak of other things in the same answer may nest deeper than we do.
inline constexpr int answer_depth_max = 64;

/// BadAnswer, because of the member of that name; empty = it cannot be said.
inline std::unexpected<Error> bad_answer(std::string_view why) {
    Error error;
    error.code = ErrorCode::BadAnswer;
    error.message = "The server sent an answer that this console does not understand";
    if (!why.empty()) error.message += " (" + std::string(why) + ")";
    error.message += '.';
    return std::unexpected(std::move(error));
}

/// Reads members of one object of an answer and remembers the first one that is not what it has to be.
/// A member that is null counts as absent.
class AnswerReader {
public:
    explicit AnswerReader(const Json& json) : json_(json) {
        if (!json.members()) bad_ = "an object was expected";
    }

    /// The text of a member that has to be there and not be empty.
    std::string needed_text(std::string_view name) {
        std::string value = text(name);
        if (value.empty()) remember(name);
        return value;
    }
    /// Empty when absent.
    std::string text(std::string_view name) { return optional_text(name).value_or(""); }
    std::optional<std::string> optional_text(std::string_view name) {
        const Json* member = find(name);
        if (!member) return std::nullopt;
        const auto value = member->text();
        if (!value) return remember(name), std::nullopt;
        return std::string(*value);
    }
    std::optional<bool> boolean(std::string_view name) {
        const Json* member = find(name);
        const auto value = member ? member->boolean() : std::nullopt;
        if (member && !value) remember(name);
        return value;
    }
    /// Null when absent.
    std::optional<double> number(std::string_view name) {
        const Json* member = find(name);
        const auto value = member ? member->number() : std::nullopt;
        if (member && !value) remember(name);
        return value;
    }
    const Json::Array* items(std::string_view name) {
        const Json* member = find(name);
        if (member && !member->items()) remember(name);
        return member ? member->items() : nullptr;
    }
    /// Whether the member is there, null or not.
    [[nodiscard]] bool has(std::string_view name) const { return json_.find(name) != nullptr; }
    const Json* find(std::string_view name) {
        const Json* member = json_.find(name);
        return member && !member->is_null() ? member : nullptr;
    }
    void remember(std::string_view bad) {
        if (bad_.empty()) bad_ = bad;
    }
    /// Empty while all is well.
    [[nodiscard]] std::string_view bad() const { return bad_; }

private:
    const Json& json_;
    std::string_view bad_;
};

}  // namespace byok::core
