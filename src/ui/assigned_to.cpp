#include "ui/assigned_to.h"

#include <algorithm>
#include <span>

#include "ui/control.h"
#include "ui/shapes.h"

namespace byok::ui {
namespace {

constexpr std::string_view organization_label = "Organization (all keys)", not_reported_label = "Not reported";
constexpr float gap = 6, badge_width_max = 200, badge_radius = 4;

std::string joined_names(std::span<const AssignedApiKey> keys) {
    std::string names;
    for (const AssignedApiKey& key : keys) {
        if (!names.empty()) names += ", ";
        names += key.name;
        if (!key.known) names += " (" + key.id + ")";
    }
    return names;
}

std::string more_label(std::size_t count) {
    return "+" + std::to_string(count);
}

/// How many of the badges fit into `width` device pixels together with the badge that counts the rest. At least one.
std::size_t fitting(Ui& ui, std::span<const AssignedApiKey> keys, float width) {
    float used = 0;
    std::size_t fits = 0;
    for (; fits < keys.size(); ++fits) {
        used += badge_size(ui, keys[fits].name, badge_width_max).x + (fits == 0 ? 0 : ui.px(gap));
        const std::size_t rest = keys.size() - fits - 1;
        const float more = rest == 0 ? 0 : ui.px(gap) + badge_size(ui, more_label(rest)).x;
        if (used + more > width) break;
    }
    return std::max<std::size_t>(fits, 1);
}

void api_key_badge(Ui& ui, const AssignedApiKey& key, float width_max) {
    BadgeOptions options;
    options.colour = Colour::BadgeBlue;
    options.max_width = width_max;
    options.key = key.id;
    const bool cut = badge_size(ui, key.name).x > ui.px(width_max);
    if (!key.known) options.tooltip = key.id;
    if (key.known && cut) options.tooltip = key.name;
    badge(ui, key.name, options);
}

/// Counts the badges that found no room. Who points at it, clicks it or comes with the keyboard reads their names.
void more_badge(Ui& ui, const std::string& label, std::string_view names) {
    const ImVec2 min = whole_pixels(ImGui::GetCursorScreenPos()), size = badge_size(ui, label), max = min + size;
    const NodeId id = badge(ui, label, {.colour = Colour::BadgeBlue, .key = "more"});
    if (control_state(ui, id, true).ringed) draw_focus_ring(ui, min, max, badge_radius);
    const float scale = ui.viewport().scale;
    const ImVec2 room(ui.px(for_pointer(ui, size.x / scale)), ui.px(for_pointer(ui, size.y / scale)));
    const ImVec2 reach = (room - size) * 0.5f;
    ui.node(id).rect = ui.rect_of(min - reach, max + reach);
    tooltip(ui, id, names);
    ui.node(id).role = Role::Button;
    ui.node(id).in_tab_order = true;
}

void api_key_badges(Ui& ui, std::span<const AssignedApiKey> keys) {
    const float width = width_left(ui);
    const std::size_t shown = ui.viewport().printing ? keys.size() : fitting(ui, keys, ui.px(width));
    const std::size_t rest = keys.size() - shown;
    const float more = rest == 0 ? 0 : gap + badge_size(ui, more_label(rest)).x / ui.viewport().scale;
    const float width_max = shown == 1 ? std::clamp(width - more, 24.0f, badge_width_max) : badge_width_max;
    for (const AssignedApiKey& key : keys.first(shown)) {
        if (&key != keys.data()) beside(ui, gap);
        api_key_badge(ui, key, width_max);
    }
    if (rest == 0) return;
    beside(ui, gap);
    more_badge(ui, more_label(rest), joined_names(keys.subspan(shown)));
}

}  // namespace

std::vector<AssignedApiKey> assigned_api_keys(const app::State& state, const core::ProviderKey& key) {
    std::vector<AssignedApiKey> keys;
    if (!key.api_key_ids) return keys;
    keys.reserve(key.api_key_ids->size());
    for (const std::string& id : *key.api_key_ids) {
        const core::ApiKey* api_key = app::find_api_key(state, id);
        if (api_key) {
            keys.push_back({id, api_key->name, true});
        } else {
            keys.push_back({id, state.api_keys.value ? "Unknown key" : "API key", false});
        }
    }
    return keys;
}

std::string assigned_to_text(const app::State& state, const core::ProviderKey& key) {
    if (!key.api_key_ids) return std::string(not_reported_label);
    if (key.api_key_ids->empty()) return std::string(organization_label);
    return joined_names(assigned_api_keys(state, key));
}

void assigned_to(const app::State& state, const core::ProviderKey& key, Ui& ui) {
    if (!key.api_key_ids) {
        text(ui, not_reported_label, {.colour = Colour::TextMuted});
    } else if (key.api_key_ids->empty()) {
        badge(ui, organization_label, {.colour = Colour::BadgePurple, .max_width = width_left(ui)});
    } else {
        api_key_badges(ui, assigned_api_keys(state, key));
    }
}

}  // namespace byok::ui
