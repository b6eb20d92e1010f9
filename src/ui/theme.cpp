#include "ui/theme.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <utility>

namespace byok::ui {
namespace {

using Entry = std::pair<Colour, std::uint32_t>;

// Filled by name, so that the tables below cannot fall out of step with the enum; one that is left out is a compile
// error.
consteval Theme theme_of(std::array<Entry, static_cast<std::size_t>(Colour::Count_)> entries) {
    Theme theme{};
    std::array<bool, theme.size()> given{};
    for (const auto& [colour, value] : entries) {
        theme[static_cast<std::size_t>(colour)] = value;
        given[static_cast<std::size_t>(colour)] = true;
    }
    for (const bool is_given : given)
        if (!is_given) std::unreachable();
    return theme;
}

/// `base` with other colours in some places.
consteval Theme with(Theme base, std::initializer_list<Entry> others) {
    for (const auto& [colour, value] : others) base[static_cast<std::size_t>(colour)] = value;
    return base;
}

constexpr bool has_alpha(Colour colour) {
    return colour == Colour::Shadow || colour == Colour::Scrim;
}

constexpr double channel_luminance(std::uint32_t value) {
    const double share = static_cast<double>(value & 0xFF) / 255;
    return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
}

double luminance(std::uint32_t colour) {
    return 0.2126 * channel_luminance(colour >> 16) + 0.7152 * channel_luminance(colour >> 8) +
           0.0722 * channel_luminance(colour);
}

}  // namespace

constexpr Theme light_theme = theme_of({{
    {Colour::Frame, 0xFAFAFA},       {Colour::Page, 0xFFFFFF},       {Colour::Card, 0xF9F9FA},
    {Colour::Popover, 0xFFFFFF},     {Colour::Border, 0xE0DFE6},     {Colour::InputBorder, 0x918DA6},
    {Colour::Text, 0x1C1923},        {Colour::TextMuted, 0x605E65},  {Colour::TextFaint, 0x706D83},
    {Colour::Accent, 0x771AC5},      {Colour::AccentText, 0xFFFFFF}, {Colour::PrimaryStart, 0x8819CB},
    {Colour::PrimaryEnd, 0x3A2FAC},  {Colour::HoverFill, 0xF4F4F5},  {Colour::SelectedFill, 0xECECF0},
    {Colour::Danger, 0xC81E1E},      {Colour::DangerFill, 0xFDF2F2}, {Colour::BadgeNeutral, 0x1C1923},
    {Colour::BadgePurple, 0x883AE2}, {Colour::BadgeBlue, 0x3762E3},  {Colour::BadgeGreen, 0x3B7D41},
    {Colour::BadgeAmber, 0x98651A},  {Colour::BadgeRed, 0xC81E1E},   {Colour::BadgeGrey, 0x706F74},
    {Colour::ButtonFill, 0xFFFFFF},  {Colour::ButtonText, 0x1C1923}, {Colour::ButtonBorder, 0xE0DFE6},
    {Colour::Field, 0xFFFFFF},       {Colour::FieldText, 0x1C1923},  {Colour::Placeholder, 0x706D83},
    {Colour::Link, 0x605E65},        {Colour::Disabled, 0x706D83},   {Colour::FocusRing, 0x771AC5},
    {Colour::Shadow, 0x1C192324},    {Colour::Scrim, 0x1C192380},
}});

constexpr Theme dark_theme = theme_of({{
    {Colour::Frame, 0x111013},       {Colour::Page, 0x1C1923},       {Colour::Card, 0x231E29},
    {Colour::Popover, 0x1C1923},     {Colour::Border, 0x3D3342},     {Colour::InputBorder, 0x776481},
    {Colour::Text, 0xF0F2F5},        {Colour::TextMuted, 0xB0B1B6},  {Colour::TextFaint, 0x938C97},
    {Colour::Accent, 0xAF39CA},      {Colour::AccentText, 0xFFFFFF}, {Colour::PrimaryStart, 0x8819CB},
    {Colour::PrimaryEnd, 0x3A2FAC},  {Colour::HoverFill, 0x27232E},  {Colour::SelectedFill, 0x2D2A32},
    {Colour::Danger, 0xEF7A7E},      {Colour::DangerFill, 0x2D1C22}, {Colour::BadgeNeutral, 0xF0F2F5},
    {Colour::BadgePurple, 0xAB74EB}, {Colour::BadgeBlue, 0x6A8AEA},  {Colour::BadgeGreen, 0x4CA154},
    {Colour::BadgeAmber, 0xD9A441},  {Colour::BadgeRed, 0xEF7A7E},   {Colour::BadgeGrey, 0x938C97},
    {Colour::ButtonFill, 0x1C1923},  {Colour::ButtonText, 0xF0F2F5}, {Colour::ButtonBorder, 0x3D3342},
    {Colour::Field, 0x1C1923},       {Colour::FieldText, 0xF0F2F5},  {Colour::Placeholder, 0x938C97},
    {Colour::Link, 0xB0B1B6},        {Colour::Disabled, 0x938C97},   {Colour::FocusRing, 0xC36BD8},
    {Colour::Shadow, 0x00000066},    {Colour::Scrim, 0x000000A6},
}});

constexpr Theme light_contrast_theme =
    with(light_theme,
         {
             {Colour::Border, 0x6B6878},       {Colour::InputBorder, 0x55525F}, {Colour::Text, 0x000000},
             {Colour::TextMuted, 0x3A383F},    {Colour::TextFaint, 0x474552},   {Colour::Accent, 0x5B0F9B},
             {Colour::PrimaryStart, 0x6A0FA3}, {Colour::PrimaryEnd, 0x2A2088},  {Colour::Danger, 0x8F1010},
             {Colour::BadgeNeutral, 0x000000}, {Colour::BadgePurple, 0x5A17A8}, {Colour::BadgeBlue, 0x173A9E},
             {Colour::BadgeGreen, 0x1F5325},   {Colour::BadgeAmber, 0x63400C},  {Colour::BadgeRed, 0x8F1010},
             {Colour::BadgeGrey, 0x4A494E},    {Colour::ButtonText, 0x000000},  {Colour::ButtonBorder, 0x55525F},
             {Colour::FieldText, 0x000000},    {Colour::Placeholder, 0x474552}, {Colour::Link, 0x3A383F},
             {Colour::Disabled, 0x56535F},     {Colour::FocusRing, 0x5B0F9B},   {Colour::Scrim, 0x000000B3},
         });

constexpr Theme dark_contrast_theme = with(
    dark_theme, {
                    {Colour::Border, 0x968C9C},       {Colour::InputBorder, 0xA79DAD},  {Colour::Text, 0xFFFFFF},
                    {Colour::TextMuted, 0xD6D7DB},    {Colour::TextFaint, 0xC6C0CA},    {Colour::Accent, 0xD98BEA},
                    {Colour::AccentText, 0x1C1923},   {Colour::PrimaryStart, 0xD9A5F2}, {Colour::PrimaryEnd, 0xB3ACF5},
                    {Colour::Danger, 0xFFB0B2},       {Colour::BadgeNeutral, 0xFFFFFF}, {Colour::BadgePurple, 0xD3B4F7},
                    {Colour::BadgeBlue, 0xAFC1F8},    {Colour::BadgeGreen, 0x8FD096},   {Colour::BadgeAmber, 0xEBC57E},
                    {Colour::BadgeRed, 0xFFB0B2},     {Colour::BadgeGrey, 0xC6C0CA},    {Colour::ButtonText, 0xFFFFFF},
                    {Colour::ButtonBorder, 0xA79DAD}, {Colour::FieldText, 0xFFFFFF},    {Colour::Placeholder, 0xC6C0CA},
                    {Colour::Link, 0xD6D7DB},         {Colour::Disabled, 0xB5AEB9},     {Colour::FocusRing, 0xE3A5F0},
                    {Colour::Scrim, 0x000000CC},
                });

ImU32 packed(const Theme& theme, Colour colour, float alpha) {
    std::uint32_t rgb = theme[static_cast<std::size_t>(colour)];
    float opacity = std::clamp(alpha, 0.0f, 1.0f);
    if (has_alpha(colour)) {
        opacity *= static_cast<float>(rgb & 0xFF) / 255.0f;
        rgb >>= 8;
    }
    return IM_COL32(rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF, static_cast<ImU32>(std::lround(opacity * 255.0f)));
}

double contrast_ratio(std::uint32_t first, std::uint32_t second) {
    const auto [darker, lighter] = std::minmax({luminance(first), luminance(second)});
    return (lighter + 0.05) / (darker + 0.05);
}

}  // namespace byok::ui
