/// What a form is made of: texts that know whether they may be complained about, and what there is to say at each
/// field, from our own rules and from the server.
///
/// A problem found by our rules is said once the person has left its field, or has asked to save; what the server
/// refused is said until its field is changed. Fields are named by their paths (core::FieldError).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/advice.h"
#include "core/repair.h"
#include "core/validate.h"
#include "ui/widgets.h"

namespace byok::ui {

/// Whether the person has been in a field and left it.
struct FieldVisit {
    bool inside = false;
    bool left = false;
};

/// What was taken off a text after it was entered (ui/credential_text.h).
struct FieldRepair {
    core::Secret before;      // the text as it was entered
    core::Repairs done;       // what was done to it; empty = nothing that could be undone
    bool left_alone = false;  // the person undid it
    bool arrived = false;     // the text came at once, as a paste does: it is whole, and may be judged
};

struct FormText {
    FieldText text;
    FieldVisit visit;
    FieldRepair repair;

    /// Whether what is in the field is whole as far as one can know.
    [[nodiscard]] bool complete() const { return visit.left || repair.arrived; }
};

struct FormErrors {
    core::FieldErrors found;    // by our rules, in what is typed now
    core::FieldErrors refused;  // by the server, in what was sent
    std::string said;           // what the server said that belongs to no field; empty = nothing
    std::string focus;          // the path whose field gets the focus when it is drawn next; empty = none
    std::string refusal;        // that it was not saved and why, for announce_refusal(); empty = nothing to say
    unsigned refusals = 0;      // how often that was so
    std::uint64_t input = 0;    // goes up with each change of the credential: numbers what is entered now
    bool outdated = true;       // something was changed: `found` and `advice` are of before

    std::vector<core::Advice> advice;  // what looks unusual in what is typed now
    std::string wanted_provider;       // the slug to switch to, as was asked for; empty = none
    std::string wanted_from;           // the path of the field whose text goes along

    /// What to say at that field; empty when nothing.
    [[nodiscard]] std::string_view at(std::string_view path, bool left) const;
    /// The person changed that field: what the server said about it is of the past.
    void changed(std::string_view path);
    /// Takes what the server said: each sentence to its field, when `paths` has it, the rest to `said`. The first
    /// field of `paths` that was refused gets the focus.
    void take(const core::Error& error, const std::vector<std::string>& paths);
    /// The first field of `paths` in which a problem was found gets the focus; what was found elsewhere goes to `said`.
    /// Returns whether anything was found.
    bool say_found(const std::vector<std::string>& paths);
    /// What looks unusual at that field; null when nothing does.
    [[nodiscard]] const core::Advice* advice_at(std::string_view path) const;
    /// The first field of `paths` with advice gets the focus. Returns whether there is something to warn of.
    bool warn(const std::vector<std::string>& paths);
    /// Nothing refused any more: it is sent anew.
    void forget_refusals();
    /// Whether the field of that path is to get the focus now; asks once.
    bool takes_focus(std::string_view path);

private:
    void refuse(const core::FieldErrors& errors);
};

/// Tells assistive technology that the form was not saved, which others see by fields turning red: the focus alone says
/// nothing where it is on the wrong field already.
void announce_refusal(Ui& ui, const FormErrors& errors);

/// A text field whose error and focus come from `errors`.
FieldResult form_text(Ui& ui, std::string_view label, FormText& text, std::string_view path, FormErrors& errors,
                      FieldOptions options = {});

/// Notes whether the focus is on `id` or inside it, for fields that form_text does not draw.
void follow_visit(Ui& ui, NodeId id, FieldVisit& visit);

}  // namespace byok::ui
