/// Every colour and measure of the console. No other file names a colour.
///
/// Read off the reference screens, made darker or lighter where they were too weak to read: text reaches 4.5 : 1 on
/// every surface that it stands on, the edges of inputs, the accent and the focus ring 3 : 1 (WCAG 2.2, 1.4.3 and
/// 1.4.11); in the variants for people who want more contrast, 7 : 1 and 4.5 : 1. Colours are 0xRRGGBB (or 0xRRGGBBAA
/// where `alpha` is said), lengths CSS pixels.
#pragma once

#include <array>
#include <cstdint>

#include "imgui.h"

namespace byok::ui {

enum class Colour : std::uint8_t {
    Frame,    // header and sidebar behind the page
    Page,     // the page's surface
    Card,     // info card
    Popover,  // menus, lists, dialogs, toasts
    Border,
    InputBorder,
    Text,
    TextMuted,     // tabs and links that are not current, close buttons
    TextFaint,     // paragraphs beside a title, hints, placeholders, table headings
    Accent,        // checkbox, selected, focus ring
    AccentText,    // on Accent and on the primary gradient
    PrimaryStart,  // gradient of the primary button
    PrimaryEnd,
    HoverFill,     // behind a hovered ghost or secondary control, menu item, row
    SelectedFill,  // behind the current navigation item, pressed theme toggle
    Danger,
    DangerFill,
    BadgeNeutral,  // text of a provider badge
    BadgePurple,   // organization
    BadgeBlue,     // API key
    BadgeGreen,    // active
    BadgeAmber,    // limited, unknown
    BadgeRed,      // invalid
    BadgeGrey,     // disabled
    ButtonFill,    // secondary button
    ButtonText,
    ButtonBorder,
    Field,  // text fields and lists to choose from
    FieldText,
    Placeholder,
    Link,      // in running text
    Disabled,  // text and edge of what cannot be used, where paleness is not enough
    FocusRing,
    Shadow,  // 0xRRGGBBAA
    Scrim,   // 0xRRGGBBAA, behind a modal dialog
    Count_,
};

using Theme = std::array<std::uint32_t, static_cast<std::size_t>(Colour::Count_)>;

extern const Theme light_theme;
extern const Theme dark_theme;
extern const Theme light_contrast_theme;
extern const Theme dark_contrast_theme;

/// How much of Text lies over a button that is pressed, of AccentText over a primary one that is lit.
inline constexpr float pressed_tint = 0.06f, lit_tint = 0.12f;

/// As Dear ImGui wants it, opaque unless the table's value has an alpha.
ImU32 packed(const Theme& theme, Colour colour, float alpha = 1.0f);

/// Contrast ratio after WCAG 2.2, 1 to 21, of two opaque 0xRRGGBB colours.
double contrast_ratio(std::uint32_t first, std::uint32_t second);

}  // namespace byok::ui
