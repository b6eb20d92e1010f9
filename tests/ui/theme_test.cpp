#include "ui/theme.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using namespace byok::ui;

namespace {

/// WCAG 2.2, 1.4.3 and 1.4.11; for who wants more contrast, 1.4.6.
struct Demand {
    double text, edges;
};
constexpr Demand usual{4.5, 3}, more{7, 4.5};

struct Pair {
    Colour drawn, on;
    double at_least;
};

std::vector<Pair> pairs(const Demand& demand) {
    const double for_text = demand.text, for_edges = demand.edges;
    std::vector<Pair> pairs;
    const auto surfaces = {Colour::Frame, Colour::Page, Colour::Card, Colour::Popover};
    for (const Colour surface : surfaces) {
        for (const Colour text : {Colour::Text, Colour::TextMuted, Colour::TextFaint, Colour::Danger})
            pairs.push_back({text, surface, for_text});
        for (const Colour badge : {Colour::BadgeNeutral, Colour::BadgePurple, Colour::BadgeBlue, Colour::BadgeGreen,
                                   Colour::BadgeAmber, Colour::BadgeRed, Colour::BadgeGrey})
            pairs.push_back({badge, surface, for_text});
        for (const Colour text : {Colour::Link, Colour::Disabled}) pairs.push_back({text, surface, for_text});
        for (const Colour edge : {Colour::InputBorder, Colour::FocusRing, Colour::Accent})
            pairs.push_back({edge, surface, for_edges});
    }
    for (const Colour fill : {Colour::HoverFill, Colour::SelectedFill})
        for (const Colour text : {Colour::Text, Colour::TextMuted, Colour::Danger})
            pairs.push_back({text, fill, for_text});
    // Rows light up under the pointer, with their badges and dates.
    for (const Colour text : {Colour::TextFaint, Colour::BadgeNeutral, Colour::BadgePurple, Colour::BadgeBlue,
                              Colour::BadgeGreen, Colour::BadgeAmber, Colour::BadgeRed, Colour::BadgeGrey})
        pairs.push_back({text, Colour::HoverFill, for_text});
    pairs.push_back({Colour::Danger, Colour::DangerFill, for_text});
    pairs.push_back({Colour::Page, Colour::Text, for_text});  // tooltips
    pairs.push_back({Colour::ButtonText, Colour::ButtonFill, for_text});
    for (const Colour text : {Colour::FieldText, Colour::Placeholder, Colour::Disabled, Colour::TextMuted, Colour::Text,
                              Colour::BadgeBlue, Colour::BadgeGrey})
        pairs.push_back({text, Colour::Field, for_text});
    for (const Colour edge : {Colour::InputBorder, Colour::FocusRing})
        pairs.push_back({edge, Colour::Field, for_edges});
    for (const Colour fill : {Colour::Accent, Colour::PrimaryStart, Colour::PrimaryEnd})
        pairs.push_back({Colour::AccentText, fill, for_text});
    return pairs;
}

/// `under` with `share` of `over` on it, as it is drawn.
std::uint32_t tinted(std::uint32_t under, std::uint32_t over, float share) {
    std::uint32_t mixed = 0;
    for (const unsigned place : {0U, 8U, 16U}) {
        const auto part = [place](std::uint32_t colour) { return static_cast<float>(colour >> place & 0xFF); };
        mixed |= static_cast<std::uint32_t>(std::lround(part(under) * (1 - share) + part(over) * share)) << place;
    }
    return mixed;
}

std::uint32_t value(const Theme& theme, Colour colour) {
    return theme[static_cast<std::size_t>(colour)];
}

}  // namespace

TEST_SUITE("ui/theme") {
    TEST_CASE("contrast is that of WCAG: black on white 21, a colour on itself 1, whichever is named first") {
        CHECK(contrast_ratio(0x000000, 0xFFFFFF) == doctest::Approx(21));
        CHECK(contrast_ratio(0x777777, 0x777777) == doctest::Approx(1));
        CHECK(contrast_ratio(0xFFFFFF, 0x777777) == doctest::Approx(4.478).epsilon(0.001));
        CHECK(contrast_ratio(0x777777, 0xFFFFFF) == contrast_ratio(0xFFFFFF, 0x777777));
    }

    TEST_CASE("everything can be read on everything that it stands on, in both themes, and far better on demand") {
        for (const Theme* theme : {&light_theme, &dark_theme, &light_contrast_theme, &dark_contrast_theme}) {
            const bool strong = theme == &light_contrast_theme || theme == &dark_contrast_theme;
            for (const Pair& pair : pairs(strong ? more : usual)) {
                CAPTURE((theme == &light_theme || theme == &light_contrast_theme ? "light" : "dark"));
                CAPTURE(strong);
                CAPTURE(static_cast<int>(pair.drawn));
                CAPTURE(static_cast<int>(pair.on));
                CHECK(contrast_ratio(value(*theme, pair.drawn), value(*theme, pair.on)) >= pair.at_least);
            }
        }
    }

    TEST_CASE("the label of a button can be read while the pointer is on it and while it is pressed") {
        for (const Theme* theme : {&light_theme, &dark_theme, &light_contrast_theme, &dark_contrast_theme}) {
            CAPTURE(theme == &dark_theme || theme == &dark_contrast_theme);
            const auto of = [&](Colour colour) { return value(*theme, colour); };
            const auto pressed = [&](std::uint32_t fill) { return tinted(fill, of(Colour::Text), pressed_tint); };
            for (const auto& [label, fill] : {std::pair{Colour::Text, Colour::HoverFill},
                                              {Colour::TextMuted, Colour::HoverFill},
                                              {Colour::Text, Colour::SelectedFill},
                                              {Colour::ButtonText, Colour::HoverFill},
                                              {Colour::ButtonText, Colour::ButtonFill},
                                              {Colour::Danger, Colour::DangerFill}}) {
                CAPTURE(static_cast<int>(label));
                CAPTURE(static_cast<int>(fill));
                CHECK(contrast_ratio(of(label), pressed(of(fill))) >= usual.text);
            }
            for (const Colour end : {Colour::PrimaryStart, Colour::PrimaryEnd}) {
                const std::uint32_t lit = tinted(of(end), of(Colour::AccentText), lit_tint);
                CHECK(contrast_ratio(of(Colour::AccentText), lit) >= usual.text);
                CHECK(contrast_ratio(of(Colour::AccentText), pressed(lit)) >= usual.text);
            }
        }
    }

    TEST_CASE("what says that something is wrong, chosen or focused stands out from what is around it") {
        for (const Theme* theme : {&light_theme, &dark_theme, &light_contrast_theme, &dark_contrast_theme}) {
            CAPTURE(theme == &dark_theme || theme == &dark_contrast_theme);
            for (const auto& [mark, on] : {std::pair{Colour::Danger, Colour::Field},
                                           {Colour::Danger, Colour::Popover},
                                           {Colour::FocusRing, Colour::HoverFill},
                                           {Colour::FocusRing, Colour::SelectedFill},
                                           {Colour::FocusRing, Colour::DangerFill},
                                           {Colour::Accent, Colour::HoverFill},
                                           {Colour::BadgeBlue, Colour::Field},
                                           {Colour::TextMuted, Colour::Popover}}) {
                CAPTURE(static_cast<int>(mark));
                CAPTURE(static_cast<int>(on));
                CHECK(contrast_ratio(value(*theme, mark), value(*theme, on)) >= usual.edges);
            }
        }
    }

    TEST_CASE("who wants more contrast sees every line, not only those of controls") {
        for (const Theme* theme : {&light_contrast_theme, &dark_contrast_theme})
            for (const Colour line : {Colour::Border, Colour::ButtonBorder})
                for (const Colour surface : {Colour::Frame, Colour::Page, Colour::Card, Colour::Popover}) {
                    CAPTURE(static_cast<int>(line));
                    CAPTURE(static_cast<int>(surface));
                    CHECK(contrast_ratio(value(*theme, line), value(*theme, surface)) >= more.edges);
                }
    }

    TEST_CASE("colours are packed as Dear ImGui wants them, opaque unless asked or translucent by themselves") {
        Theme theme{};
        theme[static_cast<std::size_t>(Colour::Accent)] = 0x102030;
        theme[static_cast<std::size_t>(Colour::Scrim)] = 0x10203080;
        CHECK(packed(theme, Colour::Accent) == IM_COL32(0x10, 0x20, 0x30, 0xFF));
        CHECK(packed(theme, Colour::Accent, 0.5f) == IM_COL32(0x10, 0x20, 0x30, 0x80));
        CHECK(packed(theme, Colour::Accent, 7) == IM_COL32(0x10, 0x20, 0x30, 0xFF));
        CHECK(packed(theme, Colour::Scrim) == IM_COL32(0x10, 0x20, 0x30, 0x80));
        CHECK(packed(theme, Colour::Scrim, 0.5f) == IM_COL32(0x10, 0x20, 0x30, 0x40));
    }
}
