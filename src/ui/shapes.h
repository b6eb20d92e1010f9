/// The shapes that controls are made of, crisp on device pixels: boxes, shadows, gradients, the focus ring.
///
/// `min` and `max` are device pixels, lengths CSS pixels. Drawn into the current window's draw list.
#pragma once

#include <optional>

#include "ui/ui.h"

namespace byok::ui {

struct BoxStyle {
    std::optional<Colour> fill = {};
    std::optional<Colour> border = {};
    float radius = 6;
    float alpha = 1;     // of fill and border
    bool thick = false;  // the border is two hairlines wide
};

/// A filled and/or bordered box; the border is one hairline, inside of the box. What lights up (HoverFill,
/// SelectedFill) gets an edge in strong contrast, where a shade is not seen.
void draw_box(Ui& ui, ImVec2 min, ImVec2 max, const BoxStyle& style);
/// A box filled with the primary button's gradient, left to right; flat where the theme has one colour for it.
void draw_primary_box(Ui& ui, ImVec2 min, ImVec2 max, float radius, float alpha = 1);
/// A soft shadow around and a little below a box that is drawn over it afterwards.
void draw_shadow(Ui& ui, ImVec2 min, ImVec2 max, float radius, float size);
/// The ring of what has the keyboard: 2 px outside of the box, 2 px wide, 3 px in strong contrast.
void draw_focus_ring(Ui& ui, ImVec2 min, ImVec2 max, float radius);
/// The same along the inside of the box, where others touch it.
void draw_inner_focus_ring(Ui& ui, ImVec2 min, ImVec2 max, float radius);
/// A turning Loader icon, for what takes time. Keeps frames coming; stands still when the person wants less motion.
void draw_spinner(Ui& ui, ImVec2 at, float size, Colour colour, float alpha = 1);

}  // namespace byok::ui
