// The text of an entry as the canvas shows it (ui/field_frame.h): whatever is not seen is not even looked at, so a
// field with a megabyte in it costs no more than one with a word.

#include <algorithm>
#include <cmath>
#include <string>

#include "core/text.h"
#include "ui/field_frame.h"

namespace byok::ui {
namespace {

constexpr std::string_view dot = "•";

// No glyph that takes room is narrower than this, CSS pixels.
constexpr float glyph_width_min = 1.5f;

// The part of `line` that can be seen in `count` places.
std::string_view first_code_points(std::string_view line, std::size_t count) {
    std::size_t bytes = 0;
    for (; count > 0 && bytes < line.size(); --count) bytes += core::first_code_point(line.substr(bytes)).bytes;
    return line.substr(0, bytes);
}

// A revealed secret, without anything that would be kept as a run (ui/text_run.h): those outlive the field. Keys are
// ASCII; what is not is shown as a mark, which is also how people find what a copy and paste put in by mistake.
std::string without_runs(std::string_view text) {
    std::string plain;
    plain.reserve(2 * text.size());  // never grown, so no copy stays behind
    while (!text.empty()) {
        const core::CodePoint first = core::first_code_point(text);
        if (first.value < 0x80)
            plain += static_cast<char>(first.value);
        else
            plain += "\uFFFD";
        text.remove_prefix(first.bytes);
    }
    return plain;
}

std::string shown_line(std::string_view line, const TextEntry& entry, std::size_t places) {
    const std::string_view seen = first_code_points(line, places);
    if (!entry.secret) return std::string(seen);
    if (entry.revealed) return without_runs(seen);
    std::string dots;
    for (std::size_t count = core::count_code_points(seen); count > 0; --count) dots += dot;
    return dots;
}

std::string_view take_line(std::string_view& text) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

}  // namespace

void fit_entry(const Ui& ui, TextEntry& entry, float height) {
    const float scale = ui.viewport().scale, font = ui.px(entry.font_px);
    const float top = ui.px(entry.padding_top), bottom = ui.px(entry.padding_bottom);
    const bool fills = !entry.multiline && !entry.keeps_lines;
    float line = fills ? height - top - bottom : ui.px(entry.line_height);
    const bool uneven = std::fmod(line - font, 2.0f) != 0;
    if (uneven) line += fills ? -1 : 1;
    entry.font_px = font / scale;
    entry.line_height = line / scale;
    entry.padding_left = ui.px(entry.padding_left) / scale;
    entry.padding_right = ui.px(entry.padding_right) / scale;
    entry.padding_top = top / scale;
    entry.padding_bottom = (entry.multiline ? bottom : height - top - line) / scale;
}

void draw_entry_text(Ui& ui, ImVec2 min, ImVec2 max, const TextEntry& entry, bool disabled) {
    const ImVec2 inner_min{min.x + ui.px(entry.padding_left), min.y + ui.px(entry.padding_top)};
    const ImVec2 inner_max{max.x - ui.px(entry.padding_right), max.y - ui.px(entry.padding_bottom)};
    if (inner_max.x <= inner_min.x || inner_max.y <= inner_min.y) return;

    const bool empty = entry.text->empty();
    TextStyle style{.size = entry.font_px,
                    .colour = disabled ? Colour::Disabled
                              : empty  ? Colour::Placeholder
                                       : Colour::FieldText};
    style.mono = entry.monospace;
    style.line_height = entry.line_height;
    // As `text-overflow` does it in the browser's field.
    if (empty) style.max_width = (inner_max.x - inner_min.x) / ui.viewport().scale;
    const float line_height = ui.px(entry.line_height);
    const auto places = static_cast<std::size_t>((inner_max.x - inner_min.x) / ui.px(1) / glyph_width_min) + 1;

    ImGui::PushClipRect(inner_min, {inner_max.x, max.y}, true);
    std::string_view rest = empty ? std::string_view(entry.placeholder) : entry.text->view();
    for (float y = inner_min.y; y < inner_max.y && !rest.empty(); y += line_height) {
        const std::string_view line = take_line(rest);
        std::string shown = empty ? std::string(line) : shown_line(line, entry, places);
        draw_text(ui, {inner_min.x, y}, shown, style);
        if (entry.secret) core::wipe(shown);
        if (!entry.multiline) break;
    }
    ImGui::PopClipRect();
}

}  // namespace byok::ui
