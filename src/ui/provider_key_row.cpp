#include "ui/provider_key_row.h"

#include "core/provider.h"
#include "ui/assigned_to.h"
#include "ui/key_status.h"
#include "ui/row_cells.h"
#include "ui/shapes.h"

namespace byok::ui {

std::span<const Column> provider_key_columns(bool with_menu) {
    static constexpr Column columns[] = {
        {.title = "Provider", .name = "Provider", .weight = 158, .width_min = 140, .card = CardPart::Badge},
        {.title = "Name", .name = "Name", .weight = 200, .width_min = 110, .card = CardPart::Title},
        {.title = "Assigned To", .name = "Assigned To", .weight = 281, .width_min = 196},
        {.title = "Status", .name = "Status", .weight = 123, .width_min = 96, .card = CardPart::Badge},
        {.title = "Created", .name = "Created", .weight = 179, .width_min = 104},
        {.title = "", .name = "Actions", .weight = 0, .width_min = 48, .card = CardPart::Corner},
    };
    return std::span(columns).first(std::size(columns) - (with_menu ? 0 : 1));
}

namespace {

constexpr float spinner_size = 14, spinner_gap = 6;

void provider_key_status(const app::State& state, const core::ProviderKey& key, Ui& ui) {
    if (state.stored_tests.running.contains(key.id)) {
        begin_cell(ui, "Testing…");
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const TextStyle style{.colour = Colour::TextMuted, .max_width = width_left(ui) - spinner_size - spinner_gap};
        const float height = text_size(ui, "Testing…", style).y;
        draw_spinner(ui, {at.x, at.y + (height - ui.px(spinner_size)) / 2}, spinner_size, Colour::TextMuted);
        ImGui::SetCursorScreenPos({at.x + ui.px(spinner_size + spinner_gap), at.y});
        text(ui, "Testing…", style);
        end_cell(ui);
        return;
    }
    const KeyStatus status = status_of(key, ui.locale());
    begin_cell(ui, status.detail.empty() ? status.label : status.label + ". " + status.detail);
    if (!status.label.empty())
        badge(ui, status.label,
              {.colour = status.colour, .max_width = width_left(ui), .key = "status", .tooltip = status.detail});
    end_cell(ui);
}

}  // namespace

void provider_key_row(const app::State& state, const core::ProviderKey& key, RowMenuDraft& menu, Ui& ui) {
    row_key(ui, key.id);

    const std::string_view provider = core::provider_display_name(key.provider);
    begin_cell(ui, provider);
    badge(ui, provider, {.max_width = width_left(ui)});
    end_cell(ui);

    text_cell(ui, display_name(key));

    begin_cell(ui, assigned_to_text(state, key));
    assigned_to(state, key, ui);
    end_cell(ui);

    provider_key_status(state, key, ui);
    date_cell(ui, key.created_at, "Not reported");

    if (!app::may_write(state)) return;
    const auto row = state.provider_key_rows.find(key.id);
    const bool busy = row != state.provider_key_rows.end() && row->second.saving();
    begin_cell(ui);
    row_menu_button(ui, menu, key.id, display_name(key), busy);
    end_cell(ui);
}

std::string display_name(const core::ProviderKey& key) {
    return key.name.empty() ? "Unnamed key" : key.name;
}

}  // namespace byok::ui
