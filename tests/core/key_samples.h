/// A made-up key for each format in which vendors give out keys, for the tests that walk them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace byok::core::samples {

/// `count` letters and digits that look like chance and are the same each time.
inline std::string letters(
    std::size_t count, std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789") {
    std::string text;
    unsigned state = 12'345;
    for (std::size_t i = 0; i < count; ++i) {
        state = state * 1'103'515'245u + 12'345u;
        text += alphabet[(state >> 16) % alphabet.size()];
    }
    return text;
}

inline std::string hex(std::size_t count) {
    return letters(count, "0123456789abcdef");
}

struct KeySample {
    std::string_view slug;
    std::string key;
};

/// Keys that their providers take; at least one for every format known.
inline std::vector<KeySample> usual_keys() {
    return {
        {"anthropic", "sk-ant-api03-" + letters(93) + "AA"},
        {"openai", "sk-proj-" + letters(74) + "T3BlbkFJ" + letters(74)},
        {"openai", "sk-proj-" + letters(58) + "T3BlbkFJ" + letters(58)},
        {"openai", "sk-svcacct-" + letters(20) + "T3BlbkFJ" + letters(20)},
        {"openai", "sk-" + letters(20) + "T3BlbkFJ" + letters(20)},
        {"openai", "sk-my-service-" + letters(20) + "T3BlbkFJ" + letters(20)},
        {"mistral", letters(32)},
        {"deepseek", "sk-" + hex(32)},
        {"deepseek", "sk-" + letters(32, "abcdefghijklmnopqrstuvwxyz0123456789")},
        {"xai", "xai-" + letters(80)},
        {"zai", hex(32) + "." + letters(16)},
        {"azure", hex(32)},
        {"azure", letters(52) + "JQQJ99BAAC" + letters(10) + "AAABACOG" + letters(4)},
    };
}

/// A key of the provider's usual format.
inline std::string usual_key(std::string_view slug) {
    for (const KeySample& sample : usual_keys())
        if (sample.slug == slug) return sample.key;
    return {};
}

}  // namespace byok::core::samples
