#include <algorithm>
#include <string>

#include "ui/control.h"
#include "ui/field_frame.h"
#include "ui/shapes.h"

namespace byok::ui {
namespace {

constexpr float box_size = 16, box_radius = 4, check_size = 12, label_gap = 8, line_height = 20;

void draw_check_box(Ui& ui, ImVec2 at, bool checked, bool hovered, const FieldOptions& options) {
    const ImVec2 end{at.x + ui.px(box_size), at.y + ui.px(box_size)};
    const float alpha = options.disabled && !ui.strong_contrast() ? 0.5f : 1.0f;
    const Colour off = hovered ? Colour::TextMuted : Colour::TextFaint;
    const Colour border = options.error.empty() ? off : Colour::Danger;
    BoxStyle style{.fill = {}, .border = border, .radius = box_radius, .alpha = alpha};
    if (checked) style.fill = style.border = Colour::Accent;
    if (options.disabled && ui.strong_contrast()) style.border = Colour::Disabled;
    draw_box(ui, at, end, style);
    const float inset = ImTrunc((ui.px(box_size) - ui.px(check_size)) / 2);
    if (checked) draw_icon(ui, {at.x + inset, at.y + inset}, Icon::Check, check_size, Colour::AccentText);
}

}  // namespace

bool checkbox(Ui& ui, std::string_view label, bool& checked, const FieldOptions& options) {
    const std::string_view key = field_key(label, options);
    const NodeId id = ui.id_of(key);
    const bool changed = ui.clicked(id) && !options.disabled && !options.read_only;
    if (changed) checked = !checked;

    const ImVec2 start = ImGui::GetCursorScreenPos();
    const float label_left = ui.px(box_size) + ui.px(label_gap);
    TextStyle style{.size = field_text_size, .colour = options.disabled ? Colour::Disabled : Colour::Text};
    style.wrap_width = std::max(1.0f, field_width(ui, options) - box_size - label_gap);
    const ImVec2 words = options.label_hidden ? ImVec2() : text_size(ui, label, style);
    const float line = ui.px(for_pointer(ui, line_height)), height = std::max(line, words.y);
    const float width = options.label_hidden ? ui.px(for_pointer(ui, box_size)) : label_left + words.x;
    const FieldFrame frame{.key = key, .start = start, .min = start, .max = {start.x + width, start.y + height}};

    Node node = field_node(ui, Role::CheckBox, label, options, frame.min, frame.max);
    node.checked = checked ? Check::On : Check::Off;
    ui.leaf(key, std::move(node));
    const ImVec2 box{start.x, start.y + ImTrunc((line - ui.px(box_size)) / 2)};
    draw_check_box(ui, box, checked, ui.hovered(id) && !options.disabled, options);
    if (ui.focused(id) && ui.focus_visible())
        draw_focus_ring(ui, box, {box.x + ui.px(box_size), box.y + ui.px(box_size)}, box_radius);
    if (!options.label_hidden) {
        const float lower = words.y < line ? ImTrunc((line - words.y) / 2) : 0;
        draw_findable(ui, std::string(key) + "/label", {start.x + label_left, start.y + lower}, label, style);
    }
    if (options.focus) ui.move_focus(id);
    end_field(ui, frame, options);
    return changed;
}

}  // namespace byok::ui
