#include "demo/stand_in.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "core/json.h"
#include "core/json_writer.h"
#include "core/key_format.h"
#include "demo/scatter.h"

namespace byok::demo {
namespace {

/// Members of a credential in parts that are no secrets: the console shows them.
constexpr std::string_view shown_members[] = {
    "type", "project_id", "private_key_id", "client_email", "universe_domain", "region", "access_key_id", "endpoint"};

/// The texts of a pattern (core/key_format.h) that stand for themselves, in their order.
std::vector<std::string_view> literals_of(std::string_view pattern) {
    std::vector<std::string_view> literals;
    while (!pattern.empty()) {
        const std::size_t size = std::min({pattern.find('{'), pattern.find('*'), pattern.size()});
        if (size > 0) literals.push_back(pattern.substr(0, size));
        pattern.remove_prefix(size);
        const std::size_t end = pattern.find('}');
        pattern.remove_prefix(end == std::string_view::npos ? pattern.size() : end + 1);
    }
    return literals;
}

/// For each character of `key` whether its vendor puts it there, so that it tells nothing.
std::vector<bool> is_vendors(std::string_view key) {
    std::vector<bool> kept(key.size(), false);
    const auto formats = core::key_formats();
    const auto row = std::ranges::find_if(formats, [&](const auto& format) { return core::fits(format.pattern, key); });
    if (row == formats.end()) return kept;
    std::size_t at = 0;
    for (const std::string_view literal : literals_of(row->pattern)) {
        at = key.find(literal, at);
        if (at == std::string_view::npos) break;
        for (std::size_t i = 0; i < literal.size(); ++i) kept[at++] = true;
    }
    return kept;
}

/// Another character that fits wherever `c` does: digits and letters that are hexadecimal and base32 as well.
char another(char c, std::uint64_t chance) {
    if (c >= '0' && c <= '9') return static_cast<char>('2' + chance % 6);
    if (c >= 'a' && c <= 'z') return static_cast<char>('a' + chance % 6);
    if (c >= 'A' && c <= 'Z') return static_cast<char>('A' + chance % 26);
    return c;
}

core::Secret masked(std::string_view text, std::uint64_t number) {
    const std::vector<bool> kept = is_vendors(text);
    std::string result;
    result.reserve(text.size());
    bool armour = false;  // a line of PEM that says where the key begins or ends
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i == 0 || text[i - 1] == '\n') armour = text.substr(i).starts_with("-----");
        result += armour || kept[i] ? text[i] : another(text[i], scattered(number + i));
    }
    return core::Secret::take(result);
}

void write(core::JsonWriter& writer, const core::Json& json, std::string_view name, std::uint64_t& number) {
    if (const auto* members = json.members()) {
        writer.begin_object();
        for (const auto& member : *members) {
            writer.key(member.name);
            write(writer, member.value, member.name, number);
        }
        writer.end_object();
    } else if (const auto* items = json.items()) {
        writer.begin_array();
        for (const auto& item : *items) write(writer, item, name, number);
        writer.end_array();
    } else if (const auto text = json.text()) {
        const bool shown = std::ranges::find(shown_members, name) != std::end(shown_members);
        number = scattered(number);
        writer.string(shown ? *text : masked(*text, number).reveal());
    } else if (const auto truth = json.boolean()) {
        writer.boolean(*truth);
    } else {
        writer.null();  // numbers are in no credential
    }
}

}  // namespace

core::Secret stand_in(std::string_view credential, std::uint64_t number) {
    const auto json = credential.starts_with('{') ? core::parse_json(credential) : std::unexpected(core::JsonProblem{});
    if (!json) return masked(credential, number);
    core::JsonWriter writer;
    write(writer, *json, "", number);
    return writer.take_secret();
}

}  // namespace byok::demo
