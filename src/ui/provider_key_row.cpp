#include "ui/provider_key_row.h"

#include "core/provider.h"
#include "ui/assigned_to.h"
#include "ui/row_cells.h"

namespace byok::ui {

std::span<const Column> provider_key_columns() {
    static constexpr Column columns[] = {
        {.title = "Provider", .name = "Provider", .weight = 158, .width_min = 140, .card = CardPart::Badge},
        {.title = "Name", .name = "Name", .weight = 200, .width_min = 110, .card = CardPart::Title},
        {.title = "Assigned To", .name = "Assigned To", .weight = 281, .width_min = 196},
        {.title = "Status", .name = "Status", .weight = 123, .width_min = 96, .card = CardPart::Badge},
        {.title = "Created", .name = "Created", .weight = 179, .width_min = 104},
        {.title = "", .name = "Actions", .weight = 0, .width_min = 48, .card = CardPart::Corner},
    };
    return columns;
}

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

    status_cell(ui, key.active);
    date_cell(ui, key.created_at, "Not reported");

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
