#include "ui/notices_view.h"

#include <algorithm>

#include "ui/control.h"
#include "ui/shapes.h"

namespace byok::ui {
namespace {

constexpr float width_max = 380, margin = 16, padding = 14, gap = 10, icon_size = 18, dismiss_size = 24,
                line_height = 20;

float toast_width(Ui& ui) {
    return std::min(width_max, ui.viewport().width - 2 * margin);
}

/// The dismiss button's distance from the corner: its middle is where it is, however large.
float dismiss_inset(const Ui& ui) {
    return padding - (for_pointer(ui, dismiss_size) - dismiss_size) / 2;
}

TextStyle text_style(const Ui& ui, float width) {
    const float buttons = for_pointer(ui, dismiss_size) + dismiss_inset(ui);
    return {.wrap_width = width - padding - icon_size - buttons - 2 * gap, .line_height = line_height};
}

/// Device pixels.
float toast_height(Ui& ui, const app::Notice& notice, float width) {
    const float text = text_size(ui, notice.text, text_style(ui, width)).y + ui.px(dismiss_size - line_height);
    return text + ui.px(2 * padding);
}

/// Returns whether it was dismissed.
bool toast(Ui& ui, const app::Notice& notice, ImVec2 min, float width) {
    const bool failure = notice.kind == app::NoticeKind::Failure;
    const ImVec2 max{min.x + ui.px(width), min.y + toast_height(ui, notice, width)};
    draw_shadow(ui, min, max, 8, 16);
    draw_box(ui, min, max, {.fill = Colour::Popover, .border = Colour::Border, .radius = 8});
    const float top = min.y + ui.px(padding);
    draw_icon(ui, {min.x + ui.px(padding), top + ui.px((dismiss_size - icon_size) / 2)},
              failure ? Icon::Warning : Icon::Success, icon_size, failure ? Colour::Danger : Colour::BadgeGreen);
    draw_text(ui, {min.x + ui.px(padding + icon_size + gap), top + ui.px((dismiss_size - line_height) / 2)},
              notice.text, text_style(ui, width));

    ui.open("notice " + std::to_string(notice.id), {.role = Role::Generic});
    Node node{.role = failure ? Role::Alert : Role::Status};
    node.name = notice.text;
    node.rect = ui.rect_of(min, max);
    ui.leaf("text", node);
    ButtonOptions options;
    options.kind = ButtonKind::Ghost;
    options.icon = Icon::Close;
    options.icon_only = true;
    options.description = notice.text;
    options.width = options.height = dismiss_size;
    const float inset = dismiss_inset(ui), reach = inset + for_pointer(ui, dismiss_size);
    ImGui::SetCursorScreenPos({max.x - ui.px(reach), min.y + ui.px(inset)});
    const bool dismissed = button(ui, "Dismiss", options).clicked;
    ui.close();
    return dismissed;
}

}  // namespace

void notices_view(const app::State& state, std::string_view told_row, app::Actions& actions, Ui& ui) {
    const auto told = [&](const app::Notice& notice) { return !told_row.empty() && notice.row == told_row; };
    for (const app::Notice& notice : state.notices)
        if (told(notice)) actions.emplace_back(app::DismissNotice{notice.id});
    if (std::ranges::all_of(state.notices, told)) return;
    ui.begin_layer("notices", false);
    const float width = toast_width(ui);
    const float left = ui.px(ui.viewport().width - margin - width);
    float top = ui.px(ui.viewport().height - margin);
    for (const app::Notice& notice : state.notices)
        if (!told(notice)) top -= toast_height(ui, notice, width) + ui.px(gap);
    for (const app::Notice& notice : state.notices) {
        if (told(notice)) continue;
        if (toast(ui, notice, {left, top}, width)) actions.emplace_back(app::DismissNotice{notice.id});
        top += toast_height(ui, notice, width) + ui.px(gap);
    }
    ui.end_layer();
}

}  // namespace byok::ui
