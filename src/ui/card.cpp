#include <vector>

#include "ui/control.h"
#include "ui/growing_box.h"
#include "ui/widgets.h"

namespace byok::ui {
namespace {

constexpr float padding_x = 17, padding_top = 21, padding_bottom = 20, radius = 8;

struct OpenCards {
    std::vector<GrowingBox> boxes;
};

}  // namespace

void begin_card(Ui& ui, std::string_view name, Colour fill) {
    const ImVec2 min = whole_pixels(ImGui::GetCursorScreenPos());
    const float width = width_left(ui);
    Node node{.role = Role::Region};
    node.name = name;
    ui.open(name, std::move(node));
    const BoxStyle style{.fill = fill, .border = Colour::Border, .radius = radius};
    ui.state<OpenCards>().boxes.emplace_back(ui, min, ui.px(width), style);
    begin_column(ui, min, width);
    begin_column(ui, min + ImVec2(ui.px(padding_x), ui.px(padding_top)), width - 2 * padding_x);
}

void end_card(Ui& ui) {
    end_column(ui);
    space(ui, padding_bottom);
    const float bottom = end_column(ui).y;
    auto& boxes = ui.state<OpenCards>().boxes;
    IM_ASSERT(!boxes.empty() && "end_card() without begin_card()");
    const GrowingBox box = boxes.back();
    boxes.pop_back();
    box.grow_to(bottom);
    ui.open_node().rect = ui.rect_of(box.min(), {box.min().x + box.width(), bottom});
    ui.close();
}

}  // namespace byok::ui
