/// Where popups go and what they look like: menus and lists of options. Device pixels.
#pragma once

#include "ui/ui.h"

namespace byok::ui {

inline constexpr float popup_padding = 4, popup_radius = 8, popup_item_radius = 4, popup_item_padding = 8;

struct PopupPlace {
    ImVec2 min, max;
};

/// A place for a popup of `size` at the box from `min` to `max`: under it and in line with its left edge; over it when
/// there is more room and it does not fit under; in line with its right edge when it would leave the window. Smaller
/// than `size` when the window is, but never too small to scroll in.
PopupPlace place_popup(Ui& ui, ImVec2 min, ImVec2 max, ImVec2 size);

/// Shadow, fill and border.
void draw_popup(Ui& ui, const PopupPlace& place);
/// What lies behind the item that the pointer or, with `ring`, the keyboard is on: the fill alone is too faint to find
/// the keyboard's place by (WCAG 2.2, 1.4.11 and 2.4.7).
void draw_popup_item_fill(Ui& ui, ImVec2 min, ImVec2 max, bool ring);

/// The height of an item, CSS pixels: fingers need more.
float popup_item_height(const Ui& ui);

}  // namespace byok::ui
