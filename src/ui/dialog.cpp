#include <algorithm>
#include <string>
#include <vector>

#include "ui/control.h"
#include "ui/frame_memory.h"
#include "ui/shapes.h"
#include "ui/widgets.h"

namespace byok::ui {
namespace {

constexpr float padding = 25, margin = 16, radius = 8, title_size = 20, text_size_px = 14;
constexpr float title_gap = 5, header_tail = 10, body_gap = 10, body_tail = 8, buttons_gap = 16, button_gap = 16,
                close_size = 28, close_inset = 11;
constexpr float page_width_max = 640;     // a window narrower than this is all dialog
constexpr float window_height_low = 480;  // below it title and buttons scroll with the rest, to leave any to scroll in

// Sizes of the last frame, device pixels: where a dialog begins depends on how it ends.
struct DialogMemory {
    bool measured = false;
    float height = 0, body_height = 0, footer_height = 0, buttons_width = 0;
    bool operator==(const DialogMemory&) const = default;
};

struct OpenDialog {
    DialogMemory* memory;
    ImVec2 min, max;  // of the dialog; max.y as it was in the last frame
    float body_min = 0, body_max = 0;
    float fields_min = 0, fields_max = 0;  // of what the caller draws, device pixels
    DialogMemory now{};
    bool whole_window = false;
    bool scrolls_whole = false;  // title and buttons are inside of what scrolls
    bool closable = true;
    bool in_fields = true;
    ImGuiLayoutType layout_around = ImGuiLayoutType_Vertical;
};

struct Dialogs {
    FrameMemory<DialogMemory> by_layer;
    std::vector<OpenDialog> open;  // the innermost last
};

void place(Ui& ui, OpenDialog& dialog, const DialogOptions& options) {
    const ImVec2 window = ImGui::GetIO().DisplaySize;
    dialog.whole_window = ui.viewport().width < page_width_max;
    dialog.scrolls_whole = ui.viewport().height < window_height_low;
    if (dialog.whole_window) {
        dialog.max = window;
        return;
    }
    const float edge = ui.px(margin), width = std::min(ui.px(options.width), window.x - 2 * edge);
    const float height = std::min(dialog.memory->measured ? dialog.memory->height : window.y, window.y - 2 * edge);
    dialog.min = {ImTrunc((window.x - width) / 2), ImTrunc((window.y - height) / 2)};
    dialog.max = {dialog.min.x + width, dialog.min.y + height};
}

void draw_surface(Ui& ui, const OpenDialog& dialog) {
    const ImVec2 window = ImGui::GetIO().DisplaySize;
    ImGui::GetWindowDrawList()->AddRectFilled({0, 0}, window, ui.colour(Colour::Scrim));
    if (dialog.whole_window) {
        draw_box(ui, dialog.min, dialog.max, {.fill = Colour::Popover, .border = {}, .radius = 0});
        return;
    }
    draw_box(ui, dialog.min, dialog.max, {.fill = Colour::Popover, .border = Colour::Border, .radius = radius});
}

// The middle of the close button is where it is, however large.
float inset_of_close(const Ui& ui) {
    return close_inset - (for_pointer(ui, close_size) - close_size) / 2;
}

// Returns the y at which it ends.
float draw_header(Ui& ui, const OpenDialog& dialog, float top, std::string_view title, const DialogOptions& options) {
    const ImVec2 at{dialog.min.x + ui.px(padding), top + ui.px(padding)};
    const float width = (dialog.max.x - dialog.min.x) / ui.viewport().scale - 2 * padding;
    begin_column(ui, at, width);
    const float room = options.closable ? for_pointer(ui, close_size) + inset_of_close(ui) - padding + 8 : 0;
    heading(ui, title, 2, {.size = title_size, .weight = Weight::Semibold, .wrap_width = std::max(1.0f, width - room)});
    if (!options.description.empty()) {
        space(ui, title_gap);
        text(ui, options.description,
             {.size = text_size_px,
              .colour = Colour::TextFaint,
              .wrap_width = std::max(1.0f, width),
              .line_height = 20});
    }
    return end_column(ui).y + ui.px(header_tail);
}

void begin_body(Ui& ui, OpenDialog& dialog, std::string_view title, const DialogOptions& options) {
    dialog.body_min = dialog.min.y;
    dialog.body_max = dialog.max.y;
    if (!dialog.scrolls_whole) {
        dialog.body_min = draw_header(ui, dialog, dialog.min.y, title, options);
        dialog.body_max = std::max(dialog.body_min + 1, dialog.max.y - dialog.memory->footer_height);
    }
    ui.begin_scroll("body", {dialog.min.x, dialog.body_min}, {dialog.max.x, dialog.body_max});
    const ImVec2 top = ImGui::GetCursorScreenPos();
    dialog.fields_min = dialog.scrolls_whole ? draw_header(ui, dialog, top.y, title, options) : top.y;
    const float width = (dialog.max.x - dialog.min.x) / ui.viewport().scale - 2 * padding;
    begin_column(ui, {top.x + ui.px(padding), dialog.fields_min + ui.px(body_gap)}, std::max(1.0f, width));
}

void end_fields(Ui& ui, OpenDialog& dialog) {
    const float end = end_column(ui).y;
    const bool empty = end <= dialog.fields_min + ui.px(body_gap);
    // Focus rings lie outside of their fields, so some of the gaps above and below belong to what scrolls.
    dialog.fields_max = (empty ? dialog.fields_min : end) + ui.px(body_tail);
    dialog.in_fields = false;
}

// `end`: of all that scrolls.
void end_body(Ui& ui, OpenDialog& dialog, float end) {
    const float top = ImGui::GetCurrentWindow()->DC.CursorStartPos.y, scrolled = ImGui::GetScrollY();
    dialog.now.body_height = end - top;
    ImGui::SetCursorScreenPos({dialog.min.x, top});
    ImGui::Dummy({1, dialog.now.body_height});
    ui.end_scroll();
    if (dialog.scrolls_whole) return;
    // Where there is more than can be seen, a line says so.
    const auto draw_line = [&](float y) {
        ImGui::GetWindowDrawList()->AddRectFilled({dialog.min.x, y}, {dialog.max.x, y + ui.hairline()},
                                                  ui.colour(Colour::Border));
    };
    if (scrolled > 0) draw_line(dialog.body_min);
    if (dialog.now.body_height - scrolled > dialog.body_max - dialog.body_min + 1) draw_line(dialog.body_max);
}

void close_button(Ui& ui, const OpenDialog& dialog, float top) {
    ButtonOptions look{.kind = ButtonKind::Ghost, .icon = Icon::Close};
    look.key = "close";
    look.icon_only = look.muted = true;
    look.width = look.height = close_size;
    const float inset = inset_of_close(ui), reach = inset + for_pointer(ui, close_size);
    ImGui::SetCursorScreenPos({dialog.max.x - ui.px(reach), top + ui.px(inset)});
    button(ui, "Close", look);
}

}  // namespace

bool begin_dialog(Ui& ui, std::string_view title, const DialogOptions& options) {
    auto& dialogs = ui.state<Dialogs>();
    const NodeId layer = ui.begin_layer("dialog " + std::string(title), true);
    OpenDialog dialog{.memory = &dialogs.by_layer.of(layer), .min = {}, .max = {}, .closable = options.closable};
    // Nobody sees the frame in which it is measured.
    if (!dialog.memory->measured) ImGui::GetCurrentWindow()->Hidden = true;
    place(ui, dialog, options);
    draw_surface(ui, dialog);
    ui.leaf("scrim", {.role = Role::Backdrop, .rect = {0, 0, ui.viewport().width, ui.viewport().height}});

    const NodeId id = ui.open("dialog", {.role = options.alert ? Role::AlertDialog : Role::Dialog,
                                         .name = std::string(title),
                                         .description = options.description,
                                         .rect = ui.rect_of(dialog.min, dialog.max),
                                         .modal = true,
                                         .keys = key_bit(Key::Escape)});
    const KeyPressed* pressed = ui.key(id);
    const bool escaped = pressed != nullptr && pressed->key == Key::Escape;
    bool closed = options.closable && !dialog.scrolls_whole && ui.clicked(ui.id_of("close"));
    begin_body(ui, dialog, title, options);
    if (options.closable && dialog.scrolls_whole) closed = ui.clicked(ui.id_of("close"));
    dialogs.open.push_back(dialog);
    return escaped || closed;
}

void begin_dialog_buttons(Ui& ui) {
    OpenDialog& dialog = ui.state<Dialogs>().open.back();
    end_fields(ui, dialog);
    if (!dialog.scrolls_whole) end_body(ui, dialog, dialog.fields_max);
    const float above = dialog.scrolls_whole ? dialog.fields_max : dialog.max.y - dialog.memory->footer_height;
    const float row = above + ui.px(buttons_gap);
    const float left = dialog.min.x + ui.px(padding), right = dialog.max.x - ui.px(padding);
    const float x = std::max(left, right - dialog.memory->buttons_width);
    ImGui::SetCursorScreenPos({x, row});
    ImGui::BeginGroup();
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(ui.px(button_gap), 0));
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    dialog.layout_around = window->DC.LayoutType;
    window->DC.LayoutType = ImGuiLayoutType_Horizontal;
}

void end_dialog(Ui& ui) {
    auto& dialogs = ui.state<Dialogs>();
    OpenDialog dialog = dialogs.open.back();
    dialogs.open.pop_back();
    dialog.now.footer_height = ui.px(padding);
    if (dialog.in_fields) {
        end_fields(ui, dialog);
        if (!dialog.scrolls_whole) end_body(ui, dialog, dialog.fields_max);
    } else {
        ImGui::GetCurrentWindow()->DC.LayoutType = dialog.layout_around;
        ImGui::PopStyleVar();
        ImGui::EndGroup();
        const ImVec2 row = ImGui::GetItemRectSize();
        dialog.now.buttons_width = row.x;
        dialog.now.footer_height = ui.px(buttons_gap) + row.y + ui.px(padding);
    }
    if (dialog.scrolls_whole) {
        if (dialog.closable) close_button(ui, dialog, ImGui::GetCurrentWindow()->DC.CursorStartPos.y);
        end_body(ui, dialog, dialog.fields_max + dialog.now.footer_height);
        dialog.now.footer_height = 0;
    } else if (dialog.closable) {
        close_button(ui, dialog, dialog.min.y);
    }
    ui.close();
    ui.end_layer();

    dialog.now.height = dialog.body_min - dialog.min.y + dialog.now.body_height + dialog.now.footer_height;
    dialog.now.measured = true;
    if (*dialog.memory != dialog.now) ui.animate();  // drawn with the sizes of before
    *dialog.memory = dialog.now;
}

}  // namespace byok::ui
