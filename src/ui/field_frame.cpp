#include "ui/field_frame.h"

#include <algorithm>

#include "ui/control.h"
#include "ui/shapes.h"

namespace byok::ui {
namespace {

constexpr float label_gap = 9, hint_gap = 9, hint_size = 13, hint_line = 18, label_line = 20;
constexpr float field_height_usual = 36, touch_text_size = 16;

}  // namespace

float field_height(const Ui& ui) {
    return for_pointer(ui, field_height_usual);
}

float entry_text_size(const Ui& ui, float usual) {
    return ui.viewport().coarse_pointer ? std::max(usual, touch_text_size) : usual;
}

std::string_view field_key(std::string_view label, const FieldOptions& options) {
    return options.key.empty() ? label : std::string_view(options.key);
}

float field_width(Ui& ui, const FieldOptions& options) {
    return std::max(1.0f, options.width > 0 ? std::min(options.width, width_left(ui)) : width_left(ui));
}

FieldFrame begin_field(Ui& ui, std::string_view label, const FieldOptions& options, float height) {
    const ImVec2 start = ImGui::GetCursorScreenPos();
    const float width = field_width(ui, options);
    ImVec2 min = start;
    if (!options.label_hidden) {
        const TextStyle style{.size = field_text_size, .weight = Weight::Medium, .max_width = width};
        const float text_height = text_size(ui, label, style).y;
        const ImVec2 at{start.x, start.y + ImTrunc((ui.px(label_line) - text_height) / 2)};
        draw_findable(ui, std::string(field_key(label, options)) + "/label", at, label, style);
        min.y += ui.px(label_line) + ui.px(label_gap);
    }
    return {.key = field_key(label, options),
            .start = start,
            .min = min,
            .max = {min.x + ui.px(width), min.y + ui.px(height)}};
}

Node field_node(Ui& ui, Role role, std::string_view label, const FieldOptions& options, ImVec2 min, ImVec2 max) {
    return {.role = role,
            .name = options.name.empty() ? std::string(label) : options.name,
            .description = options.error.empty() ? options.hint : options.error,
            .rect = ui.rect_of(min, max),
            .disabled = options.disabled,
            .focusable = !options.disabled,
            .required = options.required,
            .invalid = !options.error.empty()};
}

void draw_findable(Ui& ui, std::string_view key, ImVec2 at, std::string_view words, const TextStyle& style) {
    draw_text(ui, at, words, style);
    ui.leaf(key, {.role = Role::Text,
                  .name = std::string(words),
                  .rect = ui.rect_of(at, at + text_size(ui, words, style)),
                  .hidden = true});
}

void end_field(Ui& ui, const FieldFrame& frame, const FieldOptions& options) {
    ImVec2 end = frame.max;
    const bool failed = !options.error.empty();
    if (const std::string& text = failed ? options.error : options.hint; !text.empty()) {
        const TextStyle style{.size = hint_size,
                              .colour = failed ? Colour::Danger : Colour::TextFaint,
                              .wrap_width = field_width(ui, options),
                              .line_height = hint_line};
        const ImVec2 at{frame.start.x, frame.max.y + ui.px(hint_gap)};
        draw_findable(ui, std::string(frame.key) + "/hint", at, text, style);
        end.y = at.y + text_size(ui, text, style).y;
    }
    ImGui::SetCursorScreenPos(frame.start);
    ImGui::Dummy(end - frame.start);
}

void draw_field_box(Ui& ui, const FieldFrame& frame, const FieldOptions& options, bool focused) {
    const Colour border = options.error.empty() ? Colour::InputBorder : Colour::Danger;
    const bool thick = !options.error.empty() && ui.strong_contrast();
    draw_box(ui, frame.min, frame.max,
             {.fill = Colour::Field, .border = border, .radius = field_radius, .thick = thick});
    if (focused) draw_focus_ring(ui, frame.min, frame.max, field_radius);
}

}  // namespace byok::ui
