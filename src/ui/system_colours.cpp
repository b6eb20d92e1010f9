#include "ui/system_colours.h"

namespace byok::ui {
namespace {

constexpr double for_text = 4.5, for_edges = 3.0;  // WCAG 2.2, 1.4.3 and 1.4.11

/// A surface and what is written on it, if that can be read; else the canvas and its text.
struct Pair {
    std::uint32_t ground, text;
};

Pair readable(const SystemColours& system, Pair wanted) {
    // The canvas' text is drawn on fields as well: badges in them, icons.
    const bool reads = contrast_ratio(wanted.text, wanted.ground) >= for_text;
    return reads ? wanted : Pair{system.canvas, system.canvas_text};
}

}  // namespace

bool is_dark(const SystemColours& system) {
    return contrast_ratio(system.canvas, 0xFFFFFF) > contrast_ratio(system.canvas, 0x000000);
}

Theme theme_from(const SystemColours& system) {
    const auto seen = [&](std::uint32_t colour, std::uint32_t ground, double ratio, std::uint32_t otherwise) {
        return contrast_ratio(colour, ground) >= ratio ? colour : otherwise;
    };
    Pair field = readable(system, {system.field, system.field_text});
    if (contrast_ratio(system.canvas_text, field.ground) < for_text) field = {system.canvas, system.canvas_text};
    const Pair button = readable(system, {system.button_face, system.button_text});
    const Pair chosen = readable(system, {system.highlight, system.highlight_text});
    const bool inverted = chosen.ground == system.canvas;
    const Pair accent = inverted ? Pair{system.canvas_text, system.canvas} : chosen;
    const std::uint32_t edge = seen(system.button_border, system.canvas, for_edges, system.canvas_text);

    Theme theme;
    theme.fill(system.canvas_text);  // texts, badges and lines
    const auto set = [&](Colour colour, std::uint32_t value) { theme[static_cast<std::size_t>(colour)] = value; };
    for (const Colour surface : {Colour::Frame, Colour::Page, Colour::Card, Colour::Popover, Colour::HoverFill,
                                 Colour::SelectedFill, Colour::DangerFill})
        set(surface, system.canvas);
    for (const Colour strong : {Colour::Accent, Colour::PrimaryStart, Colour::PrimaryEnd}) set(strong, accent.ground);
    set(Colour::AccentText, accent.text);
    set(Colour::FocusRing, seen(accent.ground, system.canvas, for_edges, system.canvas_text));
    set(Colour::Link, seen(system.link_text, system.canvas, for_text, system.canvas_text));
    set(Colour::Disabled, seen(system.gray_text, system.canvas, for_edges, system.canvas_text));
    set(Colour::ButtonFill, button.ground);
    set(Colour::ButtonText, button.text);
    set(Colour::ButtonBorder, edge);
    set(Colour::Field, field.ground);
    set(Colour::FieldText, field.text);
    set(Colour::Placeholder, seen(system.gray_text, field.ground, for_text, field.text));
    set(Colour::InputBorder, edge);
    set(Colour::Shadow, 0);                         // contrast themes have none
    set(Colour::Scrim, system.canvas << 8 | 0xB3);  // what lies under a dialog fades into the canvas
    return theme;
}

}  // namespace byok::ui
