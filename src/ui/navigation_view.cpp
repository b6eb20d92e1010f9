#include "ui/navigation_view.h"

#include <algorithm>
#include <vector>

#include "ui/control.h"
#include "ui/shapes.h"

namespace byok::ui {
namespace {

constexpr float item_size = 32, item_gap = 8;
constexpr float drawer_width_max = 288, drawer_rest = 56, drawer_padding = 12, drawer_item = 40, head_height = 61;
constexpr float shadow_size = 16;

struct Place {
    std::string_view label;
    std::string_view href;
    Icon icon;
    bool current;
};

std::vector<Place> places(const app::State& state) {
    const bool api_keys = state.route.page == app::Page::ApiKeys, activity = state.route.page == app::Page::Activity;
    std::vector<Place> all{
        {"Api Keys", "#/api-keys", Icon::KeyRound, api_keys},
        {"BYOK", "#/byok", Icon::ShieldCheck, !api_keys && !activity},
    };
    if (app::may_read_activity(state)) all.push_back({"Activity", "#/activity", Icon::History, activity});
    return all;
}

Node navigation_node() {
    Node node{.role = Role::Navigation};
    node.name = "Console";
    return node;
}

LinkOptions drawer_link(Ui& ui) {
    LinkOptions options;
    options.width = width_left(ui);
    options.height = drawer_item;
    return options;
}

/// Returns whether one of them was followed.
bool page_links(const app::State& state, app::Actions& actions, Ui& ui) {
    bool followed = false;
    ui.open("navigation", navigation_node());
    for (const Place& place : places(state)) {
        LinkOptions options = drawer_link(ui);
        options.icon = place.icon;
        options.current = place.current;
        if (ui.clicked(link(ui, place.label, place.href, options))) {
            // At once: an address that changes while the drawer is still there would only close it.
            actions.emplace_back(app::Navigate{app::route_from_fragment(place.href)});
            followed = true;
        }
        space(ui, 4);
    }
    ui.close();
    return followed;
}

/// Returns whether one of them was followed.
bool outside_links(const app::Settings& settings, Ui& ui) {
    if (settings.docs_url.empty() && settings.support_url.empty()) return false;
    space(ui, 8);
    rule(ui);
    space(ui, 12);
    bool followed = false;
    for (const auto& [label, url] : {std::pair{"Docs", &settings.docs_url}, {"Support", &settings.support_url}}) {
        if (url->empty()) continue;
        LinkOptions options = drawer_link(ui);
        options.icon = Icon::External;
        if (ui.clicked(link(ui, label, *url, options))) followed = true;
        space(ui, 4);
    }
    return followed;
}

bool close_button(Ui& ui, float right) {
    ButtonOptions options{.kind = ButtonKind::Ghost, .icon = Icon::Close};
    options.icon_only = true;
    const float size = button_width(ui, "Close", options);
    ImGui::SetCursorScreenPos({ui.px(right - drawer_padding - size), ui.px((head_height - size) / 2)});
    return button(ui, "Close", options).clicked;
}

}  // namespace

void sidebar(const app::State& state, float top, Ui& ui) {
    ui.open("navigation", navigation_node());
    for (const Place& place : places(state)) {
        const float size = for_pointer(ui, item_size);
        ImGui::SetCursorScreenPos({ui.px((sidebar_width - size) / 2), ui.px(top)});
        LinkOptions options;
        options.icon = place.icon;
        options.icon_only = true;
        options.current = place.current;
        options.width = item_size;
        link(ui, place.label, place.href, options);
        top += size + item_gap;
    }
    ui.close();
}

void navigation_drawer(const app::State& state, bool& open, app::Actions& actions, Ui& ui) {
    if (!open) return;
    const Viewport& window = ui.viewport();
    const float width = std::min(drawer_width_max, window.width - drawer_rest);
    const ImVec2 end{ui.px(width), ui.px(window.height)};

    ui.begin_layer("drawer", true);
    ImGui::GetWindowDrawList()->AddRectFilled({0, 0}, ImGui::GetIO().DisplaySize, ui.colour(Colour::Scrim));
    const NodeId beside = ui.leaf("scrim", {.role = Role::Backdrop, .rect = {0, 0, window.width, window.height}});
    const NodeId dialog = ui.open("dialog", {.role = Role::Dialog,
                                             .name = "Menu",
                                             .rect = {0, 0, width, window.height},
                                             .modal = true,
                                             .keys = key_bit(Key::Escape)});
    draw_shadow(ui, {0, 0}, end, 0, shadow_size);
    // Only its right edge is to be seen.
    draw_box(ui, {-ui.px(8), -ui.px(8)}, {end.x, end.y + ui.px(8)},
             {.fill = Colour::Frame, .border = Colour::Border, .radius = 0});

    ui.begin_scroll("body", {0, ui.px(head_height)}, {end.x - ui.hairline(), end.y});
    const ImVec2 top = ImGui::GetCursorScreenPos();
    begin_column(ui, {top.x + ui.px(drawer_padding), top.y}, width - 2 * drawer_padding);
    bool done = page_links(state, actions, ui);
    if (outside_links(state.settings, ui)) done = true;
    space(ui, drawer_padding);
    end_column(ui);
    ui.end_scroll();

    const TextStyle title{.size = 16, .weight = Weight::Semibold};
    draw_text(ui, {ui.px(drawer_padding + 8), (ui.px(head_height) - text_size(ui, "Menu", title).y) / 2}, "Menu",
              title);
    if (close_button(ui, width) || ui.clicked(beside)) done = true;
    if (const KeyPressed* pressed = ui.key(dialog); pressed && pressed->key == Key::Escape) done = true;
    ui.close();
    ui.end_layer();
    if (!done) return;
    open = false;
    ui.animate();  // it is still on screen in this frame
}

}  // namespace byok::ui
