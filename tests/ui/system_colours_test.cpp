#include "ui/system_colours.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "ui/drawn_glyphs.h"
#include "ui/ui_harness.h"
#include "ui/widgets.h"

using namespace byok::ui;

namespace {

// What Windows' own contrast themes give (Settings, Accessibility, Contrast themes), and one that nobody thought out.
constexpr SystemColours aquatic{.canvas = 0x202020,
                                .canvas_text = 0xFFFFFF,
                                .link_text = 0x75E9FC,
                                .gray_text = 0xA6A6A6,
                                .highlight = 0x8EE3F0,
                                .highlight_text = 0x263B50,
                                .button_face = 0x202020,
                                .button_text = 0xFFFFFF,
                                .button_border = 0xFFFFFF,
                                .field = 0x202020,
                                .field_text = 0xFFFFFF};
constexpr SystemColours desert{.canvas = 0xFFFAEF,
                               .canvas_text = 0x3D3D3D,
                               .link_text = 0x1C5E75,
                               .gray_text = 0x676767,
                               .highlight = 0x903909,
                               .highlight_text = 0xFFF5E3,
                               .button_face = 0xFFFAEF,
                               .button_text = 0x202020,
                               .button_border = 0x202020,
                               .field = 0xFFFAEF,
                               .field_text = 0x202020};
constexpr SystemColours unreadable{.canvas = 0xFFFFFF,
                                   .canvas_text = 0x000000,
                                   .link_text = 0xFFFF00,
                                   .gray_text = 0xEEEEEE,
                                   .highlight = 0xFFFFCC,
                                   .highlight_text = 0xFFFFFF,
                                   .button_face = 0x808080,
                                   .button_text = 0x909090,
                                   .button_border = 0xFAFAFA,
                                   .field = 0x000000,
                                   .field_text = 0xFFFFFF};

struct Pair {
    Colour drawn, on;
};

std::vector<Pair> texts() {
    std::vector<Pair> pairs{{Colour::AccentText, Colour::Accent},
                            {Colour::AccentText, Colour::PrimaryStart},
                            {Colour::AccentText, Colour::PrimaryEnd},
                            {Colour::ButtonText, Colour::ButtonFill},
                            {Colour::FieldText, Colour::Field},
                            {Colour::Placeholder, Colour::Field},
                            {Colour::Text, Colour::Field},
                            {Colour::BadgeBlue, Colour::Field},
                            {Colour::Page, Colour::Text}};
    for (const Colour surface : {Colour::Frame, Colour::Page, Colour::Card, Colour::Popover, Colour::HoverFill,
                                 Colour::SelectedFill, Colour::DangerFill})
        for (const Colour text : {Colour::Text, Colour::TextMuted, Colour::TextFaint, Colour::Danger, Colour::Link,
                                  Colour::BadgeNeutral, Colour::BadgePurple, Colour::BadgeBlue, Colour::BadgeGreen,
                                  Colour::BadgeAmber, Colour::BadgeRed, Colour::BadgeGrey})
            pairs.push_back({text, surface});
    return pairs;
}

std::vector<Pair> edges() {
    std::vector<Pair> pairs;
    for (const Colour edge : {Colour::Border, Colour::InputBorder, Colour::ButtonBorder, Colour::FocusRing,
                              Colour::Accent, Colour::Disabled})
        pairs.push_back({edge, Colour::Page});
    return pairs;
}

std::uint32_t value(const Theme& theme, Colour colour) {
    return theme[static_cast<std::size_t>(colour)];
}

Viewport forced(const SystemColours& colours) {
    Viewport viewport = UiHarness::desktop;
    viewport.forced_colours = colours;
    return viewport;
}

}  // namespace

TEST_SUITE("ui/system_colours") {
    TEST_CASE("each role gets a colour that can be read, whatever the system's are") {
        for (const SystemColours& system : {aquatic, desert, unreadable}) {
            const Theme theme = theme_from(system);
            for (const Pair& pair : texts()) {
                CAPTURE(system.canvas);
                CAPTURE(static_cast<int>(pair.drawn));
                CAPTURE(static_cast<int>(pair.on));
                CHECK(contrast_ratio(value(theme, pair.drawn), value(theme, pair.on)) >= 4.5);
            }
            for (const Pair& pair : edges()) {
                CAPTURE(system.canvas);
                CAPTURE(static_cast<int>(pair.drawn));
                CHECK(contrast_ratio(value(theme, pair.drawn), value(theme, pair.on)) >= 3);
            }
        }
    }

    TEST_CASE("no colour is anybody's but the system's") {
        const auto known = {aquatic.canvas,        aquatic.canvas_text,    aquatic.link_text,   aquatic.gray_text,
                            aquatic.highlight,     aquatic.highlight_text, aquatic.button_face, aquatic.button_text,
                            aquatic.button_border, aquatic.field,          aquatic.field_text};
        const Theme theme = theme_from(aquatic);
        for (std::size_t i = 0; i < theme.size(); ++i) {
            const auto colour = static_cast<Colour>(i);
            if (colour == Colour::Shadow || colour == Colour::Scrim) continue;
            CAPTURE(i);
            CHECK(std::ranges::find(known, theme[i]) != known.end());
        }
        CHECK((value(theme, Colour::Shadow) & 0xFF) == 0);
        CHECK((value(theme, Colour::Scrim) >> 8) == aquatic.canvas);
    }

    TEST_CASE("links, choices, fields and buttons have the colours that CSS names for them") {
        const Theme theme = theme_from(desert);
        CHECK(value(theme, Colour::Link) == desert.link_text);
        CHECK(value(theme, Colour::Accent) == desert.highlight);
        CHECK(value(theme, Colour::AccentText) == desert.highlight_text);
        CHECK(value(theme, Colour::PrimaryStart) == value(theme, Colour::PrimaryEnd));
        CHECK(value(theme, Colour::ButtonText) == desert.button_text);
        CHECK(value(theme, Colour::FieldText) == desert.field_text);
        CHECK(value(theme, Colour::Placeholder) == desert.gray_text);
        CHECK(value(theme, Colour::Disabled) == desert.gray_text);
        CHECK(value(theme, Colour::BadgePurple) == desert.canvas_text);
    }

    TEST_CASE("a system is dark when its canvas is") {
        CHECK(is_dark(aquatic));
        CHECK(!is_dark(desert));
    }

    TEST_CASE("forced colours win over light and dark and over more contrast, and are followed when they change") {
        UiHarness page([](Ui& ui) { text(ui, "Hello"); });
        CHECK(&page.ui().theme() == &light_theme);
        Viewport viewport = forced(aquatic);
        viewport.more_contrast = true;
        page.resize(viewport);
        CHECK(page.ui().theme() == theme_from(aquatic));
        CHECK(page.ui().dark());
        page.set_dark(true);
        page.resize(forced(desert));
        CHECK(page.ui().theme() == theme_from(desert));
        CHECK(!page.ui().dark());
        page.resize(UiHarness::desktop);
        CHECK(&page.ui().theme() == &dark_theme);
    }

    TEST_CASE("who wants more contrast gets it in light and in dark") {
        UiHarness page([](Ui& ui) { text(ui, "Hello"); });
        CHECK(!page.ui().strong_contrast());
        Viewport viewport = UiHarness::desktop;
        viewport.more_contrast = true;
        page.resize(viewport);
        CHECK(page.ui().strong_contrast());
        CHECK(&page.ui().theme() == &light_contrast_theme);
        page.set_dark(true);
        CHECK(&page.ui().theme() == &dark_contrast_theme);
    }
}
