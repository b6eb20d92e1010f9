#include "ui/assignment_fields.h"

#include <algorithm>

namespace byok::ui {
namespace {

constexpr std::string_view path = "api_key_ids";

/// What tells keys of the same name apart, and those that are switched off.
std::string detail_of(const core::ApiKey& key, const std::vector<core::ApiKey>& keys) {
    const bool shared_name = std::ranges::count(keys, key.name, &core::ApiKey::name) > 1;
    std::string detail = shared_name ? key.id : "";
    if (!key.active) detail += detail.empty() ? "Disabled" : ", disabled";
    return detail;
}

/// The organization's API keys, and those assigned that it no longer has, so that they can be seen and taken away.
std::vector<Choice> api_key_choices(const app::State& state, const std::vector<std::string>& assigned) {
    std::vector<Choice> choices;
    if (state.api_keys.value)
        for (const core::ApiKey& key : *state.api_keys.value)
            choices.push_back({.value = key.id, .label = key.name, .detail = detail_of(key, *state.api_keys.value)});
    for (const std::string& id : assigned)
        if (!app::find_api_key(state, id))
            choices.push_back({.value = id, .label = state.api_keys.value ? "Unknown key" : "API key", .detail = id});
    return choices;
}

std::string hint_of(const app::State& state, const ProviderKeyDraft& draft) {
    if (keeps_unreported_assignment(draft))
        return "This server does not report the assignment. Leave this empty to keep it as it is.";
    if (!state.api_keys.value && state.api_keys.loading()) return "Loading API keys…";
    if (state.api_keys.value && state.api_keys.value->empty())
        return "The organization has no API keys yet. They are made on the page Api Keys.";
    return "Choose specific API keys if not assigning globally to organization.";
}

void title(Ui& ui) {
    const TextStyle style{.weight = Weight::Medium};
    const ImVec2 start = ImGui::GetCursorScreenPos();
    const ImVec2 size = text_size(ui, "Assignment", style);
    draw_text(ui, start, "Assignment", style);
    ImGui::Dummy(size);
    space(ui, 10);
}

void api_keys_field(const app::State& state, ProviderKeyDraft& draft, Ui& ui) {
    AssignmentDraft& assignment = draft.assignment;
    FieldOptions options;
    options.label_hidden = true;
    options.disabled = assignment.whole_organization || state.provider_key_form.saving();
    options.placeholder = assignment.whole_organization ? "Assigned to all organization's API keys" : "Choose API keys";
    options.hint = hint_of(state, draft);
    options.error = draft.errors.at(path, assignment.visit.left);
    options.focus = draft.errors.takes_focus(path);
    const std::vector<Choice> choices = api_key_choices(state, assignment.api_key_ids);
    const NodeId around = ui.open("api keys field", {.role = Role::Generic});
    if (multi_select(ui, "API keys", assignment.box, assignment.api_key_ids, choices, options))
        draft.errors.changed(path);
    ui.close();
    follow_visit(ui, around, assignment.visit);
}

}  // namespace

void assignment_fields(const app::State& state, ProviderKeyDraft& draft, app::Actions& actions, Ui& ui) {
    Node group{.role = Role::Group};
    group.name = "Assignment";
    ui.open("assignment", group);
    title(ui);
    FieldOptions options;
    options.disabled = state.provider_key_form.saving();
    if (checkbox(ui, "Assign to entire organization", draft.assignment.whole_organization, options))
        draft.errors.changed(path);
    space(ui, 10);
    if (!state.api_keys.value && state.api_keys.error) {
        if (callout(ui, Tone::Warning, "The API keys could not be loaded. " + state.api_keys.error->message,
                    "Try again"))
            actions.emplace_back(app::RefreshApiKeys{});
        space(ui, 10);
    }
    api_keys_field(state, draft, ui);
    ui.close();
}

}  // namespace byok::ui
