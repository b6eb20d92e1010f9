#include "ui/list_status.h"

#include <string>

#include "ui/shapes.h"

namespace byok::ui {
namespace {

constexpr float box_height = 96, spinner_size = 16;

void loading(Ui& ui, std::string_view label) {
    const ImVec2 min = ImGui::GetCursorScreenPos();
    const ImVec2 max{min.x + ui.px(width_left(ui)), min.y + ui.px(box_height)};
    draw_box(ui, min, max, {.fill = std::nullopt, .border = Colour::Border, .radius = 8});
    const TextStyle style{.colour = Colour::TextMuted};
    const ImVec2 size = text_size(ui, label, style);
    const float gap = ui.px(spinner_size + 10);
    const float left = (min.x + max.x - size.x - gap) / 2, middle = (min.y + max.y) / 2;
    draw_spinner(ui, {left, middle - ui.px(spinner_size) / 2}, spinner_size, Colour::TextMuted);
    draw_text(ui, {left + gap, middle - size.y / 2}, label, style);
    Node node;
    node.role = Role::Status;
    node.name = label;
    node.rect = ui.rect_of(min, max);
    ui.leaf("loading", node);
    ImGui::Dummy({max.x - min.x, max.y - min.y});
}

}  // namespace

bool list_status(Ui& ui, const ListStatus& status) {
    if (!status.error->has_value()) {
        if (!status.has_rows) loading(ui, status.loading_text);
        return false;
    }
    const std::string& message = (*status.error)->message;
    if (!status.has_rows) return callout(ui, Tone::Danger, message, "Try again");
    const bool retry =
        callout(ui, Tone::Warning, "This is the list as it was before: it could not be refreshed. " + message, "Retry");
    space(ui, 16);
    return retry;
}

void empty_list(Ui& ui, std::string_view title, std::string_view explanation) {
    const ImVec2 min = ImGui::GetCursorScreenPos();
    const float width = width_left(ui);
    begin_column(ui, {min.x + ui.px(24), min.y + ui.px(28)}, width - 48);
    heading(ui, title, 2, {.size = 16, .weight = Weight::Medium});
    space(ui, 6);
    text(ui, explanation, {.colour = Colour::TextFaint, .wrap_width = width - 48, .line_height = 20});
    const ImVec2 max{min.x + ui.px(width), end_column(ui).y + ui.px(28)};
    draw_box(ui, min, max, {.fill = std::nullopt, .border = Colour::Border, .radius = 8});
    ImGui::SetCursorScreenPos(min);
    ImGui::Dummy({max.x - min.x, max.y - min.y});
}

}  // namespace byok::ui
