// Whatever bytes are read as JSON: what is accepted, written again, reads the same; what is too deep, has a member
// twice or is no JSON is told apart; and a problem lies inside the text.

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include "core/json.h"
#include "core/json_writer.h"
#include "core/text.h"
#include "hold.h"

namespace {

using namespace byok::core;
using byok::fuzz::hold;

/// A writer of doubles is not needed anywhere else: those that are no whole numbers are written as null.
void write(JsonWriter& json, const Json& value) {
    constexpr double exact_max = 9'007'199'254'740'992;  // 2^53
    if (const auto text = value.text()) {
        json.string(*text);
    } else if (const auto truth = value.boolean()) {
        json.boolean(*truth);
    } else if (const auto number = value.number(); number && std::abs(*number) < exact_max) {
        json.integer(static_cast<std::int64_t>(*number));
    } else if (const Json::Array* items = value.items()) {
        json.begin_array();
        for (const Json& item : *items) write(json, item);
        json.end_array();
    } else if (const Json::Object* members = value.members()) {
        json.begin_object();
        for (const auto& [name, member] : *members) {
            json.key(name);
            write(json, member);
        }
        json.end_object();
    } else {
        json.null();
    }
}

std::string written(const Json& value) {
    JsonWriter json;
    write(json, value);
    return json.take_text();
}

int depth_of(const Json& value) {
    int depth = 0;
    if (const Json::Array* items = value.items())
        for (const Json& item : *items) depth = std::max(depth, depth_of(item));
    if (const Json::Object* members = value.members())
        for (const Json::Member& member : *members) depth = std::max(depth, depth_of(member.value));
    return depth + (value.items() || value.members() ? 1 : 0);
}

bool has_repeated_member(const Json& value) {
    if (const Json::Array* items = value.items()) return std::ranges::any_of(*items, has_repeated_member);
    const Json::Object* members = value.members();
    if (!members) return false;
    std::set<std::string_view> names;
    return std::ranges::any_of(*members, [&](const Json::Member& member) {
        return !names.insert(member.name).second || has_repeated_member(member.value);
    });
}

void hold_texts(const Json& value) {
    if (const auto text = value.text()) hold(is_utf8(*text), "a text is not UTF-8");
    if (const auto number = value.number()) hold(std::isfinite(*number), "a number is not finite");
    if (const Json::Array* items = value.items()) std::ranges::for_each(*items, hold_texts);
    if (const Json::Object* members = value.members()) {
        for (const Json::Member& member : *members) {
            hold(is_utf8(member.name), "a name is not UTF-8");
            hold(value.find(member.name) != nullptr, "a member is not found by its name");
            hold_texts(member.value);
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto json = parse_json(text);
    const auto shallow = parse_json(text, 2);
    if (!json) {
        hold(json.error().offset <= text.size(), "a problem lies outside the text");
        hold(!shallow, "what is no JSON is JSON when less depth is allowed");
        return 0;
    }
    const int depth = depth_of(*json);
    hold(depth <= json_depth_max, "deeper than allowed");
    hold(shallow.has_value() == (depth <= 2), "the depth allowed is not the depth accepted");
    hold(shallow || shallow.error().kind == JsonProblem::Kind::TooDeep, "too deep is called something else");
    hold(repeated_member(*json).has_value() == has_repeated_member(*json), "a member that is there twice");
    hold_texts(*json);
    const std::string once = written(*json);
    const auto again = parse_json(once);
    hold(again.has_value(), "what was written is not JSON");
    hold(written(*again) == once, "what was written reads differently");
    return 0;
}
