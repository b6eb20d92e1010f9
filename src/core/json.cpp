#include "core/json.h"

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>

namespace byok::core {
namespace {

/// Receives what nlohmann's parser reads and builds the value from it. Returning false stops the parser.
class Builder {
public:
    Builder(std::string_view text, int depth_max) : text_(text), depth_max_(static_cast<std::size_t>(depth_max)) {}

    Json root;
    std::optional<JsonProblem::Kind> refused;
    std::size_t offset = 0;  // of the trouble

    bool null() { return place(Json()); }
    bool boolean(bool value) { return place(Json(value)); }
    bool number_integer(std::int64_t value) { return place(Json(static_cast<double>(value))); }
    bool number_unsigned(std::uint64_t value) { return place(Json(static_cast<double>(value))); }
    bool number_float(double value, const std::string&) { return place(Json(value)); }
    bool string(std::string& text) { return place(Json(Secret::take(text))); }
    bool binary(nlohmann::json::binary_t&) { return false; }  // JSON text has none

    bool start_object(std::size_t) { return open(Json(Json::Object())); }
    bool key(std::string& name) {
        open_.back()->members()->push_back({std::move(name), Json()});
        return true;
    }
    bool end_object() { return close(); }
    bool start_array(std::size_t) { return open(Json(Json::Array())); }
    bool end_array() { return close(); }

    /// `position` counts the bytes read when the parser gave up, the offending one included.
    bool parse_error(std::size_t position, const std::string& token, const nlohmann::json::exception&) {
        // A whole string out of place: people look for it where it begins.
        const bool is_string = token.size() > 1 && token.starts_with('"') && token.ends_with('"');
        const std::size_t start = position < token.size() ? 0 : position - token.size();
        const bool is_there = text_.substr(std::min(start, text_.size())).starts_with(token);
        offset = is_string && is_there ? start : std::min(position == 0 ? 0 : position - 1, text_.size());
        return false;
    }

private:
    std::string_view text_;
    std::size_t depth_max_;
    /// The containers being read, outermost first. Only the innermost grows, so the pointers stay good.
    std::vector<Json*> open_;

    Json& slot() {
        if (open_.empty()) return root;
        if (Json::Object* members = open_.back()->members()) return members->back().value;
        return open_.back()->items()->emplace_back();
    }
    bool place(Json value) {
        slot() = std::move(value);
        return true;
    }
    bool open(Json container) {
        if (open_.size() == depth_max_) {
            refused = JsonProblem::Kind::TooDeep;
            return false;
        }
        Json& at = slot();
        at = std::move(container);
        open_.push_back(&at);
        return true;
    }
    bool close() {
        open_.pop_back();
        return true;
    }
};

}  // namespace

// Here, not in the class: there a Member is still incomplete.
Json::Json() = default;
Json::Json(bool value) : value_(value) {}
Json::Json(double value) : value_(value) {}
Json::Json(Secret text) : value_(std::move(text)) {}
Json::Json(Array items) : value_(std::move(items)) {}
Json::Json(Object members) : value_(std::move(members)) {}
Json::Json(Json&&) noexcept = default;
Json& Json::operator=(Json&&) noexcept = default;
Json::~Json() = default;

std::optional<bool> Json::boolean() const {
    const bool* value = std::get_if<bool>(&value_);
    return value ? std::optional(*value) : std::nullopt;
}

std::optional<double> Json::number() const {
    const double* value = std::get_if<double>(&value_);
    return value ? std::optional(*value) : std::nullopt;
}

std::optional<std::string_view> Json::text() const {
    const Secret* value = std::get_if<Secret>(&value_);
    return value ? std::optional(value->reveal()) : std::nullopt;
}

const Json* Json::find(std::string_view name) const {
    const Object* object = members();
    if (!object) return nullptr;
    const auto member = std::ranges::find(*object, name, &Member::name);
    return member == object->end() ? nullptr : &member->value;
}

std::expected<Json, JsonProblem> parse_json(std::string_view text, int depth_max) {
    Builder builder(text, depth_max);
    if (nlohmann::json::sax_parse(text.begin(), text.end(), &builder)) return std::move(builder.root);
    return std::unexpected(JsonProblem{builder.refused.value_or(JsonProblem::Kind::Syntax), builder.offset});
}

std::optional<std::string_view> repeated_member(const Json& json) {
    if (const Json::Array* items = json.items())
        for (const Json& item : *items)
            if (const auto name = repeated_member(item)) return name;

    const Json::Object* members = json.members();
    if (!members) return std::nullopt;
    std::vector<std::string_view> names;
    for (const Json::Member& member : *members) {
        if (const auto name = repeated_member(member.value)) return name;
        names.push_back(member.name);
    }
    std::ranges::sort(names);
    const auto twice = std::ranges::adjacent_find(names);
    return twice == names.end() ? std::nullopt : std::optional(*twice);
}

}  // namespace byok::core
