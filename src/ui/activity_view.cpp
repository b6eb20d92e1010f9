#include "ui/activity_view.h"

#include "ui/activity_words.h"
#include "ui/list_status.h"
#include "ui/page_header.h"
#include "ui/row_cells.h"

namespace byok::ui {
namespace {

constexpr Column columns[] = {
    {.title = "Time", .name = "Time", .weight = 225, .width_min = 150},
    {.title = "Who", .name = "Who", .weight = 120, .width_min = 90},
    {.title = "What", .name = "What", .weight = 260, .width_min = 180, .card = CardPart::Title},
    {.title = "Target", .name = "Target", .weight = 165, .width_min = 110},
    {.title = "From", .name = "From", .weight = 115, .width_min = 112},
    {.title = "Result", .name = "Result", .weight = 95, .width_min = 95, .card = CardPart::Badge},
};

void event_row(const core::AuditEvent& event, Ui& ui) {
    row_key(ui, event.id);
    text_cell(ui, event.at.empty() ? "" : ui.locale().date_time(event.at));
    text_cell(ui, event.actor);
    text_cell(ui, what_happened(event));
    text_cell(ui, target_of(event));
    text_cell(ui, origin_of(event));
    const ResultLook result = look_of_result(event.result);
    begin_cell(ui, result.word);
    if (!result.word.empty()) badge(ui, result.word, {.colour = result.colour, .max_width = width_left(ui)});
    end_cell(ui);
}

void older(const app::Activity& activity, const core::AuditPage& read, app::Actions& actions, Ui& ui) {
    space(ui, 16);
    if (activity.older_error) {
        callout(ui, Tone::Danger, activity.older_error->message);
        space(ui, 12);
    }
    if (read.next_cursor.empty()) {
        text(ui, "That is all there is.", {.colour = Colour::TextMuted});
        return;
    }
    ButtonOptions options;
    options.busy = activity.older_request != 0;
    options.disabled = activity.trail.loading();
    if (button(ui, "Load older", options).clicked) actions.emplace_back(app::LoadOlderActivity{});
}

void trail(const app::Activity& activity, app::Actions& actions, Ui& ui) {
    const auto& value = activity.trail.value;
    if (list_status(ui, {value.has_value(), &activity.trail.error, "Loading activity…"}))
        actions.emplace_back(app::RefreshActivity{});
    if (!value) return;
    if (value->events.empty()) {
        empty_list(ui, "No activity yet", "What is done with keys, tokens and sessions is listed here from now on.");
        return;
    }
    begin_table(ui, "Audit trail", columns, value->events.size());
    while (const auto row = next_row(ui)) event_row(value->events[*row], ui);
    end_table(ui);
    older(activity, *value, actions, ui);
}

}  // namespace

void activity_view(const app::State& state, app::Actions& actions, Ui& ui) {
    const PageHeaderResult header = page_header(ui, {app::Page::Activity, "", state.activity.trail.loading()});
    if (header.refresh) actions.emplace_back(app::RefreshActivity{});
    const float margin = page_margin(ui);
    const ImVec2 start = ImGui::GetCursorScreenPos();
    begin_column(ui, {start.x + ui.px(margin), start.y + ui.px(margin)}, width_left(ui) - 2 * margin);
    trail(state.activity, actions, ui);
    space(ui, margin);
    end_column(ui);
}

}  // namespace byok::ui
