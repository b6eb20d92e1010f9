#include "ui/provider_key_form_view.h"

#include <algorithm>
#include <utility>

#include "core/provider.h"
#include "ui/assignment_fields.h"
#include "ui/credential_fields.h"
#include "ui/credential_test_view.h"
#include "ui/discard_changes.h"
#include "ui/key_status.h"
#include "ui/list_status.h"
#include "ui/provider_key_row.h"

namespace byok::ui {
namespace {

constexpr float dialog_width = 672, field_gap = 18, group_gap = 24, history_size = 13, history_line_height = 18;

std::string_view title_of(app::Page page) {
    return page == app::Page::NewProviderKey ? "Add Provider Key" : "Edit Provider Key";
}

DialogOptions dialog_options() {
    DialogOptions options;
    options.description =
        "Configure your LLM provider API key. This key will be stored securely and masked after creation.";
    options.width = dialog_width;
    return options;
}

/// Begins the form that the route asks for, unless it is on screen, or what is to be edited has not arrived yet.
void begin_form(const app::State& state, ProviderKeyFormDraft& draft) {
    if (draft.key && draft.route == state.route) return;
    draft = {};
    draft.route = state.route;
    if (state.route.page == app::Page::NewProviderKey) {
        draft.key = new_provider_key_draft();
        draft.key->errors.focus = "provider";
    } else if (const core::ProviderKey* key = app::find_provider_key(state, state.route.provider_key_id)) {
        draft.key = stored_provider_key_draft(*key);
        draft.key->errors.focus = "name";
    }
}

/// Takes in what became of what was sent, once it is known. (After a success the route is another.)
void take_answer(const app::Save& form, bool& sent, ProviderKeyDraft& key) {
    if (!sent || form.saving()) return;
    sent = false;
    if (!form.error) return;
    key.overtaken = form.error->code == core::ErrorCode::PreconditionFailed;
    if (key.overtaken) return;
    key.errors.take(*form.error, field_paths(key));
    // What the server says of a duplicate it says of this input; the next Save means it.
    const auto of_credential = [](const core::FieldError& field) { return field.param == "provider_key"; };
    if (form.error->code != core::ErrorCode::Conflict || std::ranges::none_of(form.error->fields, of_credential))
        return;
    key.errors.forget_refusals();
    key.is_duplicate = true;
    key.asked_about = key.errors.input;
    key.duplicate_message = form.error->message;
}

/// Why somebody may not want to save what is entered now; empty when nothing speaks against it.
std::string doubt(const app::State& state, const ProviderKeyDraft& key) {
    if (key.is_duplicate) return key.duplicate_message + " Save it once more all the same?";
    const core::TestResult* result = fresh_result(state, key);
    if (result && result->finding.verdict == core::Verdict::Invalid)
        return "The test says that this credential does not work. Save it all the same?";
    return {};
}

/// Whether that was asked already, so that Save means it.
bool was_asked(const ProviderKeyDraft& key) {
    return key.asked_about == key.errors.input;
}

/// Whether the person should think again before this is saved. What is unusual gets the focus, unless a test has shown
/// that it works.
bool speaks_against(const app::State& state, ProviderKeyDraft& key) {
    if (!doubt(state, key).empty()) return true;
    const core::TestResult* result = fresh_result(state, key);
    if (result && result->finding.verdict == core::Verdict::Valid) return false;
    return key.errors.warn(field_paths(key));
}

/// What was said of an earlier input is of the past.
void follow_input(ProviderKeyDraft& key) {
    if (was_asked(key)) return;
    key.asked_about.reset();
    key.is_duplicate = false;
}

void check(ProviderKeyDraft& key) {
    key.errors.found = problems_of(key);
    key.errors.advice = advice_on(key);
    key.errors.outdated = false;
}

void save(const app::State& state, ProviderKeyDraft& key, bool& sent, app::Actions& actions) {
    key.errors.forget_refusals();
    check(key);
    leave_all_fields(key);
    if (key.errors.say_found(field_paths(key))) return;
    const bool sends_credential = !key.original || !keeps_credential(key);
    if (sends_credential && !was_asked(key) && speaks_against(state, key)) {
        key.asked_about = key.errors.input;
        return;
    }
    if (!key.original) {
        sent = true;
        core::NewProviderKey created = new_provider_key(key);
        created.allow_duplicate = key.is_duplicate;
        actions.emplace_back(app::CreateProviderKey{std::move(created)});
        return;
    }
    core::ProviderKeyChange change = provider_key_change(key);
    change.allow_duplicate = key.is_duplicate;
    if (is_empty(change)) {
        actions.emplace_back(app::Navigate{});
        return;
    }
    sent = true;
    key.overtaken = false;
    actions.emplace_back(app::ChangeProviderKey{key.original->id, std::move(change), key.original->etag});
}

/// "Somebody else changed this key: it is now called “X” (changed by ANN, 14 January 2026 …). You have “Y”."
std::string who_overtook(const ProviderKeyDraft& mine, const core::ProviderKey& theirs, const Ui& ui) {
    std::string by = theirs.updated_by.empty() ? "" : "by " + theirs.updated_by;
    if (!theirs.updated_at.empty()) by += (by.empty() ? "on " : ", ") + ui.locale().date_time(theirs.updated_at);
    if (!by.empty()) by = " (changed " + by + ")";
    return "Somebody else changed this key: it is now called “" + display_name(theirs) + "”" + by + ". You have “" +
           std::string(core::trimmed(mine.name.text.view())) + "”.";
}

/// Asks what to do where the key is another than when the form was opened. Nothing typed is lost by any of it.
void ask_after_overtaking(const app::State& state, ProviderKeyFormDraft& draft, const ProviderKeyDraft& mine,
                          app::Actions& actions, Ui& ui) {
    if (!mine.overtaken) draft.asked = false;
    if (!mine.overtaken || !mine.original) return;
    space(ui, field_gap);
    const core::ProviderKey* theirs = app::find_provider_key(state, mine.original->id);
    if (state.provider_keys.loading()) {
        callout(ui, Tone::Warning, "Somebody else changed this key. Reading what it is now…");
        return;
    }
    if (!theirs || theirs->etag == mine.original->etag) {
        if (callout(ui, Tone::Warning, "Somebody else changed this key. What it is now could not be read.",
                    "Try again"))
            actions.emplace_back(app::RefreshProviderKeys{});
        return;
    }
    callout(ui, Tone::Warning, who_overtook(mine, *theirs, ui));
    space(ui, 10);
    const float gap = 8, width = width_left(ui);
    const ButtonResult take = button(ui, "Take their changes");
    if (width >= button_width(ui, "Take their changes") + gap + button_width(ui, "Save mine over it"))
        beside(ui, gap);
    else
        space(ui, gap);
    const ButtonResult save = button(ui, "Save mine over it");
    if (!draft.asked) ui.move_focus(take.id);
    draft.asked = true;
    if (!take.clicked && !save.clicked) return;
    draft.answer = take.clicked ? ProviderKeyFormDraft::Answer::TakeTheirs : ProviderKeyFormDraft::Answer::SaveMine;
    ui.animate();
}

/// Does what was answered in the last frame. Returns whether to save what is on screen.
bool follow_answer(const app::State& state, ProviderKeyFormDraft& draft, ProviderKeyDraft& mine) {
    using Answer = ProviderKeyFormDraft::Answer;
    const Answer answer = std::exchange(draft.answer, Answer::None);
    const core::ProviderKey* theirs =
        answer == Answer::None || !mine.original ? nullptr : app::find_provider_key(state, mine.original->id);
    if (!theirs) return false;
    answer == Answer::TakeTheirs ? take_theirs(mine, *theirs) : keep_mine(mine, *theirs);
    if (answer == Answer::TakeTheirs) mine.errors.focus = "name";
    return answer == Answer::SaveMine;
}

void provider_field(Ui& ui, ProviderKeyDraft& key, bool saving) {
    if (key.original) {
        text(ui, "Provider", {.weight = Weight::Medium});
        space(ui, 8);
        text(ui, core::provider_display_name(key.provider), {.wrap_width = width_left(ui)});
        return;
    }
    std::vector<Choice> choices;
    for (const core::Provider& provider : core::providers())
        choices.push_back({.value = std::string(provider.slug), .label = std::string(provider.name), .detail = {}});
    ComboBoxOptions options;
    options.hint = "Start typing to filter providers";
    options.required = true;
    options.disabled = saving;
    options.error = key.errors.at("provider", false);
    options.focus = key.errors.takes_focus("provider");
    std::string chosen = key.provider;
    if (combobox(ui, "Provider", key.provider_box, chosen, choices, options)) choose_provider(key, chosen);
}

bool name_field(Ui& ui, ProviderKeyDraft& key, bool saving) {
    FieldOptions options;
    options.required = true;
    options.read_only = saving;
    options.prose = true;
    const FieldResult result = form_text(ui, "Name", key.name, "name", key.errors, options);
    // An emptied name is no name: the next provider may suggest one again.
    if (result.edited && !key.original) key.name_suggested = key.name.text.empty();
    return result.submitted;
}

bool credential_part(const app::State& state, ProviderKeyDraft& key, app::Actions& actions, Ui& ui) {
    const bool saving = state.provider_key_form.saving();
    CredentialDraft* credential = credential_on_screen(key);
    if (!credential) {
        callout(ui, Tone::Info,
                "This console does not know the provider \"" + key.provider +
                    "\" and what its credential looks like. Its name and assignment can be changed.");
        return false;
    }
    const core::Provider* provider = core::find_provider(key.provider);
    const bool submitted =
        credential_fields(ui, *credential,
                          {*provider, key.original && !needs_credential(key) ? &key.original->credential : nullptr,
                           key.errors, saving, fresh_result(state, key)});
    space(ui, field_gap);
    credential_test_view(state, key, actions, ui);
    return submitted;
}

/// The times in full: in the table only a pointer, a finger or a screen reader gets at them.
std::string history_of(const core::ProviderKey& key, const Locale& locale) {
    std::string words = key.created_at.empty() ? "Created" : "Created " + locale.date_time(key.created_at);
    if (!key.created_by.empty()) words += " by " + key.created_by;
    if (!key.updated_at.empty() && key.updated_at != key.created_at)
        words += ", changed " + locale.date_time(key.updated_at);
    return words == "Created" ? std::string() : words;
}

/// Returns whether Enter asked to save.
bool fields(const app::State& state, ProviderKeyDraft& key, app::Actions& actions, Ui& ui) {
    const bool saving = state.provider_key_form.saving();
    announce_refusal(ui, key.errors);
    if (!key.errors.said.empty()) {
        callout(ui, Tone::Danger, key.errors.said);
        space(ui, field_gap);
    }
    provider_field(ui, key, saving);
    space(ui, field_gap);
    bool submitted = name_field(ui, key, saving);
    space(ui, field_gap);
    if (needs_credential(key)) {
        callout(ui, Tone::Danger, std::string(unreadable_sentence));
        space(ui, field_gap);
    }
    if (credential_part(state, key, actions, ui)) submitted = true;
    switch_as_wanted(key);
    space(ui, group_gap);
    assignment_fields(state, key, actions, ui);
    if (const std::string history = key.original ? history_of(*key.original, ui.locale()) : ""; !history.empty()) {
        space(ui, field_gap);
        text(ui, history,
             {.size = history_size,
              .colour = Colour::TextMuted,
              .wrap_width = width_left(ui),
              .line_height = history_line_height});
    }
    if (was_asked(key) && !doubt(state, key).empty()) {
        space(ui, field_gap);
        callout(ui, Tone::Warning, doubt(state, key));
    }
    return submitted;
}

void form_dialog(const app::State& state, ProviderKeyFormDraft& draft, ProviderKeyDraft& key, app::Actions& actions,
                 Ui& ui) {
    const bool saving = state.provider_key_form.saving();
    bool submitted = follow_answer(state, draft, key);
    if (key.errors.outdated) check(key);
    follow_input(key);
    bool close = begin_dialog(ui, title_of(state.route.page), dialog_options());
    if (fields(state, key, actions, ui)) submitted = true;
    ask_after_overtaking(state, draft, key, actions, ui);
    begin_dialog_buttons(ui);
    close = button(ui, "Cancel", {.height = dialog_button_height}).clicked || close;
    ButtonOptions options{.kind = ButtonKind::Primary, .height = dialog_button_height};
    options.busy = saving;
    options.key = "save";
    const bool clicked = button(ui, was_asked(key) ? "Save anyway" : "Save", options).clicked;
    end_dialog(ui);

    if (close && !saving && !holds_changes(key)) {
        actions.emplace_back(app::Navigate{});
    } else if (close) {
        draft.discard = {.open = true};
    } else if ((submitted || clicked) && !saving) {
        save(state, key, draft.sent, actions);
    }
    if (discard_changes(ui, draft.discard, saving)) actions.emplace_back(app::Navigate{});
}

/// An edit form whose key is not there yet.
void waiting_dialog(const app::State& state, app::Actions& actions, Ui& ui) {
    bool close = begin_dialog(ui, title_of(state.route.page), dialog_options());
    if (list_status(ui, {false, &state.provider_keys.error, "Loading the provider key…"}))
        actions.emplace_back(app::RefreshProviderKeys{});
    begin_dialog_buttons(ui);
    close = button(ui, "Cancel", {.height = dialog_button_height}).clicked || close;
    end_dialog(ui);
    if (close) actions.emplace_back(app::Navigate{});
}

}  // namespace

void provider_key_form_view(const app::State& state, ProviderKeyFormDraft& draft, app::Actions& actions, Ui& ui) {
    if (!app::is_form(state.route.page)) {
        draft = {};
        return;
    }
    begin_form(state, draft);
    if (!draft.key) {
        waiting_dialog(state, actions, ui);
        return;
    }
    take_answer(state.provider_key_form, draft.sent, *draft.key);
    form_dialog(state, draft, *draft.key, actions, ui);
}

}  // namespace byok::ui
