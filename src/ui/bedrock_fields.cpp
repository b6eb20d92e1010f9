#include <algorithm>
#include <utility>

#include "core/aws_access_key.h"
#include "core/region.h"
#include "core/validate.h"
#include "ui/choice_filter.h"
#include "ui/credential_fields.h"
#include "ui/credential_test_view.h"
#include "ui/credential_text.h"

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
            all.push_back({.value = std::string(region.id),
                           .label = std::string(region.name),
                           .detail = std::string(region.id) + (region.opt_in ? ", opt-in" : ""),
                           .keywords = std::string(region.places)});
        return all;
    }();
    return choices;
}

/// Who types a city and goes on means the one region there.
void take_only_match(std::string& region) {
    if (core::is_region_id(core::trimmed(region))) return;
    const std::vector<std::size_t> matches = matching_choices(region_choices(), region);
    if (matches.size() == 1) region = region_choices()[matches.front()].value;
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
    const core::Region* known = core::find_region(core::trimmed(row.draft.region));
    options.hint = known && known->opt_in ? "An opt-in region: it must be enabled in the AWS account."
                                          : "Choose a region, type one, or use global for all that are not listed.";
    const std::string path = row.path("region");
    options.error = row.form.errors.at(path, row.draft.region_visit.left);
    options.focus = row.form.errors.takes_focus(path);
    const NodeId around = ui.open("region field", {.role = Role::Generic});
    if (combobox(ui, "Region", row.draft.box, row.draft.region, region_choices(), options)) {
        take_only_match(row.draft.region);
        row.form.errors.changed(path);
        ui.animate();
    }
    ui.close();
    follow_visit(ui, around, row.draft.region_visit);
    if (row.draft.region_visit.left) say_advice(ui, path, row.form.errors, !row.form.saving);
}

bool access_key_id_field(Ui& ui, const RegionRow& row) {
    FieldOptions options;
    options.placeholder = row.form.provider.placeholder;
    options.read_only = row.form.saving;
    options.required = true;
    if (const auto account = core::aws_account_of(access_key_id_of(row.draft)))
        options.hint = "Of the AWS account " + *account + ".";
    return credential_text(ui, "Access Key ID", row.draft.access_key_id, row.path("access_key_id"), row.form.errors,
                           options)
        .submitted;
}

bool secret_field(Ui& ui, const RegionRow& row, std::string_view label, FormText& text, std::string_view member) {
    FieldOptions options;
    options.secret = true;
    options.read_only = row.form.saving;
    options.required = !has_stored_secret(row);
    if (has_stored_secret(row)) options.placeholder = "Stored – leave empty to keep";
    return credential_text(ui, label, text, row.path(member), row.form.errors, options).submitted;
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

/// Offers to put id and secret where they belong.
void offer_swap(Ui& ui, const RegionRow& row) {
    RegionDraft& draft = row.draft;
    const bool entered = draft.access_key_id.complete() && draft.secret_access_key.complete();
    if (row.form.saving || !entered || !are_swapped(draft)) return;
    space(ui, gap);
    if (!callout(ui, Tone::Warning, "The ID is in the field of the secret, and the secret in that of the ID.",
                 "Swap them"))
        return;
    const core::Secret id(draft.secret_access_key.text.view());
    draft.secret_access_key.text.set(draft.access_key_id.text.view());
    draft.access_key_id.text.set(id.reveal());
    std::swap(draft.access_key_id.repair, draft.secret_access_key.repair);
    row.form.errors.changed(row.path("access_key_id"));
    row.form.errors.changed(row.path("secret_access_key"));
    row.form.errors.focus = row.path("secret_access_key");
    ui.animate();
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
    offer_swap(ui, row);
    if (core::is_temporary_access_key_id(access_key_id_of(row.draft))) {
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
