#include <algorithm>
#include <array>
#include <string>

#include "ui/control.h"
#include "ui/growing_box.h"
#include "ui/widgets.h"

namespace byok::ui {
namespace {

constexpr float padding = 12, icon_size = 16, gap = 10, radius = 6, line_height = 20, action_height_usual = 28,
                action_inset_min = 4;
constexpr float beside_width_min = 360;  // the action stands under the sentence where there is less room

struct ToneLook {
    Tone tone;
    Icon icon;
    Colour icon_colour, fill, border, text;
    Role role;  // what has failed interrupts, the rest waits its turn
};

constexpr auto tone_looks = std::to_array<ToneLook>({
    {Tone::Info, Icon::Info, Colour::BadgeBlue, Colour::Card, Colour::Border, Colour::Text, Role::Status},
    {Tone::Success, Icon::Success, Colour::BadgeGreen, Colour::Card, Colour::Border, Colour::Text, Role::Status},
    {Tone::Warning, Icon::Warning, Colour::BadgeAmber, Colour::Card, Colour::Border, Colour::Text, Role::Status},
    {Tone::Danger, Icon::Warning, Colour::Danger, Colour::DangerFill, Colour::Danger, Colour::Danger, Role::Alert},
});

const ToneLook& look_of(Tone tone) {
    return *std::ranges::find(tone_looks, tone, &ToneLook::tone);
}

}  // namespace

void draw_tone_icon(Ui& ui, ImVec2 at, Tone tone, float size) {
    const ToneLook& look = look_of(tone);
    draw_icon(ui, at, look.icon, size, look.icon_colour);
}

bool callout(Ui& ui, Tone tone, std::string_view text, std::string_view action) {
    const ToneLook& look = look_of(tone);
    const ImVec2 min = whole_pixels(ImGui::GetCursorScreenPos());
    const float width = width_left(ui);
    const ButtonOptions action_options{.height = action_height_usual};
    const float action_height = button_height(ui, action_options);
    const float action_width = action.empty() ? 0 : button_width(ui, action, action_options) + gap;
    const bool beside_text = width - action_width >= beside_width_min;

    Node node{.role = look.role};
    node.name = text;
    ui.open(text, std::move(node));
    const GrowingBox box(ui, min, ui.px(width), {.fill = look.fill, .border = look.border, .radius = radius});
    draw_tone_icon(ui, min + ImVec2(ui.px(padding), ui.px(padding + (line_height - icon_size) / 2)), tone, icon_size);

    const float text_left = padding + icon_size + gap;
    const float text_width = std::max(1.0f, width - text_left - padding - (beside_text ? action_width : 0));
    const TextStyle style{.colour = look.text, .wrap_width = text_width, .line_height = line_height};
    const ImVec2 text_at = min + ImVec2(ui.px(text_left), ui.px(padding));
    draw_text(ui, text_at, text, style);
    float bottom = text_at.y + text_size(ui, text, style).y + ui.px(padding);

    bool clicked = false;
    if (!action.empty()) {
        const float right = min.x + ui.px(width - padding - action_width + gap);
        const float inset = ui.px(std::max(action_inset_min, (2 * padding + line_height - action_height) / 2));
        const ImVec2 action_at =
            beside_text ? ImVec2(right, min.y + inset) : ImVec2(text_at.x, bottom - ui.px(padding - gap));
        ImGui::SetCursorScreenPos(action_at);
        clicked = button(ui, action, action_options).clicked;
        const float action_end = action_at.y + ui.px(action_height);
        bottom = beside_text ? std::max(bottom, action_end + inset) : action_end + ui.px(padding);
    }
    box.grow_to(bottom);
    ui.open_node().rect = ui.rect_of(min, {min.x + ui.px(width), bottom});
    ui.close();
    ImGui::SetCursorScreenPos(min);
    ImGui::Dummy({ui.px(width), bottom - min.y});
    return clicked;
}

}  // namespace byok::ui
