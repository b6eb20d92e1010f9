#include <algorithm>
#include <cmath>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "ui/frame_memory.h"
#include "ui/shapes.h"
#include "ui/table_columns.h"
#include "ui/widgets.h"

namespace byok::ui {
namespace {

constexpr float header_height = 40, cell_padding = 9, radius = 6, text_size_px = 14, line_height = 20;
// Rows drawn above and below what is in view: Tab and a screen reader's table keys find the next row there, and the
// browser brings it into view.
constexpr std::size_t rows_beyond = 2;

struct TableMemory {
    std::vector<float> content_heights;                   // by column: the last cell's
    std::unordered_map<NodeId, float> last_cells, cells;  // by cell: content's height in the last frame, in this one
    std::optional<std::size_t> focused_row;               // stays drawn wherever it is, or the focus would be lost
};

struct OpenTable {
    TableMemory* memory = nullptr;
    std::vector<float> edges;  // of the columns, device pixels
    ImVec2 min{}, max{};
    float rows_top = 0, row_height = 0;
    std::vector<std::size_t> in_view;  // the rows to draw
    std::size_t next = 0;              // in in_view
    std::size_t row = 0, column = 0;
    bool between_rows = true;  // the row's node is not open
    bool scrolls = false;      // too wide for its place
    NodeId row_id = 0;
    NodeId cell_id = 0;
    ImVec2 cell_start{};
    std::optional<std::size_t> focused_row;

    [[nodiscard]] float row_top(std::size_t index) const { return rows_top + static_cast<float>(index) * row_height; }
};

struct Tables {
    FrameMemory<TableMemory> by_table;
    std::vector<OpenTable> open;  // the innermost last
};

OpenTable& current(Ui& ui) {
    return ui.state<Tables>().open.back();
}

// Those that the clip rectangle shows, some beyond, and the one that has the focus.
std::vector<std::size_t> rows_to_draw(const OpenTable& table, std::size_t rows) {
    const ImRect clip(ImGui::GetWindowDrawList()->GetClipRectMin(), ImGui::GetWindowDrawList()->GetClipRectMax());
    const auto row_at = [&](float y) {
        const float row = std::floor((y - table.rows_top) / table.row_height);
        return static_cast<std::size_t>(std::clamp(row, 0.0f, static_cast<float>(rows)));
    };
    const std::size_t top = row_at(clip.Min.y), bottom = std::min(row_at(clip.Max.y) + 1, rows);
    const std::size_t first = top > rows_beyond ? top - rows_beyond : 0, end = std::min(bottom + rows_beyond, rows);
    std::vector<std::size_t> drawn;
    const auto focused = table.memory->focused_row;
    if (focused && *focused < first) drawn.push_back(*focused);
    for (std::size_t row = first; row < end; ++row) drawn.push_back(row);
    if (focused && *focused >= end && *focused < rows) drawn.push_back(*focused);
    return drawn;
}

void draw_header(Ui& ui, const OpenTable& table, std::span<const Column> columns) {
    const ImVec2 min = table.min, max{table.max.x, table.min.y + ui.px(header_height)};
    ui.open("heading", {.role = Role::Row, .rect = ui.rect_of(min, max), .row_index = 1});
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const Column& column = columns[i];
        const float left = table.edges[i], right = table.edges[i + 1];
        const std::string_view name = column.name.empty() ? column.title : column.name;
        ui.leaf(
            std::to_string(i),
            {.role = Role::ColumnHeader, .name = std::string(name), .rect = ui.rect_of({left, min.y}, {right, max.y})});
        const float room = (right - left) / ui.viewport().scale - 2 * cell_padding;
        if (column.title.empty() || room <= 0) continue;
        const TextStyle style{
            .size = text_size_px, .weight = Weight::Medium, .colour = Colour::TextFaint, .max_width = room};
        const float height = text_size(ui, column.title, style).y;
        draw_text(ui, {left + ui.px(cell_padding), min.y + ImTrunc((max.y - min.y - height) / 2)}, column.title, style);
    }
    ui.close();
}

void draw_row_fill(Ui& ui, const OpenTable& table) {
    const ImVec2 min{table.min.x, table.row_top(table.row)}, max{table.max.x, min.y + table.row_height};
    ImDrawList* draw_list = ImGui::GetWindowDrawList();
    const bool last = table.max.y - max.y < 2;
    if (ui.hovered(table.row_id))
        draw_list->AddRectFilled(min, max, ui.colour(Colour::HoverFill), last ? ui.px(radius) : 0.0f,
                                 last ? ImDrawFlags_RoundCornersBottom : ImDrawFlags_RoundCornersNone);
    draw_list->AddRectFilled(min, {max.x, min.y + ui.hairline()}, ui.colour(Colour::Border));
}

void open_row(Ui& ui, OpenTable& table, const std::string& key) {
    const float top = table.row_top(table.row);
    table.row_id = ui.open(key, {.role = Role::Row,
                                 .rect = ui.rect_of({table.min.x, top}, {table.max.x, top + table.row_height}),
                                 .row_index = static_cast<int>(table.row) + 2});
    table.between_rows = false;
    table.column = 0;
    if (ui.focus_within(table.row_id)) table.focused_row = table.row;
    draw_row_fill(ui, table);
}

void close_row(Ui& ui, OpenTable& table) {
    if (!table.between_rows) ui.close();
    table.between_rows = true;
}

// The height of what the cell holds, as far as that is known before it is drawn.
float content_height(Ui& ui, const OpenTable& table) {
    const TableMemory& memory = *table.memory;
    if (const auto found = memory.last_cells.find(table.cell_id); found != memory.last_cells.end())
        return found->second;
    const float column = memory.content_heights[table.column];
    return column > 0 ? column : ui.px(line_height);
}

}  // namespace

void begin_table(Ui& ui, std::string_view name, std::span<const Column> columns, std::size_t rows, float row_height) {
    const float room = width_left(ui), width = std::max(room, table_width_min(columns));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    OpenTable table;
    table.min = at;
    table.row_height = ui.px(row_height);
    const float height = ui.px(header_height) + static_cast<float>(rows) * table.row_height;
    table.scrolls = width > room;
    if (table.scrolls) {
        ui.begin_scroll(std::string(name) + " area", at, {at.x + ui.px(room), at.y + height});
        table.min = ImGui::GetCursorScreenPos();
    }
    table.max = {table.min.x + ui.px(width), table.min.y + height};
    table.rows_top = table.min.y + ui.px(header_height);
    for (const float edge : column_edges(columns, width)) table.edges.push_back(table.min.x + ui.px(edge));

    const NodeId id = ui.open(name, {.role = Role::Table,
                                     .name = std::string(name),
                                     .rect = ui.rect_of(table.min, table.max),
                                     .row_count = static_cast<int>(rows) + 1});
    auto& tables = ui.state<Tables>();
    table.memory = &tables.by_table.of(id);
    table.memory->content_heights.resize(columns.size());
    table.memory->cells.clear();
    table.in_view = rows_to_draw(table, rows);
    draw_header(ui, table, columns);
    tables.open.push_back(std::move(table));
}

std::optional<std::size_t> next_row(Ui& ui) {
    OpenTable& table = current(ui);
    close_row(ui, table);
    if (table.next == table.in_view.size()) return std::nullopt;
    table.row = table.in_view[table.next++];
    return table.row;
}

void row_key(Ui& ui, std::string_view key) {
    open_row(ui, current(ui), "row " + std::string(key));
}

void begin_cell(Ui& ui, std::string_view name) {
    OpenTable& table = current(ui);
    if (table.between_rows) open_row(ui, table, "row at " + std::to_string(table.row));
    IM_ASSERT(table.column + 1 < table.edges.size() && "more cells than columns");
    const float top = table.row_top(table.row), left = table.edges[table.column], right = table.edges[table.column + 1];
    const ImVec2 min{left, top}, max{right, top + table.row_height};
    table.cell_id = ui.open(std::to_string(table.column),
                            {.role = Role::Cell, .name = std::string(name), .rect = ui.rect_of(min, max)});
    ImGui::PushClipRect(min, max, true);
    const float lower = std::max(0.0f, ImTrunc((table.row_height - content_height(ui, table)) / 2));
    table.cell_start = {left + ui.px(cell_padding), top + lower};
    begin_column(ui, table.cell_start, std::max(1.0f, (right - left) / ui.viewport().scale - 2 * cell_padding));
}

void end_cell(Ui& ui) {
    OpenTable& table = current(ui);
    const float height = end_column(ui).y - table.cell_start.y;
    ImGui::PopClipRect();
    ui.close();
    TableMemory& memory = *table.memory;
    if (height > 0 && height != content_height(ui, table)) ui.animate();  // drawn too high or too low
    if (height > 0) memory.content_heights[table.column] = memory.cells[table.cell_id] = height;
    ++table.column;
}

void end_table(Ui& ui) {
    auto& tables = ui.state<Tables>();
    OpenTable table = std::move(tables.open.back());
    tables.open.pop_back();
    close_row(ui, table);
    ui.close();
    table.memory->focused_row = table.focused_row;
    std::swap(table.memory->last_cells, table.memory->cells);
    draw_box(ui, table.min, table.max, {.fill = {}, .border = Colour::Border, .radius = radius});
    ImGui::SetCursorScreenPos(table.min);
    ImGui::Dummy(table.max - table.min);
    if (table.scrolls) ui.end_scroll();
}

}  // namespace byok::ui
