/// What a frame means: a tree of nodes with role, name, value, state and rectangle, written while the pixels are drawn.
///
/// In the browser the tree is mirrored as real elements over the canvas, which carry focus, keyboard, screen readers,
/// automation and find-in-page, and which are what a click lands on. In native tests it is how a test finds "button
/// Save". A node's id comes from the keys on its path, so it is the same in every frame.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ui/field_text.h"

namespace byok::ui {

using NodeId = std::uint32_t;  // 0 = none, or the root as a parent

/// ARIA roles where they exist; the mirror picks the element (web/semantics.js has the table).
enum class Role : std::uint8_t {
    Generic,  // a box without meaning of its own (layout, layer content)
    Banner,
    Navigation,
    Main,
    Region,  // needs a name
    Group,   // labelled set of controls
    Form,
    Heading,  // level
    Text,     // name is the text
    Link,     // href
    Button,
    TabList,
    Tab,    // selected
    Table,  // row_count
    Row,    // row_index
    ColumnHeader,
    Cell,
    List,
    ListItem,
    Dialog,
    AlertDialog,
    TextBox,   // entry
    ComboBox,  // entry, expanded, controls, active_descendant
    ListBox,
    Option,    // selected
    CheckBox,  // checked
    Menu,
    MenuItem,
    Status,  // polite live region
    Alert,   // assertive live region
    Image,
    Tooltip,     // catches the pointer, unless hidden
    ScrollArea,  // scrolls by itself in the browser; content_height, content_width
    Layer,       // lies over everything drawn before it; with `modal` or `spares`, what lies under it is inert (see
                 // inert()); with a name it is a landmark of its own
    Backdrop,    // catches clicks beside a popup or dialog; hidden from assistive technology
};

/// CSS pixels from the top left of the window, at the present scroll position.
struct Rect {
    float x = 0, y = 0, width = 0, height = 0;
    bool operator==(const Rect&) const = default;
    [[nodiscard]] float right() const { return x + width; }
    [[nodiscard]] float bottom() const { return y + height; }
};

/// Keys that a node takes for itself, and for what is inside it, instead of leaving them to the browser. A key goes to
/// the nearest node, from the focused one outwards up to its layer, that asked for it. Everything else stays the
/// browser's: Tab, Enter and Space on what they activate, text editing.
enum class Key : std::uint8_t {
    None,
    ArrowUp,
    ArrowDown,
    ArrowLeft,
    ArrowRight,
    Home,
    End,
    PageUp,
    PageDown,
    Enter,
    Escape,
    Space,
    Backspace,
    Character,  // one printable character without Ctrl, Alt or Meta (type-ahead)
    Tab,        // also with Shift: menus and lists, which it closes; from a ComboBox the focus moves on all the same
    AltArrowUp,
    AltArrowDown,
};
using KeySet = std::uint32_t;
constexpr KeySet key_bit(Key key) {
    return KeySet{1} << static_cast<unsigned>(key);
}

enum class Check : std::uint8_t { None, Off, On, Mixed };
enum class Expansion : std::uint8_t { None, Collapsed, Expanded };
enum class Popup : std::uint8_t { None, Menu, ListBox, Dialog };

/// What a text field tells the browser about its text.
struct TextEntry {
    const FieldText* text = nullptr;  // the draft's; valid until the next frame begins
    bool secret = false;              // shown as dots, never spelled out to anybody, never stored
    bool revealed = false;            // a secret that the person chose to see
    bool multiline = false;
    /// Edited in one line, but of several: what is pasted keeps its line breaks (a browser's one-line field drops
    /// them).
    bool keeps_lines = false;
    bool monospace = false;
    bool read_only = false;
    std::string placeholder = {};
    std::string input_mode = "text";   // HTML inputmode
    std::string autocomplete = "off";  // HTML autocomplete
    std::string enter_key_hint = {};   // HTML enterkeyhint
    float font_px = 14;                // CSS pixels; the native field has the same type
    float padding_left = 0, padding_right = 0, padding_top = 0, padding_bottom = 0;  // CSS pixels
    float line_height = 20;  // CSS pixels; lines do not wrap, a single one fills its field between the paddings
    /// A file dropped here becomes the text. On a Button it is what the button is for: the mirror is a file chooser
    /// (<input type=file>, named like the button) that answers with FileRead and never with Clicked.
    bool takes_files = false;
    bool prose = false;  // words, not a credential: a phone may begin them with a capital letter
};

struct Node {
    NodeId id = 0;
    NodeId parent = 0;
    Role role = Role::Generic;
    std::string name = {};         // accessible name
    std::string description = {};  // hint; for an invalid field the error message
    Rect rect = {};

    bool disabled = false;
    bool focusable = false;
    bool required = false;
    bool invalid = false;
    bool busy = false;
    bool selected = false;
    bool current = false;  // aria-current="page"
    bool modal = false;
    bool multiselectable = false;
    bool hidden = false;       // drawn, but not for assistive technology
    bool has_tooltip = false;  // takes the pointer, whatever its role
    bool in_tab_order = true;  // of the focusable: false = tabindex -1 (options, menu items, roving tabs)
    Check checked = Check::None;
    Expansion expanded = Expansion::None;
    Popup popup = Popup::None;
    int level = 0;      // Heading: 1…6
    int row_count = 0;  // Table: all rows with the header, ListBox: all options, also those not drawn; 0 = as there are
    int row_index = 0;  // Row: from 1, with the header; Option: from 1
    NodeId controls = 0;           // ComboBox, Button with popup: the list or menu
    NodeId active_descendant = 0;  // ComboBox: the option that arrows have reached
    std::string href = {};         // Link; "#/…" or https
    KeySet keys = 0;
    bool scrolls = false;  // ScrollArea, and what was made one that means something (Ui::begin_scroll)
    float content_width = 0, content_height = 0;  // of what scrolls: CSS pixels
    float scroll_x = 0, scroll_y = 0;             // of what scrolls: where it is drawn
    bool scroll_asked =
        false;  // of what scrolls: the program moved it, the browser is to follow; else the browser's counts
    std::vector<NodeId> spares = {};      // Layer: what lies under it is inert, but not these and what is in them
    std::optional<TextEntry> entry = {};  // TextBox, ComboBox; Button that chooses a file
};

/// One frame's nodes in reading order: a parent comes before its children. A Layer is a child of the layer that it was
/// opened in (or of the root), however deep it was opened, and comes after everything that is not a layer there: so
/// the order of the nodes is also the order in which they lie over each other.
struct SemanticTree {
    std::vector<Node> nodes;
    NodeId focus_request = 0;  // move the focus there after this frame
    std::string title = {};    // document title

    [[nodiscard]] const Node* find(NodeId id) const;
    /// Whether `id` is `ancestor` or inside it. Every node is inside 0.
    [[nodiscard]] bool within(NodeId id, NodeId ancestor) const;
    /// The modal layer that lies over all others; null = none.
    [[nodiscard]] const Node* topmost_modal() const;
    /// The uppermost layer under which all is inert, or all but what it spares; null = none.
    [[nodiscard]] const Node* topmost_cover() const;
    /// Whether `id` lies under that layer: it can be neither clicked nor focused. What is inside the layer, or in one
    /// that comes after it (a toast over a dialog), is not inert, nor is what is around or inside of what it spares.
    [[nodiscard]] bool inert(NodeId id) const;
};

/// The role's name in the words of ARIA ("button", "textbox"), for tests and messages.
std::string_view role_name(Role role);

}  // namespace byok::ui
