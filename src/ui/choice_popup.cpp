#include "ui/choice_popup.h"

#include <algorithm>

#include "ui/popup.h"

namespace byok::ui {
namespace {

// Nine rows: all of the providers.
constexpr float height_max = 296, mark_size = 16, mark_gap = 8, detail_size = 13;
constexpr std::size_t rows_beyond = 2;  // drawn above and below what is in view, so that scrolling finds them there

// The detail tells choices of the same label apart.
std::string said(const Choice& choice) {
    return choice.detail.empty() ? choice.label : choice.label + ", " + choice.detail;
}

class Drawing {
public:
    Drawing(Ui& ui, const ChoicePopup& popup, ChoicePopupMemory& memory)
        : ui_(ui), popup_(popup), memory_(memory), row_height_(ui.px(popup_item_height(ui))) {}

    DrawnChoices draw() {
        memory_.options.clear();
        memory_.layer = ui_.begin_layer(std::string(popup_.key) + "/list", false, "Choices");
        ui_.node(memory_.layer).spares = popup_.field_parts;
        catch_clicks_beside();
        const float inset = ui_.px(popup_padding);
        const auto rows = static_cast<float>(std::max<std::size_t>(popup_.matches.size(), 1));
        const float height = std::min(rows * row_height_ + 2 * inset, ui_.px(height_max));
        place_ =
            place_popup(ui_, popup_.field_min, popup_.field_max, {popup_.field_max.x - popup_.field_min.x, height});
        draw_popup(ui_, place_);
        DrawnChoices drawn;
        if (popup_.matches.empty())
            draw_nothing();
        else
            drawn = draw_list();
        ui_.end_layer();
        return drawn;
    }

private:
    // Four strips around the field, which stays in reach: the person goes on typing in it.
    void catch_clicks_beside() {
        const ImVec2 end = ImGui::GetIO().DisplaySize;
        const ImVec2 min = ImClamp(popup_.field_min, {}, end), max = ImClamp(popup_.field_max, {}, end);
        const std::array<ImRect, 4> strips{{
            {0, 0, end.x, min.y},
            {0, min.y, min.x, max.y},
            {max.x, min.y, end.x, max.y},
            {0, max.y, end.x, end.y},
        }};
        for (std::size_t i = 0; i < strips.size(); ++i) {
            Node node{.role = Role::Backdrop, .rect = ui_.rect_of(strips[i].Min, strips[i].Max)};
            memory_.beside[i] = ui_.leaf("beside " + std::to_string(i), std::move(node));
        }
    }

    void draw_nothing() {
        const std::string words = popup_.choices.empty() ? "Nothing to choose from" : "No matches";
        const float inset = ui_.px(popup_padding);
        const ImVec2 min{place_.min.x + inset, place_.min.y + inset};
        ui_.leaf("nothing", {.role = Role::Status, .name = words, .rect = ui_.rect_of(min, place_.max)});
        const TextStyle style{.size = field_text_size, .colour = Colour::TextMuted};
        const float lower = ImTrunc((row_height_ - text_size(ui_, words, style).y) / 2);
        draw_text(ui_, {min.x + ui_.px(popup_item_padding), min.y + lower}, words, style);
    }

    DrawnChoices draw_list() {
        DrawnChoices drawn;
        const auto rows = static_cast<int>(popup_.matches.size());
        const float inset = ui_.px(popup_padding);
        const ImVec2 min{place_.min.x, place_.min.y + inset}, max{place_.max.x, place_.max.y - inset};
        bring_active_into_view(ui_.id_of("options"), max.y - min.y);
        drawn.list = ui_.begin_scroll("options", min, max,
                                      {.role = Role::ListBox,
                                       .name = std::string(popup_.name),
                                       .multiselectable = popup_.several,
                                       .row_count = rows});
        const ImVec2 top = ImGui::GetCursorScreenPos();
        const ImGuiWindow& window = *ImGui::GetCurrentWindow();
        const auto [first, end] = rows_in_view(window.ClipRect.Min.y - top.y, window.ClipRect.Max.y - top.y);
        for (std::size_t row = 0; row < popup_.matches.size(); ++row) {
            const bool active = is_active(row);
            if (!active && (row < first || row >= end)) continue;
            const ImVec2 at{top.x + inset, top.y + static_cast<float>(row) * row_height_};
            const NodeId id = draw_option(row, at, {max.x - inset, at.y + row_height_}, active);
            if (active) drawn.active = id;
        }
        ImGui::SetCursorScreenPos(top);
        ImGui::Dummy({max.x - min.x, static_cast<float>(rows) * row_height_});
        ui_.end_scroll();
        return drawn;
    }

    [[nodiscard]] bool is_active(std::size_t row) const {
        return popup_.active && popup_.choices[popup_.matches[row]].value == *popup_.active;
    }

    [[nodiscard]] std::pair<std::size_t, std::size_t> rows_in_view(float from, float to) const {
        const auto first = static_cast<std::size_t>(std::max(0.0f, from) / row_height_);
        const auto end = static_cast<std::size_t>(std::max(0.0f, to) / row_height_) + 1;
        return {first > rows_beyond ? first - rows_beyond : 0, end + rows_beyond};
    }

    // Only when the arrows have moved on: afterwards the person may scroll away from it.
    void bring_active_into_view(NodeId area, float height) {
        if (memory_.in_view == popup_.active) return;
        memory_.in_view = popup_.active;
        for (std::size_t row = 0; row < popup_.matches.size(); ++row) {
            if (!is_active(row)) continue;
            const float top = static_cast<float>(row) * row_height_, bottom = top + row_height_;
            const float scale = ui_.viewport().scale, now = ui_.scroll_y(area) * scale;
            if (top < now)
                ui_.scroll_to(area, top / scale);
            else if (bottom > now + height)
                ui_.scroll_to(area, (bottom - height) / scale);
            return;
        }
    }

    NodeId draw_option(std::size_t row, ImVec2 min, ImVec2 max, bool active) {
        const Choice& choice = popup_.choices[popup_.matches[row]];
        const bool chosen = std::ranges::contains(popup_.chosen, choice.value);
        const NodeId id = ui_.leaf("option " + choice.value, {.role = Role::Option,
                                                              .name = said(choice),
                                                              .rect = ui_.rect_of(min, max),
                                                              .disabled = choice.disabled,
                                                              .selected = chosen,
                                                              .in_tab_order = false,
                                                              .row_index = static_cast<int>(row) + 1});
        memory_.options.emplace_back(id, choice.value);
        if (!choice.disabled && (active || ui_.hovered(id)))
            draw_popup_item_fill(ui_, min, max, active && ui_.focus_visible());
        draw_words(choice, chosen, min, max);
        return id;
    }

    void draw_words(const Choice& choice, bool chosen, ImVec2 min, ImVec2 max) {
        const float padding = ui_.px(popup_item_padding), mark = ui_.px(mark_size), scale = ui_.viewport().scale;
        const float mark_y = min.y + ImTrunc((max.y - min.y - mark) / 2);
        const Colour colour = choice.disabled ? Colour::Disabled : Colour::Text;
        if (chosen) draw_icon(ui_, {min.x + padding, mark_y}, Icon::Check, mark_size, colour);
        const float left = min.x + padding + mark + ui_.px(mark_gap), right = max.x - padding;
        if (right <= left) return;
        TextStyle style{.size = field_text_size, .colour = colour, .max_width = (right - left) / scale};
        const ImVec2 size = text_size(ui_, choice.label, style);
        draw_text(ui_, {left, min.y + ImTrunc((max.y - min.y - size.y) / 2)}, choice.label, style);
        const float detail_left = left + size.x + ui_.px(mark_gap);
        if (choice.detail.empty() || detail_left >= right) return;
        style.size = detail_size;
        style.colour = choice.disabled ? Colour::Disabled : Colour::TextMuted;
        style.max_width = (right - detail_left) / scale;
        const float height = text_size(ui_, choice.detail, style).y;
        draw_text(ui_, {detail_left, min.y + ImTrunc((max.y - min.y - height) / 2)}, choice.detail, style);
    }

    Ui& ui_;
    const ChoicePopup& popup_;
    ChoicePopupMemory& memory_;
    float row_height_;
    PopupPlace place_{};
};

}  // namespace

DrawnChoices draw_choice_popup(Ui& ui, const ChoicePopup& popup, ChoicePopupMemory& memory) {
    return Drawing(ui, popup, memory).draw();
}

}  // namespace byok::ui
