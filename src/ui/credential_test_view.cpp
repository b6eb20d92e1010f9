#include "ui/credential_test_view.h"

#include <vector>

#include "ui/key_status.h"

namespace byok::ui {
namespace {

constexpr float gap = 10, line_icon = 16, line_gap = 8, line_height = 20;

/// Says what is wrong with the credential at its fields. Returns whether anything is.
bool say_problems(ProviderKeyDraft& key) {
    key.errors.found = problems_of(key);
    std::erase_if(key.errors.found, [](const auto& error) { return !error.param.starts_with("provider"); });
    key.errors.outdated = true;  // what is wrong elsewhere is found again
    if (!key.errors.say_found(field_paths(key))) return false;
    if (CredentialDraft* credential = credential_on_screen(key)) leave_all_fields(*credential);
    return true;
}

void begin_test(ProviderKeyDraft& key, app::Actions& actions) {
    key.errors.forget_refusals();
    if (say_problems(key)) return;
    if (!key.original) {
        core::NewProviderKey all = new_provider_key(key);
        actions.emplace_back(
            app::TestNewCredential{{std::move(all.provider), std::move(all.credential)}, key.errors.input});
        return;
    }
    core::ProviderKeyChange change = provider_key_change(key);
    actions.emplace_back(app::TestChangedCredential{key.original->id, std::move(change.credential), key.errors.input});
}

/// "Tested in 412 ms · request id req_123"
std::string particulars(const core::TestResult& result) {
    std::string text = "Tested in " + std::to_string(result.latency_ms) + " ms";
    if (!result.request_id.empty()) text += " · request id " + result.request_id;
    return text;
}

void result(Ui& ui, const app::FormTest& test, bool fresh) {
    if (test.error) {
        std::string message = test.error->message;
        if (test.error->retry_after_s > 0)
            message += " Try again in " + std::to_string(test.error->retry_after_s) + " s.";
        space(ui, gap);
        callout(ui, Tone::Warning, "Could not be tested. " + message);
    } else if (test.result && !fresh) {
        space(ui, gap);
        text(ui, "What was entered has changed since the test. Test again.",
             {.colour = Colour::TextMuted, .wrap_width = width_left(ui), .line_height = line_height});
    } else if (test.result) {
        const core::Finding& finding = test.result->finding;
        space(ui, gap);
        callout(ui, look_of(finding.verdict).tone, words_of(finding));
        space(ui, 6);
        text(ui, particulars(*test.result),
             {.size = 13, .colour = Colour::TextFaint, .wrap_width = width_left(ui), .line_height = 18});
    }
}

}  // namespace

const core::TestResult* fresh_result(const app::State& state, const ProviderKeyDraft& key) {
    const app::FormTest& test = state.form_test;
    return test.result && test.input == key.errors.input ? &*test.result : nullptr;
}

void credential_test_view(const app::State& state, ProviderKeyDraft& key, app::Actions& actions, Ui& ui) {
    ButtonOptions options;
    options.icon = Icon::TestTube;
    options.busy = state.form_test.running();
    options.disabled = state.provider_key_form.saving();
    if (button(ui, "Test credentials", options).clicked) begin_test(key, actions);
    result(ui, state.form_test, fresh_result(state, key) != nullptr);
}

void region_result(Ui& ui, const core::RegionResult& result) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw_tone_icon(ui, {at.x, at.y + ui.px((line_height - line_icon) / 2)}, look_of(result.finding.verdict).tone,
                   line_icon);
    begin_column(ui, {at.x + ui.px(line_icon + line_gap), at.y}, width_left(ui) - line_icon - line_gap);
    text(ui, words_of(result.finding), {.size = 13, .wrap_width = width_left(ui), .line_height = line_height});
    end_column(ui);
}

}  // namespace byok::ui
