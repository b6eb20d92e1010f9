#include "core/wrapping.h"

#include <algorithm>
#include <cstddef>
#include <span>

#include "core/text.h"

namespace byok::core {
namespace {

struct Quotes {
    std::string_view open, close;
};
constexpr Quotes quotes[] = {
    {"```json", "```"}, {"```", "```"}, {"\"", "\""}, {"'", "'"}, {"`", "`"},
    {"“", "”"},         {"„", "“"},     {"‘", "’"},   {"«", "»"},
};

/// Names of headers that carry a key, in lower case, with what parts them from it. Others are recognised only with
/// white space after the colon, which no key has.
constexpr std::string_view header_names[] = {"authorization:", "x-api-key:", "api-key:", "x-goog-api-key:"};

/// Words before the name of a variable, in lower case, with the space that follows.
constexpr std::string_view assignment_words[] = {"export ", "set ", "setx ", "env "};
constexpr std::string_view powershell = "$env:";

/// A name that has one of these in it, in lower case, is one that a credential is assigned to, also without any space.
constexpr std::string_view telling_names[] = {"key", "token", "secret", "password", "endpoint", "credential"};

/// Text that ends a statement or continues a line.
constexpr std::string_view line_ends = ";,\\";

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_name_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
           c == '.';
}

bool starts_with_folded(std::string_view text, std::string_view prefix) {
    return text.size() >= prefix.size() &&
           std::ranges::equal(text.substr(0, prefix.size()), prefix, {}, lower, [](char c) { return c; });
}

bool contains_folded(std::string_view text, std::string_view part) {
    return !std::ranges::search(text, part, {}, lower, [](char c) { return c; }).empty();
}

bool is_space(char c) {
    return c == ' ' || c == '\t';
}

std::string_view without_spaces(std::string_view text) {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    return text;
}

/// Without white space, and without invisible characters, at both ends.
std::string_view bare(std::string_view text) {
    for (;;) {
        const std::size_t before = text.size();
        text = trimmed(text);
        if (!text.empty())
            if (const CodePoint first = first_code_point(text); is_invisible(first.value))
                text.remove_prefix(first.bytes);
        for (std::size_t bytes = 2; bytes <= 3 && bytes <= text.size(); ++bytes) {
            const CodePoint last = first_code_point(text.substr(text.size() - bytes));
            if (last.valid && last.bytes == bytes && is_invisible(last.value)) {
                text.remove_suffix(bytes);
                break;
            }
        }
        if (text.size() == before) return text;
    }
}

bool opens_quotation(std::string_view text) {
    return std::ranges::any_of(quotes, [&](const Quotes& pair) { return text.starts_with(pair.open); });
}

/// Quotation marks around all of it, none of them inside.
std::string_view without_quotes(std::string_view text) {
    for (const Quotes& pair : quotes) {
        if (text.size() <= pair.open.size() + pair.close.size() || !text.starts_with(pair.open) ||
            !text.ends_with(pair.close))
            continue;
        const std::string_view inside =
            text.substr(pair.open.size(), text.size() - pair.open.size() - pair.close.size());
        if (!inside.contains(pair.open) && !inside.contains(pair.close)) return inside;
    }
    return text;
}

std::string_view without_header(std::string_view text) {
    constexpr std::string_view bearer = "bearer";
    if (starts_with_folded(text, bearer) && text.size() > bearer.size() && is_space(text[bearer.size()]))
        return without_spaces(text.substr(bearer.size()));
    for (const std::string_view name : header_names)
        if (starts_with_folded(text, name)) return without_spaces(text.substr(name.size()));
    return text;
}

/// `NAME=`, `NAME = `, `NAME: `, `"NAME": `, also after `export`, `set` and `$env:`. A name without any space around
/// its sign is one only when it looks like one: a key may have a `=` in it.
std::string_view without_assignment(std::string_view text) {
    std::string_view rest = text;
    bool certain = false;
    for (const std::string_view word : assignment_words) {
        if (!starts_with_folded(rest, word)) continue;
        rest = without_spaces(rest.substr(word.size()));
        certain = true;
        break;
    }
    if (starts_with_folded(rest, powershell)) {
        rest.remove_prefix(powershell.size());
        certain = true;
    }
    char quote = 0;
    if (!rest.empty() && (rest.front() == '"' || rest.front() == '\'')) {
        quote = rest.front();
        rest.remove_prefix(1);
    }
    const auto name_end = std::ranges::find_if_not(rest, is_name_character);
    const std::string_view name = rest.substr(0, static_cast<std::size_t>(name_end - rest.begin()));
    if (name.empty() || (name.front() >= '0' && name.front() <= '9')) return text;
    rest.remove_prefix(name.size());
    if (quote) {
        if (!rest.starts_with(quote)) return text;
        rest.remove_prefix(1);
        certain = true;
    }
    const std::string_view sign = without_spaces(rest);
    if (sign.empty() || (sign.front() != '=' && sign.front() != ':')) return text;
    certain = certain || sign.size() != rest.size();
    const std::string_view value = without_spaces(sign.substr(1));
    if (value.empty() || value.front() == '=') return text;
    certain = certain || value.size() + 1 != sign.size() || opens_quotation(value);
    if (!certain && sign.front() == '=')
        certain =
            std::ranges::any_of(telling_names, [&](std::string_view part) { return contains_folded(name, part); });
    return certain ? value : text;
}

std::string_view without_line_end(std::string_view text) {
    while (text.size() > 1 && line_ends.contains(text.back())) text.remove_suffix(1);
    return text;
}

struct Step {
    std::string_view (*take_off)(std::string_view);
    std::string_view sentence;
};
/// In the order of a pass: the name goes before the quotation marks, which may be around the value alone.
constexpr Step steps[] = {
    {bare, "Removed the white space around it."},
    {without_line_end, "Removed the punctuation after it."},
    {without_header, "Removed the name of the header before it."},
    {without_assignment, "Removed the name it was assigned to."},
    {without_quotes, "Removed the quotation marks around it."},
};

}  // namespace

Unwrapped unwrapped(std::string_view text) {
    Unwrapped result{text, {}};
    for (bool changed = true; changed;) {
        changed = false;
        for (const Step& step : steps) {
            const std::string_view rest = step.take_off(result.text);
            if (rest.size() == result.text.size()) continue;
            // What is around nothing is no wrapping, but all there is.
            if (bare(rest).empty() && step.take_off != bare) continue;
            result.text = rest;
            changed = true;
            if (!std::ranges::contains(result.done, step.sentence)) result.done.push_back(step.sentence);
        }
    }
    if (result.text.empty()) result.done.clear();
    return result;
}

}  // namespace byok::core
