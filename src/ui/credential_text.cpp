#include "ui/credential_text.h"

#include <string>

#include "core/provider.h"

namespace byok::ui {
namespace {

/// So many bytes more than before did not come from typing.
constexpr std::size_t pasted_bytes_min = 8;
constexpr float line_gap = 8;

std::string in_one(const core::Repairs& sentences) {
    std::string all;
    for (const std::string& sentence : sentences) {
        if (!all.empty()) all += ' ';
        all += sentence;
    }
    return all;
}

/// The same words may stand under two fields.
void open_lines(Ui& ui, std::string_view what, std::string_view path) {
    space(ui, line_gap);
    ui.open(std::string(what) + ' ' + std::string(path), {.role = Role::Generic});
}

/// What was done to the text, with a button that undoes it. Returns whether it was undone.
bool say_repair(Ui& ui, FormText& text, std::string_view path, FormErrors& errors, bool read_only) {
    if (text.repair.done.empty()) return false;
    open_lines(ui, "repair of", path);
    const bool undo = callout(ui, Tone::Info, in_one(text.repair.done), read_only ? "" : "Undo");
    ui.close();
    if (!undo) return false;
    text.text.set(text.repair.before.reveal());
    text.repair = {};
    text.repair.left_alone = true;
    errors.changed(path);
    errors.focus = path;
    ui.animate();
    return true;
}

}  // namespace

bool repair_now(FormText& text, Repair repair) {
    if (text.repair.left_alone) return false;
    core::RepairedText repaired = repair(text.text.view());
    if (repaired.done.empty()) return false;
    // What was repaired before the latest addition is part of what an undo brings back.
    text.repair.before = core::Secret(text.text.view());
    text.repair.done = std::move(repaired.done);
    text.text.set(repaired.text.reveal());
    return true;
}

void say_advice(Ui& ui, std::string_view path, FormErrors& errors, bool with_button) {
    const core::Advice* advice = errors.advice_at(path);
    if (!advice) return;
    const bool offers = with_button && !advice->provider.empty();
    // Where a rule is broken, that is said at the field already; who else takes the text is still worth knowing.
    if (!offers && !errors.at(path, true).empty()) return;
    open_lines(ui, "advice on", path);
    const std::string action =
        offers ? "Switch to " + std::string(core::provider_display_name(advice->provider)) : std::string();
    if (callout(ui, Tone::Warning, advice->message, action)) {
        errors.wanted_provider = advice->provider;
        errors.wanted_from = path;
        ui.animate();
    }
    ui.close();
}

FieldResult credential_text(Ui& ui, std::string_view label, FormText& text, std::string_view path, FormErrors& errors,
                            const FieldOptions& options, Repair repair) {
    const std::size_t bytes_before = text.text.view().size();
    const bool was_inside = text.visit.inside;
    FieldResult result = form_text(ui, label, text, path, errors, options);
    const bool pasted = result.edited && text.text.view().size() >= bytes_before + pasted_bytes_min;
    if (result.edited) {
        text.repair.done.clear();
        text.repair.before = {};
        text.repair.arrived = pasted;
        if (pasted || text.text.empty()) text.repair.left_alone = false;
    }
    const bool left_now = (was_inside || result.edited) && !text.visit.inside;
    if ((pasted || left_now) && repair_now(text, repair)) {
        errors.changed(path);
        result.edited = true;
        ui.animate();
    }
    if (say_repair(ui, text, path, errors, options.read_only)) result.edited = true;
    if (text.complete()) say_advice(ui, path, errors, !options.read_only);
    return result;
}

}  // namespace byok::ui
