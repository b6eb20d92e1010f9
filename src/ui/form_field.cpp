#include "ui/form_field.h"

#include <algorithm>

namespace byok::ui {
namespace {

const core::FieldError* find(const core::FieldErrors& errors, std::string_view path) {
    const auto found = std::ranges::find(errors, path, &core::FieldError::param);
    return found == errors.end() ? nullptr : &*found;
}

bool has(const std::vector<std::string>& paths, const std::string& path) {
    return std::ranges::find(paths, path) != paths.end();
}

/// The first of `paths` that has an error; empty when none has.
std::string first_of(const core::FieldErrors& errors, const std::vector<std::string>& paths) {
    const auto first = std::ranges::find_if(paths, [&](const std::string& path) { return find(errors, path); });
    return first == paths.end() ? "" : *first;
}

/// The sentences of the errors that belong to none of `paths`.
std::string elsewhere(const core::FieldErrors& errors, const std::vector<std::string>& paths) {
    std::string sentences;
    for (const core::FieldError& error : errors) {
        if (has(paths, error.param)) continue;
        if (!sentences.empty()) sentences += ' ';
        sentences += error.message;
    }
    return sentences;
}

}  // namespace

std::string_view FormErrors::at(std::string_view path, bool left) const {
    if (const core::FieldError* error = find(refused, path)) return error->message;
    if (const core::FieldError* error = left ? find(found, path) : nullptr) return error->message;
    return {};
}

void FormErrors::changed(std::string_view path) {
    std::erase_if(refused, [&](const core::FieldError& error) { return error.param == path; });
    outdated = true;
    if (path.starts_with("provider")) ++input;
    refusal.clear();
}

void FormErrors::take(const core::Error& error, const std::vector<std::string>& paths) {
    forget_refusals();
    for (const core::FieldError& field : error.fields)
        if (has(paths, field.param)) refused.push_back(field);
    said = error.fields.empty() ? error.message : elsewhere(error.fields, paths);
    focus = first_of(refused, paths);
    refuse(refused);
}

bool FormErrors::say_found(const std::vector<std::string>& paths) {
    said = elsewhere(found, paths);
    focus = first_of(found, paths);
    refuse(found);
    return !found.empty();
}

const core::Advice* FormErrors::advice_at(std::string_view path) const {
    const auto at_path = std::ranges::find(advice, path, &core::Advice::param);
    return at_path == advice.end() ? nullptr : &*at_path;
}

bool FormErrors::warn(const std::vector<std::string>& paths) {
    const auto first = std::ranges::find_if(paths, [&](const std::string& path) { return advice_at(path); });
    if (first == paths.end()) return false;
    focus = *first;
    refusal = "Not saved yet. " + advice_at(*first)->message + " Save anyway, or change it.";
    ++refusals;
    return true;
}

void FormErrors::forget_refusals() {
    refused.clear();
    said.clear();
    refusal.clear();
}

void FormErrors::refuse(const core::FieldErrors& errors) {
    const core::FieldError* error = focus.empty() ? nullptr : find(errors, focus);
    refusal = error ? "Not saved. " + error->message : std::string();
    if (error) ++refusals;
}

bool FormErrors::takes_focus(std::string_view path) {
    if (focus.empty() || focus != path) return false;
    focus.clear();
    return true;
}

void announce_refusal(Ui& ui, const FormErrors& errors) {
    if (errors.refusal.empty()) return;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    // A new node each time: the same words twice would be said once.
    ui.leaf("refusal " + std::to_string(errors.refusals),
            {.role = Role::Alert, .name = errors.refusal, .rect = ui.rect_of(at, {at.x + 1, at.y + 1})});
}

FieldResult form_text(Ui& ui, std::string_view label, FormText& text, std::string_view path, FormErrors& errors,
                      FieldOptions options) {
    if (options.error.empty()) options.error = errors.at(path, text.visit.left);
    options.focus = errors.takes_focus(path);
    const FieldResult result = text_field(ui, label, text.text, options);
    if (result.edited) errors.changed(path);
    follow_visit(ui, result.id, text.visit);
    // Programs fill in several fields between two frames.
    if (result.edited && !text.visit.inside) text.visit.left = true;
    return result;
}

void follow_visit(Ui& ui, NodeId id, FieldVisit& visit) {
    const bool inside = ui.focus_within(id);
    if (visit.inside && !inside) visit.left = true;
    visit.inside = inside;
}

}  // namespace byok::ui
