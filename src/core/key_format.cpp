#include "core/key_format.h"

#include <algorithm>
#include <cstddef>

namespace byok::core {
namespace {

constexpr std::string_view oauth_warning =
    "This is a sign-in token of Claude Code (sk-ant-oat…), which the API refuses. Create an API key instead.";
constexpr std::string_view short_lived_warning =
    "This is a short-lived Bedrock key: it expires within 12 hours. Use an access key instead.";
constexpr std::string_view bedrock_key_warning =
    "This is an Amazon Bedrock API key. AWS Bedrock takes an access key ID and its secret access key here.";
constexpr std::string_view entra_warning =
    "This looks like the client secret of an Entra application. Enter a key of the Azure resource.";

// What a key is called, and whether it is usual and telling (see KeyFormat).
constexpr KeyFormat rows[] = {
    {"anthropic", "an Anthropic key", "sk-ant-oat*", false, true, oauth_warning},
    {"anthropic", "an Anthropic key", "sk-ant-ort*", false, true, oauth_warning},
    {"anthropic", "an Anthropic key", "sk-ant-api{d 2 4}-{u 80 120}", true, true},
    {"anthropic", "an Anthropic key", "sk-ant-*", false, true},

    {"", "an OpenRouter key", "sk-or-*", false, true},
    {"", "a Langfuse key", "sk-lf-*", false, true},
    {"", "a Langfuse key", "pk-lf-*", false, true},

    {"openai", "an OpenAI key", "sk-proj-{u 20 200}T3BlbkFJ{u 20 200}", true, true},
    {"openai", "an OpenAI key", "sk-svcacct-{u 20 200}T3BlbkFJ{u 20 200}", true, true},
    {"openai", "an OpenAI key", "sk-service-{u 20 200}T3BlbkFJ{u 20 200}", true, true},
    {"openai", "an OpenAI key", "sk-{u 0 80}{a 20 20}T3BlbkFJ{a 20 20}", true, true},
    {"openai", "an OpenAI key", "sk-proj-*", false, true},
    {"openai", "an OpenAI key", "sk-svcacct-*", false, true},
    {"openai", "an OpenAI key", "sk-{u 1 200}T3BlbkFJ{u 0 200}", false, true},

    {"xai", "an xAI key", "xai-{u 70 120}", true, true},
    {"xai", "an xAI key", "xai-*", false, true},
    {"zai", "a Z.ai key", "{x 32 32}.{a 16 16}", true, true},
    {"deepseek", "a DeepSeek key", "sk-{x 32 32}", true, true},
    {"deepseek", "a DeepSeek key", "sk-{l 32 32}", true, false},

    {"", "a Groq key", "gsk_*", false, true},
    {"", "a Hugging Face token", "hf_*", false, true},
    {"", "a Perplexity key", "pplx-*", false, true},
    {"", "a GitHub token", "ghp_*", false, true},
    {"", "a GitHub token", "github_pat_*", false, true},
    {"", "a Google API key", "AIza{u 35 35}", false, true},
    {"", "a Google API key", "AQ.Ab8RN6{u 44 44}", false, true},

    {"bedrock", "an AWS access key ID", "AKIA{k 16 16}", false, true},
    {"bedrock", "an AWS access key ID", "ASIA{k 16 16}", false, true},
    {"", "a Bedrock key", "bedrock-api-key-*", false, true, short_lived_warning},
    {"", "a Bedrock key", "ABSK{b 100 300}{. 0 2}", false, true, bedrock_key_warning},

    {"azure", "an Azure key", "{a 52 52}JQQJ99{a 26 26}", true, true},
    {"azure", "an Azure key", "{a 52 52}JQQJ99{a 28 28}==", true, true},
    {"azure", "an Azure key", "{x 32 32}", true, false},
    {"", "an Entra client secret", "{. 3 3}7Q~{. 31 34}", false, true, entra_warning},
    {"", "an Entra client secret", "{. 3 3}8Q~{. 31 34}", false, true, entra_warning},

    {"google_vertex_ai", "a service account's key file", "{*", false, true},
    {"", "a private key alone", "-----BEGIN*", false, true},
    {"", "a sign-in token (JWT)", "eyJ{u 10 999}.{u 10 999}.{u 0 999}", false, true},

    {"mistral", "a Mistral key", "{a 32 32}", true, false},
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}
bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

bool is_of_class(char name, char c) {
    const bool letter_or_digit = is_digit(c) || is_lower(c) || is_upper(c);
    switch (name) {
        case 'd':
            return is_digit(c);
        case 'x':
            return is_digit(c) || (c >= 'a' && c <= 'f');
        case 'a':
            return letter_or_digit;
        case 'l':
            return is_digit(c) || is_lower(c);
        case 'u':
            return letter_or_digit || c == '-' || c == '_';
        case 'b':
            return letter_or_digit || c == '+' || c == '/';
        case 'k':
            return is_upper(c) || (c >= '2' && c <= '7');
        default:
            return c >= ' ' && c <= '~';
    }
}

std::size_t take_number(std::string_view& text) {
    std::size_t number = 0;
    for (; !text.empty() && is_digit(text.front()); text.remove_prefix(1))
        number = number * 10 + static_cast<std::size_t>(text.front() - '0');
    return number;
}

}  // namespace

std::span<const KeyFormat> key_formats() {
    return rows;
}

bool fits(std::string_view pattern, std::string_view text) {
    while (!pattern.empty()) {
        if (pattern == "*") return !text.empty();
        // "{CLASS ", else a character that stands for itself: also a "{" that begins no class.
        const bool is_class = pattern.size() > 2 && pattern[0] == '{' && pattern[2] == ' ';
        if (!is_class) {
            if (text.empty() || text.front() != pattern.front()) return false;
            pattern.remove_prefix(1);
            text.remove_prefix(1);
            continue;
        }
        const char name = pattern[1];
        pattern.remove_prefix(3);
        const std::size_t least = take_number(pattern);
        pattern.remove_prefix(1);
        const std::size_t most = take_number(pattern);
        pattern.remove_prefix(1);
        std::size_t count = 0;
        while (count < most && count < text.size() && is_of_class(name, text[count])) ++count;
        if (count < least) return false;
        if (pattern.empty()) return count == text.size();
        // Shortest last: what follows is tried after each possible end.
        for (std::size_t taken = count + 1; taken-- > least;)
            if (fits(pattern, text.substr(taken))) return true;
        return false;
    }
    return text.empty();
}

const KeyFormat* recognised(std::string_view key) {
    const auto row = std::ranges::find_if(
        rows, [&](const KeyFormat& format) { return format.telling && fits(format.pattern, key); });
    return row == std::end(rows) ? nullptr : &*row;
}

bool looks_usual(std::string_view slug, std::string_view key) {
    const auto of_provider = [&](const KeyFormat& format) { return format.usual && format.slug == slug; };
    if (std::ranges::none_of(rows, of_provider)) return true;
    return std::ranges::any_of(
        rows, [&](const KeyFormat& format) { return of_provider(format) && fits(format.pattern, key); });
}

}  // namespace byok::core
