/// What every labelled control has in common: the label above, the box, and the hint or the error under it.
///
/// Positions are device pixels; lengths in constants are CSS pixels.
#pragma once

#include <string>
#include <string_view>

#include "ui/widgets.h"

namespace byok::ui {

inline constexpr float field_radius = 6, field_padding = 13;  // with the border
inline constexpr float field_text_size = 14;

/// Of a field of one line, CSS pixels.
float field_height(const Ui& ui);
/// Of what is typed: `usual` (CSS pixels), but 16 at the least for fingers, or iOS zooms into the field.
float entry_text_size(const Ui& ui, float usual = field_text_size);

struct FieldFrame {
    std::string_view key;
    ImVec2 start;     // where the label begins
    ImVec2 min, max;  // the box
};

/// The key of the field's node: what its id comes from.
std::string_view field_key(std::string_view label, const FieldOptions& options);
/// The box's width, CSS pixels.
float field_width(Ui& ui, const FieldOptions& options);
/// Draws the label and says where the box goes, `height` CSS pixels high.
FieldFrame begin_field(Ui& ui, std::string_view label, const FieldOptions& options, float height);
/// The node of the field itself, all but what is its own: name, description, states, rectangle.
Node field_node(Ui& ui, Role role, std::string_view label, const FieldOptions& options, ImVec2 min, ImVec2 max);
/// Draws words that are a field's name or description already: so they are nobody's to read out a second time. But they
/// stand in the page, where the browser's search finds them.
void draw_findable(Ui& ui, std::string_view key, ImVec2 at, std::string_view words, const TextStyle& style);
/// Draws the hint or the error and leaves the cursor below.
void end_field(Ui& ui, const FieldFrame& frame, const FieldOptions& options);

/// The box itself. `focused`: whoever is in a text field sees it, pointer or not.
void draw_field_box(Ui& ui, const FieldFrame& frame, const FieldOptions& options, bool focused);

/// Rounds the lengths of `entry` to whole device pixels, and gives its lines a height in whose middle a text of its
/// size can stand: so the browser, which knows nothing of such rounding, sets the same text in the same place as
/// draw_entry_text(). `height`: of the entry's box, device pixels; a one-line entry's line fills it.
void fit_entry(const Ui& ui, TextEntry& entry, float height);
/// The text of an entry as it looks while the browser does not show its own: dots for a secret, the placeholder where
/// there is no text, lines cut at the box. `min`, `max`: the rectangle of the entry's node.
void draw_entry_text(Ui& ui, ImVec2 min, ImVec2 max, const TextEntry& entry, bool disabled);

}  // namespace byok::ui
