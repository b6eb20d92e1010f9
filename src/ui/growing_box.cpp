#include "ui/growing_box.h"

namespace byok::ui {

GrowingBox::GrowingBox(Ui& ui, ImVec2 min, float width, const BoxStyle& style)
    : min_(min),
      width_(width),
      height_(4 * ui.px(style.radius) + 8 * ui.hairline()),
      draw_list_(ImGui::GetWindowDrawList()),
      begin_(draw_list_->VtxBuffer.Size) {
    draw_box(ui, min, min + ImVec2(width, height_), style);
    end_ = draw_list_->VtxBuffer.Size;
}

void GrowingBox::grow_to(float bottom) const {
    const float middle = min_.y + height_ / 2, down = bottom - (min_.y + height_);
    for (int i = begin_; i < end_; ++i)
        if (ImDrawVert& vertex = draw_list_->VtxBuffer[i]; vertex.pos.y > middle) vertex.pos.y += down;
}

}  // namespace byok::ui
