#include <algorithm>
#include <cmath>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "ui/control.h"
#include "ui/frame_memory.h"
#include "ui/shapes.h"
#include "ui/table_card.h"
#include "ui/table_columns.h"
#include "ui/widgets.h"

namespace byok::ui {
namespace {

constexpr float header_height = 40, cell_padding = 9, radius = 6, text_size_px = 14, line_height = 20;
constexpr float corner_size = 32, card_title_size = 16;
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
    std::span<const Column> columns;
    std::vector<float> edges;        // of the columns, device pixels
    std::optional<CardLayout> card;  // in place of columns
    ImVec2 min{}, max{};
    float rows_top = 0, row_height = 0, row_step = 0;
    float badges_end = 0;              // of those drawn in this card
    std::vector<std::size_t> in_view;  // the rows to draw
    std::size_t next = 0;              // in in_view
    std::size_t row = 0, column = 0;
    bool between_rows = true;  // the row's node is not open
    bool scrolls = false;      // too wide for its place
    NodeId row_id = 0;
    NodeId cell_id = 0;
    ImVec2 cell_start{};
    float cell_height = 0;
    int cell_vertices = 0;  // of the draw list before the cell's
    std::optional<std::size_t> focused_row;

    [[nodiscard]] float row_top(std::size_t index) const { return rows_top + static_cast<float>(index) * row_step; }
    [[nodiscard]] ImVec2 row_min() const { return {min.x, row_top(row)}; }
    [[nodiscard]] ImVec2 row_max() const { return {max.x, row_top(row) + row_height}; }
};

struct Tables {
    FrameMemory<TableMemory> by_table;
    std::vector<OpenTable> open;  // the innermost last
};

OpenTable& current(Ui& ui) {
    return ui.state<Tables>().open.back();
}

// Those that the clip rectangle shows, some beyond, and the one that has the focus. On paper, all.
std::vector<std::size_t> rows_to_draw(const Ui& ui, const OpenTable& table, std::size_t rows) {
    const ImRect clip(ImGui::GetWindowDrawList()->GetClipRectMin(), ImGui::GetWindowDrawList()->GetClipRectMax());
    const auto row_at = [&](float y) {
        const float row = std::floor((y - table.rows_top) / table.row_step);
        return static_cast<std::size_t>(std::clamp(row, 0.0f, static_cast<float>(rows)));
    };
    const std::size_t top = row_at(clip.Min.y), bottom = std::min(row_at(clip.Max.y) + 1, rows);
    const bool all = ui.viewport().printing;
    const std::size_t first = all || top <= rows_beyond ? 0 : top - rows_beyond;
    const std::size_t end = all ? rows : std::min(bottom + rows_beyond, rows);
    std::vector<std::size_t> drawn;
    const auto focused = table.memory->focused_row;
    if (focused && *focused < first) drawn.push_back(*focused);
    for (std::size_t row = first; row < end; ++row) drawn.push_back(row);
    if (focused && *focused >= end && *focused < rows) drawn.push_back(*focused);
    return drawn;
}

// Where there is a label, in the middle of the box from `min` to `max`.
void draw_title(Ui& ui, const Column& column, ImVec2 min, ImVec2 max) {
    const float room = (max.x - min.x) / ui.viewport().scale;
    if (column.title.empty() || room <= 0) return;
    const TextStyle style{
        .size = text_size_px, .weight = Weight::Medium, .colour = Colour::TextFaint, .max_width = room};
    const float height = text_size(ui, column.title, style).y;
    draw_text(ui, {min.x, min.y + ImTrunc((max.y - min.y - height) / 2)}, column.title, style);
}

// Cards have no heading to be seen, but one to be read out.
void draw_header(Ui& ui, const OpenTable& table) {
    const ImVec2 min = table.min;
    const ImVec2 max{table.max.x, table.min.y + (table.card ? ui.hairline() : ui.px(header_height))};
    ui.open("heading", {.role = Role::Row, .rect = ui.rect_of(min, max), .row_index = 1});
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const Column& column = table.columns[i];
        const float left = table.edges[i], right = table.edges[i + 1], padding = ui.px(cell_padding);
        if (column.title.empty() && ui.viewport().printing) continue;  // what it holds cannot be used on paper
        const std::string_view name = column.name.empty() ? column.title : column.name;
        ui.leaf(
            std::to_string(i),
            {.role = Role::ColumnHeader, .name = std::string(name), .rect = ui.rect_of({left, min.y}, {right, max.y})});
        if (!table.card) draw_title(ui, column, {left + padding, min.y}, {right - padding, max.y});
    }
    ui.close();
}

void draw_card(Ui& ui, const OpenTable& table) {
    const std::optional<Colour> fill = ui.hovered(table.row_id) ? std::optional(Colour::HoverFill) : std::nullopt;
    draw_box(ui, table.row_min(), table.row_max(), {.fill = fill, .border = Colour::Border, .radius = radius});
}

void draw_row_fill(Ui& ui, const OpenTable& table) {
    const ImVec2 min = table.row_min(), max = table.row_max();
    ImDrawList* draw_list = ImGui::GetWindowDrawList();
    const bool last = table.max.y - max.y < 2;
    if (ui.hovered(table.row_id))
        draw_list->AddRectFilled(min, max, ui.colour(Colour::HoverFill), last ? ui.px(radius) : 0.0f,
                                 last ? ImDrawFlags_RoundCornersBottom : ImDrawFlags_RoundCornersNone);
    draw_list->AddRectFilled(min, {max.x, min.y + ui.hairline()}, ui.colour(Colour::Border));
}

void open_row(Ui& ui, OpenTable& table, const std::string& key) {
    table.row_id = ui.open(key, {.role = Role::Row,
                                 .rect = ui.rect_of(table.row_min(), table.row_max()),
                                 .row_index = static_cast<int>(table.row) + 2});
    table.between_rows = false;
    table.column = 0;
    table.badges_end = 0;
    if (ui.focus_within(table.row_id)) table.focused_row = table.row;
    if (table.card)
        draw_card(ui, table);
    else
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

// How much lower than the top of a place of that height what it holds is drawn, to stand in its middle.
float lower_by(float place, float content) {
    return std::max(0.0f, ImTrunc((place - content) / 2));
}

// Moves what was drawn in the open cell since its beginning.
void move_content(Ui& ui, const OpenTable& table, float y) {
    ImVector<ImDrawVert>& vertices = ImGui::GetWindowDrawList()->VtxBuffer;
    for (int i = table.cell_vertices; i < vertices.Size; ++i) vertices[i].pos.y += y;
    ui.move_inside(y / ui.viewport().scale);
}

// The room of the cell that is next, padding and all.
ImRect place_of_cell(Ui& ui, const OpenTable& table) {
    const ImVec2 min = table.row_min();
    if (!table.card) return {table.edges[table.column], min.y, table.edges[table.column + 1], min.y + table.row_height};
    const Rect& room = table.card->cells[table.column];
    ImRect place(min.x + ui.px(room.x), min.y + ui.px(room.y), min.x + ui.px(room.right()),
                 min.y + ui.px(room.bottom()));
    if (table.columns[table.column].card != CardPart::Badge) return place;
    if (table.badges_end > 0) place.Min.x = table.badges_end + ui.px(card_badge_gap);
    for (const Column& later : table.columns.subspan(table.column + 1))
        if (later.card == CardPart::Badge) place.Max.x -= ui.px(later.width_min);
    place.Max.x = std::max(place.Max.x, place.Min.x + 1);
    return place;
}

// Fingers need more for what stands at the end of a row.
float column_width_min(Ui& ui, const Column& column) {
    if (column.card != CardPart::Corner) return column.width_min;
    return std::max(column.width_min, for_pointer(ui, 0) + 2 * cell_padding);
}

// Columns where there is room for them.
void lay_out(Ui& ui, std::string_view name, OpenTable& table, std::size_t rows, float row_height) {
    std::vector<Column> columns(table.columns.begin(), table.columns.end());
    for (Column& column : columns) column.width_min = column_width_min(ui, column);
    const float room = width_left(ui), width_min = table_width_min(columns);
    if (width_min > room && has_cards(columns)) table.card = lay_out_card(columns, room, for_pointer(ui, corner_size));
    const float width = table.card ? room : std::max(room, width_min);
    table.scrolls = width > room;

    const float header = table.card ? 0 : ui.px(header_height), gap = table.card ? ui.px(card_gap) : 0;
    table.row_height = ui.px(table.card ? table.card->height : row_height);
    table.row_step = table.row_height + gap;
    table.min = ImGui::GetCursorScreenPos();
    const float height = std::max(header, header + static_cast<float>(rows) * table.row_step - gap);
    if (table.scrolls) {
        ui.begin_scroll(std::string(name) + " area", table.min, {table.min.x + ui.px(room), table.min.y + height});
        table.min = ImGui::GetCursorScreenPos();
    }
    table.max = {table.min.x + ui.px(width), table.min.y + height};
    table.rows_top = table.min.y + header;
    for (const float edge : column_edges(columns, std::max(width, width_min)))
        table.edges.push_back(std::min(table.min.x + ui.px(edge), table.max.x));
}

}  // namespace

void begin_table(Ui& ui, std::string_view name, std::span<const Column> columns, std::size_t rows, float row_height) {
    OpenTable table;
    table.columns = columns;
    lay_out(ui, name, table, rows, row_height);

    const NodeId id = ui.open(name, {.role = Role::Table,
                                     .name = std::string(name),
                                     .rect = ui.rect_of(table.min, table.max),
                                     .row_count = static_cast<int>(rows) + 1});
    auto& tables = ui.state<Tables>();
    table.memory = &tables.by_table.of(id);
    table.memory->content_heights.resize(columns.size());
    table.memory->cells.clear();
    table.in_view = rows_to_draw(ui, table, rows);
    draw_header(ui, table);
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
    IM_ASSERT(table.column < table.columns.size() && "more cells than columns");
    const ImRect place = place_of_cell(ui, table);
    table.cell_id = ui.open(std::to_string(table.column),
                            {.role = Role::Cell, .name = std::string(name), .rect = ui.rect_of(place.Min, place.Max)});
    const Column& column = table.columns[table.column];
    if (table.card && column.card == CardPart::Line)
        draw_title(ui, column, {table.min.x + ui.px(card_padding), place.Min.y}, {place.Min.x, place.Max.y});
    // Of a card, rings around what it holds may be seen.
    if (table.card)
        ImGui::PushClipRect(table.row_min(), table.row_max(), true);
    else
        ImGui::PushClipRect(place.Min, place.Max, true);
    const float padding = table.card ? 0 : ui.px(cell_padding);
    table.cell_height = place.GetHeight();
    table.cell_start = {place.Min.x + padding, place.Min.y + lower_by(table.cell_height, content_height(ui, table))};
    table.cell_vertices = ImGui::GetWindowDrawList()->VtxBuffer.Size;
    begin_column(ui, table.cell_start, std::max(1.0f, (place.GetWidth() - 2 * padding) / ui.viewport().scale));
}

TextStyle cell_text(Ui& ui) {
    const OpenTable& table = current(ui);
    if (table.columns[table.column].card != CardPart::Title) return {};
    return {.size = table.card ? card_title_size : text_size_px, .weight = Weight::Medium};
}

void end_cell(Ui& ui) {
    OpenTable& table = current(ui);
    const float right = ImGui::GetCurrentWindow()->DC.CursorMaxPos.x;
    const float height = end_column(ui).y - table.cell_start.y;
    ImGui::PopClipRect();
    TableMemory& memory = *table.memory;
    if (const float guess = content_height(ui, table); height > 0 && height != guess) {
        move_content(ui, table, lower_by(table.cell_height, height) - lower_by(table.cell_height, guess));
        ui.animate();  // what lay beyond the cell's edges was left out, and may be within them now
    }
    ui.close();
    if (height > 0) memory.content_heights[table.column] = memory.cells[table.cell_id] = height;
    if (table.card && height > 0 && table.columns[table.column].card == CardPart::Badge) {
        table.badges_end = right;
        ui.node(table.cell_id).rect.width = right / ui.viewport().scale - ui.node(table.cell_id).rect.x;
    }
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
    if (!table.card) draw_box(ui, table.min, table.max, {.fill = {}, .border = Colour::Border, .radius = radius});
    ImGui::SetCursorScreenPos(table.min);
    ImGui::Dummy(table.max - table.min);
    if (table.scrolls) ui.end_scroll();
}

}  // namespace byok::ui
