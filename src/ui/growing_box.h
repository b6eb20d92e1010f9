/// A box that is drawn before its content, when nobody knows yet how high it will be.
///
/// Its corners do not change with its height; so it is drawn low at first, and its lower half moves down afterwards.
#pragma once

#include "ui/shapes.h"

namespace byok::ui {

class GrowingBox {
public:
    /// Draws it at `min`, `width` device pixels wide.
    GrowingBox(Ui& ui, ImVec2 min, float width, const BoxStyle& style);
    /// Moves its lower edge to `bottom` (device pixels). In the same window and frame.
    void grow_to(float bottom) const;

    [[nodiscard]] ImVec2 min() const { return min_; }
    [[nodiscard]] float width() const { return width_; }

private:
    ImVec2 min_;
    float width_;
    float height_;  // as drawn
    ImDrawList* draw_list_;
    int begin_, end_;  // its vertices
};

}  // namespace byok::ui
