#include "ui/api_keys_view.h"

#include "ui/list_status.h"
#include "ui/newest_first.h"
#include "ui/page_header.h"
#include "ui/row_cells.h"

namespace byok::ui {
namespace {

constexpr std::string_view create_label = "Create a new API Key";

constexpr Column columns[] = {
    {.title = "Name", .name = "Name", .weight = 281, .width_min = 140, .card = CardPart::Title},
    {.title = "Status", .name = "Status", .weight = 123, .width_min = 96, .card = CardPart::Badge},
    {.title = "Created", .name = "Created", .weight = 165, .width_min = 104},
    {.title = "Last Used", .name = "Last Used", .weight = 165, .width_min = 104},
    {.title = "Expires", .name = "Expires", .weight = 165, .width_min = 104},
    {.title = "", .name = "Actions", .weight = 0, .width_min = 48, .card = CardPart::Corner},
};

void info_card(Ui& ui) {
    begin_card(ui, "Gateway API Keys");
    heading(ui, "Gateway API Keys", 2, {.size = 16, .weight = Weight::Medium});
    space(ui, 10);
    text(ui,
         "Requests to the gateway are made with these keys. A provider key can be assigned to some of them, or to the "
         "whole organization.",
         {.colour = Colour::TextFaint, .wrap_width = width_left(ui), .line_height = 20});
    space(ui, 10);
    end_card(ui);
}

void api_key_row(const app::State& state, const core::ApiKey& key, RowMenuDraft& menu, Ui& ui) {
    row_key(ui, key.id);
    text_cell(ui, key.name);
    status_cell(ui, key.active);
    date_cell(ui, key.created_at, "Not reported");
    date_cell(ui, key.last_used_at, "Never");
    date_cell(ui, key.expires_at, "Never");
    if (!app::may_write(state)) return;
    const auto row = state.api_key_rows.find(key.id);
    begin_cell(ui);
    row_menu_button(ui, menu, key.id, key.name, row != state.api_key_rows.end() && row->second.saving());
    end_cell(ui);
}

void row_menu(const app::State& state, ApiKeysDraft& draft, app::Actions& actions, Ui& ui) {
    const core::ApiKey* key = app::find_api_key(state, draft.menu.id);
    if (!key || !app::may_write(state)) draft.menu.menu.open = false;
    if (!draft.menu.menu.open) return;
    const MenuEntry entries[] = {
        {key->active ? "Disable" : "Enable", key->active ? Icon::PowerOff : Icon::Power},
        {.label = "Delete", .icon = Icon::Trash, .danger = true},
    };
    const auto chosen = menu(ui, "Actions for " + key->name, draft.menu.menu, entries);
    if (chosen == 0u) actions.emplace_back(app::SetApiKeyActive{key->id, !key->active});
    if (chosen == 1u) draft.deletion = {.id = key->id};
}

void key_list(const app::State& state, ApiKeysDraft& draft, app::Actions& actions, Ui& ui) {
    const bool arrived = state.api_keys.value.has_value();
    if (list_status(ui, {arrived, &state.api_keys.error, "Loading API keys…"}))
        actions.emplace_back(app::RefreshApiKeys{});
    if (!arrived) return;
    const std::vector<core::ApiKey>& keys = *state.api_keys.value;
    if (keys.empty()) {
        empty_list(ui, "No API keys yet", "Create one to make requests to the gateway with it.");
        return;
    }
    sort_newest_first(draft.order, keys);
    const std::size_t menus = app::may_write(state) ? 1 : 0;
    begin_table(ui, "API keys", std::span(columns).first(std::size(columns) - 1 + menus), keys.size());
    while (const auto row = next_row(ui)) api_key_row(state, keys[draft.order[*row]], draft.menu, ui);
    end_table(ui);
}

}  // namespace

void api_keys_view(const app::State& state, ApiKeysDraft& draft, app::Actions& actions, Ui& ui) {
    const bool may_write = app::may_write(state);
    const PageHeaderResult header =
        page_header(ui, {app::Page::ApiKeys, may_write ? create_label : "", state.api_keys.loading()});
    if (header.refresh) actions.emplace_back(app::RefreshApiKeys{});
    const float margin = page_margin(ui);
    const ImVec2 start = ImGui::GetCursorScreenPos();
    begin_column(ui, {start.x + ui.px(margin), start.y + ui.px(margin * 1.5f)}, width_left(ui) - 2 * margin);
    info_card(ui);
    space(ui, 16);
    key_list(state, draft, actions, ui);
    bool create = false;
    if (may_write) {
        space(ui, 16);
        create = create_button(ui, create_label, "create-below");
    }
    space(ui, margin);
    end_column(ui);
    if (header.create || create) open_create_api_key(draft.creation, actions);

    row_menu(state, draft, actions, ui);
    create_api_key_view(state, draft.creation, actions, ui);
    delete_api_key_view(state, draft.deletion, actions, ui);
}

}  // namespace byok::ui
