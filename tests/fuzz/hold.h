/// What a fuzz target promises of whatever comes out, and how it takes its input apart.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace byok::fuzz {

/// Ends the process with `sentence` when the property does not hold; libFuzzer keeps the input.
inline void hold(bool property, const char* sentence) {
    if (property) return;
    std::fputs(sentence, stderr);
    std::fputc('\n', stderr);
    std::abort();
}

/// The input: first the bytes that choose, then a text that is used as it is, so that the corpus can be read and
/// written by hand.
class Input {
public:
    Input(const std::uint8_t* data, std::size_t size) : rest_(reinterpret_cast<const char*>(data), size) {}

    /// One of `count` choices, from 0. In a corpus a digit or a letter stands for it: '0', '1', … then 'A', 'B', ….
    std::size_t choice(std::size_t count) {
        if (rest_.empty()) return 0;
        const auto byte = static_cast<unsigned char>(rest_.front());
        rest_.remove_prefix(1);
        const unsigned value = byte >= 'A' ? byte - 'A' + 10u : byte >= '0' ? byte - '0' + 0u : byte;
        return value % count;
    }

    /// Up to the next `end`, which is dropped; all of it where there is none.
    std::string_view until(char end) {
        const std::size_t at = rest_.find(end);
        const std::string_view part = rest_.substr(0, at);
        rest_.remove_prefix(at == std::string_view::npos ? rest_.size() : at + 1);
        return part;
    }

    [[nodiscard]] bool empty() const { return rest_.empty(); }
    [[nodiscard]] std::string_view rest() const { return rest_; }

private:
    std::string_view rest_;
};

}  // namespace byok::fuzz
