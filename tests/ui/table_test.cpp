#include <doctest/doctest.h>

#include <algorithm>

#include "ui/drawn_glyphs.h"
#include "ui/widgets.h"

using namespace byok::ui;

namespace {

using Names = std::vector<std::string>;

constexpr Column columns[] = {
    {.title = "Name", .name = "Name", .weight = 3, .width_min = 100},
    {.title = "Status", .name = "Status", .weight = 1, .width_min = 80},
    {.title = "", .name = "Actions", .weight = 0, .width_min = 52},
};

/// A page that scrolls, with a table of keys in it.
struct TablePage {
    std::vector<std::string> rows;
    int drawn = 0;  // rows, in the last frame
    UiHarness page;

    explicit TablePage(int count, Viewport viewport = UiHarness::desktop)
        : rows(numbered(count)), page([this](Ui& ui) { draw(ui); }, viewport) {}

    static Names numbered(int count) {
        Names names;
        for (int i = 0; i < count; ++i) names.push_back("Key " + std::to_string(i));
        return names;
    }
    void draw(Ui& ui) {
        drawn = 0;
        ui.begin_scroll("page", {0, 0}, {ui.px(ui.viewport().width), ui.px(ui.viewport().height)});
        button(ui, "Above");
        begin_table(ui, "Provider keys", columns, rows.size());
        while (const auto row = next_row(ui)) draw_row(ui, rows[*row]);
        end_table(ui);
        button(ui, "Below");
        ui.end_scroll();
    }
    void draw_row(Ui& ui, const std::string& name) {
        ++drawn;
        row_key(ui, name);
        begin_cell(ui, name);
        text(ui, name, {.max_width = width_left(ui)});
        end_cell(ui);
        begin_cell(ui, "Active");
        badge(ui, "Active");
        end_cell(ui);
        begin_cell(ui);
        button(ui, "Actions for " + name, {.icon = Icon::Ellipsis, .key = "actions", .icon_only = true});
        end_cell(ui);
    }
    [[nodiscard]] Node table() const { return page.find(Role::Table, "Provider keys"); }
    [[nodiscard]] std::vector<Node> row_nodes() const { return page.all(Role::Row); }
    [[nodiscard]] Node area() const { return page.all(Role::ScrollArea)[0]; }
    [[nodiscard]] Node actions(std::string_view name) const {
        return page.find(Role::Button, "Actions for " + std::string(name));
    }
    void at_rest() {
        const int frames = page.frames();
        page.wait(10);
        CHECK(page.frames() == frames);
    }
};

}  // namespace

TEST_SUITE("ui/table") {
    TEST_CASE("a table has a heading row, then its rows, each numbered with the heading") {
        TablePage form(2);
        CHECK(form.table().row_count == 3);
        REQUIRE(form.row_nodes().size() == 3);
        for (int i = 0; i < 3; ++i) CHECK(form.row_nodes()[static_cast<std::size_t>(i)].row_index == i + 1);
        CHECK(form.page.names(Role::ColumnHeader) == Names{"Name", "Status", "Actions"});
        CHECK(form.page.names(Role::Cell) == Names{"Key 0", "Active", "", "Key 1", "Active", ""});
    }

    TEST_CASE("what is drawn in a cell belongs to it") {
        TablePage form(1);
        const Node cell = form.page.find(Role::Cell, "Active");
        CHECK(form.page.tree().within(form.page.find(Role::Text, "Key 0").id, form.page.find(Role::Cell, "Key 0").id));
        CHECK(cell.parent == form.row_nodes()[1].id);
        CHECK_FALSE(form.page.tree().within(form.actions("Key 0").id, cell.id));
    }

    TEST_CASE("a table without rows is its heading") {
        TablePage form(0);
        CHECK(form.table().row_count == 1);
        CHECK(form.row_nodes().size() == 1);
        CHECK(form.table().rect.height == 40);
        CHECK(form.page.find(Role::Button, "Below").rect.y >= form.table().rect.bottom());
    }

    TEST_CASE("rows and cells lie edge to edge in the table") {
        TablePage form(3);
        const Rect table = form.table().rect;
        CHECK(table.height == 40 + 3 * 49);
        float y = table.y;
        for (const Node& row : form.row_nodes()) {
            CHECK(row.rect.y == y);
            CHECK(row.rect.width == table.width);
            y = row.rect.bottom();
        }
        CHECK(y == table.bottom());
        const std::vector<Node> cells = form.page.all(Role::Cell), heads = form.page.all(Role::ColumnHeader);
        for (std::size_t i = 0; i < 3; ++i) {
            CHECK(cells[i].rect.x == heads[i].rect.x);
            CHECK(cells[i].rect.right() == heads[i].rect.right());
        }
        CHECK(cells[2].rect.right() == table.right());
        CHECK(cells[2].rect.width == 52);
    }

    TEST_CASE("whatever a cell holds stands in the middle of its row") {
        TablePage form(3);
        for (const Node& row : form.row_nodes()) {
            if (row.row_index == 1) continue;
            const float middle = row.rect.y + row.rect.height / 2;
            for (const Role role : {Role::Text, Role::Button})
                for (const Node& content : form.page.all(role, row.id))
                    CHECK(content.rect.y + content.rect.height / 2 == doctest::Approx(middle).epsilon(0.01));
        }
        form.at_rest();
    }

    TEST_CASE("and it does so from the first frame in which there is one") {
        TablePage form(0);
        form.rows = TablePage::numbered(3);
        form.page.frame();
        const auto places = [&] {
            std::vector<float> all;
            for (const Role role : {Role::Text, Role::Button})
                for (const Node& node : form.page.all(role)) all.push_back(node.rect.y);
            for (const ImDrawList* list : ImGui::GetDrawData()->CmdLists)
                for (const ImDrawVert& vertex : list->VtxBuffer) all.push_back(vertex.pos.y);
            return all;
        };
        const std::vector<float> first = places();
        CHECK(first.size() > 100);
        form.page.settle();
        const bool nothing_moved = places() == first;  // thousands of numbers, to nobody's use
        CHECK(nothing_moved);
    }

    TEST_CASE("of 2,000 rows only those in view are drawn") {
        TablePage form(2000);
        CHECK(form.table().row_count == 2001);
        CHECK(form.drawn < 22);
        CHECK(form.row_nodes().size() == static_cast<std::size_t>(form.drawn) + 1);
        const int few = drawn_vertices();
        TablePage more(100);
        CHECK(few <= drawn_vertices() + 200);
        CHECK(form.table().rect.height == 40 + 2000 * 49);
        form.at_rest();
    }

    TEST_CASE("scrolling brings the others; the heading row is always there") {
        TablePage form(2000);
        form.page.scroll(form.area(), 1000 * 49);
        CHECK(form.page.shows(Role::Cell, "Key 1000"));
        CHECK_FALSE(form.page.shows(Role::Cell, "Key 0"));
        CHECK(form.drawn < 22);
        CHECK(form.row_nodes()[0].row_index == 1);
        CHECK(form.page.shows(Role::ColumnHeader, "Status"));
        CHECK(form.actions("Key 1005").rect.y < 704);
        form.at_rest();
        form.page.scroll(form.area(), 1e9f);
        CHECK(form.page.shows(Role::Cell, "Key 1999"));
        CHECK(form.page.find(Role::Button, "Below").rect.bottom() <= 704);
    }

    TEST_CASE("while the page is printed all rows are there, wherever it is scrolled to, and no column of controls") {
        TablePage form(200);
        form.page.scroll(form.area(), 50 * 49);
        const int on_screen = form.drawn;
        Viewport paper = UiHarness::desktop;
        paper.printing = true;
        form.page.resize(paper);
        CHECK(form.drawn == 200);
        CHECK(form.row_nodes().size() == 201);
        CHECK(form.row_nodes().back().row_index == 201);
        CHECK(form.page.names(Role::ColumnHeader) == Names{"Name", "Status"});
        form.page.resize(UiHarness::desktop);
        CHECK(form.drawn == on_screen);
        CHECK(form.page.names(Role::ColumnHeader) == Names{"Name", "Status", "Actions"});
    }

    TEST_CASE("Tab walks from row to row beyond what is in view") {
        TablePage form(100);
        form.page.click(Role::Button, "Above");
        for (int i = 0; i < 40; ++i) {
            form.page.tab();
            REQUIRE(form.page.focused().name == "Actions for Key " + std::to_string(i));
        }
    }

    TEST_CASE("a row that has the focus stays when it is scrolled away, alone") {
        TablePage form(2000);
        form.page.tab();
        form.page.tab();
        REQUIRE(form.page.focused().name == "Actions for Key 0");
        form.page.scroll(form.area(), 1500 * 49);
        CHECK(form.page.focused().name == "Actions for Key 0");
        CHECK_FALSE(form.page.shows(Role::Cell, "Key 1"));
        form.page.scroll(form.area(), 0);
        CHECK(form.page.focused().name == "Actions for Key 0");
        form.page.tab();
        CHECK(form.page.focused().name == "Actions for Key 1");
    }

    TEST_CASE("a row that has the focus is still there when it lies below what is in view") {
        TablePage form(2000);
        form.page.scroll(form.area(), 1e9f);
        form.page.click(form.actions("Key 1999"));
        form.page.scroll(form.area(), 0);
        CHECK(form.page.focused().name == "Actions for Key 1999");
        CHECK(form.row_nodes().back().row_index == 2001);
    }

    TEST_CASE("a focused row that is removed takes nothing else with it") {
        TablePage form(50);
        form.page.click(form.actions("Key 3"));
        form.rows.erase(form.rows.begin() + 3);
        form.page.settle();
        CHECK(form.page.has_focus());
        CHECK(form.page.shows(Role::Cell, "Key 4"));
        form.rows.clear();
        form.page.settle();
        CHECK(form.row_nodes().size() == 1);
    }

    TEST_CASE("rows removed while scrolled to the end leave the last ones in view") {
        TablePage form(2000);
        form.page.scroll(form.area(), 1e9f);
        form.rows.resize(30);
        form.page.settle();
        CHECK(form.page.shows(Role::Cell, "Key 29"));
        CHECK(form.table().rect.bottom() <= 704);
        form.at_rest();
    }

    TEST_CASE("a row keeps its nodes when the order changes") {
        TablePage form(3);
        const NodeId before = form.actions("Key 2").id;
        std::ranges::reverse(form.rows);
        form.page.settle();
        CHECK(form.actions("Key 2").id == before);
        CHECK(form.page.names(Role::Cell)[0] == "Key 2");
    }

    TEST_CASE("rows that nobody names are told apart by their place") {
        UiHarness page([](Ui& ui) {
            begin_table(ui, "Plain", columns, 3);
            while (next_row(ui)) {
                begin_cell(ui, "same");
                text(ui, "same");
                end_cell(ui);
            }
            end_table(ui);
        });
        CHECK(page.all(Role::Cell).size() == 3);
        CHECK(page.all(Role::Row).size() == 4);
    }

    TEST_CASE("the row that the pointer is on is filled, whatever of it the pointer is on") {
        TablePage form(3);
        const int before = drawn_vertices();
        form.page.hover(form.page.find(Role::Cell, "Key 1"));
        const int on_cell = drawn_vertices();
        CHECK(on_cell > before);
        form.page.hover(form.row_nodes()[1]);
        CHECK(drawn_vertices() == on_cell);
        form.page.hover_nothing();
        CHECK(drawn_vertices() == before);
    }

    TEST_CASE("a button in a row is clicked, in that row") {
        std::optional<std::size_t> clicked;
        UiHarness page([&](Ui& ui) {
            begin_table(ui, "Keys", columns, 5);
            while (const auto row = next_row(ui)) {
                begin_cell(ui);
                if (button(ui, "Open " + std::to_string(*row)).clicked) clicked = row;
                end_cell(ui);
            }
            end_table(ui);
        });
        page.click(Role::Button, "Open 3");
        CHECK(clicked == 3);
    }

    TEST_CASE("content that is too wide is cut at its cell's edge") {
        TablePage form(1);
        form.rows[0] = std::string(300, 'w');
        form.page.settle();
        const Node words = form.page.find(Role::Text, form.rows[0]);
        CHECK(words.rect.right() <= form.page.all(Role::Cell)[0].rect.right());
    }

    TEST_CASE("names of any script stand in their cells") {
        TablePage form(0);
        form.rows = {"مفتاح الإنتاج", "鍵 🔑", "<img src=x onerror=alert(1)>"};
        form.page.settle();
        for (const std::string& name : form.rows) CHECK(form.page.shows(Role::Text, name));
    }

    TEST_CASE("in a window too narrow for its columns it is scrolled sideways; nothing is squeezed") {
        TablePage form(3, {.width = 150, .height = 500, .scale = 1});
        CHECK(form.table().rect.width == 232);
        const std::vector<Node> areas = form.page.all(Role::ScrollArea);
        REQUIRE(areas.size() == 2);
        CHECK(areas[1].rect.width == 150);
        CHECK(areas[1].content_width == 232);
        CHECK(form.page.find(Role::Button, "Below").rect.y >= form.table().rect.bottom());
        form.page.ui().input(Scrolled{.id = areas[1].id, .x = 82, .y = 0});
        form.page.settle();
        CHECK(form.table().rect.x == -82);
        CHECK(form.actions("Key 1").rect.right() <= 150);
    }

    TEST_CASE("also then only rows in view are drawn") {
        TablePage form(2000, {.width = 150, .height = 500, .scale = 2});
        CHECK(form.drawn < 18);
        form.page.scroll(form.area(), 900 * 49);
        CHECK(form.page.shows(Role::Cell, "Key 900"));
        CHECK(form.drawn < 18);
    }

    TEST_CASE("two tables stand one under the other") {
        UiHarness page([](Ui& ui) {
            for (const std::string_view name : {"First", "Second"}) {
                begin_table(ui, name, columns, 2);
                while (next_row(ui)) {
                    begin_cell(ui, name);
                    text(ui, name);
                    end_cell(ui);
                }
                end_table(ui);
            }
        });
        CHECK(page.find(Role::Table, "Second").rect.y == page.find(Role::Table, "First").rect.bottom());
    }
}
