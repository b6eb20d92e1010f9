#include "core/request_reader.h"

#include <algorithm>
#include <utility>

#include "core/text.h"

namespace byok::core {
namespace {

constexpr std::size_t member_name_bytes_max = 40;

/// Whether a member's name is harmless to repeat: nothing that people type as a value looks like this.
bool may_be_quoted(std::string_view name) {
    return !name.empty() && name.size() <= member_name_bytes_max &&
           std::ranges::all_of(name, [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

bool is_empty_value(const Json& value) {
    return value.is_null() || value.text() == "" || (value.items() && value.items()->empty());
}

std::unexpected<Error> refused(std::string_view subject, std::string_view what) {
    Error error;
    error.code = ErrorCode::InvalidRequest;
    error.message = std::string(subject) + std::string(what);
    return std::unexpected(std::move(error));
}

}  // namespace

Result<Json> parse_object(std::string_view text, std::string_view subject) {
    if (trimmed(text).empty()) return refused(subject, " is empty. Send a JSON object.");
    if (!is_utf8(text)) return refused(subject, " is not valid UTF-8.");
    auto json = parse_json(text);
    if (!json && json.error().kind == JsonProblem::Kind::TooDeep)
        return refused(subject, " is nested deeper than " + std::to_string(json_depth_max) + " levels.");
    if (!json) return refused(subject, " is not valid JSON (byte " + std::to_string(json.error().offset) + ").");
    if (!json->members()) return refused(subject, " has to be a JSON object.");
    if (const auto name = repeated_member(*json)) {
        auto error = refused(subject, " has a member twice.");
        if (may_be_quoted(*name)) error.error().fields.push_back({std::string(*name), "This member is there twice."});
        return error;
    }
    return std::move(*json);
}

Error invalid_request(FieldErrors fields) {
    Error error;
    error.code = ErrorCode::InvalidRequest;
    if (!fields.empty()) error.message = fields.front().message;
    error.fields = std::move(fields);
    return error;
}

RequestReader::RequestReader(const Json& object, std::string path, FieldErrors& problems)
    : object_(object), path_(std::move(path)), problems_(problems) {}

std::optional<std::string_view> RequestReader::text(std::string_view name) {
    const Json* member = find(name);
    const auto value = member ? member->text() : std::nullopt;
    if (member && !value) refuse(name, "This has to be a text.");
    return value;
}

std::optional<bool> RequestReader::boolean(std::string_view name) {
    const Json* member = find(name);
    const auto value = member ? member->boolean() : std::nullopt;
    if (member && !value) refuse(name, "This has to be true or false.");
    return value;
}

std::optional<std::vector<std::string>> RequestReader::texts(std::string_view name) {
    const Json* member = find(name);
    if (!member) return std::nullopt;
    std::vector<std::string> values;
    if (!member->items()) return refuse(name, "This has to be a list of texts."), std::nullopt;
    for (const Json& item : *member->items()) {
        const auto value = item.text();
        if (!value) return refuse(name, "This has to be a list of texts."), std::nullopt;
        values.emplace_back(*value);
    }
    return values;
}

std::optional<std::string_view> RequestReader::needed_text(std::string_view name) {
    if (!object_.find(name)) refuse(name, "This is missing.");
    return text(name);
}

void RequestReader::only_empty(std::string_view name, std::string_view message) {
    const Json* member = find(name);
    if (member && !is_empty_value(*member)) refuse(name, message);
}

void RequestReader::refuse(std::string_view name, std::string_view message) {
    std::string param = path_;
    if (!param.empty() && !name.empty()) param += '.';
    param += name;
    problems_.push_back({std::move(param), std::string(message)});
}

void RequestReader::refuse_others() {
    for (const Json::Member& member : *object_.members()) {
        if (std::ranges::contains(asked_for_, member.name)) continue;
        if (may_be_quoted(member.name))
            refuse(member.name, "There is no such member.");
        else
            refuse("", "There is a member of unknown name.");
        return;
    }
}

const Json* RequestReader::find(std::string_view name) {
    asked_for_.push_back(name);
    return object_.find(name);
}

}  // namespace byok::core
