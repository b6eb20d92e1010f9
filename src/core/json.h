/// JSON without exceptions and without leftovers: a parsed value whose texts are Secrets, so that a body that held a
/// credential leaves nothing behind when the value goes.
///
/// nlohmann/json reads the text; this is the only place that knows it. Its own value type is not used because it keeps
/// the last of two equal members, cannot be wiped, and doubles what JSON costs in the page. No other file may include
/// nlohmann/json: compiled with exceptions it would be a second, different definition of the same functions.
/// For writing see core/json_writer.h.
#pragma once

#include <cstddef>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/secret.h"

namespace byok::core {

class Json {
public:
    struct Member;
    using Array = std::vector<Json>;
    using Object = std::vector<Member>;  // in the order of the text

    Json();  // null
    explicit Json(bool value);
    explicit Json(double value);
    explicit Json(Secret text);
    explicit Json(Array items);
    explicit Json(Object members);
    Json(const Json&) = delete;
    Json& operator=(const Json&) = delete;
    Json(Json&&) noexcept;
    Json& operator=(Json&&) noexcept;
    ~Json();

    // Checked reads: none or null when the value is of another type. Views live as long as this value.
    [[nodiscard]] bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
    [[nodiscard]] std::optional<bool> boolean() const;
    [[nodiscard]] std::optional<double> number() const;
    [[nodiscard]] std::optional<std::string_view> text() const;
    [[nodiscard]] const Array* items() const { return std::get_if<Array>(&value_); }
    [[nodiscard]] const Object* members() const { return std::get_if<Object>(&value_); }

    /// The member of that name, the first of several; null when there is none or this is not an object.
    [[nodiscard]] const Json* find(std::string_view name) const;

    // For building.
    [[nodiscard]] Array* items() { return std::get_if<Array>(&value_); }
    [[nodiscard]] Object* members() { return std::get_if<Object>(&value_); }

private:
    std::variant<std::monostate, bool, double, Secret, Array, Object> value_;
};

struct Json::Member {
    std::string name;
    Json value;
};

struct JsonProblem {
    enum class Kind {
        Syntax,   // not JSON (RFC 8259), or not UTF-8 inside a string
        TooDeep,  // nested deeper than allowed
    };
    Kind kind;
    /// Of the byte or string that cannot be there; the size of the text when it ends too early; 0 when it is too deep.
    std::size_t offset;
};

/// Arrays and objects within each other, the outermost included.
inline constexpr int json_depth_max = 16;

/// The value of a whole JSON text. Numbers beyond the range of a double are refused, a byte order mark is skipped.
std::expected<Json, JsonProblem> parse_json(std::string_view text, int depth_max = json_depth_max);

/// The name of a member that an object anywhere in `json` has twice; none when all are unique.
/// RFC 8259 leaves open which of the two counts, so two readers could disagree about what was checked.
std::optional<std::string_view> repeated_member(const Json& json);

}  // namespace byok::core
