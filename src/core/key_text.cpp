#include "core/key_text.h"

#include <algorithm>

#include "core/text.h"

namespace byok::core {
namespace {

/// Texts that documentation puts where a key belongs, in lower case.
constexpr std::string_view placeholder_parts[] = {"your-api-key", "your_api_key", "your-key", "your_key"};

/// Runs of x that long, at the end of a prefix, are an example: "sk-ant-xxxxxxxx".
constexpr std::size_t crossed_out_min = 8;
/// Keys of one single character are an example from this length on.
constexpr std::size_t repeated_min = 4;

constexpr char32_t mask_characters[] = {U'*', U'•', U'●', U'·'};

bool is_mask(std::string_view text) {
    while (!text.empty()) {
        const CodePoint next = first_code_point(text);
        if (!std::ranges::contains(mask_characters, next.value)) return false;
        text.remove_prefix(next.bytes);
    }
    return true;
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool contains_folded(std::string_view text, std::string_view part) {
    return !std::ranges::search(text, part, {}, lower, [](char c) { return c; }).empty();
}

bool is_placeholder(std::string_view text) {
    // AWS's own documentation ends its keys so: AKIA…EXAMPLE, …EXAMPLEKEY.
    if (text.ends_with("EXAMPLE") || text.ends_with("EXAMPLEKEY")) return true;
    if (text.starts_with('<') && text.ends_with('>')) return true;
    if (text.ends_with("...") || text.ends_with("…")) return true;
    for (const std::string_view part : placeholder_parts)
        if (contains_folded(text, part)) return true;

    const std::size_t rest = text.find_last_not_of(text.back()) + 1;  // what stands before the last run
    const std::size_t run = text.size() - rest;
    if (rest == 0) return run >= repeated_min;
    return lower(text.back()) == 'x' && run >= crossed_out_min && (text[rest - 1] == '-' || text[rest - 1] == '_');
}

/// Texts that are no key, by how they begin, and what to do about it. They hold spaces or line breaks, but that is not
/// what is wrong with them.
struct OtherText {
    std::string_view mark;
    std::string_view message;
};
constexpr OtherText other_texts[] = {
    {"{", "This is JSON, not the "},
    {"-----BEGIN", "This is a private key in PEM, not the "},
};

bool is_quoted(std::string_view text) {
    return text.size() > 1 && text.front() == text.back() && std::string_view("\"'`").contains(text.front());
}

/// What to call the first character of `text` that a header cannot carry; empty when there is none.
std::string_view unsendable_character(std::string_view text) {
    while (!text.empty()) {
        const CodePoint next = first_code_point(text);
        if (next.value == '\n' || next.value == '\r') return "line break";
        if (next.value == ' ' || next.value == '\t' || next.value == 0xA0) return "space";
        if (is_control(next.value)) return "control character";
        if (is_invisible(next.value)) return "invisible character";
        if (next.value > '~') return "character that is not plain ASCII";
        text.remove_prefix(next.bytes);
    }
    return {};
}

std::string sentence(std::string_view before, std::string_view name, std::string_view after) {
    return std::string(before) + std::string(name) + std::string(after);
}

}  // namespace

std::optional<std::string> key_text_problem(std::string_view text, std::string_view name, std::size_t bytes_max) {
    text = trimmed(text);
    if (text.empty()) return sentence("Enter the ", name, ".");
    if (text.size() > bytes_max) return sentence("This is too long to be the ", name, ". Paste it alone.");
    if (is_mask(text)) return sentence("This is a mask. Paste the ", name, " itself.");
    if (is_placeholder(text)) return sentence("This is an example. Enter your own ", name, ".");
    for (const OtherText& other : other_texts)
        if (text.starts_with(other.mark)) return sentence(other.message, name, ". Paste that alone.");
    if (is_quoted(text)) return sentence("Remove the quotation marks around the ", name, ".");
    if (const std::string_view found = unsendable_character(text); !found.empty())
        return "Remove the " + std::string(found) + sentence(" inside the ", name, ".");
    return std::nullopt;
}

}  // namespace byok::core
