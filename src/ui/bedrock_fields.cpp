#include <algorithm>

#include "core/region.h"
#include "core/validate.h"
#include "ui/credential_fields.h"
#include "ui/credential_test_view.h"

namespace byok::ui {
namespace {

constexpr float gap = 12, wide = 480;  // two fields stand side by side from that width on

/// One row of the grid, and where it is in it.
struct RegionRow {
    RegionDraft& draft;
    std::size_t index;
    bool removable;
    const CredentialForm& form;

    [[nodiscard]] std::string path(std::string_view member) const { return region_path(index, member); }
    [[nodiscard]] std::string number() const { return std::to_string(index + 1); }
};

const std::vector<Choice>& region_choices() {
    static const std::vector<Choice> choices = [] {
        std::vector<Choice> all;
        for (const core::Region& region : core::regions())
            all.push_back(
                {.value = std::string(region.id), .label = std::string(region.name), .detail = std::string(region.id)});
        return all;
    }();
    return choices;
}

/// Whether there is a stored secret for the region that the row names.
bool has_stored_secret(const RegionRow& row) {
    const auto* stored = row.form.stored ? std::get_if<core::BedrockHint>(row.form.stored) : nullptr;
    return stored &&
           std::ranges::contains(stored->regions, core::trimmed(row.draft.region), &core::BedrockHint::Region::region);
}

/// What the last test said of the row's region, if it was of what is entered now.
const core::RegionResult* result_of(const RegionRow& row) {
    if (!row.form.test) return nullptr;
    const auto& all = row.form.test->regions;
    const auto found = std::ranges::find(all, core::trimmed(row.draft.region), &core::RegionResult::region);
    return found == all.end() ? nullptr : &*found;
}

/// Title and Remove button. Returns whether the row is to go.
bool row_head(Ui& ui, const RegionRow& row) {
    const std::string title = "Region " + row.number(), remove = "Remove region " + row.number();
    ButtonOptions options;
    options.kind = ButtonKind::Ghost;
    options.icon = Icon::Trash;
    options.icon_only = true;
    options.disabled = !row.removable || row.form.saving;
    options.key = "remove";
    const ImVec2 start = ImGui::GetCursorScreenPos();
    const float left = width_left(ui) - button_width(ui, remove, options);
    const TextStyle style{.weight = Weight::Semibold};
    const ImVec2 title_size = text_size(ui, title, style);
    ImGui::SetCursorScreenPos({start.x + ui.px(left), start.y});
    const ButtonResult result = button(ui, remove, options);
    draw_text(ui, {start.x, start.y + (ui.px(result.rect.height) - title_size.y) / 2}, title, style);
    return result.clicked;
}

void region_field(Ui& ui, const RegionRow& row) {
    ComboBoxOptions options;
    options.free_entry = true;
    options.required = true;
    options.disabled = row.form.saving;
    options.placeholder = "us-east-1";
    options.hint = "Choose a region, type one, or use global for all that are not listed.";
    const std::string path = row.path("region");
    options.error = row.form.errors.at(path, row.draft.region_visit.left);
    options.focus = row.form.errors.takes_focus(path);
    const NodeId around = ui.open("region field", {.role = Role::Generic});
    if (combobox(ui, "Region", row.draft.box, row.draft.region, region_choices(), options))
        row.form.errors.changed(path);
    ui.close();
    follow_visit(ui, around, row.draft.region_visit);
}

bool access_key_id_field(Ui& ui, const RegionRow& row) {
    FieldOptions options;
    options.placeholder = row.form.provider.placeholder;
    options.read_only = row.form.saving;
    options.required = true;
    return form_text(ui, "Access Key ID", row.draft.access_key_id, row.path("access_key_id"), row.form.errors, options)
        .submitted;
}

bool secret_field(Ui& ui, const RegionRow& row, std::string_view label, FormText& text, std::string_view member) {
    FieldOptions options;
    options.secret = true;
    options.read_only = row.form.saving;
    options.required = !has_stored_secret(row);
    if (has_stored_secret(row)) options.placeholder = "Stored – leave empty to keep";
    return form_text(ui, label, text, row.path(member), row.form.errors, options).submitted;
}

bool key_fields(Ui& ui, const RegionRow& row) {
    const float width = width_left(ui), half = (width - gap) / 2;
    const auto secret = [&] {
        return secret_field(ui, row, "Secret Access Key", row.draft.secret_access_key, "secret_access_key");
    };
    if (width < wide) {
        const bool first = access_key_id_field(ui, row);
        space(ui, gap);
        return secret() || first;
    }
    const ImVec2 start = ImGui::GetCursorScreenPos();
    begin_column(ui, start, half);
    const bool first = access_key_id_field(ui, row);
    const float first_end = end_column(ui).y;
    begin_column(ui, {start.x + ui.px(half + gap), start.y}, half);
    const bool second = secret();
    const float second_end = end_column(ui).y;
    ImGui::SetCursorScreenPos({start.x, std::max(first_end, second_end)});
    return first || second;
}

struct RowResult {
    bool submitted = false;
    bool remove = false;
};

RowResult region_row(Ui& ui, const RegionRow& row) {
    Node group{.role = Role::Group};
    group.name = "Region " + row.number();
    ui.open("row " + std::to_string(row.draft.id), group);
    RowResult result;
    result.remove = row_head(ui, row);
    space(ui, 4);
    region_field(ui, row);
    space(ui, gap);
    result.submitted = key_fields(ui, row);
    if (is_temporary_access_key_id(row.draft.access_key_id.text.view())) {
        space(ui, gap);
        if (secret_field(ui, row, "Session Token", row.draft.session_token, "session_token")) result.submitted = true;
    }
    if (const core::RegionResult* tested = result_of(row)) {
        space(ui, gap);
        region_result(ui, *tested);
    }
    ui.close();
    space(ui, 16);
    rule(ui);
    space(ui, 12);
    return result;
}

/// Does what was asked for in the last frame.
void change_rows(BedrockDraft& draft, FormErrors& errors) {
    if (!draft.removing && !draft.adding) return;
    if (draft.removing) draft.regions.erase(draft.regions.begin() + static_cast<std::ptrdiff_t>(*draft.removing));
    if (draft.adding) {
        add_region(draft);
        errors.focus = region_path(draft.regions.size() - 1, "region");
    }
    draft.removing.reset();
    draft.adding = false;
    // The rows have other numbers now: what the server said about them by number is of the past.
    errors.forget_refusals();
    errors.outdated = true;
    ++errors.input;
}

}  // namespace

bool bedrock_fields(Ui& ui, BedrockDraft& draft, const CredentialForm& form) {
    const bool removed = draft.removing.has_value();
    change_rows(draft, form.errors);
    bool submitted = false;
    for (std::size_t i = 0; i < draft.regions.size(); ++i) {
        const RowResult result = region_row(ui, {draft.regions[i], i, draft.regions.size() > 1, form});
        submitted = submitted || result.submitted;
        if (result.remove) draft.removing = i;
    }
    ButtonOptions add;
    add.icon = Icon::Plus;
    add.disabled = form.saving || draft.regions.size() >= core::bedrock_regions_max;
    const ButtonResult added = button(ui, "Add region", add);
    draft.adding = added.clicked;
    if (removed) ui.move_focus(added.id);
    return submitted;
}

}  // namespace byok::ui
