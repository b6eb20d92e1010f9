#include "ui/shapes.h"

#include <algorithm>
#include <cmath>

#include "ui/widgets.h"

namespace byok::ui {
namespace {

constexpr double spinner_turn_s = 1.0;

// Dear ImGui strokes a rectangle's outline half a pixel inside of its corners; this puts the stroke's outer edge on
// them, whatever its width.
void stroke_inside(ImVec2 min, ImVec2 max, ImU32 colour, float radius, float width) {
    const float inset = (width - 1) / 2;
    ImGui::GetWindowDrawList()->AddRect(min + ImVec2(inset, inset), max - ImVec2(inset, inset), colour,
                                        std::max(0.0f, radius - inset), ImDrawFlags_None, width);
}

float ring_width(const Ui& ui) {
    return ui.px(ui.strong_contrast() ? 3 : 2);
}

}  // namespace

void draw_box(Ui& ui, ImVec2 min, ImVec2 max, const BoxStyle& style) {
    const float radius = ui.px(style.radius);
    if (style.fill) ImGui::GetWindowDrawList()->AddRectFilled(min, max, ui.colour(*style.fill, style.alpha), radius);
    const bool lights_up = style.fill == Colour::HoverFill || style.fill == Colour::SelectedFill;
    const auto border = lights_up && ui.strong_contrast() ? std::optional(Colour::FocusRing) : style.border;
    const float width = ui.hairline() * (style.thick ? 2.0f : 1.0f);
    if (border) stroke_inside(min, max, ui.colour(*border, style.alpha), radius, width);
}

void draw_primary_box(Ui& ui, ImVec2 min, ImVec2 max, float radius, float alpha) {
    ImDrawList* draw_list = ImGui::GetWindowDrawList();
    const int begin = draw_list->VtxBuffer.Size;
    draw_list->AddRectFilled(min, max, IM_COL32(255, 255, 255, std::lround(alpha * ui.opacity() * 255)), ui.px(radius));
    ImGui::ShadeVertsLinearColorGradientKeepAlpha(draw_list, begin, draw_list->VtxBuffer.Size, min, {max.x, min.y},
                                                  ui.colour(Colour::PrimaryStart), ui.colour(Colour::PrimaryEnd));
}

// Like a blurred copy of the box a little below it: half as strong at its edge as under its middle, nothing any more
// `size / 2` outside.
void draw_shadow(Ui& ui, ImVec2 min, ImVec2 max, float radius, float size) {
    constexpr int layers = 8;
    const float reach = ui.px(size), drop = std::round(reach / 3);
    const auto strength_at = [](float share) { return 1 - share * share * (3 - 2 * share); };
    for (int i = 1; i <= layers; ++i) {
        const float inner = static_cast<float>(i - 1) / layers, outer = static_cast<float>(i) / layers;
        const float out = reach * (outer - 0.5f);
        const ImU32 colour = ui.colour(Colour::Shadow, strength_at(inner) - strength_at(outer));
        ImGui::GetWindowDrawList()->AddRectFilled(min + ImVec2(-out, drop - out), max + ImVec2(out, drop + out), colour,
                                                  std::max(0.0f, ui.px(radius) + out));
    }
}

void draw_focus_ring(Ui& ui, ImVec2 min, ImVec2 max, float radius) {
    const float width = ring_width(ui), out = ui.px(2) + width;
    const ImVec2 by(out, out);
    stroke_inside(min - by, max + by, ui.colour(Colour::FocusRing), ui.px(radius) + out, width);
}

void draw_inner_focus_ring(Ui& ui, ImVec2 min, ImVec2 max, float radius) {
    stroke_inside(min, max, ui.colour(Colour::FocusRing), ui.px(radius), ring_width(ui));
}

void draw_spinner(Ui& ui, ImVec2 at, float size, Colour colour, float alpha) {
    ImDrawList* draw_list = ImGui::GetWindowDrawList();
    const int begin = draw_list->VtxBuffer.Size;
    draw_icon(ui, at, Icon::Loader, size, colour, alpha);
    if (ui.viewport().reduced_motion) return;
    ui.animate();
    const auto angle =
        static_cast<float>(std::fmod(ui.now_s(), spinner_turn_s) / spinner_turn_s * 2 * 3.141592653589793);
    const float half = ui.px(size) / 2, cosine = std::cos(angle), sine = std::sin(angle);
    const ImVec2 centre = ImVec2(std::floor(at.x), std::floor(at.y)) + ImVec2(half, half);
    for (ImDrawVert& vertex : draw_list->VtxBuffer) {
        if (&vertex < draw_list->VtxBuffer.Data + begin) continue;
        vertex.pos = centre + ImRotate(vertex.pos - centre, cosine, sine);
    }
}

}  // namespace byok::ui
