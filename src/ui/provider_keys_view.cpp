#include "ui/provider_keys_view.h"

#include "ui/list_status.h"
#include "ui/newest_first.h"
#include "ui/page_header.h"
#include "ui/provider_key_row.h"

namespace byok::ui {
namespace {

constexpr float buttons_gap = 12;
constexpr std::string_view create_label = "Create a new Provider Key";

void info_card(const app::State& state, Ui& ui) {
    begin_card(ui, "Provider Keys Configuration");
    heading(ui, "Provider Keys Configuration", 2, {.size = 16, .weight = Weight::Medium});
    space(ui, 10);
    text(ui,
         "Configure your own LLM provider API keys. Keys can be assigned to your organization (default for all API "
         "keys) or to specific API keys. Keys are stored securely and never revealed after creation.",
         {.colour = Colour::TextFaint, .wrap_width = width_left(ui), .line_height = 20});
    if (!app::may_write(state)) {
        space(ui, 8);
        text(ui, "You may look at them. Editors and administrators may change them.",
             {.wrap_width = width_left(ui), .line_height = 20});
    }
    space(ui, 10);
    end_card(ui);
}

void key_table(const app::State& state, const std::vector<core::ProviderKey>& keys, ProviderKeysDraft& draft, Ui& ui) {
    sort_newest_first(draft.order, keys);
    begin_table(ui, "Provider keys", provider_key_columns(app::may_write(state)), keys.size());
    while (const auto row = next_row(ui)) provider_key_row(state, keys[draft.order[*row]], draft.menu, ui);
    end_table(ui);
}

void row_menu(const app::State& state, ProviderKeysDraft& draft, app::Actions& actions, Ui& ui) {
    const core::ProviderKey* key = app::find_provider_key(state, draft.menu.id);
    if (!key || !app::may_write(state)) draft.menu.menu.open = false;
    if (!draft.menu.menu.open) return;

    // A server that does not say whether the key is in use offers no switch either.
    const bool active = key->active.value_or(true);
    const MenuEntry edit{"Edit", Icon::Pencil};
    const MenuEntry test{
        .label = "Test credentials", .icon = Icon::TestTube, .disabled = state.stored_tests.running.contains(key->id)};
    const MenuEntry toggle{active ? "Disable" : "Enable", active ? Icon::PowerOff : Icon::Power};
    const MenuEntry remove{.label = "Delete", .icon = Icon::Trash, .danger = true};
    std::vector<MenuEntry> entries{edit, test};
    if (key->active) entries.push_back(toggle);
    entries.push_back(remove);

    const auto chosen = menu(ui, "Actions for " + display_name(*key), draft.menu.menu, entries);
    if (!chosen) return;
    const std::string_view label = entries[*chosen].label;
    if (label == edit.label) actions.emplace_back(app::Navigate{{app::Page::EditProviderKey, key->id}});
    if (label == test.label) actions.emplace_back(app::TestProviderKey{key->id});
    if (label == toggle.label) actions.emplace_back(app::SetProviderKeyActive{key->id, !active});
    if (label == remove.label) draft.deletion = {.id = key->id};
}

void key_list(const app::State& state, ProviderKeysDraft& draft, app::Actions& actions, Ui& ui) {
    const auto& keys = state.provider_keys.value;
    if (list_status(ui, {keys.has_value(), &state.provider_keys.error, "Loading provider keys…"}))
        actions.emplace_back(app::RefreshProviderKeys{});
    if (!keys) return;
    if (keys->empty()) {
        empty_list(ui, "No provider keys yet",
                   "Register a key of your own with a provider, and requests to that provider are made with it.");
    } else {
        key_table(state, *keys, draft, ui);
    }
}

/// Beside the button above it, or under it where there is no room.
void test_all(const app::State& state, app::Actions& actions, Ui& ui) {
    const auto& keys = state.provider_keys.value;
    const app::StoredTests& tests = state.stored_tests;
    if (!keys || (keys->empty() && !tests.testing_all())) return;
    ButtonOptions options;
    options.icon = Icon::TestTube;
    const float create_width = button_width(ui, create_label, {.icon = Icon::Plus});
    if (width_left(ui) >= create_width + buttons_gap + button_width(ui, "Test all", options))
        beside(ui, buttons_gap);
    else
        space(ui, buttons_gap);
    if (!tests.testing_all()) {
        if (button(ui, "Test all", options).clicked) actions.emplace_back(app::TestAllProviderKeys{});
        return;
    }
    // The button stays the same one: who pressed it is still on it.
    options.icon = Icon::Close;
    options.key = "Test all";
    options.disabled = tests.waiting.empty();
    if (button(ui, "Cancel", options).clicked) actions.emplace_back(app::StopTestingAll{});
    beside(ui, buttons_gap);
    const std::string progress = "Tested " + std::to_string(tests.done()) + " of " + std::to_string(tests.count);
    const TextStyle style{.colour = Colour::TextMuted};
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos({at.x, at.y + (ui.px(button_height(ui)) - text_size(ui, progress, style).y) / 2});
    text(ui, progress, style);
}

}  // namespace

void provider_keys_view(const app::State& state, ProviderKeysDraft& draft, app::Actions& actions, Ui& ui) {
    const bool may_write = app::may_write(state);
    const PageHeaderResult header =
        page_header(ui, {app::Page::ProviderKeys, may_write ? create_label : "", state.provider_keys.loading()});
    if (header.refresh) {
        // Both: names in the column Assigned To come from the other list.
        actions.emplace_back(app::RefreshProviderKeys{});
        actions.emplace_back(app::RefreshApiKeys{});
    }
    const float margin = page_margin(ui);
    const ImVec2 start = ImGui::GetCursorScreenPos();
    begin_column(ui, {start.x + ui.px(margin), start.y + ui.px(margin * 1.5f)}, width_left(ui) - 2 * margin);
    info_card(state, ui);
    space(ui, 16);
    key_list(state, draft, actions, ui);
    bool create = false;
    if (may_write) {
        space(ui, 16);
        create = create_button(ui, create_label, "create-below");
        test_all(state, actions, ui);
    }
    space(ui, margin);
    end_column(ui);
    if (header.create || create) actions.emplace_back(app::Navigate{{app::Page::NewProviderKey, {}}});

    row_menu(state, draft, actions, ui);
    delete_provider_key_view(state, draft.deletion, actions, ui);
}

}  // namespace byok::ui
