#include "platform/steps_in_words.h"

#include <bit>
#include <cstring>
#include <format>

#include "platform/mirror_steps.h"
#include "ui/semantics.h"

namespace byok::platform {
namespace {

class StepReader {
public:
    explicit StepReader(const std::vector<std::uint32_t>& words) : words_(words) {}
    [[nodiscard]] bool done() const { return at_ == words_.size(); }
    std::uint32_t integer() { return words_.at(at_++); }
    float number() { return std::bit_cast<float>(integer()); }
    std::string text() {
        const std::size_t size = integer();
        std::string text(size, '\0');
        const std::size_t words = (size + 3) / 4;
        if (words > 0) std::memcpy(text.data(), &words_.at(at_ + words - 1) - (words - 1), size);
        at_ += words;
        return text;
    }

private:
    const std::vector<std::uint32_t>& words_;
    std::size_t at_ = 0;
};

std::string children(StepReader& reader) {
    std::string line = std::format("children {}:", reader.integer());
    for (std::uint32_t left = reader.integer(); left > 0; --left) line += std::format(" {}", reader.integer());
    return line;
}

std::string numbers_of(std::string_view what, std::uint32_t id, StepReader& reader, int count) {
    std::string line = std::format("{} {}:", what, id);
    for (; count > 0; --count) line += std::format(" {}", reader.number());
    return line;
}

std::string numbers(std::string_view what, StepReader& reader, int count) {
    const auto id = reader.integer();
    return numbers_of(what, id, reader, count);
}

std::string entry_of(std::uint32_t id, StepReader& reader) {
    std::string line = std::format("entry {}: bits {}", id, reader.integer());
    for (int i = 0; i < 7; ++i) line += std::format(" {}", reader.number());
    for (int i = 0; i < 4; ++i) line += std::format(" '{}'", reader.text());
    return line;
}

std::string content(StepReader& reader) {
    std::string line = numbers("content", reader, 2);
    return line + (reader.integer() == 1 ? " sideways" : "");
}

std::string name(StepReader& reader) {
    const auto id = reader.integer();
    const bool by_content = reader.integer() == 1;
    return std::format("name {} ({}): {}", id, by_content ? "content" : "label", reader.text());
}

std::string text_of(std::string_view what, StepReader& reader) {
    const auto id = reader.integer();
    return std::format("{} {}: {}", what, id, reader.text());
}

/// What a new element has from the start is said in the words of the steps that change it later.
void add_created(std::vector<std::string>& lines, StepReader& reader) {
    const auto id = reader.integer(), parent = reader.integer();
    const auto role = static_cast<ui::Role>(reader.integer());
    const auto made_as = reader.integer(), state = reader.integer();
    lines.push_back(std::format("create {} in {} as {} {}", id, parent, ui::role_name(role), made_as));
    lines.push_back(std::format("state {}: {}", id, state));
    lines.push_back(numbers_of("rect", id, reader, 4));
    if ((made_as & (made_as::entry | made_as::file_chooser)) != 0) lines.push_back(entry_of(id, reader));
}

std::string in_words(Step step, StepReader& reader) {
    switch (step) {
        case Step::Create:
            break;  // more than one line
        case Step::Remove:
            return std::format("remove {}", reader.integer());
        case Step::Children:
            return children(reader);
        case Step::Rect:
            return numbers("rect", reader, 4);
        case Step::Name:
            return name(reader);
        case Step::Description:
            return text_of("description", reader);
        case Step::State: {
            const auto id = reader.integer();
            return std::format("state {}: {}", id, reader.integer());
        }
        case Step::Rows: {
            const auto id = reader.integer(), count = reader.integer();
            return std::format("rows {}: {} of {}", id, reader.integer(), count);
        }
        case Step::Relations: {
            const auto id = reader.integer(), controls = reader.integer();
            return std::format("relations {}: controls {} active {}", id, controls, reader.integer());
        }
        case Step::Href:
            return text_of("href", reader);
        case Step::Keys: {
            const auto id = reader.integer();
            return std::format("keys {}: {}", id, reader.integer());
        }
        case Step::Content:
            return content(reader);
        case Step::Scroll:
            return numbers("scroll", reader, 2);
        case Step::Entry:
            return entry_of(reader.integer(), reader);
        case Step::Value:
            return text_of("value", reader);
        case Step::Focus:
            return std::format("focus {}", reader.integer());
        case Step::Title:
            return "title: " + reader.text();
    }
    return "unknown step";
}

}  // namespace

std::vector<std::string> in_words(const std::vector<std::uint32_t>& steps) {
    std::vector<std::string> lines;
    for (StepReader reader(steps); !reader.done();) {
        const Step step{reader.integer()};
        if (step == Step::Create)
            add_created(lines, reader);
        else
            lines.push_back(in_words(step, reader));
    }
    return lines;
}

}  // namespace byok::platform
