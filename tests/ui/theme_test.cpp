#include "ui/theme.h"

#include <doctest/doctest.h>

#include <vector>

using namespace byok::ui;

namespace {

constexpr double for_text = 4.5, for_edges = 3.0;  // WCAG 2.2, 1.4.3 and 1.4.11

struct Pair {
    Colour drawn, on;
    double at_least;
};

std::vector<Pair> pairs() {
    std::vector<Pair> pairs;
    const auto surfaces = {Colour::Frame, Colour::Page, Colour::Card, Colour::Popover};
    for (const Colour surface : surfaces) {
        for (const Colour text : {Colour::Text, Colour::TextMuted, Colour::TextFaint, Colour::Danger})
            pairs.push_back({text, surface, for_text});
        for (const Colour badge : {Colour::BadgeNeutral, Colour::BadgePurple, Colour::BadgeBlue, Colour::BadgeGreen,
                                   Colour::BadgeAmber, Colour::BadgeRed, Colour::BadgeGrey})
            pairs.push_back({badge, surface, for_text});
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
    for (const Colour fill : {Colour::Accent, Colour::PrimaryStart, Colour::PrimaryEnd})
        pairs.push_back({Colour::AccentText, fill, for_text});
    return pairs;
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

    TEST_CASE("everything can be read on everything that it stands on, in both themes") {
        for (const Theme* theme : {&light_theme, &dark_theme})
            for (const Pair& pair : pairs()) {
                CAPTURE((theme == &light_theme ? "light" : "dark"));
                CAPTURE(static_cast<int>(pair.drawn));
                CAPTURE(static_cast<int>(pair.on));
                CHECK(contrast_ratio(value(*theme, pair.drawn), value(*theme, pair.on)) >= pair.at_least);
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
