#include "ui/table_card.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "ui/drawn_glyphs.h"

using namespace byok::ui;

namespace {

using Names = std::vector<std::string>;

constexpr Column columns[] = {
    {.title = "Provider", .name = "Provider", .weight = 1, .width_min = 140, .card = CardPart::Badge},
    {.title = "Name", .name = "Name", .weight = 3, .width_min = 110, .card = CardPart::Title},
    {.title = "Assigned To", .name = "Assigned To", .weight = 1, .width_min = 196},
    {.title = "Status", .name = "Status", .weight = 1, .width_min = 96, .card = CardPart::Badge},
    {.title = "Created", .name = "Created", .weight = 1, .width_min = 104},
    {.title = "", .name = "Actions", .weight = 0, .width_min = 48, .card = CardPart::Corner},
};

constexpr Viewport phone = {.width = 360, .height = 740, .scale = 3, .coarse_pointer = true};

/// A page that scrolls, with a table of keys in it.
struct CardPage {
    Names rows;
    std::string clicked;
    int drawn = 0;  // rows, in the last frame
    UiHarness page;

    explicit CardPage(int count, Viewport viewport = phone)
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
        badge_cell(ui, "Anthropic");
        begin_cell(ui, name);
        TextStyle style = cell_text(ui);
        style.max_width = width_left(ui);
        text(ui, name, style);
        end_cell(ui);
        badge_cell(ui, "Organization");
        badge_cell(ui, "Active");
        begin_cell(ui, "14/01/2026");
        text(ui, "14/01/2026");
        end_cell(ui);
        begin_cell(ui);
        if (button(ui, "Actions for " + name, {.icon = Icon::Ellipsis, .key = "actions", .icon_only = true}))
            clicked = name;
        end_cell(ui);
    }
    static void badge_cell(Ui& ui, std::string_view label) {
        begin_cell(ui, label);
        badge(ui, label, {.max_width = width_left(ui)});
        end_cell(ui);
    }
    [[nodiscard]] Node table() const { return page.find(Role::Table, "Provider keys"); }
    [[nodiscard]] std::vector<Node> cards() const {
        std::vector<Node> found = page.all(Role::Row);
        found.erase(found.begin());  // the heading
        return found;
    }
    [[nodiscard]] Node area() const { return page.all(Role::ScrollArea)[0]; }
};

void check_inside(const Rect& inner, const Rect& outer) {
    CHECK(inner.x >= outer.x);
    CHECK(inner.y >= outer.y);
    CHECK(inner.right() <= outer.right());
    CHECK(inner.bottom() <= outer.bottom());
}

}  // namespace

TEST_SUITE("ui/table_card") {
    TEST_CASE("for whoever cannot see it, a table of cards is the table that it always was") {
        const CardPage narrow(2), wide(2, UiHarness::desktop);
        CHECK(narrow.table().row_count == 3);
        for (const Role role : {Role::ColumnHeader, Role::Cell, Role::Button, Role::Text})
            CHECK(narrow.page.names(role) == wide.page.names(role));
        const std::vector<Node> rows = narrow.page.all(Role::Row);
        REQUIRE(rows.size() == 3);
        for (int i = 0; i < 3; ++i) CHECK(rows[static_cast<std::size_t>(i)].row_index == i + 1);
    }

    TEST_CASE("columns stay as long as they have room") {
        const CardPage tight(1, {.width = 694, .height = 500, .scale = 1});
        CHECK(tight.cards()[0].rect.height == 49);
        const CardPage narrow(1, {.width = 693, .height = 500, .scale = 1});
        CHECK(narrow.cards()[0].rect.height > 100);
    }

    TEST_CASE("each row is a card of its own, as wide as there is room, and nothing scrolls sideways") {
        const CardPage form(3);
        float end = form.table().rect.y - card_gap;
        for (const Node& card : form.cards()) {
            CHECK(card.rect.x == 0);
            CHECK(card.rect.width == 360);
            CHECK(card.rect.y == doctest::Approx(end + card_gap));
            end = card.rect.bottom();
        }
        CHECK(form.table().rect.bottom() == doctest::Approx(end));
        CHECK(form.page.find(Role::Button, "Below").rect.y >= end);
        CHECK(form.page.all(Role::ScrollArea).size() == 1);
        CHECK(form.area().content_width <= 360);
    }

    TEST_CASE("all that a row holds lies in its card, at every width") {
        for (const float width : {320.0f, 360.0f, 640.0f}) {
            CardPage form(1, {.width = width, .height = 740, .scale = 2, .coarse_pointer = true});
            form.rows[0] = std::string(300, 'w');
            form.page.settle();
            const Rect card = form.cards()[0].rect;
            for (const Role role : {Role::Cell, Role::Text, Role::Button})
                for (const Node& node : form.page.all(role, form.cards()[0].id)) {
                    CAPTURE(node.name);
                    check_inside(node.rect, card);
                }
        }
    }

    TEST_CASE("the title and the menu stand on the first line, badges side by side below, then line by line") {
        const CardPage form(1);
        const auto rect_of = [&](Role role, std::string_view name) { return form.page.find(role, name).rect; };
        const Rect title = rect_of(Role::Text, "Key 0"), menu = rect_of(Role::Button, "Actions for Key 0"),
                   provider = rect_of(Role::Text, "Anthropic"), status = rect_of(Role::Text, "Active"),
                   assigned = rect_of(Role::Text, "Organization"), created = rect_of(Role::Text, "14/01/2026");
        CHECK(menu.y + menu.height / 2 == doctest::Approx(title.y + title.height / 2).epsilon(0.05));
        CHECK(menu.x > title.right());
        CHECK(provider.y > title.bottom());
        CHECK(status.y == provider.y);
        CHECK(status.x == doctest::Approx(provider.right() + card_badge_gap));
        CHECK(assigned.y > provider.bottom());
        CHECK(created.y > assigned.bottom());
        CHECK(created.x == assigned.x);
        CHECK(title.x == provider.x);
        CHECK(assigned.x > title.x + 60);  // the column's title stands there
    }

    TEST_CASE("a provider with a long name leaves room for the badge beside it") {
        UiHarness page(
            [](Ui& ui) {
                begin_table(ui, "Keys", columns, 1);
                while (next_row(ui)) {
                    CardPage::badge_cell(ui, "a_provider_that_nobody_has_ever_heard_of_before");
                    for (int i = 0; i < 2; ++i) CardPage::badge_cell(ui, "x");
                    CardPage::badge_cell(ui, "Disabled");
                }
                end_table(ui);
            },
            {.width = 320, .height = 500, .scale = 1});
        CHECK(page.find(Role::Text, "Disabled").rect.right() <= 320 - card_padding);
    }

    TEST_CASE("lines are labelled with their columns' titles; badges and the title speak for themselves") {
        CardPage form(1);
        // 'A' of "Assigned To" at 14 px, which nothing else on the page is drawn with.
        CHECK(drawn_glyphs(form.page, form.page.ui().font(Weight::Medium), 14, U'g') == 1);
        CHECK(drawn_glyphs(form.page, form.page.ui().font(Weight::Medium), 14, U'P') == 0);
    }

    TEST_CASE("of 2,000 cards only those in view are drawn, wherever one has scrolled to") {
        CardPage form(2000);
        CHECK(form.table().row_count == 2001);
        CHECK(form.drawn < 12);
        const float step = form.cards()[0].rect.height + card_gap;
        CHECK(form.table().rect.height == doctest::Approx(2000 * step - card_gap).epsilon(0.001));
        form.page.scroll(form.area(), 1000 * step);
        CHECK(form.page.shows(Role::Cell, "Key 1000"));
        CHECK_FALSE(form.page.shows(Role::Cell, "Key 0"));
        CHECK(form.drawn < 12);
        form.page.scroll(form.area(), 1e9f);
        CHECK(form.page.shows(Role::Cell, "Key 1999"));
        CHECK(form.page.find(Role::Button, "Below").rect.bottom() <= 740);
        const int frames = form.page.frames();
        form.page.wait(10);
        CHECK(form.page.frames() == frames);
    }

    TEST_CASE("Tab walks from card to card, and each one's menu is its own") {
        CardPage form(40);
        form.page.click(Role::Button, "Above");
        for (int i = 0; i < 20; ++i) {
            form.page.tab();
            REQUIRE(form.page.focused().name == "Actions for Key " + std::to_string(i));
        }
        form.page.press(Key::Enter);
        CHECK(form.clicked == "Key 19");
    }

    TEST_CASE("turning the phone keeps the focus") {
        CardPage form(5);
        form.page.click(Role::Button, "Actions for Key 3");
        form.page.resize({.width = 740, .height = 360, .scale = 3, .coarse_pointer = true});
        CHECK(form.page.focused().name == "Actions for Key 3");
        CHECK(form.cards()[0].rect.height == 49);
        form.page.resize(phone);
        CHECK(form.page.focused().name == "Actions for Key 3");
    }

    TEST_CASE("a table without rows takes no room") {
        const CardPage form(0);
        CHECK(form.table().rect.height == 0);
        CHECK(form.page.names(Role::ColumnHeader).size() == 6);
    }

    TEST_CASE("the card that the pointer is on is filled") {
        CardPage form(2, {.width = 360, .height = 500, .scale = 1});
        const int before = drawn_vertices();
        form.page.hover(form.cards()[0]);
        CHECK(drawn_vertices() > before);
        form.page.hover_nothing();
        CHECK(drawn_vertices() == before);
    }
}
