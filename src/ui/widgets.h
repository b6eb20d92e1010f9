/// The parts that screens are made of. Each draws itself at Dear ImGui's cursor, advances it, and adds its node.
///
/// `label` is what is seen and, unless `name` says otherwise, the accessible name. `key` tells siblings with the same
/// label apart; by default the label is the key. Lengths are CSS pixels. Text goes through TextRuns, so any script may
/// be passed.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ui/field_text.h"
#include "ui/ui.h"

namespace byok::ui {

// ── text (text.cpp, tooltip.cpp)
// ──────────────────────────────────────────────────────────────────────────────────────────

struct TextStyle {
    float size = 14;
    Weight weight = Weight::Regular;
    Colour colour = Colour::Text;
    bool mono = false;
    float wrap_width = 0;   // 0 = one line
    float max_width = 0;    // one line only: cut with an ellipsis beyond; 0 = never
    float line_height = 0;  // 0 = as high as the font size
    float alpha = 1;
};

/// Draws and adds a Text node. Returns its id. An empty text draws nothing and adds no node.
NodeId text(Ui& ui, std::string_view text, const TextStyle& style = {});
/// Draws only: for text that a surrounding node already says.
void draw_text(Ui& ui, ImVec2 at, std::string_view text, const TextStyle& style = {});
/// Device pixels.
ImVec2 text_size(Ui& ui, std::string_view text, const TextStyle& style = {});
NodeId heading(Ui& ui, std::string_view text, int level, const TextStyle& style);
void draw_icon(Ui& ui, ImVec2 at, Icon icon, float size, Colour colour, float alpha = 1);
/// A tooltip with `text` beside a node of this frame: when the pointer has been on it for 0.4 s, and while it has the
/// keyboard's focus; on words also while a click or tap has brought the focus there. Escape puts it away where the
/// focus is on the node. `text` becomes the node's description, shown or not, unless the node has one. A tooltip that
/// says more than the node's name stays while the pointer is on it; one that does not is hidden from assistive
/// technology.
void tooltip(Ui& ui, NodeId on, std::string_view text);

// ── layout (layout.cpp) ──────────────────────────────────────────────────────────────────────────────────────

void space(Ui& ui, float height);
/// Continues on the same line, `gap` after the last item.
void beside(Ui& ui, float gap);
/// Width left in the current column, CSS pixels.
float width_left(Ui& ui);
/// A rule across the current column.
void rule(Ui& ui);
/// What follows is laid out in a column `width` wide (CSS pixels) whose top left corner is `at` (device pixels), until
/// end_column(), which continues below it in the column around. Columns nest.
void begin_column(Ui& ui, ImVec2 at, float width);
/// The bottom right corner of what the column holds, device pixels.
ImVec2 end_column(Ui& ui);

// ── buttons (button.cpp, link.cpp, tabs.cpp)
// ─────────────────────────────────────────────────────────────────────────────────────

enum class ButtonKind { Primary, Secondary, Ghost, Danger };

struct ButtonOptions {
    ButtonKind kind = ButtonKind::Secondary;
    std::optional<Icon> icon = {};
    std::string name = {};  // accessible name when it differs from the label
    std::string description = {};
    std::string key = {};
    bool disabled = false;
    bool busy = false;       // shows a spinner in place of the icon or the label, cannot be clicked again
    bool icon_only = false;  // the label is the accessible name and the tooltip
    bool selected = false;   // looks pressed (navigation, toggles)
    bool muted = false;      // of less weight than what is around it, until the pointer is on it
    Popup popup = Popup::None;
    Expansion expanded = Expansion::None;
    NodeId controls = 0;
    float width = 0;   // 0 = as wide as its content
    float height = 0;  // 0 = the usual
};

struct ButtonResult {
    NodeId id = 0;
    Rect rect = {};
    bool clicked = false;
    explicit operator bool() const { return clicked; }
};

ButtonResult button(Ui& ui, std::string_view label, const ButtonOptions& options = {});
/// The width that such a button takes, CSS pixels: for laying it out from the right.
float button_width(Ui& ui, std::string_view label, const ButtonOptions& options = {});
/// Its height, CSS pixels.
float button_height(Ui& ui, const ButtonOptions& options = {});

struct LinkOptions {
    std::optional<Icon> icon = {};
    bool current = false;    // the page that is open
    bool icon_only = false;  // narrow sidebar
    bool muted = true;
    float width = 0;
    float height = 0;  // of a navigation item; 0 = the usual
    std::string key = {};
};
/// A link to `href` ("#/…" or https). The browser follows it; what was clicked needs no answer. With a width or an icon
/// alone it is a navigation item (32 high), else a piece of text.
NodeId link(Ui& ui, std::string_view label, std::string_view href, const LinkOptions& options = {});

/// Tabs that are links to pages of their own; `current` is the index of the one that is open. One of them is in the tab
/// order, arrow keys go to the others. The row is 42 high; the rule under it is the caller's.
struct TabItem {
    std::string_view label = {};
    std::string_view href = {};
    Icon icon;
};
void tabs(Ui& ui, std::string_view name, std::span<const TabItem> items, std::size_t current);

// ── badges, cards, notices (badge.cpp, card.cpp, callout.cpp)
// ─────────────────────────────────────────────────────────────

struct BadgeOptions {
    Colour colour = Colour::BadgeNeutral;
    float max_width = 0;
    std::string key = {};
    std::string tooltip = {};
};
NodeId badge(Ui& ui, std::string_view label, const BadgeOptions& options = {});
/// Device pixels that a badge with that label takes.
ImVec2 badge_size(Ui& ui, std::string_view label, float max_width = 0);

/// A bordered, filled box around what is drawn until end_card(); a Region of that name.
void begin_card(Ui& ui, std::string_view name, Colour fill = Colour::Card);
void end_card(Ui& ui);

enum class Tone { Info, Success, Warning, Danger };
/// The icon that stands for a tone, in its colour. `at` in device pixels.
void draw_tone_icon(Ui& ui, ImVec2 at, Tone tone, float size);
/// A box with an icon and a sentence; Alert or Status role by tone. Returns whether its action (if any) was clicked.
bool callout(Ui& ui, Tone tone, std::string_view text, std::string_view action = {});

// ── fields (field.cpp, checkbox.cpp) ─────────────────────────────────────────────────────────────────────────

struct FieldOptions {
    std::string hint = {};   // under the field; its description
    std::string error = {};  // replaces the hint, marks the field invalid
    std::string placeholder = {};
    std::string key = {};
    std::string name = {};  // accessible name when it differs from the label
    std::string autocomplete = "off";
    std::string input_mode = "text";
    std::string enter_key_hint = "done";  // of a phone's keyboard; of one-line fields
    bool required = false;
    bool disabled = false;
    bool read_only = false;
    bool secret = false;  // dots, with a Show/Hide button inside the field
    bool mono = false;
    bool label_hidden = false;  // the label is the accessible name alone
    bool takes_files = false;
    bool prose = false;  // words, not a credential
    int rows = 1;        // more than one: a multi-line field
    float width = 0;     // 0 = the column's
    std::uint32_t bytes_max =
        0;               // of a file; 0 = no limit. What is typed or pasted is never cut, but refused with a reason
    bool focus = false;  // move the focus here after this frame
};

struct FieldResult {
    NodeId id = 0;
    bool edited = false;                           // the person changed the text, or put a file in its place
    bool submitted = false;                        // Enter in a one-line field
    std::optional<std::string> file_problem = {};  // a file was dropped or chosen that cannot be taken: why
};

/// A labelled text field. The text is the draft's; the browser edits it.
FieldResult text_field(Ui& ui, std::string_view label, FieldText& text, const FieldOptions& options = {});

/// A button that lets the person choose a file, whose content becomes the text. For a field that takes files: its
/// drop target alone is no use to a keyboard.
FieldResult file_button(Ui& ui, std::string_view label, FieldText& text, const FieldOptions& options = {});

/// Returns whether the person changed it.
bool checkbox(Ui& ui, std::string_view label, bool& checked, const FieldOptions& options = {});

// ── choosing from a list (combobox.cpp, multi_select.cpp) ────────────────────────────────────────────────────

struct Choice {
    std::string value = {};   // what is chosen
    std::string label = {};   // what is shown
    std::string detail = {};  // muted, beside the label
    bool disabled = false;
    std::string keywords = {};  // found by, but not shown
};

/// A combobox's own state; belongs to the view's draft.
struct ComboBoxDraft {
    FieldText filter = {};  // what is in the field
    bool open = false;
    std::optional<std::string> active = {};  // the value of the option that arrows have reached
    std::string shown = {};                  // the value that `filter` last showed
    bool focused = false;                    // the person is in the field
    bool filtering = false;                  // typed since the list opened: it shows what matches, not everything
};

struct ComboBoxOptions : FieldOptions {
    bool free_entry = false;  // any text may be the value, not only those of the list
};

/// A field that filters a list as one types (label, detail, value and keywords are searched, ignoring case). Keyboard
/// after the WAI-ARIA Authoring Practices, "editable combobox with list autocomplete". Returns whether `value` changed.
bool combobox(Ui& ui, std::string_view label, ComboBoxDraft& draft, std::string& value, std::span<const Choice> choices,
              const ComboBoxOptions& options = {});

/// Several of a list: chosen ones are badges that can be removed, the rest is found by typing. Returns whether `values`
/// changed.
bool multi_select(Ui& ui, std::string_view label, ComboBoxDraft& draft, std::vector<std::string>& values,
                  std::span<const Choice> choices, const FieldOptions& options = {});

// ── layers (menu.cpp, dialog.cpp) ────────────────────────────────────────────────────────────────────────────

struct MenuEntry {
    std::string_view label = {};
    std::optional<Icon> icon;  // the place for it is kept when there is none
    bool danger = false;
    bool disabled = false;
};

/// A menu's own state: open or not, and where.
struct MenuDraft {
    bool open = false;
    std::size_t active = 0;
    Rect anchor = {};
};

/// The menu of a button, drawn under (or over) `draft.anchor` while `draft.open`. Returns the entry that was chosen,
/// once; it closes by itself on a choice, Escape, Tab or a click beside it.
std::optional<std::size_t> menu(Ui& ui, std::string_view name, MenuDraft& draft, std::span<const MenuEntry> entries);

struct DialogOptions {
    std::string description = {};
    float width = 672;
    bool alert = false;    // role alertdialog
    bool closable = true;  // a close button at the top right
};

/// A modal dialog in the middle of the window, on a scrim, scrolling by itself when it is taller than the window.
/// Everything until end_dialog() is inside. Returns whether the person asked to close it (Escape, close button);
/// whether to do so is the caller's.
bool begin_dialog(Ui& ui, std::string_view title, const DialogOptions& options = {});
/// Separates the scrolling part from the row of buttons at the bottom, which is laid out right-aligned.
void begin_dialog_buttons(Ui& ui);
/// The height of those buttons.
inline constexpr float dialog_button_height = 36;
void end_dialog(Ui& ui);

// ── tables (table.cpp) ───────────────────────────────────────────────────────────────────────────────────────

/// What becomes of a column's cells where rows are drawn as cards (ui/table_card.h).
enum class CardPart { Line, Title, Badge, Corner };

struct Column {
    std::string_view title = {};  // empty: no heading is drawn, `name` still is its header's name
    std::string_view name = {};
    float weight = 1;     // share of the width
    float width_min = 0;  // CSS pixels
    CardPart card = CardPart::Line;
};

/// A bordered table with rows of one height, of which only those in view are drawn. Where its columns find no room,
/// each row is a card, if one of the columns is a card's title; else it scrolls sideways. `columns` must stay until
/// end_table(). Use:
///   begin_table(…, rows); while (auto row = next_row(ui)) { begin_cell(ui); …; end_cell(ui); … } end_table(ui);
/// Inside a scroll area it takes part in that area's scrolling.
void begin_table(Ui& ui, std::string_view name, std::span<const Column> columns, std::size_t rows,
                 float row_height = 49);
/// The index of the next row to draw; none when the rows in view are done. `key` of a row is its index unless row_key()
/// says otherwise.
std::optional<std::size_t> next_row(Ui& ui);
/// Names the row just begun, so that its nodes stay the same when the order changes. Call before the first cell.
void row_key(Ui& ui, std::string_view key);
/// A cell named `name` (its text, for assistive technology); nodes drawn inside become its children.
void begin_cell(Ui& ui, std::string_view name = {});
void end_cell(Ui& ui);
/// How text looks in the cell that is open: heavier where it names the row, and larger as the title of a card.
TextStyle cell_text(Ui& ui);
void end_table(Ui& ui);

}  // namespace byok::ui
