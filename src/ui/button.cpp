#include <algorithm>
#include <cmath>

#include "ui/control.h"
#include "ui/shapes.h"
#include "ui/widgets.h"

namespace byok::ui {
namespace {

constexpr float height_usual = 32, padding_usual = 12, padding_high = 16, icon_size = 16, gap = 8, radius = 6;
constexpr float disabled_alpha = 0.5f, shadow_size = 4;
constexpr TextStyle label_style{.weight = Weight::Medium};

/// What a kind of button looks like. No fill = the primary gradient.
struct Look {
    ButtonKind kind;
    std::optional<Colour> fill, border;
    Colour text;
    bool raised;  // casts a shadow
};

constexpr auto looks = std::to_array<Look>({
    {ButtonKind::Primary, std::nullopt, std::nullopt, Colour::AccentText, true},
    {ButtonKind::Secondary, Colour::ButtonFill, Colour::ButtonBorder, Colour::ButtonText, true},
    {ButtonKind::Ghost, std::nullopt, std::nullopt, Colour::Text, false},
    {ButtonKind::Danger, Colour::DangerFill, Colour::Danger, Colour::Danger, true},
});

Look look_of(ButtonKind kind) {
    return *std::ranges::find(looks, kind, &Look::kind);
}

/// Paler than it was; in strong contrast all in the one colour that says so.
struct DisabledLook {
    Look look;
    float alpha;
};

DisabledLook look_of(const Ui& ui, const ButtonOptions& options) {
    const Look look = look_of(options.kind);
    if (!options.disabled) return {look, 1};
    if (!ui.strong_contrast()) return {look, disabled_alpha};
    const auto border = options.kind == ButtonKind::Ghost ? std::nullopt : std::optional(Colour::Disabled);
    return {{options.kind, std::nullopt, border, Colour::Disabled, false}, 1};
}

struct Content {
    bool label = false, spinner = false;
    float width = 0;  // CSS pixels
};

Content content_of(Ui& ui, std::string_view label, const ButtonOptions& options) {
    Content content{.label = !options.icon_only, .spinner = options.busy};
    if (options.icon || options.icon_only) content.width += icon_size;
    if (!options.icon_only) content.width += text_size(ui, label, label_style).x / ui.viewport().scale;
    if (options.icon && !options.icon_only) content.width += gap;
    // Without an icon to stand in for, the spinner takes the label's place: the button stays as wide as it was.
    if (options.busy && !options.icon) content.label = false;
    return content;
}

float padding_of(const ButtonOptions& options) {
    return options.height > height_usual ? padding_high : padding_usual;
}

void draw_background(Ui& ui, ImVec2 min, ImVec2 max, const ButtonOptions& options, const ControlState& state) {
    const auto [look, alpha] = look_of(ui, options);
    if (look.raised && !options.disabled) draw_shadow(ui, min, max, radius, shadow_size);
    const bool plain_disabled = options.disabled && ui.strong_contrast();
    if (options.kind == ButtonKind::Primary && !plain_disabled) draw_primary_box(ui, min, max, radius, alpha);
    if (options.selected) draw_box(ui, min, max, {.fill = Colour::SelectedFill, .radius = radius});
    const bool lit = (state.hovered || options.expanded == Expansion::Expanded) && !options.disabled && !options.busy;
    const bool plain =
        options.kind == ButtonKind::Secondary || (options.kind == ButtonKind::Ghost && !options.selected);
    // Where the system gives the colours, the label of a button can be read on nothing but its own fill.
    const bool edged = lit && options.kind == ButtonKind::Secondary && ui.strong_contrast();
    const std::optional<Colour> fill = lit && plain && !edged ? Colour::HoverFill : look.fill;
    const std::optional<Colour> border = edged ? Colour::FocusRing : look.border;
    draw_box(ui, min, max, {.fill = fill, .border = border, .radius = radius, .alpha = alpha});
    // On the gradient, and while it is pressed, a button only gets lighter or darker.
    if (options.kind == ButtonKind::Primary && lit)
        draw_box(ui, min, max, {.fill = Colour::AccentText, .radius = radius, .alpha = lit_tint});
    if (state.pressed) draw_box(ui, min, max, {.fill = Colour::Text, .radius = radius, .alpha = pressed_tint});
}

void draw_content(Ui& ui, ImVec2 min, ImVec2 max, std::string_view label, const ButtonOptions& options, bool hovered) {
    const Content content = content_of(ui, label, options);
    const auto [look, alpha] = look_of(ui, options);
    const Colour colour = options.muted && !options.disabled && !hovered ? Colour::TextMuted : look.text;
    const ImVec2 middle = (min + max) * 0.5f;
    const float icon_px = ui.px(icon_size),
                room = max.x - min.x - 2 * ui.px(options.icon_only ? 0 : padding_of(options));
    const float width = std::min(ui.px(content.width), room);
    ImVec2 at(std::floor(middle.x - width / 2), std::floor(middle.y - icon_px / 2));

    if (content.spinner) {
        const ImVec2 centred(std::floor(middle.x - icon_px / 2), at.y);
        draw_spinner(ui, options.icon ? at : centred, icon_size, colour, alpha);
    } else if (options.icon) {
        draw_icon(ui, at, *options.icon, icon_size, colour, alpha);
    }
    if (!content.label) return;
    if (options.icon) at.x += ui.px(icon_size + gap);
    TextStyle style = label_style;
    style.colour = colour;
    style.alpha = alpha;
    style.max_width = std::max(1.0f, (max.x - ui.px(padding_of(options)) - at.x) / ui.viewport().scale);
    draw_text(ui, {at.x, middle.y - text_size(ui, label, style).y / 2}, label, style);
}

Node node_of(std::string_view label, const ButtonOptions& options) {
    Node node{.role = Role::Button};
    node.name = options.name.empty() ? std::string(label) : options.name;
    node.description = options.description;
    node.disabled = options.disabled;
    node.focusable = true;
    node.busy = options.busy;
    node.selected = options.selected;
    node.popup = options.popup;
    node.expanded = options.expanded;
    node.controls = options.controls;
    return node;
}

}  // namespace

float button_width(Ui& ui, std::string_view label, const ButtonOptions& options) {
    if (options.width > 0) return for_pointer(ui, options.width);
    if (options.icon_only) return button_height(ui, options);
    return for_pointer(ui, content_of(ui, label, options).width + 2 * padding_of(options));
}

float button_height(Ui& ui, const ButtonOptions& options) {
    return for_pointer(ui, options.height > 0 ? options.height : height_usual);
}

ButtonResult button(Ui& ui, std::string_view label, const ButtonOptions& options) {
    const ImVec2 min = whole_pixels(ImGui::GetCursorScreenPos());
    const ImVec2 max = min + ImVec2(ui.px(button_width(ui, label, options)), ui.px(button_height(ui, options)));
    const std::string_view key = options.key.empty() ? label : std::string_view(options.key);
    const bool usable = !options.disabled && !options.busy;
    const ControlState state = control_state(ui, ui.id_of(key), usable);

    draw_background(ui, min, max, options, state);
    draw_content(ui, min, max, label, options, state.hovered);
    if (state.ringed) draw_focus_ring(ui, min, max, radius);
    ImGui::SetCursorScreenPos(min);
    ImGui::Dummy(max - min);

    Node node = node_of(label, options);
    node.rect = ui.rect_of(min, max);
    const NodeId id = ui.leaf(key, std::move(node));
    if (options.icon_only) tooltip(ui, id, label);
    return {.id = id, .rect = ui.rect_of(min, max), .clicked = usable && ui.clicked(id)};
}

}  // namespace byok::ui
