#include "ui/page_header.h"

namespace byok::ui {
namespace {

constexpr float header_height = 80, title_size = 24, icon_size = 24, gap = 12;
constexpr float compact_width = 560;  // heading and buttons need two lines below this

ButtonOptions create_options(std::string_view key) {
    ButtonOptions options;
    options.kind = ButtonKind::Primary;
    options.icon = Icon::Plus;
    options.key = key;
    return options;
}

ButtonOptions refresh_options(bool refreshing) {
    ButtonOptions options;
    options.kind = ButtonKind::Ghost;
    options.icon = Icon::Refresh;
    options.icon_only = true;
    options.busy = refreshing;
    return options;
}

float create_height(Ui& ui) {
    return button_height(ui, create_options(""));
}

void title(Ui& ui, ImVec2 at, app::Page page) {
    const bool activity = page == app::Page::Activity;
    const std::string_view words = activity ? "Activity" : "Api Keys";
    draw_icon(ui, at, activity ? Icon::History : Icon::KeyRound, icon_size, Colour::Text);
    const TextStyle style{.size = title_size, .weight = Weight::Semibold};
    const float lower = (ui.px(icon_size) - text_size(ui, words, style).y) / 2;
    ImGui::SetCursorScreenPos({at.x + ui.px(icon_size + gap), at.y + lower});
    heading(ui, words, 1, style);
}

PageHeaderResult buttons(Ui& ui, const PageHeader& header, ImVec2 at, bool create_first) {
    ImGui::SetCursorScreenPos(at);
    PageHeaderResult result;
    const auto refresh = [&] { result.refresh = button(ui, "Refresh", refresh_options(header.refreshing)).clicked; };
    if (header.create_label.empty()) {
        refresh();
        return result;
    }
    if (!create_first) {
        refresh();
        beside(ui, gap);
    }
    result.create = button(ui, header.create_label, create_options("create-above")).clicked;
    if (create_first) {
        beside(ui, gap);
        refresh();
    }
    return result;
}

float buttons_width(Ui& ui, const PageHeader& header) {
    const float refresh = button_width(ui, "Refresh", refresh_options(false));
    return header.create_label.empty() ? refresh
                                       : refresh + gap + button_width(ui, header.create_label, create_options(""));
}

}  // namespace

float page_margin(Ui& ui) {
    return width_left(ui) < compact_width ? 16.0f : 32.0f;
}

PageHeaderResult page_header(Ui& ui, const PageHeader& header) {
    const ImVec2 start = ImGui::GetCursorScreenPos();
    const float width = width_left(ui);
    const bool wide = width >= compact_width;
    const bool one_line = wide || header.create_label.empty();
    const float margin = wide ? 24.0f : 16.0f;

    title(ui, {start.x + ui.px(margin), start.y + ui.px((header_height - icon_size) / 2)}, header.page);
    const float button_height = create_height(ui);
    const ImVec2 below{start.x + ui.px(margin), start.y + ui.px(header_height - 16)};
    const ImVec2 right{start.x + ui.px(width - (wide ? 22.0f : 16.0f) - buttons_width(ui, header)),
                       start.y + ui.px((header_height - button_height) / 2)};
    const PageHeaderResult result = buttons(ui, header, one_line ? right : below, !one_line);

    ImGui::SetCursorScreenPos(
        {start.x, one_line ? start.y + ui.px(header_height) : below.y + ui.px(button_height + 16)});
    rule(ui);
    if (header.page == app::Page::Activity) return result;
    static constexpr TabItem items[] = {
        {"Api Keys", "#/api-keys", Icon::Key},
        {"BYOK", "#/byok", Icon::ShieldCheck},
    };
    const float tab_margin = margin - 2;
    ImGui::SetCursorScreenPos({start.x + ui.px(tab_margin), ImGui::GetCursorScreenPos().y});
    begin_column(ui, ImGui::GetCursorScreenPos(), width - 2 * tab_margin);
    tabs(ui, "Pages", items, header.page == app::Page::ApiKeys ? 0 : 1);
    const ImVec2 end = end_column(ui);
    ImGui::SetCursorScreenPos({start.x, end.y});
    rule(ui);
    return result;
}

bool create_button(Ui& ui, std::string_view label, std::string_view key) {
    return button(ui, label, create_options(key)).clicked;
}

}  // namespace byok::ui
