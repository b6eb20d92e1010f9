#include <algorithm>
#include <vector>

#include "ui/shapes.h"
#include "ui/widgets.h"

namespace byok::ui {
namespace {

/// The right edges that the columns around have, to be put back when the inner one ends. Device pixels.
struct ColumnStack {
    struct Edges {
        float content, work;
    };
    std::vector<Edges> around;
};

}  // namespace

void space(Ui& ui, float height) {
    ImGui::Dummy({0, ui.px(height)});
}

void beside(Ui& ui, float gap) {
    ImGui::SameLine(0, ui.px(gap));
}

float width_left(Ui& ui) {
    return std::max(0.0f, ImGui::GetContentRegionAvail().x) / ui.viewport().scale;
}

void rule(Ui& ui) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 size(std::max(0.0f, ImGui::GetContentRegionAvail().x), ui.hairline());
    ImGui::GetWindowDrawList()->AddRectFilled(at, at + size, ui.colour(Colour::Border));
    ImGui::Dummy(size);
}

void begin_column(Ui& ui, ImVec2 at, float width) {
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    ImGui::SetCursorScreenPos(at);
    ImGui::BeginGroup();
    ui.state<ColumnStack>().around.push_back({window->ContentRegionRect.Max.x, window->WorkRect.Max.x});
    window->ContentRegionRect.Max.x = window->WorkRect.Max.x = at.x + ui.px(width);
}

ImVec2 end_column(Ui& ui) {
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    auto& around = ui.state<ColumnStack>().around;
    IM_ASSERT(!around.empty() && "end_column() without begin_column()");
    window->DC.CursorMaxPos.x = std::max(window->DC.CursorMaxPos.x, window->ContentRegionRect.Max.x);
    const ImVec2 corner = window->DC.CursorMaxPos;
    window->ContentRegionRect.Max.x = around.back().content;
    window->WorkRect.Max.x = around.back().work;
    around.pop_back();
    ImGui::EndGroup();
    return corner;
}

}  // namespace byok::ui
