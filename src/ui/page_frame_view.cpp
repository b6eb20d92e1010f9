#include "ui/page_frame_view.h"

#include "core/text.h"
#include "ui/control.h"
#include "ui/navigation_view.h"
#include "ui/shapes.h"

namespace byok::ui {
namespace {

constexpr float banner_height = 61, avatar_size = 24, item_size = 32, name_width_max = 240;
constexpr float banner_margin = 16, link_gap = 28;
constexpr float divider_gap = 13, compact_gap = 4;  // between the buttons of the banner: with and without a rule

struct ThemeLook {
    std::string_view name;
    Icon icon;
};

/// In the order of ThemeChoice, which is also the order in which the button goes through them.
constexpr ThemeLook theme_looks[] = {
    {"Theme: system", Icon::Monitor},
    {"Theme: light", Icon::Sun},
    {"Theme: dark", Icon::Moon},
};

bool is_compact(Ui& ui) {
    return ui.viewport().width < compact_below;
}

// ── banner ───────────────────────────────────────────────────────────────────────────────────────────────────

void avatar(Ui& ui, ImVec2 at, std::string_view name) {
    const std::string_view initial = name.substr(0, name.empty() ? 0 : core::first_code_point(name).bytes);
    const TextStyle style{.size = 12, .weight = Weight::Semibold, .colour = Colour::AccentText};
    const float size = ui.px(avatar_size);
    const ImVec2 letter = text_size(ui, initial, style);
    draw_primary_box(ui, at, {at.x + size, at.y + size}, avatar_size / 2);
    draw_text(ui, {at.x + (size - letter.x) / 2, at.y + (size - letter.y) / 2}, initial, style);
}

void organization_menu(const app::Session& session, PageFrameDraft& draft, app::Actions& actions, Ui& ui) {
    if (!draft.organizations.open) return;
    std::vector<MenuEntry> entries;
    for (const core::Organization& organization : session.organizations) {
        const bool current = organization.id == session.organization_id;
        entries.push_back({.label = organization.name, .icon = current ? std::optional(Icon::Check) : std::nullopt});
    }
    const auto chosen = menu(ui, "Organization", draft.organizations, entries);
    if (chosen) actions.emplace_back(app::ChooseOrganization{session.organizations[*chosen].id});
}

/// The organization on screen, at `at`; a button that opens a menu when there are several.
void organization(const app::State& state, PageFrameDraft& draft, ImVec2 at, float width_max, Ui& ui) {
    const core::Organization* current = app::current_organization(state);
    if (!current) return;
    avatar(ui, {at.x, at.y - ui.px(avatar_size) / 2}, current->name);
    const float left = at.x + ui.px(avatar_size + 8);
    const float width = std::min(name_width_max, width_max - avatar_size - 8);
    if (state.session.organizations.size() < 2) {
        const TextStyle style{.weight = Weight::Medium, .max_width = width};
        ImGui::SetCursorScreenPos({left, at.y - text_size(ui, current->name, style).y / 2});
        text(ui, current->name, style);
        return;
    }
    ButtonOptions options;
    options.kind = ButtonKind::Ghost;
    options.icon = Icon::ChevronsUpDown;
    options.name = "Organization: " + current->name;
    options.key = "organization";
    options.popup = Popup::Menu;
    options.expanded = draft.organizations.open ? Expansion::Expanded : Expansion::Collapsed;
    options.height = item_size;
    options.width = std::min(width, button_width(ui, current->name, options));
    ImGui::SetCursorScreenPos({left, at.y - ui.px(button_height(ui, options)) / 2});
    const ButtonResult result = button(ui, current->name, options);
    if (result.clicked) {
        const bool opens = !draft.organizations.open;
        draft.organizations = {};
        draft.organizations.open = opens;
    }
    // In every frame: the window may be resized or zoomed while the menu is open.
    draft.organizations.anchor = result.rect;
}

ButtonOptions icon_button(Icon icon, std::string_view key) {
    ButtonOptions options;
    options.kind = ButtonKind::Ghost;
    options.icon = icon;
    options.icon_only = true;
    options.width = options.height = item_size;
    options.key = key;
    return options;
}

void theme_button(const app::State& state, app::Actions& actions, Ui& ui) {
    const auto choice = static_cast<std::size_t>(state.theme);
    const ThemeLook& look = theme_looks[choice];
    ButtonOptions options = icon_button(look.icon, "theme");
    options.selected = state.theme != app::ThemeChoice::System;
    if (button(ui, look.name, options))
        actions.emplace_back(app::ChooseTheme{static_cast<app::ThemeChoice>((choice + 1) % std::size(theme_looks))});
}

/// Width of what stands at the right of the banner, CSS pixels.
float links_width(Ui& ui, const app::Settings& settings) {
    float width = 0;
    for (const auto& [label, url] : {std::pair{"Docs", &settings.docs_url}, {"Support", &settings.support_url}})
        if (!url->empty()) width += for_pointer(ui, text_size(ui, label).x / ui.viewport().scale) + link_gap;
    return width;
}

void outside_links(const app::Settings& settings, Ui& ui) {
    for (const auto& [label, url] : {std::pair{"Docs", &settings.docs_url}, {"Support", &settings.support_url}}) {
        if (url->empty()) continue;
        link(ui, label, *url);
        beside(ui, link_gap);
    }
}

void menu_button(PageFrameDraft& draft, Ui& ui) {
    ButtonOptions options = icon_button(Icon::Menu, "menu");
    options.popup = Popup::Dialog;
    options.expanded = draft.navigation_open ? Expansion::Expanded : Expansion::Collapsed;
    options.selected = draft.navigation_open;
    if (button(ui, "Menu", options)) draft.navigation_open = !draft.navigation_open;
}

/// The buttons at the right end, from `left` on.
void banner_buttons(const app::State& state, PageFrameDraft& draft, float left, app::Actions& actions, Ui& ui) {
    const bool compact = is_compact(ui);
    const float size = for_pointer(ui, item_size);
    const float gap = compact ? compact_gap : divider_gap, top = (banner_height - size) / 2;
    ImGui::SetCursorScreenPos({ui.px(left), ui.px(top)});
    theme_button(state, actions, ui);
    if (!compact) {
        const float x = ui.px(left + size + gap / 2), rule_top = (banner_height - item_size) / 2;
        draw_box(ui, {x, ui.px(rule_top)}, {x + ui.hairline(), ui.px(rule_top + item_size)},
                 {.fill = Colour::Border, .border = std::nullopt, .radius = 0});
    }
    beside(ui, gap);
    if (button(ui, "Sign out", icon_button(Icon::LogOut, "sign out"))) actions.emplace_back(app::SignOut{});
    if (!compact) return;
    beside(ui, gap);
    menu_button(draft, ui);
}

void banner(const app::State& state, PageFrameDraft& draft, app::Actions& actions, Ui& ui) {
    const bool compact = is_compact(ui);
    const float middle = banner_height / 2, left = compact ? 16 : 24;
    const float size = for_pointer(ui, item_size);
    const float buttons = compact ? 3 * size + 2 * compact_gap : 2 * size + divider_gap;
    // The icon at the end is in line with the page's edge, whatever room fingers get around it.
    const float right = ui.viewport().width - banner_margin + (size - item_size) / 2 - buttons;
    const float links = compact ? 0 : links_width(ui, state.settings);

    ui.open("banner", {.role = Role::Banner});
    organization(state, draft, {ui.px(left), ui.px(middle)}, right - links - left - 12, ui);
    if (!compact) {
        const float line = for_pointer(ui, text_size(ui, "Docs").y / ui.viewport().scale);
        ImGui::SetCursorScreenPos({ui.px(right - links), ui.px(middle) - ui.px(line) / 2});
        outside_links(state.settings, ui);
    }
    banner_buttons(state, draft, right, actions, ui);
    ui.close();
    organization_menu(state.session, draft, actions, ui);
}

}  // namespace

Rect page_frame_view(const app::State& state, PageFrameDraft& draft, app::Actions& actions, Ui& ui) {
    const Viewport& window = ui.viewport();
    // Whoever followed a link has arrived.
    if (draft.page != state.route.page) draft.navigation_open = false;
    draft.page = state.route.page;

    banner(state, draft, actions, ui);
    const float left = is_compact(ui) ? 0 : sidebar_width, top = banner_height;
    if (is_compact(ui)) {
        navigation_drawer(state, draft.navigation_open, actions, ui);
    } else {
        draft.navigation_open = false;
        sidebar(state, banner_height + 24, ui);
    }
    // Only the corner at the top left is to be seen, and not even that without a sidebar: the rest lies outside.
    const float outside = 16, start = is_compact(ui) ? -outside : left;
    draw_box(ui, {ui.px(start), ui.px(top)}, {ui.px(window.width + outside), ui.px(window.height + outside)},
             {.fill = Colour::Page, .border = Colour::Border, .radius = 8});
    const float edge = left > 0 ? 1.0f : 0.0f;
    return {left + edge, top + 1, window.width - left - edge, window.height - top - 1};
}

}  // namespace byok::ui
